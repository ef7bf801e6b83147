from config import BASE_URL

FILES = [
    {"method": "POST", "uri": "/api/machines/0d3a/StopAndQuarantineFile", "body": {"Comment": "x", "sha1": "a" * 40}},
    {"method": "POST", "uri": "/api/machines/{id}/offboard", "scope": "Machine.Offboard"},
    {"method": "POST", "uri": "/api/machines/{id}/unisolate", "json": {"id": "x", "comment": "y"}, "status_code": 201},
]


def actions(device: str, why: str) -> dict:
    return {
        "isolate": {
            "url": "{base}/machines/{device}/isolate".format(base=BASE_URL, device=device),
            "method": "POST",
            "data": {"Comment": why, "IsolationType": "Full"},
        },
        "scan": {
            "url": "{base}/machines/{device}"
                   "/runAntiVirusScan".format(base=BASE_URL, device=device),
            "method": "POST",
            "data": {"Comment": why, "ScanType": "quick"},
        },
    }


def routes(app):
    return {"restrict": {"path": "/api/machines/{id}/restrictCodeExecution", "method": "POST", "handler": app.restrict}}
