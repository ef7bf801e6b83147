"""The cases: what is judged, what reading it alone takes, and how fast we mean to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.data import API, BATCH_API
from benchmarks.peers import Peer, Tools

_JSON: Final = "import json, sys\nfor p in sys.argv[1:]:\n json.load(open(p))"
_LINES: Final = "import json, sys\nfor line in open(sys.argv[1]):\n json.loads(line)"
_YAML: Final = "import sys, yaml\nyaml.load(open(sys.argv[1]), yaml.CSafeLoader)"
_WALK: Final = """import os, sys
def walk(folder):
 with os.scandir(folder) as listed:
  for entry in listed:
   if entry.is_dir(): walk(entry.path)
   else: open(entry.path, 'rb').read()
walk(sys.argv[1])"""


class Case(NamedTuple):
    """One row of the table.

    Attributes:
        name: What is judged.
        target: How many times the floor we mean to take at most; None where nothing is meant.
        floor: The command that only reads.
        commands: Ours and those of the peers that can do it, by their names.
        ends: Exit statuses that mean that the work was done.
        by_wall: Whether the clock counts, because several processors are at work.
    """

    name: str
    target: float | None
    floor: list[str]
    commands: dict[str, list[str]]
    ends: tuple[int, ...] = (0,)
    by_wall: bool = False


def cases(data: Path, tools: Tools, scale: float) -> Iterator[Case]:
    """Yield all cases; ``scale`` is that of the data."""
    peers = tools.peers
    one = str(data / f"one-valid.{API}.json")
    python, program = tools.python, tools.program
    ours = {
        "defender-lint": [program, one],
        "defender-lint --api --output-format": [
            program, "--api", API, "--output-format", "concise", one
        ],
    }  # fmt: skip
    loaded = [python, "-c", _JSON]
    theirs = _peers(peers, data / "indicator.schema.json", [one])
    yield Case("1 valid file", 1.4, [*loaded, one], ours | theirs)
    version = {"defender-lint --version": [program, "--version"]}
    yield Case("--version", 0.9, [*loaded, one], version)
    for name, file, schema, targets in (
        ("1 bad file, full report", f"one-{{}}.{API}.json", "indicator", (None, 3.2)),
        (f"{1_000 * scale:,.0f} {{}} files", "many-{}", "indicator", (1.2, 6.0)),
        ("500-item batch, {}", f"batch-{{}}.{BATCH_API}.json", "batch", (1.5, 6.0)),
    ):
        for kind, target in zip(("valid", "bad"), targets, strict=True):
            if target is not None:
                path = data / file.format(kind)
                yield _json_case(
                    name.format(kind), target, path, data / f"{schema}.schema.json", tools,
                    is_bad=kind == "bad",
                )  # fmt: skip
    yield from _lines(data, tools, scale)
    yield from _others(data, tools, scale)


def _json_case(
    name: str, target: float, path: Path, schema: Path, tools: Tools, *, is_bad: bool
) -> Case:
    paths = sorted(map(str, path.iterdir())) if path.is_dir() else [str(path)]
    return Case(
        name,
        target,
        [tools.python, "-c", _JSON, *paths],
        {"defender-lint": [tools.program, *paths], **_peers(tools.peers, schema, paths)},
        (1, 2) if is_bad else (0,),
    )


def _lines(data: Path, tools: Tools, scale: float) -> Iterator[Case]:
    schema = data / "indicator.schema.json"
    for kind, target, ends in (("valid", 2.2, (0,)), ("bad", 14.0, (1, 2))):
        path = str(data / f"lines-{kind}.{API}.jsonl")
        floor = [tools.python, "-c", _LINES, path]
        ours = [tools.program, "--output-format", "concise"]
        theirs = _peers(tools.peers, schema, [path])
        yield Case(
            f"{100_000 * scale:,.0f} lines of NDJSON, {kind}, one process", target, floor,
            {"defender-lint --jobs 1": [*ours, "--jobs", "1", path], **theirs}, ends,
        )  # fmt: skip
        native = {name: command for name, command in theirs.items() if "C++" in name}
        yield Case(
            f"{100_000 * scale:,.0f} lines of NDJSON, {kind}, two processes, by the clock",
            1.5 if kind == "valid" else None, floor,
            {"defender-lint --jobs 2": [*ours, "--jobs", "2", path], **native}, ends, by_wall=True,
        )  # fmt: skip


def _others(data: Path, tools: Tools, scale: float) -> Iterator[Case]:
    python, program = tools.python, tools.program
    path = str(data / f"batch.{BATCH_API}.yaml")
    theirs = _peers(tools.peers, data / "batch.schema.json", [path])
    yield Case(
        "YAML, 400 items (floor: libyaml's load)", 1.7, [python, "-c", _YAML, path],
        {"defender-lint": [program, path], **theirs},
    )  # fmt: skip
    for name, file in (
        (f"{100_000 * scale:,.0f} unknown keys in one body", f"keys.{API}.json"),
        (f"{50_000 * scale:,.0f} duplicate members in one body", f"duplicates.{API}.json"),
    ):
        path = str(data / file)
        ours = {"defender-lint": [program, "--output-format", "concise", path]}
        yield Case(name, 20.0, [python, "-c", _JSON, path], ours, (1,))
    path = str(data / "foreign")
    walked = {"defender-lint": [program, path]}
    yield Case(
        f"{10_000 * scale:,.0f} foreign files walked (floor: reading)",
        1.5,
        [python, "-c", _WALK, path],
        walked,
    )


def _peers(peers: list[Peer], schema: Path, paths: list[str]) -> dict[str, list[str]]:
    """Return the commands of the peers that read such files."""
    suffix = Path(paths[0]).suffix
    return {peer.name: peer.command(str(schema), paths) for peer in peers if suffix in peer.reads}
