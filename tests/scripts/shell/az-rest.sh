#!/bin/bash
az rest --method POST --uri "https://api.security.microsoft.com/api/machines/$id/isolate" --body '{"Comment":"x","isolationType":"Full"}'
az rest -m post -u "https://api.security.microsoft.com/api/machines/$id/unisolate" --resource https://api.securitycenter.microsoft.com -b '{"Comment":"x"}'
az rest --method GET --url "https://management.azure.com/subscriptions?api-version=2022-12-01"
