# A form, as this API wants it.
$form = @{ File = Get-Item .\collect.ps1; Description = 'Collects'; HasParameters = 'true' }
Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/libraryfiles' -Headers $h -Form $form
Invoke-RestMethod -Method Post -Uri "https://api.security.microsoft.com/api/machines/$id/offboard" -Headers $h -InFile .\body.json -ContentType 'application/json'
