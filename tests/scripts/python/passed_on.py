def send(client, machine):
    body = {"IsolationType": "Full"}
    add_comment(body)  # who knows what it adds
    client.post(f"https://api.security.microsoft.com/api/machines/{machine}/isolate", json=body)

    known = {"IsolationType": "Full"}
    print(known)
    client.post(f"https://api.security.microsoft.com/api/machines/{machine}/isolate", json=known)
