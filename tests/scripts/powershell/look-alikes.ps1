# Azure, Graph, a function app and another product: nothing of ours.
$tags = @{ tags = @{ owner = 'me' } } | ConvertTo-Json
Invoke-RestMethod -Method Patch -Uri "https://management.azure.com/subscriptions/$s/providers/Microsoft.HybridCompute/machines/$m" -Body $tags
Invoke-RestMethod -Method Post -Uri 'https://graph.microsoft.com/v1.0/security/runHuntingQuery' -Body '{ "Query": "x" }'
Invoke-RestMethod -Method Post -Uri "https://contain.azurewebsites.net/api/isolate?code=$code" -Body (@{ isolationType = 'full' } | ConvertTo-Json)
Invoke-RestMethod -Method Post -Uri "https://siem.example.com/api/indicators/import" -Body (@{ data = 1 } | ConvertTo-Json)
# Where it once was: https://api.securitycenter.microsoft.com/api/machines
