import requests

QUERY = """
DeviceProcessEvents
| where FileName == "{name}"
"""


def hunt(name: str, headers: dict[str, str]):
    query = QUERY.format(name=name)
    return requests.post(
        "https://api.security.microsoft.com/api/advancedhunting/run", headers=headers, json={"query": query}
    )
