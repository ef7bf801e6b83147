import requests

session = requests.Session()
url = "https://api.security.microsoft.com/api/machines/%s/isolate" % machine_id
session.post(url, json={"comment": "Ticket 4711", "isolation_type": "full"})
session.post(url, json=dict(comment="Ticket 4711", isolationType="Full"))
