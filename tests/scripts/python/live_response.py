import requests


def run(machine: str, script: str, arguments: list[str], token: str):
    commands = [
        {"type": "PutFile", "params": [{"key": "FileName", "value": script}]},
    ]
    commands.append({"type": "RunScript", "params": [{"key": "scriptname", "value": script}, {"key": "Args", "value": " ".join(arguments)}]})
    body = {"Commands": commands, "Comment": "Collect"}
    return requests.post(
        f"https://api.security.microsoft.com/API/machines/{machine}/runliveresponse",
        headers={"Authorization": f"Bearer {token}"},
        json=body,
    )
