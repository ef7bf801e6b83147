import json
from urllib.parse import urljoin

import requests

HOST = "https://api.security.microsoft.com"
API = "https://api.security.microsoft.com/api"


def scan(device):
    url = "/".join([HOST, "api", "machines", device, "runAntiVirusScan"])
    return requests.post(url, json={"Comment": "x", "ScanType": "quick"})


def isolate(device):
    return requests.post(urljoin(HOST, f"/api/machines/{device}/isolate"), json={"comment": "x", "IsolationType": "Full"})


def release(device):
    # `urljoin` drops what follows the last slash of the base.
    return requests.post(urljoin(API, f"machines/{device}/unisolate"), json={"Comment": "x"})


def offboard(device):
    return requests.post(urljoin(API + "/", f"machines/{device}/offbord"), json={"Comment": "x"})


def restrict(self, device):
    body = {"comment": "x"}
    url = urljoin(self.client.base_url, f"api/machines/{device}/restrictCodeExecution")
    return self.client.post(url, data=str(json.dumps(body)).encode("utf-8"))


def elsewhere(device):
    return requests.post(urljoin(HOST, f"https://soc.contoso.com/api/machines/{device}/isolate"), json={"comment": "x"})
