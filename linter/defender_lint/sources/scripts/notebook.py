"""Jupyter notebooks: the code of their cells, read as one script for each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.languages import language_of, requests_in
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Segment, Text
from defender_lint.sources.value import Value

_MAGIC: Final = re.compile(r"\A\s*%%(?P<language>\w+)[^\n]*\n?")
_AROUND: Final = frozenset(("time", "timeit", "capture", "prun", "memit"))
"""Magics that run the cell as it is."""

_COMMAND: Final = re.compile(r"^[ \t]*(?P<mark>[%!])", re.MULTILINE)


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests in the code of a notebook, in the order of its cells."""
    if not mentions(source.text):
        return
    value = json_text.parse(Text.whole(source), options)
    scripts: dict[str, list[Text]] = {}
    for language, text in _cells(value):
        scripts.setdefault(language, []).append(text)
    found: list[Request] = []
    for language, texts in scripts.items():
        found += requests_in(_joined(texts), language, options)
    found.sort(key=_place)
    for index, request in enumerate(found):
        yield request.replace(index=index, kind="notebook")


def _place(request: Request) -> int:
    return request.method.outer(0, 0)[0] if request.method is not None else 0


def _cells(value: Value) -> Iterator[tuple[str, Text]]:
    """Yield the code of each cell and its language."""
    data = value.data
    cells = data.get("cells") if isinstance(data, dict) else None
    own = _kernel(data) if isinstance(data, dict) else "python"
    for index, cell in enumerate(cells if isinstance(cells, list) else ()):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        text = _source(value, ("cells", index, "source"), cell.get("source"))
        if text is None:
            continue
        magic = _MAGIC.match(text.chars)
        language = _kernel(cell, own)
        if magic is not None and magic["language"] not in _AROUND:
            language = language_of(magic["language"])
        if magic is not None:
            text = text.slice(magic.end(), len(text.chars))
        if language is not None:
            yield language, text


def _kernel(data: dict[str, Any], default: str | None = "python") -> str | None:
    """Return the language that metadata name; the default where they name none."""
    metadata = data.get("metadata")
    found = default
    for key in ("kernelspec", "language_info", "polyglot_notebook", "dotnet_interactive"):
        entry = metadata.get(key) if isinstance(metadata, dict) else None
        if isinstance(entry, dict):
            for name in (entry.get("language"), entry.get("kernelName"), entry.get("name")):
                if isinstance(name, str):
                    found = _language(name)
                    if found is not None:
                        return found
    return found


def _language(name: str) -> str | None:
    """Return the language of a kernel, which conda names for the environment: `python38conda`."""
    language = language_of(name.removeprefix(".net-"))
    return "python" if language is None and name.startswith("python") else language


def _source(value: Value, path: tuple[str | int, ...], source: Any) -> Text | None:
    if isinstance(source, str):
        return json_text.string_at(value, path)
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        lines = (json_text.string_at(value, (*path, index)) for index in range(len(source)))
        assert value.text is not None
        return Text.joined(lines, value.text.source)
    return None


def _joined(texts: list[Text]) -> Text:
    """Return cells one after the other: what one sets, the next ones know."""
    source = texts[0].source
    parts: list[Text] = []
    for text in texts:
        if not text.chars:
            continue
        end = text.outer(len(text.chars) - 1, len(text.chars))[1]
        parts.append(_without_commands(text))
        parts.append(Text("\n", source, (Segment(0, 1, end, end),), escape=text.escape))
    return Text.joined(parts, source)


def _without_commands(text: Text) -> Text:
    """Return a cell whose ``%magic`` and ``!command`` lines are comments, of the same length."""
    chars = _COMMAND.sub(lambda match: match.group()[:-1] + "#", text.chars)
    return Text(chars, text.source, text.segments, escape=text.escape)
