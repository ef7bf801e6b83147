"""Findings to report on, made in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from defender_lint.findings import Excerpt, Finding, Fix, Position, Span

PLAIN = Finding(
    file="web01.json",
    document=0,
    api="isolate-machine",
    rule="key-case",
    code="MissingRequiredParameter",
    status=400,
    also=("InvalidRequestBody",),
    severity="error",
    message="`comment` is written `Comment`",
    service_message="Parameter Comment is missing.",
    pointer="/comment",
    span=None,
    docs="https://learn.microsoft.com/defender-endpoint/api/isolate-machine",
    fix=Fix("write `Comment`", "safe", ()),
)


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    """Return a function that makes a finding.

    ``line`` is the quoted line with the token between two ``«»``; ``number`` and ``cut`` tell
    where it stands. All other arguments are fields of the finding.
    """

    def make(line: str | None = None, number: int = 2, cut: int = 0, **fields: object) -> Finding:
        finding = replace(PLAIN, **fields)  # type: ignore[arg-type]
        if line is None:
            return finding
        before, token, after = line.replace("»", "«").split("«")
        column = cut + len(before) + 1
        start = Position(0, number, column)
        end = Position(0, number, column + len(token))
        excerpt = Excerpt(before + token + after, cut)
        return replace(finding, span=Span(start, end), excerpt=excerpt)

    return make
