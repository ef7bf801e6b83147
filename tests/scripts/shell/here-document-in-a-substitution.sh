#!/bin/bash
base=https://api.security.microsoft.com/api
curl -X POST "$base/machines/$ID/isolate" -H 'Content-Type: application/json' -d "$(cat <<EOF
{"comment": "x", "IsolationType": "full"}
EOF
)"
