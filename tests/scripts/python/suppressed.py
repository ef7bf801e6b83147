import requests

body = {"comment": "known"}  # defender-lint: ignore[key-case]
requests.post(f"https://api.security.microsoft.com/api/machines/{machine}/offboard", json=body)
