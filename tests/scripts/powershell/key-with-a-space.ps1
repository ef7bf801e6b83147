# The connector's titles are no parameters.
$scan = [ordered]@{
    Comment     = 'Weekly scan'
    'Scan Type' = 'Quick'
}
$isolate = @{ "Comment" = 'Contain'; "Isolation Type" = "Selective" }

Invoke-RestMethod "https://api.security.microsoft.com/api/machines/$id/runAntiVirusScan" -Method Post `
    -Headers $h -Body (ConvertTo-Json -InputObject $scan) -ContentType 'application/json'
Invoke-RestMethod "https://api.security.microsoft.com/api/machines/$id/isolate" -Method Post `
    -Headers $h -Body (ConvertTo-Json $isolate) -ContentType 'application/json'
