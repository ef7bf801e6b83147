$tag = 'Exposed'
$json = @"
{
  "Value": "$tag",
  "Action": "add",
  "MachineIds": [ "$($device.id)" ]
}
"@
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/machines/AddOrRemoveTagForMultipleMachines' `
    -Headers $h -Body $json -ContentType 'application/json'

Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/advancedqueries/run' -Headers $h -ContentType 'application/json' -Body @'
{ "query": "DeviceInfo | take 5" }
'@
