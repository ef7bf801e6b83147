curl -G "https://api.security.microsoft.com/api/machines/findbytag" --data-urlencode "tag=kiosk" -H "Authorization: Bearer $TOKEN"
http GET "https://api.security.microsoft.com/api/machines/findbytag" tag==kiosk
curl "https://api.security.microsoft.com/api/machines/findbytag" -H "Authorization: Bearer $TOKEN"
