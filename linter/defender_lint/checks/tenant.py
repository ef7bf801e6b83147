"""The checks against a context: do the things exist, and may they be done there and then?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from defender_lint.catalogue import Operation
from defender_lint.catalogue.paths import split
from defender_lint.checks.context import Context
from defender_lint.diagnostic import Diagnostic, Path, Token
from defender_lint.named_tuple import NamedTuple
from defender_lint.routing.by_request import endpoint_of, url_of
from defender_lint.routing.near_paths import path_of
from defender_lint.sources.request import Request
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value
from defender_lint.tenant.facts import Device, Tenant
from defender_lint.tenant.systems import family, supports
from defender_lint.words import name

_SHOWN = 4


class _Asked(NamedTuple):
    """What is asked of whom."""

    request: Request
    operation: Operation
    tenant: Tenant
    table: dict[str, Any]
    ids: tuple[_Id, ...]

    @property
    def device(self) -> Device | None:
        """The device in the path that is known."""
        found = next((each for each in self.ids if each.kind == "machines"), None)
        return self.tenant.device(found.text) if found is not None else None

    @property
    def place(self) -> dict[str, Any]:
        """Where a problem is that no piece of the request is at fault for."""
        return self.ids[0].place if self.ids else {"token": Token.START}


class _Id(NamedTuple):
    """An id that the request names, what of, and where it stands."""

    kind: str
    text: str
    place: dict[str, Any]
    code: str = "ResourceNotFound"


def check_tenant(
    request: Request, operation: Operation, tenant: Tenant, context: Context
) -> Iterator[Diagnostic]:
    """Yield what the tenant of the context stands in the way of."""
    table = context.catalogue.facts("tenant")
    ids = (*_in_path(request, operation, context), *_in_body(request, operation, table))
    asked = _Asked(request, operation, tenant, table, ids)
    yield from _missing(asked)
    yield from _switched_off(asked)
    yield from _disallowed(asked)
    yield from _device(asked)
    yield from _full(asked)


def _diagnostic(
    rule: str, message: str, code: str, place: dict[str, Any], **more: Any
) -> Diagnostic:
    return Diagnostic(rule, message, code=code, part="context", **place, **more)


def _in_path(request: Request, operation: Operation, context: Context) -> Iterator[_Id]:
    endpoint, url = endpoint_of(request, context.catalogue), url_of(request)
    if endpoint is None or url is None:
        return
    path, template = path_of(endpoint), split(operation.path)
    if len(path) != len(template):
        return
    for before, placeholder, segment in zip(template, template[1:], path[1:], strict=False):
        if placeholder.startswith("{") and segment.text and not segment.is_unknown:
            place = _stretch(url, segment.start, segment.end)
            yield _Id(before.lower(), segment.text, place)


def _stretch(text: Text, start: int, end: int) -> dict[str, Any]:
    return {"text": text, "start": start, "end": end}


def _in_body(request: Request, operation: Operation, table: dict[str, Any]) -> Iterator[_Id]:
    body = request.body
    if body is None or not isinstance(body.data, dict):
        return
    for key, (kind, code) in table["known"].get(operation.id, {}).items():
        value = body.data.get(key)
        items: Iterator[tuple[Path, Any]] = (
            (((key, index), item) for index, item in enumerate(value))
            if isinstance(value, list)
            else iter([((key,), value)])
        )
        for path, item in items:
            if isinstance(item, str) and _is_certain(body, path):
                yield _Id(kind, item, {"path": path}, code)


def _is_certain(body: Value, path: Path) -> bool:
    holes = body.holes
    return not holes or not any(
        path[:end] in holes.any or path[:end] in holes.strings for end in range(len(path) + 1)
    )


def _missing(asked: _Asked) -> Iterator[Diagnostic]:
    for kind, text, place, code in asked.ids:
        if asked.tenant.lacks(kind, text):
            also = ("ResourceNotFound",) if code != "ResourceNotFound" else ()
            yield _diagnostic(
                "resource-not-found", f"the context knows no {_SINGULAR.get(kind, kind)} "
                f"{name(text)}", code, place, also=also, arguments=(text,),
            )  # fmt: skip


_SINGULAR = {
    "machines": "device", "alerts": "alert", "incidents": "incident", "indicators": "indicator",
    "machineactions": "machine action", "files": "file",
}  # fmt: skip


def _switched_off(asked: _Asked) -> Iterator[Diagnostic]:
    operation, tenant = asked.operation, asked.tenant
    of = _family(asked)
    for feature, facts in asked.table["features"].items():
        is_off = tenant.features.get(feature) is False and operation.id in facts["operations"]
        if is_off and ("systems" not in facts or of in facts["systems"]):
            yield _diagnostic(
                "feature-disabled", f"{facts['title']} is switched off in this tenant, and "
                f"{name(operation.id)} needs it", "DisabledFeature", asked.place,
                also=("Forbidden",), confidence="implied",
            )  # fmt: skip
    plan = asked.table["plans"].get(tenant.plan)
    if plan is not None and _is_left_out(operation, plan):
        yield _diagnostic(
            "feature-disabled", f"{plan['title']} does not include {name(operation.id)}",
            "DisabledFeature", asked.place, also=("Forbidden", "Unauthorized"),
        )  # fmt: skip


def _is_left_out(operation: Operation, plan: dict[str, Any]) -> bool:
    if operation.id in plan.get("not", ()):
        return True
    is_action = f"/{plan.get('of')}/{{" in operation.path and operation.method == "POST"
    return "only" in plan and is_action and operation.id not in plan["only"]


def _disallowed(asked: _Asked) -> Iterator[Diagnostic]:
    device, reason = asked.device, asked.table["automation"].get(asked.operation.id)
    if device is None or reason is None:
        return
    if asked.tenant.automation.get(device.group) == "None":
        yield _diagnostic(
            "operation-disallowed",
            f"the device group {name(device.group)} has no automation level, and "
            f"{name(asked.operation.id)} needs one",
            "DisallowedOperation", asked.place, confidence="observed",
            arguments=(reason.rstrip("."),),
        )  # fmt: skip


def _family(asked: _Asked) -> str:
    device = asked.device
    return "" if device is None else family(device.platform, asked.table["linux"])


def _action(asked: _Asked) -> str | None:
    """Return what the service calls that which is asked of a device."""
    facts = asked.table["actions"].get(asked.operation.id)
    if facts is None:
        return None
    body = asked.request.body
    if "member" in facts and body is not None and isinstance(body.data, dict):
        if not _is_certain(body, (facts["member"],)):
            return None
        value = body.data.get(facts["member"])
        if isinstance(value, str):
            by: dict[str, str] = facts["by"]
            return by.get(value)
    action: str = facts["else"]
    return action


def _device(asked: _Asked) -> Iterator[Diagnostic]:
    device, action = asked.device, _action(asked)
    if device is None or action is None:
        return
    if asked.table["types"].get(action) in device.running:
        yield _diagnostic(
            "capacity", f"{name(action)} is in progress on this device already; wait for it, or "
            "cancel it first", "ActiveRequestAlreadyExists", asked.place, also=("BadRequest",),
        )  # fmt: skip
    if action in device.actions:
        is_available, reason = device.actions[action]
        if not is_available:
            yield _unavailable(asked, device, action, reason)
        return
    systems = asked.table["systems"].get(action)
    if systems is None:
        return
    verdict, least = supports(device, _family(asked), systems)
    known = "; ".join(asked.operation.supported_on[:_SHOWN])
    if verdict == "system":
        yield _diagnostic(
            "device-not-supported", f"no page lists {name(device.platform)} for "
            f"{name(action)}; supported are: {known}", "OsPlatformNotSupported", asked.place,
            arguments=(device.platform,),
        )  # fmt: skip
    elif verdict == "version":
        has = device.client if "." in least else f"{device.platform} {device.version}"
        yield _diagnostic(
            "client-version", f"{name(action)} takes {least} and later, and the device has "
            f"{name(has)}", "ClientVersionNotSupported", asked.place,
            also=("OsPlatformNotSupported",), arguments=(asked.operation.title, least),
        )  # fmt: skip


def _unavailable(asked: _Asked, device: Device, action: str, reason: str) -> Diagnostic:
    """Return what the service itself has said of the device."""
    because = f": {reason}" if reason else ""
    message = f"the service says that {name(action)} is not available on this device{because}"
    about = reason.lower().replace(" ", "")
    if "version" in about or "client" in about:
        return _diagnostic(
            "client-version", message, "ClientVersionNotSupported", asked.place,
            also=("OsPlatformNotSupported",), confidence="service",
        )  # fmt: skip
    return _diagnostic(
        "device-not-supported", message, "OsPlatformNotSupported", asked.place,
        also=("ClientVersionNotSupported",), confidence="service", arguments=(device.platform,),
    )  # fmt: skip


def _full(asked: _Asked) -> Iterator[Diagnostic]:
    """Yield what a limit of the tenant leaves no room for."""
    for kind, facts in asked.table["limits"].items():
        have = asked.tenant.counts.get(kind)
        if have is None or asked.operation.id not in facts["operations"]:
            continue
        more = _how_many(asked.request, facts["operations"][asked.operation.id])
        if have + more > facts["most"]:
            yield _diagnostic(
                "capacity", f"a tenant takes {facts['most']:,} {facts['title']}; it has "
                f"{have:,}, and this makes {have + more:,}", facts["code"], asked.place,
            )  # fmt: skip


def _how_many(request: Request, key: str | None) -> int:
    body = request.body
    if key is None:
        return 1
    value = body.data.get(key) if body is not None and isinstance(body.data, dict) else None
    return len(value) if isinstance(value, list) else 0
