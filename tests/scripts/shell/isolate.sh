#!/usr/bin/env bash
set -euo pipefail

base="https://api.security.microsoft.com/api"
id="$1"

curl --silent --fail -X POST "$base/machines/$id/isolate" \
  -H "Authorization: Bearer ${TOKEN}" \
  -H "Content-Type: application/json" \
  -d '{"Comment": "Isolated by the pipeline", "IsolationType": "full"}'
