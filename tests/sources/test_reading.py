"""The ways in: files and standard input, which syntax they are read with, what cannot be read."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.diagnostic import Diagnostic, Token
from defender_lint.sources import reading
from defender_lint.sources.limits import Limits
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.problem import problem
from defender_lint.sources.reading import SourceError, source_of
from defender_lint.sources.request import Request
from defender_lint.sources.value import Absent, PlainValue, Value
from defender_lint.spans import Position
from support import place, values


def requests(path: str, limits: Limits | None = None, **options: Any) -> list[Request]:
    limits = limits or Limits()
    sources = reading.read(path, limits=limits, **options)
    return [each for source in sources for each in reading.requests(source, ReadOptions(limits))]


def read(path: str, **options: Any) -> list[Value]:
    return [each.body for each in requests(path, **options) if each.body is not None]


def bodies(data: bytes, **options: Any) -> list[Value]:
    return read("-", stdin=io.BytesIO(data), **options)


def chars(value: Value) -> str:
    assert value.text is not None
    return value.text.chars


@pytest.mark.parametrize(
    ("name", "text", "data"),
    [
        ("a.json", '{"a": 1}', [{"a": 1}]),
        ("a.JSON", '{"a": 1}', [{"a": 1}]),
        ("a.txt", '{"a": 1}', [{"a": 1}]),
        ("a", '{"a": 1}', [{"a": 1}]),
        ("a.json", "a: 1", [Absent.BROKEN]),
        ("a.yaml", "a: 1", [{"a": 1}]),
        ("a.yml", "a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("a.jsonl", '{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
        ("a.ndjson", "\n", [Absent.EMPTY]),
        ("a.json", " \n", [Absent.EMPTY]),
        ("a.json", "\ufeff", [Absent.EMPTY]),
        ("a.yaml", "# a comment\n", [Absent.EMPTY]),
        ("a.json", "null", [None]),
    ],
)
def test_the_suffix_decides(tmp_path: Path, name: str, text: str, data: list[Any]) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    found = requests(str(path))
    assert [each.body.data for each in found if each.body is not None] == data
    assert {each.file for each in found} == {str(path)}
    by_text = reading.requests(source_of(text, name))
    assert [each.body.data for each in by_text if each.body is not None] == data
    assert [each.data for each in bodies(text.encode(), stdin_filename=name)] == data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('\n {"a":\n 1}\n', [{"a": 1}]),
        ("[1]", [[1]]),
        ('"Comment": "x"', [Absent.BROKEN]),
        ('{"a": 1}\n{"b": 2}\n', [{"a": 1}, {"b": 2}]),
        ('\n[1]\n\n{"b": 2', [[1], Absent.BROKEN]),
        ('{"a": 1}\n}', [Absent.BROKEN]),
        ("[\n[1],\n[2]\n]", [[[1], [2]]]),
        ("a: 1", [{"a": 1}]),
        ("a: 1\n---\nb: 1\n", [{"a": 1}, {"b": 1}]),
        ("", [Absent.EMPTY]),
        (" \n", [Absent.EMPTY]),
    ],
)
def test_standard_input_without_a_name_is_known_by_its_first_lines(
    text: str, data: list[Any]
) -> None:
    found = requests("-", stdin=io.BytesIO(text.encode()))
    assert [each.body.data for each in found if each.body is not None] == data
    assert {each.file for each in found} == {"<stdin>"}


def test_standard_input_with_a_name() -> None:
    (found,) = requests("-", stdin=io.BytesIO(b'{"a": 1}'), stdin_filename="dir/x.yaml")
    assert (found.file, found.kind) == ("dir/x.yaml", "yaml")


def test_standard_input_of_the_process() -> None:
    code = (
        "from defender_lint.sources.reading import read\nprint([each.text for each in read('-')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], input='{"a": 1}', capture_output=True, text=True, check=True
    )
    assert run.stdout == "['{\"a\": 1}']\n"


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "utf-16-be"])
def test_encodings(tmp_path: Path, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes('{"é": 1}'.encode(encoding))
    (document,) = read(str(path))
    assert document.data == {"é": 1}
    assert place(document, ("é",), Token.KEY).start == Position(1, 1, 2)


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.jsonl"])
def test_a_byte_that_is_not_utf8_has_its_place(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b'{"a": "\xc3\xa9\xe9"}')
    (document,) = read(str(path))
    assert document.data is Absent.BROKEN
    message = "byte 0xE9 is not UTF-8; save the file as UTF-8"
    assert document.problems == (problem("syntax", message, 8, 9),)
    assert document.excerpt(8, 9).text == '{"a": "é\ufffd"}'


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_binary_files(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x1f\x8b\x08\x00\xff")
    (document,) = read(str(path))
    message = "this is a binary file, not JSON or YAML"
    assert document.problems == (problem("syntax", message, 0, 0),)
    assert place(document, (), Token.VALUE).start == Position(0, 1, 1)


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_size(tmp_path: Path, name: str) -> None:
    text = '{"a": "1234"}'
    path = tmp_path / name
    path.write_text(text)
    limits = Limits(size=len(text) - 1)
    for thing, documents in (
        ("file", read(str(path), limits=limits)),
        ("input", read("-", stdin=io.BytesIO(text.encode()), limits=limits)),
        (
            "text",
            [
                each.body
                for each in reading.requests(source_of(text, name, limits))
                if each.body is not None
            ],
        ),
    ):
        (document,) = documents
        assert document.data is Absent.BROKEN
        message = f"this {thing} is larger than 12 bytes; send fewer items in one body"
        assert document.problems == (problem("limit-exceeded", message, 0, 0),)
    assert read(str(path), limits=Limits(size=len(text)))[0].problems == ()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nowhere.json", "no such file or folder"),
        ("folder", "this is a folder"),
        ("folder.jsonl", "this is a folder"),
        ("file.json/x.json", "not a directory"),
        ("a\0b.json", "this is not a usable path"),
        ("pipe", "this is not a regular file"),
        ("", "no such file or folder"),
    ],
)
def test_what_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.jsonl").mkdir()
    (tmp_path / "file.json").write_text("{}")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError) as caught:
        list(read(path))
    assert (caught.value.path, caught.value.reason) == (path, reason)
    assert str(caught.value) == f"{path}: {reason}"


def test_no_permission(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("{}")

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(SourceError) as caught:
        list(read(str(path)))
    assert caught.value.reason == "no permission to read it"


def test_a_stream_that_breaks() -> None:
    class Broken(io.RawIOBase):
        def read(self, _: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(SourceError) as caught:
        list(read("-", stdin=Broken()))
    assert str(caught.value) == "<stdin>: input/output error"


def test_undecodable_file_names(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.json")
    with open(path, "wb") as stream:
        stream.write(b"{}")
    (document,) = read(os.fsdecode(path))
    assert document.data == {}


def test_a_text_may_begin_with_a_byte_order_mark() -> None:
    for syntax in ("json", "yaml", "ndjson"):
        (document,) = values('\ufeff{"a": 1}', syntax)
        assert place(document, ("a",), Token.KEY).start == Position(2, 1, 2)


def test_half_a_surrogate_pair_in_a_text() -> None:
    (document,) = values('{"a": "\ud800"}')
    assert document.data is Absent.BROKEN
    assert chars(document) == '{"a": "\ufffd"}'
    message = "there is half a surrogate pair here, which no file can hold; delete it"
    assert document.problems == (problem("syntax", message, 7, 8),)


def test_places_on_one_line_of_megabytes_are_found_at_once() -> None:
    """Each place once took a look at the whole line: minutes for a body with 10,000 mistakes."""
    text = '["🚑", ' + ", ".join(['"é"'] * 400_000) + "]"
    (document,) = values(text)
    began = time.process_time()
    for offset in range(8, 500_008, 50):
        place = document.span(offset, offset + 3).start
        assert (place.column, place.astral) == (offset + 1, 1)
        assert document.excerpt(offset, offset + 3).text
    assert time.process_time() - began < 5


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_an_excerpt_ends_before_the_line_break(line_end: str) -> None:
    (document,) = values(f'{{{line_end}  "a": 1{line_end}}}')
    start = chars(document).index('"a"')
    assert document.excerpt(start, start + 3).text == '  "a": 1'
    assert document.excerpt(0, 1).text == "{"
    assert document.excerpt(len(chars(document)) - 1, len(chars(document))).text == "}"


def test_a_bare_value_has_no_places() -> None:
    document = PlainValue({"a": 1})
    assert document.data == {"a": 1}
    assert document.text is None
    with pytest.raises(LookupError, match="no text to point into"):
        document.offsets((), Token.VALUE)
    with pytest.raises(LookupError, match="no text to edit"):
        document.encode(1, 0)


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ('{"a": 1}', {"yaml", "json_syntax", "ndjson", "yaml_text"}),
        ('{"a": 1,}', {"yaml", "ndjson", "yaml_text"}),
    ],
)
def test_what_is_imported(text: str, unwanted: set[str]) -> None:
    code = (
        "import sys\nfrom defender_lint.sources.reading import requests, source_of\n"
        f"list(requests(source_of({text!r})))\n"
        "print(*(name.removeprefix('defender_lint.sources.') for name in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not unwanted & set(run.stdout.split())


@given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace")))
@pytest.mark.parametrize("name", [None, "a.json", "a.jsonl", "a.yaml"])
def test_no_bytes_raise(name: str | None, data: bytes) -> None:
    documents = bodies(data, stdin_filename=name, limits=Limits(size=60))
    assert documents
    for document in documents:
        for each in document.problems:
            span = document.span(each.start or 0, each.end or 0)
            assert span.start.offset <= span.end.offset
            document.excerpt(each.start or 0, each.end or 0).text.encode()
            each.message.encode()
        for kind in Token:
            place(document, (), kind)


@given(st.text())
@pytest.mark.parametrize("syntax", ["json", "yaml", "ndjson"])
def test_no_text_raises(syntax: str, text: str) -> None:
    for document in values(text, syntax):
        chars(document).encode()


KINDS = "https://github.com/defender-lint/defender-lint/blob/main/docs/formats.md lists all kinds"


def only_problem(path: Path, text: str) -> Diagnostic:
    path.write_text(text)
    (source,) = reading.read(str(path))
    (request,) = reading.requests(source)
    assert request.body is not None
    (found,) = request.body.problems
    return found


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "a,b\n1,2\n", "a file that ends in `.csv` is read as JSON, which this is not"),
        (
            "a.TOML",
            "[a]\nb = 1\n",
            "a file that ends in `.toml` is read as JSON, which this is not",
        ),
        ("notes.txt", "\n hello", "a file that ends in `.txt` is read as JSON, which this is not"),
        ("a", "hello", "a file without a suffix is read as JSON, which this is not"),
    ],
)
def test_a_file_of_another_kind_is_told_what_kinds_are_read(
    name: str, text: str, said: str, tmp_path: Path
) -> None:
    found = only_problem(tmp_path / name, text)
    assert found.message.startswith(f"{said}; ")
    assert f"{KINDS} of files" in found.message
    assert text[found.start or 0] == text.lstrip()[0]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", '{"Comment": x}', "`x` is not in quotes"),
        ("a.jsonc", "{'Comment': 1}", "`'Comment'`"),
        ("a", "<a/>", "this is XML or HTML"),
        ("a.json", "a,b", "`a` is not in quotes"),
        ("a.json.j2", "a,b", "`a` is not in quotes"),
    ],
)
def test_what_is_meant_to_be_json_is_told_what_is_wrong_with_it(
    name: str, text: str, said: str, tmp_path: Path
) -> None:
    found = only_problem(tmp_path / name, text)
    assert said in found.message
    assert KINDS not in found.message
