import requests

body = {"comment": "x"}
requests.post("https://api.security.microsoft.com/api/machines/" + machine + "/offboard", json=body)


def broken(:
    body = {"Comment": 
    requests.post("https://api.security.microsoft.com/api/machines/" + machine + "/unisolate", json=body
