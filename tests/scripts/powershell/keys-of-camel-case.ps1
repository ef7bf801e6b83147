$uri = "https://api.security.microsoft.com/api/machines/$($device.id)/isolate"
$payload = @{ isolationType = 'full'; comment = "Ticket $ticket" }
Invoke-RestMethod -Method POST -Uri $uri -Headers $h -ContentType 'application/json' -Body ($payload | ConvertTo-Json)
