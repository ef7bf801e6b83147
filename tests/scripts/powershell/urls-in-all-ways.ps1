$script:Base = 'https://api.security.microsoft.com'
$template = '/api/machines/{id}/machineactions'

Invoke-RestMethod ($script:Base + '/api/alerts/' + $alert.id) -Headers $h
Invoke-RestMethod -Uri ("{0}/api/machines/{1}/logonusers" -f $Base, $id) -Headers $h
Invoke-RestMethod -Uri https://api.security.microsoft.com/api/alerts/$id/files -Headers $h
Invoke-RestMethod -Uri ($Base.TrimEnd('/') + ($template -replace '{id}', $id)) -Headers $h
Invoke-RestMethod -Uri "${Base}/api/machines?`$top=10&`$filter=healthStatus eq 'Active'" -Headers $h
Invoke-RestMethod -Uri "$Base/api/machines?$top=10" -Headers $h
irm "$Base/api/indicators/$($indicator.id)" -Method Delete -Headers $h
Invoke-RestMethod -Uri $next -Headers $h

$address = [System.Uri]::new("https://api.security.microsoft.com/api/machines/$Id/isolate")
Invoke-RestMethod -Method Post -Uri $address -Headers $Headers -Body (@{ comment = 'x'; IsolationType = 'Full' } | ConvertTo-Json) -ContentType 'application/json'
$address = [uri]::new([uri]'https://api.security.microsoft.com/api/', "machines/$Id/isolated")
Invoke-RestMethod -Method Post -Uri $address -Headers $Headers -Body (@{ Comment = 'x' } | ConvertTo-Json) -ContentType 'application/json'
