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
    from collections.abc import Callable
    from typing import NoReturn

    from defender_lint.gates import Gate
    from defender_lint.sources.paths import Passed
    from defender_lint.summary import Summary

_WHOLE = ".json"
_LINES = (".jsonl", ".ndjson")
_BLOCK = 256 * 1024
_LONGEST = 1024 * 1024  # bytes of a line that hardly any is longer than
_LARGE = 8 * 1024 * 1024
"""Bytes of a file that takes long enough to be worth processes."""


class DoubtError(Exception):
    """A glance does not tell; the long way does.

    Attributes:
        passed: How much of the file has been told already.
    """

    def __init__(self, passed: Passed | None = None) -> None:
        super().__init__()
        self.passed = passed


def refuse(_: str) -> NoReturn:
    """Leave the rest to the long way: exact checks and what they import, notes on settings."""
    raise DoubtError


class RightBodies:
    """Counts the bodies of files whose names say what they are for."""

    def __init__(
        self, summary: Summary, *, may_be_alone: bool, on_body: Callable[[Summary], None]
    ) -> None:
        """Prepare to count.

        Args:
            summary: Where the counts go.
            may_be_alone: Whether this process may take large files, which several judge faster.
            on_body: Called with the counts after each stretch of a file of lines.
        """
        self._summary = summary
        self._most = None if may_be_alone else _LARGE
        self._on_body = on_body
        self._ids = described_ids()
        self._gates: dict[str, Gate | None] = {}

    def named_in(self, path: str) -> str | None:
        """Return the operation that is in a file's name, or in the name of a folder around it."""
        return by_name(path, self._ids.__contains__)

    def named_by(self, name: str) -> str | None:
        """Return the operation that is in the name of a file."""
        # Most names have none, and that is told faster.
        return None if self._ids.isdisjoint(name.lower().split(".")) else self.named_in(name)

    def count(self, path: str, id: str) -> None:
        """Count a file whose bodies are all right.

        Args:
            path: The file.
            id: What may be the id of their operation.

        Raises:
            DoubtError: There may be something to say of one. What the error says that has passed
                is counted.
        """
        if id not in self._gates:
            tomorrow = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 24 * 60 * 60))
            checkers = QuickCheckers(lambda: tomorrow, refuse)
            self._gates[id] = ready_gate(id, checkers, QuickKeywords(refuse))
        gate = self._gates[id]
        suffix = os.path.splitext(path)[1].lower()
        if gate is not None and suffix == _WHOLE:
            self._count_whole(path, gate)
        elif gate is not None and suffix in _LINES:
            self._count_lines(path, gate)
        else:
            raise DoubtError

    def _count_whole(self, path: str, gate: Gate) -> None:
        content = content_of(path)
        try:
            text = "" if content is None else content.decode()
        except ValueError as error:
            raise DoubtError from error
        if Glance(text, gate, DEFAULTS).of_body(text) is not Look.PASSED:
            raise DoubtError
        self._summary.bodies += 1
        self._summary.files += 1

    def _count_lines(self, path: str, gate: Gate) -> None:
        bytes = characters = lines = bodies = 0
        try:
            with open(path, "rb") as stream:
                if self._most is not None and os.fstat(stream.fileno()).st_size > self._most:
                    raise DoubtError
                while block := stream.read(_BLOCK):
                    rest = stream.readline(_LONGEST)
                    if len(rest) == _LONGEST:
                        raise DoubtError
                    block += rest
                    text = block.decode()
                    passed = _passed(text, gate)
                    if bodies == 0:
                        self._summary.files += passed > 0
                    bodies += passed
                    bytes += len(block)
                    characters += len(text)
                    lines += text.count("\n")
                    self._summary.bodies += passed
                    self._on_body(self._summary)
        except (OSError, ValueError, DoubtError) as error:
            if bodies == 0:
                raise DoubtError from error
            from defender_lint.sources.paths import Passed

            raise DoubtError(Passed(bytes, characters, lines, bodies)) from error
        if bodies == 0:
            raise DoubtError


def _passed(text: str, gate: Gate) -> int:
    """Count the bodies of some lines that are all right.

    Raises:
        DoubtError: They may not be, or there may be other ends of lines.
    """
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        raise DoubtError
    passed, _, doubtful, _ = Glance(text, gate, DEFAULTS).over_lines(iter(text.split("\n")))
    if doubtful is not None:
        raise DoubtError
    return passed
