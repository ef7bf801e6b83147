$session = @{
    Comment  = 'Collect evidence'
    Commands = @(
        @{ type = 'PutFile'; params = @(@{ key = 'FileName'; value = 'collect.ps1' }) }
        @{ type = 'RunScript'; params = @(@{ key = 'ScriptName'; value = 'collect.ps1' }) }
    )
}
$uri = "https://api.security.microsoft.com/api/machines/$id/runliveresponse"

Invoke-RestMethod -Method Post -Uri $uri -Headers $h -ContentType 'application/json' -Body ($session | ConvertTo-Json)
Invoke-RestMethod -Method Post -Uri $uri -Headers $h -ContentType 'application/json' -Body ($session | ConvertTo-Json -Depth 3)
Invoke-RestMethod -Method Post -Uri $uri -Headers $h -ContentType 'application/json' -Body ($session | ConvertTo-Json -Depth 5 -Compress)
