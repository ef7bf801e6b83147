import asyncio
from concurrent.futures import ThreadPoolExecutor

import requests

BASE = "https://api-eu.securitycenter.microsoft.com/api"


def hunt(module, query: str):
    # What is first is no URL.
    path = "/api/advancedqueries/run"
    return rest_call_post(module, "mde", path, {"query": query})


def tag(client, device, value: str):
    # The function that sends is given to the one that tries again.
    return client._make_request(
        f"{BASE}/machines/{device.uuid}/tags",
        requests.post,
        timeout=300,
        json={"Value": value, "Action": "add"},
    )


async def isolate(device: str):
    body = {"Comment": "Ticket 4711", "IsolationType": "full"}
    return await asyncio.to_thread(requests.post, f"{BASE}/machines/{device}/isolate", json=body)


def isolate_all(devices):
    with ThreadPoolExecutor() as pool:
        for device in devices:
            pool.submit(requests.post, f"{BASE}/machines/{device}/unisolate", json={"comment": "x"})


def close(alert: str):
    return send_to_defender(f"{BASE}/alerts/{alert}", {"status": "Closed"}, "PATCH")


def restrict(device: str):
    return call_api(route=f"machines/{device}/restrictCodeExecution", method="POST", body={"comment": "x"})


def settings(env, name):
    # A default is not what is called.
    service = env.get(name, f"{BASE}/machines/isolate")
    return make_request("machines", "application/json"), service
