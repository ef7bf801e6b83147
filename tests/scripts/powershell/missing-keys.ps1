$api = 'https://api.security.microsoft.com/api'
$scan = @{ Comment = 'Scan' } | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "$api/machines/$id/runAntiVirusScan" -Headers $h -Body $scan -ContentType 'application/json'

$indicator = @{
    indicatorValue = $hash
    indicatorType  = 'FileSha256'
    action         = 'Block'
    title          = "Blocked by $env:USERNAME"
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "$api/indicators" -Headers $h -Body $indicator -ContentType 'application/json'
