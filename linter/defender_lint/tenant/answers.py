"""A context made of the service's own answers, as people save them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_MACHINE_ID: Final = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{40}(?![0-9A-Fa-f])")
_ABOUT: Final = re.compile(r"available[-_ ]?machine[-_ ]?actions|actions|available", re.IGNORECASE)
_PENDING: Final = frozenset({"Pending", "InProgress"})
_DEVICE: Final = (
    ("id", "id"), ("name", "computerDnsName"), ("platform", "osPlatform"), ("version", "version"),
    ("clientVersion", "agentVersion"), ("health", "healthStatus"), ("group", "rbacGroupName"),
)  # fmt: skip


class NotAnAnswer(ValueError):
    """A file holds none of the answers that a context is made of. The text says which these are."""


class Gathered:
    """What several answers say together."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._devices: dict[str, dict[str, Any]] = {}
        self._known: dict[str, dict[str, None]] = {}
        self._counts: dict[str, int] = {}

    def add(self, data: Any, file: str) -> None:
        """Take an answer: a list of devices, alerts, incidents, indicators, machine actions, what
        actions a device takes, or one of these things.

        Args:
            data: The parsed answer.
            file: Its name, which tells the device where the answer does not.

        Raises:
            NotAnAnswer: It is none of these.
        """
        items, is_whole, count = _items(data)
        kind = _kind(items)
        if kind is None:
            raise NotAnAnswer(
                "this is no answer that a context is made of: a list of devices, alerts, "
                "incidents, indicators or machine actions, or what actions a device takes"
            )
        if kind == "actions":
            device = self._device(_named(file))
            device["availableMachineActions"] = [
                {key: each[key] for key in ("action", "isAvailable", "notSupportedReason")
                 if key in each}
                for each in items
            ]  # fmt: skip
            return
        if kind == "machines":
            for each in items:
                self._device(str(each["id"])).update(_plain_device(each))
        if kind == "machineactions":
            self._note_running(items)
        if is_whole:
            ids = self._known.setdefault(kind, {})
            ids.update((_id(each, kind), None) for each in items)
        if kind == "indicators" and (is_whole or count is not None):
            self._counts["indicators"] = count if count is not None else len(items)

    def context(self) -> dict[str, Any]:
        """Return the content of a context file."""
        content: dict[str, Any] = {}
        if self._devices:
            content["devices"] = list(self._devices.values())
        if self._known:
            content["known"] = {kind: list(ids) for kind, ids in self._known.items()}
        if self._counts:
            content["counts"] = self._counts
        return content

    def _device(self, id: str) -> dict[str, Any]:
        for device in self._devices.values():
            if id.lower() in (device["id"].lower(), str(device.get("name", "")).lower()):
                return device
        return self._devices.setdefault(id.lower(), {"id": id})

    def _note_running(self, actions: list[Mapping[str, Any]]) -> None:
        sessions = 0
        for action in actions:
            if action.get("status") not in _PENDING:
                continue
            sessions += action.get("type") == "LiveResponse"
            if isinstance(action.get("machineId"), str):
                running = self._device(action["machineId"]).setdefault("running", [])
                if action.get("type") not in running:
                    running.append(action.get("type"))
        self._counts["liveResponseSessions"] = sessions


def _items(data: Any) -> tuple[list[Any], bool, int | None]:
    """Return the items of an answer, whether these are all that there are, and their count."""
    if isinstance(data, list):
        return data, True, None
    if isinstance(data, dict) and isinstance(data.get("value"), list):
        count = data.get("@odata.count")
        is_whole = "@odata.nextLink" not in data
        number = count if isinstance(count, int) and not isinstance(count, bool) else None
        return data["value"], is_whole and number in (None, len(data["value"])), number
    return [data], False, None


def _kind(items: list[Any]) -> str | None:
    """Tell what items are, by the keys that only they have."""
    first = items[0] if items else None
    if not isinstance(first, dict) or not all(isinstance(each, dict) for each in items):
        return None
    keys = first.keys()
    if {"action", "isAvailable"} <= keys:
        return "actions"
    for kind, telling in (
        ("indicators", {"indicatorValue", "id"}),
        ("machineactions", {"machineId", "type", "status", "id"}),
        ("machines", {"computerDnsName", "osPlatform", "id"}),
        ("incidents", {"incidentId", "incidentName"}),
        ("alerts", {"id", "machineId", "severity"}),
    ):
        if telling <= keys:
            return kind
    return None


def _id(item: Mapping[str, Any], kind: str) -> Any:
    return item["incidentId"] if kind == "incidents" else str(item["id"])


def _plain_device(machine: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((ours, machine[its]) for ours, its in _DEVICE if isinstance(machine.get(its), str))


def _named(file: str) -> str:
    """Return the device that a file is named for."""
    stem = os.path.basename(file).rsplit(".", 1)[0]
    id = _MACHINE_ID.search(stem)
    return id[0] if id is not None else _ABOUT.sub("", stem).strip("-_. ") or stem
