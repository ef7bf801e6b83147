$h = @{ Authorization = "Bearer $token" }
$json = '{ "Comment": "No longer needed" }'

Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machineactions/$id/cancel" -Headers $h -Body $json

# Said where the body is sent: right.
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machineactions/$id/cancel" -Headers $h -Body $json -ContentType 'application/json'

# PATCH has no default, and a session may bring the header along.
Invoke-RestMethod -Method Patch -Uri "https://api.security.microsoft.com/api/alerts/$id" -Headers $h -Body '{ "status": "New" }'
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machineactions/$id/cancel" -WebSession $s -Body $json
