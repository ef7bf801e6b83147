from fastapi.testclient import TestClient

from mock_defender import app

client = TestClient(app)


def scan(device: str, **body: str):
    return client.post(f"/api/machines/{device}/runAntiVirusScan", json={"comment": "x", **body})


def offboard(device: str):
    return client.post(f"/api/machines/{device}/offboard")
