import requests

ü = "größer 🛡"
text = f"""{{"Comment": "Gerät {ü}", "isolationType": "Full"}}"""
raw = r'{"Comment": "C:\\Temp", "IsolationType": "Full"}'
split = (
    '{"comment": '
    '"in two pieces", "IsolationType": "Full"}'
)
for body in (text, raw, split):
    pass
headers = {"Content-Type": "application/json"}
requests.post(f"https://api.security.microsoft.com/api/machines/{ü}/isolate", headers=headers, data=text)
requests.post(f"https://api.security.microsoft.com/api/machines/{ü}/isolate", headers=headers, data=raw)
requests.post(f"https://api.security.microsoft.com/api/machines/{ü}/isolate", headers=headers, data=split)
