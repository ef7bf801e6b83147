$größe = 'übergroß 🛡'; $text = "日本 – $größe"
$body = @{ Comment = "Gerät 🛡 $text"; isolationType = 'Full' } | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/isolate" -Headers $h -Body $body -ContentType 'application/json'
