U=https://api.security.microsoft.com/api/machines/$ID/unisolate
timeout 30 curl -X POST "$U" -H 'Content-Type: application/json' -d '{"comment": "x"}'
sudo -u soc curl -X POST "$U" -H 'Content-Type: application/json' -d '{"comment": "x"}'
xargs -I{} curl -X POST "https://api.security.microsoft.com/api/machines/{}/unisolate" -H 'Content-Type: application/json' -d '{"comment": "x"}' < devices.txt
curl -X POST "$U" -H 'Content-Type: application/json' --upload-file body.json
curl -X POST "$U" -H 'Content-Type: application/json' -T - < body.json
timeout 30 ./send.sh POST "$U"
