$api = 'https://api.security.microsoft.com/api'
$query = @{ tag = 'kiosk'; useStartsWithFilter = 'yes' }
Invoke-RestMethod -Uri "$api/machines/findbytag" -Method Get -Headers $headers -Body $query
Invoke-SocApi -Method GET -Uri "$api/machines/findbytag" -Options @{ tag = 'kiosk' }
Invoke-RestMethod -Uri "$api/machines/$Id/unisolate" -Method Post -Headers $headers @Others
