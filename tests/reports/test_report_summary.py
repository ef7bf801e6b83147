"""The last line of a report for people."""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint.reports import Style
from defender_lint.reports.summary import summary_lines
from defender_lint.summary import Summary


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (
            Summary(files=2, bodies=3, errors=4, warnings=1, fixable=2),
            "3 bodies in 2 files: 4 errors, 1 warning; 2 fixable with --fix\n",
        ),
        (Summary(files=1, bodies=1, errors=1), "1 body in 1 file: 1 error\n"),
        (Summary(files=1, bodies=1, bodiless=1), "1 request in 1 file: no problems\n"),
        (Summary(files=2, bodies=5, bodiless=1), "5 requests in 2 files: no problems\n"),
        (Summary(files=1, bodies=1, warnings=2), "1 body in 1 file: 2 warnings\n"),
        (Summary(files=2, bodies=2), "2 bodies in 2 files: no problems\n"),
        (Summary(), "nothing was checked\n"),
        (
            Summary(skipped=2),
            "nothing was checked\n"
            "2 bodies of no known API left out; `defender-lint which` shows them\n",
        ),
        (
            Summary(files=1, bodies=100_000, errors=12_345),
            "100,000 bodies in 1 file: 12,345 errors\n",
        ),
        (
            Summary(files=1, bodies=1, skipped=1),
            "1 body in 1 file: no problems\n"
            "1 body of no known API left out; `defender-lint which` shows them\n",
        ),
    ],
)
def test_summary(summary: Any, expected: Any) -> None:
    assert "".join(summary_lines(summary, Style())) == expected


def test_colours() -> None:
    summary = Summary(files=1, bodies=1, errors=1, warnings=1)
    assert "".join(summary_lines(summary, Style(colour=True))) == (
        "1 body in 1 file: \x1b[1;31m1 error\x1b[0m, \x1b[1;33m1 warning\x1b[0m\n"
    )
    assert "".join(summary_lines(Summary(files=1, bodies=1), Style(colour=True))) == (
        "1 body in 1 file: \x1b[1;32mno problems\x1b[0m\n"
    )
