#!/bin/bash
curl -X PATCH "https://api.security.microsoft.com/api/incidents/${INCIDENT}" -H "Content-Type: application/json" -d @- <<EOF
{
  "Status": "Resolved",
  "assignedTo": "$USER"
}
EOF
body=$(cat <<'JSON'
{ "comment": "from a variable" }
JSON
)
curl -X POST "https://api.security.microsoft.com/api/machines/${ID}/unisolate" -H "Content-Type: application/json" -d "$body"
echo '{"comment":"piped"}' | curl -X POST "https://api.security.microsoft.com/api/machines/${ID}/unisolate" -H "Content-Type: application/json" -d @-
curl -X POST "https://api.security.microsoft.com/api/machines/${ID}/unisolate" -H "Content-Type: application/json" -d @body.json
