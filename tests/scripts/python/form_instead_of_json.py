import json

import requests

url = "https://api.security.microsoft.com/api/indicators"
indicator = {
    "indicatorValue": "203.0.113.9",
    "indicatorType": "IpAddress",
    "action": "Block",
    "title": "Beacon",
    "description": "From the feed",
}
requests.post(url, headers=headers, data=indicator)
requests.post(url, headers=headers, data=json.dumps(indicator))
