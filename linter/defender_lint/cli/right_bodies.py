"""Right bodies, counted: a glance at each says that there is nothing to say of it."""

from __future__ import annotations

import os
import time

from defender_lint.gates import ready_gate
from defender_lint.gates.accepting import QuickCheckers, QuickKeywords
from defender_lint.glance import Glance
from defender_lint.naming import by_name
from defender_lint.project import described_ids
from defender_lint.sources.content import content_of
from defender_lint.sources.options import DEFAULTS, Look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from defender_lint.gates import Gate

_WHOLE = ".json"
_LINES = (".jsonl", ".ndjson")
_BLOCK = 256 * 1024
_LARGE = 8 * 1024 * 1024
"""Bytes of a file that takes long enough to be worth progress and processes."""


class DoubtError(Exception):
    """A glance does not tell; the long way does."""


def refuse(_: str) -> NoReturn:
    """Leave the rest to the long way: exact checks and what they import, notes on settings."""
    raise DoubtError


class RightBodies:
    """Counts the bodies of files whose names say what they are for."""

    def __init__(self) -> None:
        self._ids = described_ids()
        self._gates: dict[str, Gate | None] = {}

    def named_in(self, path: str) -> str | None:
        """Return the operation that is in a file's name, or in the name of a folder around it."""
        return by_name(path, self._ids.__contains__)

    def named_by(self, name: str) -> str | None:
        """Return the operation that is in the name of a file."""
        # Most names have none, and that is told faster.
        return None if self._ids.isdisjoint(name.lower().split(".")) else self.named_in(name)

    def count(self, path: str, id: str) -> int:
        """Count the bodies of a file that are all right.

        Args:
            path: The file.
            id: What may be the id of their operation.

        Raises:
            DoubtError: There may be something to say of them.
        """
        if id not in self._gates:
            tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 24 * 60 * 60))
            checkers = QuickCheckers(lambda: tomorrow, refuse)
            self._gates[id] = ready_gate(id, checkers, QuickKeywords(refuse))
        gate = self._gates[id]
        suffix = os.path.splitext(path)[1].lower()
        try:
            if gate is not None and suffix == _WHOLE:
                content = content_of(path)
                if content is not None:
                    text = content.decode()
                    if Glance(text, gate, DEFAULTS).of_body(text) is Look.PASSED:
                        return 1
            elif gate is not None and suffix in _LINES and os.stat(path).st_size <= _LARGE:
                with open(path, "rb") as stream:
                    blocks = iter(lambda: stream.read(_BLOCK) + stream.readline(), b"")
                    bodies = sum(_lines(block.decode(), gate) for block in blocks)
                    if bodies:
                        return bodies
        except (OSError, ValueError) as error:
            raise DoubtError from error
        raise DoubtError


def _lines(text: str, gate: Gate) -> int:
    """Count the bodies of some lines that are all right."""
    passed, _, doubtful, _ = Glance(text, gate, DEFAULTS).over_lines(iter(text.split("\n")))
    if doubtful is not None:
        raise DoubtError
    return passed
