"""The bodies that everybody judges: made here, so that nobody has to download or trust any.

An indicator of about 500 bytes, right or with four mistakes: a value in another letter case, one
that there is not, a key in another letter case (to a schema: one missing and one unknown), a string
where a Boolean belongs.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Final

API: Final = "post-ti-indicator"
BATCH_API: Final = "import-ti-indicators"

_ACTIONS: Final = ["Block", "Warn", "Audit", "Allowed", "BlockAndRemediate"]
_SEVERITIES: Final = ["Informational", "Low", "Medium", "High"]
_TYPES: Final = ["FileSha1", "FileSha256", "IpAddress", "DomainName", "Url"]
_STRING: Final = {"type": "string"}

INDICATOR_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["indicatorValue", "indicatorType", "action", "title", "description"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(("indicatorValue", "title", "description", "recommendedActions"), _STRING),
        "expirationTime": _STRING,
        "indicatorType": {"enum": _TYPES},
        "action": {"enum": _ACTIONS},
        "severity": {"enum": _SEVERITIES},
        "generateAlert": {"type": "boolean"},
        "rbacGroupNames": {"type": "array", "items": _STRING},
    },
}
"""What peers are given: far less than our own schema, which has formats and rules between keys that
they do not know. It makes their work lighter, never ours."""

BATCH_SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["Indicators"],
    "additionalProperties": False,
    "properties": {"Indicators": {"type": "array", "items": INDICATOR_SCHEMA, "maxItems": 500}},
}
_DRAFT: Final = {"$schema": "http://json-schema.org/draft-07/schema#"}


def indicator(number: int, *, right: bool) -> dict[str, Any]:
    """Return a body, the same for the same number, with a value of its own."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    kind = ["FileSha256", "FileSha1", "DomainName", "Url"][number % 4]
    value = {
        "FileSha256": digest,
        "FileSha1": digest[:40],
        "DomainName": f"host{number}.example.com",
        "Url": f"https://host{number}.example.com/path",
    }[kind]
    body: dict[str, Any] = {
        "indicatorValue": value,
        "indicatorType": kind,
        "action": "Block",
        "title": f"Indicator number {number}",
        "description": f"Seen in campaign {number}. ".ljust(160, "."),
        "expirationTime": "2035-01-02T00:00:00Z",
        "severity": _SEVERITIES[number % 4],
        "recommendedActions": "Isolate the device.",
        "rbacGroupNames": ["group-a", "group-b"],
        "generateAlert": True,
    }
    if not right:
        body |= {"action": "block", "severity": "Critical", "generateAlert": "yes"}
        body["IndicatorType"] = body.pop("indicatorType")
    return body


def make(folder: Path, scale: float) -> None:
    """Write all files; ``scale`` makes the large ones smaller, for a look."""
    write(folder / "indicator.schema.json", {**_DRAFT, **INDICATOR_SCHEMA})
    write(folder / "batch.schema.json", {**_DRAFT, **BATCH_SCHEMA})
    for name, right in (("valid", True), ("bad", False)):
        write(folder / f"one-{name}.{API}.json", indicator(0, right=right))
        many = folder / f"many-{name}"
        many.mkdir(parents=True)
        for number in range(int(1_000 * scale)):
            write(many / f"{number:04}.{API}.json", indicator(number, right=right))
        batch = {"Indicators": [indicator(number, right=right) for number in range(500)]}
        write(folder / f"batch-{name}.{BATCH_API}.json", batch)
        write_lines(folder / f"lines-{name}.{API}.jsonl", int(100_000 * scale), right=right)
    right_batch = {"Indicators": [indicator(number, right=True) for number in range(400)]}
    (folder / f"batch.{BATCH_API}.yaml").write_text(_as_yaml(right_batch["Indicators"]))
    _hostile(folder, scale)
    _foreign(folder / "foreign", int(10_000 * scale))


def write_lines(path: Path, number: int, *, right: bool) -> None:
    """Write so many bodies, one a line."""
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(indicator(each, right=right))}\n" for each in range(number))


def write(path: Path, value: Any) -> None:
    """Write a JSON file, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2))


def _as_yaml(items: list[dict[str, Any]]) -> str:
    lines = ["Indicators:"]
    for item in items:
        pairs = [f"{key}: {json.dumps(value)}" for key, value in item.items()]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    return "\n".join(lines) + "\n"


def _hostile(folder: Path, scale: float) -> None:
    keys = {f"unknownKeyNumber{number}": number for number in range(int(100_000 * scale))}
    write(folder / f"keys.{API}.json", {**indicator(0, right=True), **keys})
    member = '"description": ' + json.dumps("Seen again. ".ljust(84, "."))
    members = ",\n".join([member] * int(50_000 * scale))
    whole = json.dumps(indicator(0, right=True))
    (folder / f"duplicates.{API}.json").write_text(f"{whole[:-1]},\n{members}}}")


def _foreign(folder: Path, number: int) -> None:
    """Write what lies about in other people's repositories, and is nothing of ours."""
    folder.mkdir()
    for each in range(number):
        package = {"name": f"package-{each}", "version": "1.0.0", "scripts": {"test": "run"}}
        text = {
            "json": json.dumps({**package, "files": [f"lib/{n}.js" for n in range(20)]}, indent=2),
            "yaml": "jobs:\n" + "".join(f"  job{n}:\n    run: make {n}\n" for n in range(20)),
            "md": f"# Page {each}\n\n" + "Some words about something else.\n\n" * 15,
        }
        suffix = ("json", "yaml", "md")[each % 3]
        part = folder / f"{each // 100:03}"
        part.mkdir(exist_ok=True)
        (part / f"file{each}.{suffix}").write_text(text[suffix])
