# Isolates a machine and blocks the address that it talked to.
param($MachineId, $Address, $Headers)

$api = 'https://api.security.microsoft.com/api'

$isolation = @{
    Comment       = 'INC-4711: ransomware note found'
    IsolationType = 'Full'
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "$api/machines/$MachineId/isolate" -Headers $Headers -Body $isolation

$indicator = @{
    indicatorValue = $Address
    indicatorType  = 'IpAddress'
    action         = 'Block'
    title          = 'C2 of INC-4711'
    description    = 'Seen in the beacon on WEB01'
} | ConvertTo-Json
Invoke-RestMethod -Method Post -Uri "$api/indicators" -Headers $Headers -Body $indicator

Invoke-RestMethod -Uri "$api/machineactions?`$top=5" -Headers $Headers
