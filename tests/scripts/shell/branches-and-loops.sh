#!/bin/bash
if [ "$1" = full ]; then
  body='{"Comment":"x","IsolationType":"Full"}'
else
  body='{"comment":"x"}'
fi
curl -X POST "https://api.security.microsoft.com/api/machines/$id/isolate" -H 'Content-Type: application/json' -d "$body"

while read -r id reason; do
  curl -X POST "https://api.security.microsoft.com/api/machines/$id/offboard" -H 'Content-Type: application/json' -d "{\"comment\":\"$reason\"}"
done < devices.txt
