"""What is known of a tenant and of its devices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from defender_lint.record import Record


class Device(Record):
    """A device.

    Attributes:
        id: Its id.
        name: The computer's name; empty where it is not known, as with all others.
        platform: The operating system, in the service's words: ``Windows10``, ``Ubuntu``.
        version: The release of Windows.
        client: The version of the Defender client.
        group: The name of its device group.
        actions: By the name of an action whether the device takes it, and why not.
        running: Types of machine actions that it is busy with.
    """

    __slots__ = ("actions", "client", "group", "id", "name", "platform", "running", "version")

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.id: Final = str(facts["id"])
        self.name: Final = str(facts.get("name", ""))
        self.platform: Final = str(facts.get("platform", ""))
        self.version: Final = str(facts.get("version", ""))
        self.client: Final = str(facts.get("clientVersion", ""))
        self.group: Final = str(facts.get("group", ""))
        self.actions: Final = {
            each["action"]: (each["isAvailable"], each.get("notSupportedReason") or "")
            for each in facts.get("availableMachineActions", ())
        }
        self.running: Final = frozenset(facts.get("running", ()))


class Tenant(Record):
    """A tenant.

    Attributes:
        features: Switches by name.
        plan: Its plan; empty where it is not known.
        automation: Automation levels of device groups, by name.
        counts: How many there are of something.
    """

    __slots__ = ("_devices", "_known", "automation", "counts", "features", "plan")

    def __init__(self, facts: Mapping[str, Any]) -> None:
        """Take the content of a context file that fits its schema."""
        devices = [Device(each) for each in facts.get("devices", ())]
        self._devices: Final = {each.id.lower(): each for each in devices}
        self._devices.update((each.name.lower(), each) for each in devices if each.name)
        self._known: Final = {
            kind: frozenset(str(each).lower() for each in ids)
            for kind, ids in facts.get("known", {}).items()
        }
        self.features: Final[Mapping[str, bool]] = facts.get("features", {})
        self.plan: Final[str] = facts.get("plan", "")
        self.automation: Final[Mapping[str, str]] = {
            each["name"]: each.get("automationLevel", "") for each in facts.get("deviceGroups", ())
        }
        self.counts: Final[Mapping[str, int]] = facts.get("counts", {})

    def device(self, id: str) -> Device | None:
        """Return a device by its id or name, letter case ignored."""
        return self._devices.get(id.lower())

    def lacks(self, kind: str, id: str) -> bool:
        """Tell whether an id is certainly none of those that there are."""
        known = self._known.get(kind)
        if known is None or id.lower() in known:
            return False
        return kind != "machines" or self.device(id) is None
