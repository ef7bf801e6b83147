from typing import Any


class Defender:
    base_url = "https://api.security.microsoft.com"
    ISOLATE = "/api/machines/{machine_id}/isolate"

    def __init__(self, session) -> None:
        self.session = session
        self.prefix = f"{self.base_url}/api"

    def _request(self, method: str, path: str, **kwargs: Any):
        return self.session.request(method, f"{self.prefix}/{path}", **kwargs)

    def restrict(self, machine: str, why: str):
        return self._request("POST", f"machines/{machine}/restrictCodeExecution", json={"comment": why})

    def release(self, machine: str):
        return self._request("POST", f"machines/{machine}/unisolate", json_data={"Comment": "Released"})

    def offboard(self, machine: str, body: dict):
        return self._request("POST", f"machines/{machine}/offboard", json=body)

    def scan(self, machine: str):
        return self._request(method="POST", path=f"machines/{machine}/runAntiVirusScan", arguments={"Comment": "x"})

    def isolate(self, machine: str):
        url = self.base_url + self.ISOLATE.format(machine_id=machine)
        return self.session.post(url, json={"Comment": "x", "IsolationType": "Selectiv"})
