"""Whatever stands in a container, reading it neither fails nor takes for ever."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.diagnostic import Token
from defender_lint.sources.reading import requests, source_of
from support import thinned

FILES = Path(__file__).parent / "files"
TEXTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted(FILES.iterdir())
    if path.suffix != ".out"
}
JSON = {name: json.loads(text) for name, text in TEXTS.items() if name.endswith((".json", ".har"))}

ODD: tuple[Any, ...] = (None, True, 0, "", "{{x}}", "{", [], {}, [None], {"": None}, [[]], "é\n<a>")


def read_all(text: str, name: str) -> None:
    """Read a file and ask for every place in it that a finding may stand at."""
    for request in requests(source_of(text, name)):
        for part in (request.method, request.url, request.written):
            if part is not None:
                part.span(0, len(part))
                part.edit(0, len(part), "x")
        for header in request.headers.items:
            header.value.span(0, len(header.value))
        for each in request.diagnostics:
            assert each.text is not None
            each.text.span(each.start or 0, each.end or 0)
        body = request.body
        if body is not None:
            keys = body.data if isinstance(body.data, dict) else {}
            for path in ((), *((key,) for key in keys), ("nowhere", 0)):
                for token in Token:
                    start, end = body.offsets(path, token)
                    assert start <= end
                    body.span(start, end)
                    body.excerpt(start, end)


def changed(data: Any, chosen: Any) -> Any:
    """Return a copy with something odd in the place of some value."""
    if not isinstance(data, dict | list) or not data or chosen.random() < 0.1:
        return chosen.choice(ODD)
    copy = data.copy()
    step = chosen.choice(list(copy) if isinstance(copy, dict) else range(len(copy)))
    if isinstance(copy, dict) and chosen.random() < 0.05:
        del copy[step]
    else:
        copy[step] = changed(copy[step], chosen)
    return copy


@pytest.mark.parametrize("name", JSON)
@given(chosen=st.randoms(use_true_random=False))
def test_anything_may_stand_anywhere(name: str, chosen: Any) -> None:
    data = JSON[name]
    for _ in range(chosen.randrange(1, 5)):
        data = changed(data, chosen)
    text = json.dumps(data, indent=1)
    read_all(text, name)
    read_all(text, "a.yaml")


@pytest.mark.parametrize(
    "name", thinned([*TEXTS], ["containment.bicep", "isolate.bru", "machines.http", "runbook.md"])
)
@given(data=st.data())
def test_a_file_may_be_cut_and_torn(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    odd = data.draw(st.text(st.sampled_from('{}[]":,\\#<>@=%$-| \n\tx'), max_size=3))
    read_all(text[:start] + odd + text[end:], name)
    read_all(text[:start], name)


PIECES = [
    ("a.http", "GET {{h}}/api/alerts\n"),
    ("a.http", "###\n"),
    ("a.http", "< {%"),
    ("a.http", "@a = b\n"),
    ("a.http", "{{"),
    ("a.bru", "get {\n"),
    ("a.bru", "get {\n}\n"),
    ("a.bru", "url: x\n"),
    ("a.bru", 'body:json {\n"/*'),
    ("a.md", "```http\nGET /api/machines/{id}/alerts\n"),
    ("a.md", "```\n"),
    ("a.md", "# POST /api/machines/{id}/isolate\n```json\n{}\n```\n"),
    ("a.md", "> - "),
    ("a.md", "/machines/\n# <"),
    ("a.md", "```http\nPOST /api/machines/{"),
    ("a.bicep", "var a = '/machines/'\n"),
    ("a.bicep", "/machines/ x y\n"),
]


@pytest.mark.parametrize(
    ("name", "piece"),
    thinned(
        {f"{name} {piece!r}": (name, piece) for name, piece in PIECES},
        ["a.http '###\\n'", "a.bru 'get {\\n}\\n'", "a.md '```\\n'"],
    ),
)
def test_a_hundred_kilobytes_take_seconds(name: str, piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    read_all(text, name)
    assert time.process_time() - started < 10  # one to two where nothing else runs
