Connect-MgGraph -Scopes 'Machine.Isolate'
$body = @{ Comment = 'Contain'; IsolationType = 'Full' } | ConvertTo-Json
Invoke-MgGraphRequest -Method POST -Uri "https://api.security.microsoft.com/api/machines/$id/isolate" -Body $body

# These are Microsoft Graph's own.
Invoke-MgGraphRequest -Method POST -Uri 'https://graph.microsoft.com/v1.0/security/runHuntingQuery' -Body @{ Query = 'DeviceInfo' }
Invoke-MgGraphRequest -Method GET -Uri '/v1.0/security/alerts_v2'
