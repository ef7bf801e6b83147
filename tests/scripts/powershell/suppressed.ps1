$uri = "https://api.security.microsoft.com/api/machines/$id/offboard"
# defender-lint: ignore[key-case]
$body = @{ comment = 'known' } | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri $uri -Headers $h -Body $body -ContentType 'application/json'
