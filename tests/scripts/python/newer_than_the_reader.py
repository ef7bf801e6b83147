"""Syntax of a Python that is newer than most: it is read all the same."""

import requests

type Id = str


def stop[T](machine: T, sha1: str) -> None:
    name = f"{machine:{"<"}{40}}"
    body = {"Comment": f"Stop {"".join(["a", "b"])}", "sha1": sha1}
    requests.post(f"https://api.security.microsoft.com/api/machines/{name}/StopAndQuarantineFile", json=body)
