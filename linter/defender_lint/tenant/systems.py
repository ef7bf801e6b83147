"""Operating systems as the service names them, and whether one is new enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from defender_lint.tenant.facts import Device

Verdict = Literal["supported", "unknown", "system", "version"]
"""Whether a device takes an action: its ``system`` or its ``version`` may be in the way."""


def family(platform: str, linux: Iterable[str]) -> str:
    """Return the family of an operating system; empty where it is not known.

    The values of ``osPlatform`` are documented nowhere, so they are compared loosely.

    Args:
        platform: What the service calls it.
        linux: What names of Linux distributions begin with.
    """
    word = re.sub(r"[\s_-]", "", platform).lower()
    if "server" in word and word.startswith("windows"):
        return "windowsserver"
    if "azurestack" in word or word.endswith("hci"):
        return "azurestackhci"
    for known in ("windows11", "windows10", "android", "ios"):
        if word.startswith(known):
            return known
    if re.match(r"windows(?:xp|vista|7|8)", word):
        return "windowsolder"
    if word.startswith(("macos", "osx")):
        return "macos"
    return "linux" if word.startswith(tuple(linux)) else ""


def supports(device: Device, of: str, systems: Mapping[str, Any]) -> tuple[Verdict, str]:
    """Tell whether a device takes an action, and what it would have to be at least.

    Args:
        device: The device.
        of: The family of its system.
        systems: The action's ``systems`` of ``schemas/tenant.json``.
    """
    if not of or of in systems.get("unsure", ()):
        return "unknown", ""
    if of not in systems:
        return "system", ""
    least = systems[of]
    if "year" in least and _year(device.platform) and _year(device.platform) < _year(least["year"]):
        return "system", least["year"]
    if "release" in least and 0 < _release(device.version) < _release(least["release"]):
        return "version", least["release"]
    if "client" in least and _is_older(device.client, least["client"]):
        return "version", least["client"]
    return "supported", ""


def _year(text: str) -> float:
    found = re.search(r"(20\d\d)\s*(R2)?", text, re.IGNORECASE)
    return 0 if found is None else int(found[1]) + (0.5 if found[2] else 0)


def _release(text: str) -> int:
    """Return a number by which releases of Windows are ordered: 1909 < 2004 < 20H2 < 21H1."""
    half = re.fullmatch(r"(\d\d)H([12])", text.strip(), re.IGNORECASE)
    if half is not None:
        return int(half[1]) * 100 + (4 if half[2] == "1" else 10)
    return int(text) if re.fullmatch(r"\d{4}", text.strip()) else 0


def _is_older(client: str, least: str) -> bool:
    """Tell whether a client is older; false where its numbers are of another kind: 101 and more are
    those of macOS and Linux.
    """
    numbers = [int(each) for each in re.findall(r"\d+", client[:64])][:3]
    wanted = [int(each) for each in least.split(".")]
    return bool(numbers) and numbers[0] >= 100 and numbers < wanted
