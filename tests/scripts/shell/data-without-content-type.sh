#!/bin/sh
curl -X POST https://api.security.microsoft.com/api/machines/$ID/offboard -H "Authorization: Bearer $TOKEN" -d '{"Comment":"gone"}'
curl https://api.security.microsoft.com/api/machines/$ID/offboard --json '{"Comment":"gone"}'
wget -q -O- --post-data='{"Comment":"gone"}' "https://api.security.microsoft.com/api/machines/$ID/offboard"
