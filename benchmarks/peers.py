"""The peers: where each comes from, how it is called, and what of the same work it does not do."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

_FROM_PYPI: Final = (
    "check-jsonschema", "jsonschema", "jsonschema-rs", "sourcemeta-jsonschema", "pyyaml",
)  # fmt: skip
_FROM_NPM: Final = "ajv-cli@5"
_CHECKOUT: Final = Path(__file__).resolve().parents[1]
_LIBRARY: Final = str(Path(__file__).with_name("library.py"))


class Peer(NamedTuple):
    """Another validator, ready to run.

    Attributes:
        name: What tables call it.
        version: Which one it is.
        lacks: What it does not do of the same work.
        reads: Suffixes that it reads.
        command: Makes its command, of a schema and paths.
    """

    name: str
    version: str
    lacks: str
    reads: tuple[str, ...]
    command: Callable[[str, list[str]], list[str]]


class Tools(NamedTuple):
    """All that is measured.

    Attributes:
        python: The interpreter that only reads, and that ours runs with.
        program: defender-lint, installed as users have it.
        peers: The peers.
    """

    python: str
    program: str
    peers: list[Peer]


def install(folder: Path, *, with_peers: bool) -> Tools:
    """Install defender-lint as it is in this checkout, and the peers that can be installed.

    Args:
        folder: Where to; each gets an environment of its own. What is there already is kept, but
            for defender-lint.
        with_peers: Whether there are to be peers.

    Raises:
        subprocess.CalledProcessError: pip fails, for instance without a network.
    """
    ours = folder / "ours"
    again = ["--force-reinstall", "--no-deps"] if ours.exists() else []
    python = _environment(ours, [*again, str(_CHECKOUT)])
    program = str(python.with_name("defender-lint"))
    peers: list[Peer] = []
    if with_peers:
        peers += _python_peers(_environment(folder / "peers", list(_FROM_PYPI)))
        peers += _ajv(folder / "npm")
    return Tools(str(python), program, peers)


def _environment(folder: Path, wanted: list[str]) -> Path:
    """Return the interpreter of an environment in which something is installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    if wanted:
        quietly = ["--quiet", "--disable-pip-version-check"]
        subprocess.run([str(python), "-m", "pip", "install", *quietly, *wanted], check=True)
    return python


def _python_peers(python: Path) -> list[Peer]:
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format=json", "--disable-pip-version-check"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    versions = {each["name"].replace("_", "-"): each["version"] for each in json.loads(listed)}
    peers = [
        Peer(
            "check-jsonschema", versions["check-jsonschema"], "no positions", (".json", ".yaml"),
            lambda schema, paths: [
                str(python.with_name("check-jsonschema")), "--schemafile", schema, *paths
            ],
        ),
        *(
            Peer(
                f"{name} (a script)", versions[name], "no positions", (".json", ".jsonl"),
                _script(python, name.replace("-", "_")),
            )
            for name in ("jsonschema", "jsonschema-rs")
        ),
    ]  # fmt: skip
    system = "darwin" if sys.platform == "darwin" else "linux"
    binary = next(python.parent.parent.glob(f"lib/*/site-packages/sourcemeta_*/*{system}*"), None)
    if binary is not None:
        binary.chmod(0o755)
        peers.append(
            Peer(
                "sourcemeta jsonschema (C++)", versions["sourcemeta-jsonschema"],
                "one error a body; no positions", (".json", ".jsonl", ".yaml"),
                lambda schema, paths: [str(binary), "validate", "--continue", schema, *paths],
            )
        )  # fmt: skip
    return peers


def _script(python: Path, library: str) -> Callable[[str, list[str]], list[str]]:
    """Return what makes the command of a program that uses a library."""
    return lambda schema, paths: [str(python), _LIBRARY, library, schema, *paths]


def _ajv(folder: Path) -> list[Peer]:
    """Return ajv-cli where npm is there and can install it."""
    npm = shutil.which("npm")
    program = folder / "node_modules" / ".bin" / "ajv"
    if npm is None:
        return []
    if not program.exists():
        options = ["--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
        subprocess.run([npm, "install", *options, _FROM_NPM], check=False)
    if not program.exists():
        return []
    about = json.loads((folder / "node_modules/ajv-cli/package.json").read_text(encoding="utf-8"))
    return [
        Peer(
            "ajv-cli", about["version"], "no positions", (".json", ".yaml"),
            lambda schema, paths: [
                str(program), "validate", "--all-errors", "--strict=false", "-s", schema,
                *(part for path in paths for part in ("-d", path)),
            ],
        )
    ]  # fmt: skip
