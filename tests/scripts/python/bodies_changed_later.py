import requests

BASE = "https://api.security.microsoft.com/api"


def put(id, key, more):
    body = {"Comment": "x"}
    body["isolationType"] = "Full"
    body["Ticket"] = 4711
    requests.post(f"{BASE}/machines/{id}/isolate", json=body)
    other = {"comment": "x", "IsolationType": "Full"}
    other[key] = "y"
    requests.post(f"{BASE}/machines/{id}/isolate", json=other)
    dropped = {"Comment": "x", "IsolationType": "Full", "Ticket": 1}
    del dropped["Ticket"]
    requests.post(f"{BASE}/machines/{id}/isolate", json=dropped)
    popped = {"Comment": "x", "IsolationType": "full", "Ticket": 1}
    popped.pop("Ticket")
    requests.post(f"{BASE}/machines/{id}/isolate", json=popped)
    opened = {"comment": "x", "IsolationType": "Full"}
    del opened[key]
    requests.post(f"{BASE}/machines/{id}/isolate", json=opened)
    if more:
        opened["comment"] = "y"
        del opened["IsolationType"]
    requests.post(f"{BASE}/machines/{id}/isolate", json=opened)
    cleared = {"comment": "x"}
    cleared.clear()
    requests.post(f"{BASE}/machines/{id}/isolate", json=cleared)
    deep = {"IndicatorIds": ["1"]}
    deep["IndicatorIds"][0] = "2"
    deep["Other"]["x"] = "2"
    requests.post(f"{BASE}/indicators/BatchDelete", json=deep)


def added(id, more):
    body = {"Comment": "x"}
    body.update({"IsolationType": "full"})
    requests.post(f"{BASE}/machines/{id}/isolate", json=body)
    body |= {"isolationType": "Full"}
    requests.post(f"{BASE}/machines/{id}/isolate", json=body)
    body.update(more, Ticket=1)
    requests.post(f"{BASE}/machines/{id}/isolate", json=body)
    ids = ["1"]
    ids += ["1"]
    requests.post(f"{BASE}/indicators/BatchDelete", json={"IndicatorIds": ids})
    ids.extend(more)
    ids.append("1")
    requests.post(f"{BASE}/indicators/BatchDelete", json={"indicatorIds": ids})
    url = BASE
    url += "/machines/1/isolate"
    requests.post(url, json={"comment": "x"})
    url -= 1
    requests.post(url, json={"comment": "x"})


def several(pairs, id):
    reason, kind = pairs
    requests.post(f"{BASE}/machines/{id}/isolate", json={"comment": reason, "IsolationType": kind})
    for each, (comment, *_) in pairs:
        requests.post(f"{BASE}/machines/{each}/isolate", json={"comment": comment})
    for pairs[0] in pairs:
        pass
    [requests.post(f"{BASE}/machines/{each}/isolate", json={"comment": each}) for each in pairs]
    passed = {"comment": "x"}
    fill(passed, to=passed)
    requests.post(f"{BASE}/machines/{id}/isolate", json=passed)


def forms(id, flag):
    requests.post(("%s/machines/%s/isolate" % (BASE, id)), json=dict(comment="x", IsolationType=str(1)))
    requests.post("/".join([BASE, "machines", id, "isolate"]), json={"comment": "x"})
    requests.post("/".join([BASE, *id]), json={"comment": "x"})
    requests.post(f"{BASE}/machines/ID/isolate".replace("ID", id), json=dict({"comment": "x"}))
    requests.post(f"{BASE}/machines/{id}/isolate ".strip(), json={"comment": -1, "IsolationType": not flag})
    requests.post(f"{BASE}/machines/{id}/isolate", json={"comment": WORDS[id], "IsolationType": 7 - 3})
    requests.post("{}/machines/{id}/isolate".format(BASE, id=id), json={"comment": Kind.FULL.value})
    requests.post(
        (  # where it goes
            f"{BASE}/machines/{id}/isolate"
        ),
        json={"comment": ("x" "y"), "IsolationType": lambda: "Full"},
    )
    requests.post(f"{BASE}/machines/{id}/isolate", json={"comment": (1 if flag else 2), **dict(a=1)})
    headers = {"Content-Type": "application/json"}
    requests.post(f"{BASE}/machines/{id}/isolate", data="{\"comment\": \"x\"}".encode("utf-8"), headers=headers)
    requests.post(f"{BASE}/machines/{id}/isolate", data=copy.copy("{\"comment\": \"x\"}"), headers=headers)
