"""``docs/structure.svg``: the parts of the program, and who imports whom, from the imports.

A part is a package or a module beside them. Each stands above all that it imports. An arrow that
follows from others (``cli`` imports ``sources``, but so does ``linting``, which it imports, too) is
left out, and so is what is imported for types only. Modules that import nothing but each other are
the ground floor: one box, because everything may use them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from html import escape
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from imports import MODULES, PACKAGE, dotted, imported, part

Graph = dict[str, set[str]]

_WIDTH: Final = 1380
_BOX: Final = 178
_HEIGHT: Final = 76
_FLOOR: Final = 112
_TOP: Final = 20
_LINE: Final = 29
"""Characters of a description that fit on a line of a box."""
_LINES: Final = 3
_SWEEPS: Final = 12
"""How often the floors are put into the order of their neighbours; more change nothing."""


def page() -> str:
    """Return the picture.

    Raises:
        graphlib.CycleError: Parts import each other in a circle, so nothing can be drawn.
    """
    graph = parts()
    return _svg(drawn(graph), ground(graph))


def parts() -> Graph:
    """Return every part with those that it imports when it runs."""
    graph: Graph = {}
    for path in MODULES:
        own = part(dotted(path))
        names = {part(name) for name in imported(path, for_types=False)}
        graph.setdefault(own, set()).update(names - {own})
    del graph["__main__"]
    return graph


def ground(graph: Graph) -> set[str]:
    """Return the modules that import nothing but each other."""
    found: set[str] = set()
    for name in TopologicalSorter(graph).static_order():
        if not (PACKAGE / name).is_dir() or name == "":
            found |= {name} if graph[name] <= found else set()
    return found


def drawn(graph: Graph) -> Graph:
    """Return the parts above the ground floor, with the arrows that do not follow from others."""
    low = ground(graph)
    reached: Graph = {}
    for name in TopologicalSorter(graph).static_order():
        reached[name] = graph[name].union(*(reached[each] for each in graph[name]))
    return {
        name: {
            each
            for each in graph[name] - low
            if not any(each in reached[other] for other in graph[name])
        }
        for name in graph
        if name not in low
    }


class _Box(NamedTuple):
    """Where a part stands: its middle, and its upper edge."""

    x: float
    y: float


class _Lane(NamedTuple):
    """Where an arrow crosses a floor between the parts."""

    user: str
    used: str
    floor: int


_Node = str | _Lane


class _Layout(NamedTuple):
    """Floors from the top, and between neighbouring floors who leads to whom."""

    floors: list[list[_Node]]
    edges: list[tuple[_Node, _Node]]


def _layout(graph: Graph) -> _Layout:
    """Put each part on a floor above all that it imports, with a lane for each arrow it passes.

    And right below the lowest of those that import it, so that arrows are short.
    """
    floor: dict[str, int] = {}
    order = list(TopologicalSorter(graph).static_order())
    for name in order:
        floor[name] = 1 + max((floor[each] for each in graph[name]), default=-1)
    for name in reversed(order):
        users = [floor[each] - 1 for each in graph if name in graph[each]]
        floor[name] = min(users, default=floor[name])
    floors: list[list[_Node]] = [[] for _ in range(max(floor.values()) + 1)]
    for name in sorted(floor):
        floors[floor[name]].append(name)
    edges: list[tuple[_Node, _Node]] = []
    for user in sorted(graph):
        for used in sorted(graph[user]):
            lanes = [_Lane(user, used, each) for each in range(floor[used] + 1, floor[user])]
            for lane in lanes:
                floors[lane.floor].append(lane)
            way: list[_Node] = [user, *reversed(lanes), used]
            edges += pairwise(way)
    return _Layout(floors[::-1], edges)


def _placed(layout: _Layout) -> dict[_Node, _Box]:
    """Order each floor as its neighbours are ordered, so that few arrows cross, and place it."""
    near: dict[_Node, list[_Node]] = {}
    for above, below in layout.edges:
        near.setdefault(above, []).append(below)
        near.setdefault(below, []).append(above)
    boxes: dict[_Node, _Box] = {}
    for number, floor in enumerate(layout.floors):
        boxes.update(_spread(floor, number))
    for _ in range(_SWEEPS):
        for number, floor in enumerate(layout.floors):
            middle = {node: _mean([boxes[each].x for each in near[node]]) for node in floor}
            boxes.update(_spread(sorted(floor, key=lambda node: middle[node]), number))
    return boxes


def _mean(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _spread(floor: list[_Node], number: int) -> dict[_Node, _Box]:
    """Share the width of a floor: a lane takes a fifth of the room of a part."""
    shares = [0.2 if isinstance(node, _Lane) else 1.0 for node in floor]
    ends = list(accumulate(shares))
    return {
        node: _Box((end - share / 2) / ends[-1] * _WIDTH, _TOP + number * _FLOOR)
        for node, share, end in zip(floor, shares, ends, strict=True)
    }


_STYLE: Final = """\
<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328; text-anchor: middle }
  .name { font-weight: 600 }
  .says { font-size: 11px; fill: #59636e }
  rect { fill: #f6f8fa; stroke: #818b98 }
  path { fill: none; stroke: #818b98; stroke-width: 1.3 }
  marker path { fill: #818b98; stroke: none }
  .paper { fill: #ffffff; stroke: none }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .says { fill: #9198a1 }
    rect { fill: #151b23; stroke: #656c76 } path { stroke: #656c76 }
    marker path { fill: #656c76 } .paper { fill: #0d1117 }
  }
</style>
"""
_ARROW: Final = (
    '<marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto"><path d="M0 0 8 4 0 8z"/></marker>\n'
)


def _svg(graph: Graph, low: set[str]) -> str:
    layout = _layout(graph)
    boxes = _placed(layout)
    bottom = _TOP + len(layout.floors) * _FLOOR
    lines = list(_wrapped(sorted(name for name in low if name), 180))
    height = bottom + 44 + 16 * len(lines)
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
            'aria-label="The parts of the program; an arrow leads to what is imported">\n',
            _STYLE,
            _ARROW,
            f'<rect class="paper" width="{_WIDTH}" height="{height}"/>\n',
            *(_line(boxes, *edge) for edge in layout.edges),
            *(_box(name, boxes[name]) for name in sorted(graph)),
            f'<rect x="20" y="{bottom}" width="{_WIDTH - 40}" height="{height - bottom - 16}" '
            'rx="6"/>\n',
            _text("name", _WIDTH / 2, bottom + 20, "the ground floor, used by all"),
            *(
                _text("says", _WIDTH / 2, bottom + 38 + 16 * number, line)
                for number, line in enumerate(lines)
            ),
            "</svg>\n",
        )
    )


def _line(boxes: dict[_Node, _Box], above: _Node, below: _Node) -> str:
    """Draw an arrow from a floor to the next; one that passes a floor goes straight through it."""
    (x, top), (to_x, end) = boxes[above], boxes[below]
    start, bend = top + _HEIGHT, (end - top - _HEIGHT) / 2
    through = f"M{x:.0f} {top} V{start}" if isinstance(above, _Lane) else f"M{x:.0f} {start}"
    head = "" if isinstance(below, _Lane) else ' marker-end="url(#arrow)"'
    curve = f"C{x:.0f} {start + bend} {to_x:.0f} {end - bend} {to_x:.0f} {end}"
    return f'<path d="{through} {curve}"{head}/>\n'


def _box(name: str, box: _Box) -> str:
    lines = list(_wrapped(_says(name).split(), _LINE))
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]
    return "".join(
        (
            f'<rect x="{box.x - _BOX / 2:.0f}" y="{box.y}" width="{_BOX}" height="{_HEIGHT}" '
            'rx="6"/>\n',
            _text("name", box.x, box.y + 18, name),
            *(
                _text("says", box.x, box.y + 35 + 15 * number, line)
                for number, line in enumerate(lines)
            ),
        )
    )


def _says(name: str) -> str:
    """Return what the first line of a part's docstring says, after the name that begins it."""
    folder = PACKAGE / name / "__init__.py"
    file = folder if folder.exists() else PACKAGE / f"{name}.py"
    first = (ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or "").split("\n")[0]
    head, colon, rest = first.partition(": ")
    text = rest if colon and len(head.split()) <= 3 else first.split(". ")[0]
    return re.sub(r":\w+:(?=`)|`", "", text).rstrip(".")


def _wrapped(words: Iterable[str], width: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}">{escape(text)}</text>\n'
