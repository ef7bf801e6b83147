import requests

with open("collect.ps1", "rb") as script:
    requests.post(
        "https://api.security.microsoft.com/api/libraryfiles",
        headers=headers,
        files={"file": script},
        data={"Description": "Collects", "OverrideIfExists": "true"},
    )
