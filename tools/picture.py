"""``docs/example.svg``: a real run, as a terminal shows it, in a light and a dark place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from transcript import printed

COMMAND: Final = "defender-lint examples/bad/contain.ps1"
_COLUMNS: Final = 100
_CHARACTER: Final = 8.0
"""The advance of the font in pixels; ``textLength`` makes every font keep to it."""
_LINE: Final = 18
_MARGIN: Final = 20

_INKS: Final = {"1": "b", "1;31": "b red", "1;33": "b yellow", "1;32": "b green", "1;34": "b blue"}
"""What ``reports/style.py`` paints with, and the classes that stand for it here."""

_STYLE: Final = """\
<style>
  rect { fill: #ffffff; stroke: #d1d9e0 }
  text { font: 13.3px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; fill: #1f2328;
    white-space: pre }
  .b { font-weight: 600 } .red { fill: #cf222e } .yellow { fill: #9a6700 }
  .green { fill: #1a7f37 } .blue { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    rect { fill: #0d1117; stroke: #3d444d } text { fill: #f0f6fc }
    .red { fill: #ff7b72 } .yellow { fill: #d29922 } .green { fill: #3fb950 }
    .blue { fill: #58a6ff }
  }
</style>
"""
_PAINTED: Final = re.compile(r"\x1b\[(?P<ink>[\d;]+)m(?P<painted>.*?)\x1b\[0m|(?P<plain>[^\x1b]+)")


def page() -> str:
    """Return the picture.

    Raises:
        KeyError: A report uses a colour that is not here.
    """
    lines = [f"$ {COMMAND}"]
    lines += printed(COMMAND, "--color=always", columns=_COLUMNS).rstrip().split("\n")
    width = _COLUMNS * _CHARACTER + 2 * _MARGIN
    height = len(lines) * _LINE + 2 * _MARGIN
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" '
            f'role="img" aria-label="What {escape(COMMAND)} prints">\n',
            _STYLE,
            f'<rect x="0.5" y="0.5" width="{width - 1:.0f}" height="{height - 1}" rx="6"/>\n',
            *(piece for number, line in enumerate(lines) for piece in _row(number, line)),
            "</svg>\n",
        )
    )


def _row(number: int, line: str) -> Iterator[str]:
    column = 0
    for found in _PAINTED.finditer(line):
        text = found["plain"] if found["ink"] is None else found["painted"]
        ink = "" if found["ink"] is None else f' class="{_INKS[found["ink"]]}"'
        if text.strip():
            x = _MARGIN + column * _CHARACTER
            y = _MARGIN + (number + 0.75) * _LINE
            length = len(text) * _CHARACTER
            yield (
                f'<text{ink} x="{x:.0f}" y="{y:.1f}" textLength="{length:.0f}" '
                f'xml:space="preserve">{escape(text)}</text>\n'
            )
        column += len(text)
