def update_alert(client, alert_id, status=None, owner=None, **extra):
    body = {"Comment": "Triage", **extra}
    if status:
        body["Status"] = status
    if owner is not None:
        body.update({"assignedTo": owner})
    body |= {"determination": "Malware"}
    body.pop("classification", None)
    return client.patch(f"https://api.security.microsoft.com/api/alerts/{alert_id}", json=body)


def update_machine(client, machine_id, tags):
    body = {}
    body["deviceValue"] = "normal"
    if tags:
        body["machineTags"] = tags
    return client.patch(f"https://api.security.microsoft.com/api/machines/{machine_id}", json=body)
