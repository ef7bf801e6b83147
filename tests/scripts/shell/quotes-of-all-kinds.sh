#!/bin/bash
tag='Exposed'
curl -sS -XPOST "https://api.security.microsoft.com/api/machines/$ID/tags" -H 'Content-Type: application/json' --data "{\"value\":\"$tag\",\"Action\":\"Add\"}"
curl -sS -XPOST "https://api.security.microsoft.com/api/machines/$ID/tags" -H 'Content-Type: application/json' --data-raw '{"Value":"'"$tag"'","action":"Add"}'
curl -sS --request=POST --url "https://api.security.microsoft.com/api/machines/$ID/tags" --header='Content-Type: application/json' --data-binary $'{"Value":"it\'s","Action":"remove"}'
