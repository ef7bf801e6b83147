import requests

url = "https://api.security.microsoft.com/api/machines/" + machine + "/isolate"
if full:
    body = {"Comment": "x", "IsolationType": "full"}
else:
    body = {"comment": "x", "IsolationType": "Selective"}
requests.post(url, json=body)

for machine in machines:
    payload = {"comment": machine}
    requests.post("https://api.security.microsoft.com/api/machines/{}/offboard".format(machine), json=payload)
