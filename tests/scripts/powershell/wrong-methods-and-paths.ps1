$api = 'https://api.security.microsoft.com/api'
$json = @{ Comment = 'x' } | ConvertTo-Json

Invoke-RestMethod -Method Delete -Uri "$api/machines/$id/offboard" -Headers $h
Invoke-RestMethod -Method Post -Uri "$api/machines/findbytag?tag=Lab" -Headers $h -Body $json -ContentType application/json
Invoke-RestMethod -Method Post -Uri "$api/machines/$id/getfile" -Headers $h -Body $json -ContentType application/json
Invoke-RestMethod -Method Post -Uri "$api/machines/$id/liveresponse" -Headers $h -Body $json -ContentType application/json
Invoke-RestMethod -Method Patch -Uri "https://api.securitycenter.microsoft.com/api/incidents/$id" -Headers $h -ContentType application/json -Body '{ "status": "Resolved" }'
