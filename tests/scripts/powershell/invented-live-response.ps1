$body = @{
    CommandType = 'RunScript'
    ScriptName  = 'collect.ps1'
    Path        = 'C:\Temp'
    Comment     = 'Collect'
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/runliveresponse" -Headers $h -Body $body -ContentType 'application/json'
