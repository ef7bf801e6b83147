#!/bin/bash
base=https://api.security.microsoft.com/api
http POST "$base/machines/$ID/isolate" comment=x IsolationType=full "Authorization: Bearer $TOKEN"
http "$base/machines/$ID/isolate" comment=x
https api.security.microsoft.com/api/alerts
http --form POST "$base/machines/$ID/isolate" comment=x
http -f POST "$base/machines/$ID/isolate" comment=x IsolationType=Full
http POST "$base/machines/$ID/isolate" < body.json
http POST "$base/machines/$ID/isolate" @body.json
http --raw '{"comment": "x"}' POST "$base/machines/$ID/isolate"
echo '{"comment": "x"}' | http POST "$base/machines/$ID/isolate"
http PATCH "$base/alerts/$ID" status=Closed comment:='{"a": 1}' page==2 "$MORE"
http
http :8080/api/alerts
http --verbose --json post "$base/indicators/BatchDelete" IndicatorIds:='["1", "1"]'
xh POST "$base/machines/$ID/isolate" comment=x
for id in $(cat ids); do
  curl -X POST "$base/machines/$id/isolate" -H 'Content-Type: application/json' --data "{\"comment\": \"$id\"}"
done
read -r comment
curl -X POST "$base/machines/$ID/isolate" -H 'Content-Type: application/json' --data-raw "{\"comment\": \"$comment\", \"IsolationType\": \"${KIND:-full}\"}"
curl --json '{"comment": "x"}' "$base/machines/$ID/isolate"
curl --request=POST --url "$base/machines/$ID/isolate" --data @body.json
curl -sSX POST -d '{"comment": "x"}' -d '&y' "$base/machines/$ID/isolate" -o /dev/null
curl -G "$base/alerts" --data-urlencode "\$filter=severity eq High" -d '$top=5'
data='{"comment":'
data+=' "x"}'
curl -X POST "$base/machines/$ID/isolate" -H 'Content-Type: application/json' -d "$data"
wget --method=POST --body-data='{"comment": "x"}' --header='Content-Type: application/json' "$base/machines/1/isolate"
jq -n '{Comment: "x"}' | http POST "$base/machines/$ID/isolate"
jq . < body.json | http POST "$base/machines/$ID/isolate"
http POST "$base/machines/$ID/isolate" > answer.json
http "$base/alerts" | jq .
