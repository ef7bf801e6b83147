#!/bin/bash
api=https://api.security.microsoft.com/api
curl -H "Authorization: Bearer $TOKEN" "$api/machines?$top=5"
curl -H "Authorization: Bearer $TOKEN" "$api/alerts?\$filter=severity+eq+'High'&\$top=5"
curl -G -H "Authorization: Bearer $TOKEN" "$api/alerts" --data-urlencode '$top=5'
