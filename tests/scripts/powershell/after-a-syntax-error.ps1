$body = @{ comment = 'x' } | ConvertTo-Json
$oops = @( 'a' 'b )) ]
$body = @{ Comment = 'y' } | ConvertTo-Json )
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/offboard" -Headers $h -Body $body -ContentType 'application/json'
