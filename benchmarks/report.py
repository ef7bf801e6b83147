"""The results as text, as a Markdown page and as a chart."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final, NamedTuple

from benchmarks.cases import Case
from benchmarks.measure import Ratio
from benchmarks.peers import Peer

OURS: Final = "defender-lint"

_LABELS: Final = 380
_BARS: Final = 520
_ROW: Final = 17


class Result(NamedTuple):
    """What came of a case: a ratio by the command's name, or why there is none."""

    case: Case
    ratios: dict[str, Ratio | str]


def text(result: Result) -> Iterator[str]:
    """Yield the lines of a case for a terminal."""
    yield result.case.name + (
        f" (target {_times(result.case.target)})" if result.case.target else ""
    )
    for name, ratio in _ordered(result):
        if isinstance(ratio, str):
            yield f"  {name:<36} {ratio}"
        else:
            spread = f"{ratio.least:.2f} to {ratio.most:.2f}, {ratio.pairs} pairs"
            yield f"  {name:<36} {_times(ratio.median):>9}   ({spread})  {ratio.mib:.0f} MiB"


def markdown(results: Sequence[Result], peers: Sequence[Peer], about: Sequence[str]) -> str:
    """Return the page."""
    lines = [
        "# Results",
        "",
        "Times the floor, which only reads the same files: median, least and most of pairs of",
        "runs. Less is better. `python -m benchmarks --write` makes this page;",
        "[README.md](README.md) says how.",
        "",
        "![Chart of the medians](results.svg)",
        "",
        *(f"- {line}" for line in about),
        *(f"- {peer.name} {peer.version}: {peer.lacks}" for peer in peers),
        "",
        "| work | who | median | least to most | pairs | memory | target |",
        "|---|---|---:|---|---:|---:|---:|",
    ]
    for result in results:
        work, target = result.case.name, result.case.target
        for name, ratio in _ordered(result):
            goal = f"≤ {_times(target)}" if target and name.startswith(OURS) else ""
            if isinstance(ratio, str):
                lines.append(f"| {work} | {name} | failed | | | | {goal} |")
            else:
                spread = f"{ratio.least:.2f} to {ratio.most:.2f}"
                who = f"**{name}**" if name.startswith(OURS) else name
                lines.append(
                    f"| {work} | {who} | {_times(ratio.median)} | {spread} | {ratio.pairs} "
                    f"| {ratio.mib:.0f} MiB | {goal} |"
                )
            work = ""
    return "\n".join(lines) + "\n"


def chart(results: Sequence[Result]) -> str:
    """Return the medians as bars on a logarithmic scale; a line stands where the floor is."""
    rows = [(result.case.name, _ordered(result)) for result in results]
    bars = [ratio.median for _, group in rows for _, ratio in group if not isinstance(ratio, str)]
    least, most = min(0.1, *bars), max(bars)

    def along(ratio: float) -> float:
        return _BARS * math.log(ratio / least) / math.log(most / least)

    parts: list[str] = []
    y = 30
    for case, group in rows:
        y += 24
        parts.append(f'<text x="8" y="{y}" font-weight="bold">{escape(case)}</text>')
        for name, ratio in group:
            if isinstance(ratio, str):
                continue
            y += _ROW
            colour = "#0969da" if name.startswith(OURS) else "#8c959f"
            width = along(ratio.median)
            parts += (
                f'<text x="{_LABELS - 8}" y="{y}" text-anchor="end">{escape(name)}</text>',
                f'<rect x="{_LABELS}" y="{y - 11}" width="{width:.0f}" height="13" '
                f'fill="{colour}"/>',
                f'<text x="{_LABELS + width + 6:.0f}" y="{y}">{_times(ratio.median)}</text>',
            )
    floor = _LABELS + along(1)
    parts.append(
        f'<line x1="{floor:.0f}" x2="{floor:.0f}" y1="32" y2="{y + 8}" stroke="#cf222e"/>'
        f'<text x="{floor:.0f}" y="24" text-anchor="middle" fill="#cf222e">reading alone</text>'
    )
    width, height = _LABELS + _BARS + 90, y + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _ordered(result: Result) -> list[tuple[str, Ratio | str]]:
    """Return ours first, then the fastest first, then what failed."""

    def rank(item: tuple[str, Ratio | str]) -> tuple[bool, float]:
        name, ratio = item
        is_ours = name.startswith(OURS)
        return not is_ours, math.inf if isinstance(ratio, str) else 0 if is_ours else ratio.median

    return sorted(result.ratios.items(), key=rank)


def _times(ratio: float) -> str:
    return f"{ratio:.{2 if ratio < 10 else 1}f} ×"
