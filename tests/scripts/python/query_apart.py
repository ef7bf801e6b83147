import requests

API = "https://api.security.microsoft.com/api"


def changes(since: str, size: int):
    query = {"sinceTime": since, "pageSize": 300000}
    return requests.get(f"{API}/machines/SoftwareVulnerabilityChangesByMachine", params=query)


def machines():
    return requests.get(f"{API}/machines", params={"$stop": 5, "$filter": "healthStatus = 'Active'"})


def tagged(tag: str, client, query):
    requests.get(f"{API}/machines/findbytag", query)
    client.get(f"{API}/machines/findbytag", params=query)
    return requests.get(f"{API}/machines/findbytag", params={"Tag": tag})
