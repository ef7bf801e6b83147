param([bool] $Alert = $true)

$indicator = @{
    indicatorValue = '203.0.113.7'
    indicatorType  = 'IpAddress'
    action         = 'Audit'
    title          = 'Beacon'
    description    = 'Seen in the incident of May'
    generateAlert  = "$Alert"
}
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/indicators' -Headers $h `
    -ContentType 'application/json' -Body ($indicator | ConvertTo-Json)

$indicator.generateAlert = "$true"
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/indicators' -Headers $h `
    -ContentType 'application/json' -Body ($indicator | ConvertTo-Json)
