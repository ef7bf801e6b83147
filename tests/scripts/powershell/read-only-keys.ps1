# An export is sent back as it was read.
$body = @{
    Indicators = @(
        @{
            indicatorValue = 'bad.contoso.com'; indicatorType = 'DomainName'; action = 'Block'
            title = 'Phishing'; description = 'Kit'; severity = 'High'
            category = 1; lastUpdatedBy = 'import'; version = '3'; createdByDisplayName = 'me'
            expirationTime = '2024-12-31T00:00:00Z'
        }
    )
} | ConvertTo-Json -Depth 4
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/indicators/import' -Headers $h -Body $body -ContentType 'application/json'
