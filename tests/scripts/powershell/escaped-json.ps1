$body = "{`"value`":`"$tag`",`"Action`":`"Add`"}"
$same = '{"Value":"' + $tag + '","action":"Remove"}'
$filled = '{{"Value":"{0}","Action":"Remove"}}' -f $tag
foreach ($json in $body, $same) { Write-Verbose $json }

Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/tags" -Headers $h -Body $body -ContentType 'application/json'
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/tags" -Headers $h -Body $same -ContentType 'application/json'
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/tags" -Headers $h -Body $filled -ContentType 'application/json'
