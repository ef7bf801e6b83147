"""Isolates a device by its id."""

import os

import requests

BASE = "https://api.security.microsoft.com/api"


def isolate(machine_id: str, comment: str, token: str) -> dict:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = {"Comment": comment, "IsolationType": "Full"}
    response = requests.post(f"{BASE}/machines/{machine_id}/isolate", headers=headers, json=body, timeout=30)
    response.raise_for_status()
    return response.json()


if __name__ == "__main__":
    isolate(os.environ["MACHINE"], "Containment", os.environ["TOKEN"])
