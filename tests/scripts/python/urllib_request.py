import json
import urllib.request

body = {"Comment": "Isolated by the SOC", "isolationType": "Full"}
data = json.dumps(body).encode("utf-8")
url = "https://api.securitycenter.microsoft.com/api/machines/{}/isolate".format(machine_id)

right = urllib.request.Request(url, data, {"Content-Type": "application/json", "Authorization": "Bearer " + token})
urllib.request.urlopen(right)

wrong = urllib.request.Request(url, data=data, headers={"Authorization": "Bearer " + token})
urllib.request.urlopen(wrong)
