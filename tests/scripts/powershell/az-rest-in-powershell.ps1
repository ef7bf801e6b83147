$id = (az account show | ConvertFrom-Json).id
az rest --method post --uri "https://api.security.microsoft.com/api/machines/$machine/offboard" --body '{ "comment": "x" }'
