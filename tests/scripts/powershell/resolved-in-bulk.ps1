# The values do not go together, and the keys are those of an older page.
$api = 'https://api.securitycenter.windows.com/api/alerts'
$body = @{
    Status         = 'Resolved'
    Classification = 'FalsePositive'
    Determination  = 'Malware'
    Comment        = 'Bulk'
} | ConvertTo-Json
foreach ($alert in $alerts) {
    Invoke-RestMethod -Method Patch -Uri "$api/$($alert.id)" -Headers $h -Body $body -ContentType 'application/json'
}
