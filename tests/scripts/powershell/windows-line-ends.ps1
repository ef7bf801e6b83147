$base = "https://api.security.microsoft.com/api"
$body = @{
    comment = "x"
} | ConvertTo-Json
Invoke-RestMethod -Method Post `
    -Uri "$base/machines/$id/offboard" `
    -Headers $h -Body $body -ContentType "application/json"
