"""NDJSON: every line a body, at its own place in the file, without holding the file in memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from defender_lint.sources.document import Absent, Part, Problem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from defender_lint.sources.encoding import without_surrogates
from defender_lint.sources.json_text import JsonDocument
from defender_lint.sources.limits import Limits
from defender_lint.sources.ndjson import parse_lines, read_lines
from defender_lint.spans import Position

# A slow machine is no fault of the code, and a fixture that only sets the stage may be shared.
PROPERTY = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def both(data: bytes, limits: Limits | None = None) -> list[JsonDocument]:
    """Read bytes and the same as text, and see that it makes no difference."""
    limits = limits or Limits()
    from_bytes = list(read_lines(io.BytesIO(data), file="x", limits=limits))
    from_text = list(parse_lines(data.decode("utf-8-sig"), file="x", limits=limits))
    assert [facts(document) for document in from_bytes] == [
        facts(document) for document in from_text
    ]
    return from_bytes


def facts(document: JsonDocument) -> tuple[Any, ...]:
    return document.index, document.origin, document.text, document.value, document.problems


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines(ending: str, mark: str) -> None:
    lines = ['{"a": 1}', "", " \t", '  {"é": "😀"} ', "nope", "null"]
    documents = both((mark + ending.join(lines)).encode())
    second = len('{"a": 1}' + "\t " + ending * 3)
    assert [facts(document)[:4] for document in documents] == [
        (0, Position(0, 1, 1), '{"a": 1}', {"a": 1}),
        (1, Position(second, 4, 1), '  {"é": "😀"} ', {"é": "😀"}),
        (2, Position(second + 13 + len(ending), 5, 1), "nope", Absent.BROKEN),
        (3, Position(second + 17 + 2 * len(ending), 6, 1), "null", None),
    ]
    assert [len(document.problems) for document in documents] == [0, 0, 1, 0]


def test_places_are_those_of_the_file() -> None:
    _, document = both(b'{"a": 1}\n{"a": [1, 2]}\n')
    place = document.locate(("a", 1), Part.VALUE)
    assert place is not None
    assert (place.start, place.end) == (Position(19, 2, 11), Position(20, 2, 12))


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_nothing_is_one_empty_body(data: bytes) -> None:
    (document,) = both(data)
    assert document.value is Absent.EMPTY
    assert document.problems == ()


def test_a_byte_that_is_not_utf8_breaks_its_line_only() -> None:
    first, second, third = read_lines(io.BytesIO(b'{"\xc3\xa9": 1}\n{"a": "\xe9"}\n{"b": 2}'))
    assert (first.value, second.value, third.value) == ({"é": 1}, Absent.BROKEN, {"b": 2})
    message = "byte 0xE9 is not UTF-8; save the file as UTF-8"
    assert second.problems == (Problem("syntax", message, 7, 8),)
    assert second.text == '{"a": "\ufffd"}'
    assert third.origin == Position(20, 3, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "utf-32-be"])
def test_other_encodings(encoding: str) -> None:
    documents = list(read_lines(io.BytesIO('{"a": 1}\n\n{"é": 2}\n'.encode(encoding))))
    assert [document.value for document in documents] == [{"a": 1}, {"é": 2}]
    assert documents[1].origin == Position(10, 3, 1)


def test_utf16_that_is_none() -> None:
    (document,) = read_lines(io.BytesIO(b"\xff\xfe{"))
    assert document.value is Absent.BROKEN
    message = "this file is marked as UTF-16 but is not; save it as UTF-8"
    assert document.problems == (Problem("syntax", message, 0, 0),)


def test_a_line_that_is_too_long_is_passed_over() -> None:
    long = '{"é": "' + "é" * 200_000 + '"}\n'
    data = ("1\n" + long + '{"b": 2}\n').encode()
    first, second, third = both(data, Limits(size=100))
    message = "this line is longer than 100 bytes; send fewer items in one body"
    assert second.problems == (Problem("limit-exceeded", message, 0, 0),)
    assert (first.value, second.value, third.value) == (1, Absent.BROKEN, {"b": 2})
    assert second.origin == Position(2, 2, 1)
    assert third.origin == Position(2 + len(long), 3, 1)


def test_a_carriage_return_inside_a_line_counts_as_a_line() -> None:
    """As it does in editors, and in the places within a Document."""
    first, second = both(b'{"a":\r 1}\n2\n')
    place = first.locate(("a",), Part.VALUE)
    assert place is not None
    assert place.start == Position(7, 2, 2)
    assert second.origin == Position(10, 3, 1)


def test_a_large_file_is_never_in_memory() -> None:
    class Lines(io.RawIOBase):
        """20 MB, made as they are read."""

        def __init__(self) -> None:
            self.left = 40_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = json.dumps({"Comment": "x" * 480}).encode() + b"\n"
            self.left -= 1
            if self.left < 0:
                return 0
            buffer[: len(line)] = line
            return len(line)

    tracemalloc.start()
    count = sum(1 for _ in read_lines(io.BufferedReader(Lines())))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 1024 * 1024


LINES = st.sampled_from([b"{}", b'{"a": "\xc3\xa9"}', b"\xff", b"[1,", b" ", b"", b"\r", b"\xc3"])


@PROPERTY
@given(st.lists(LINES), st.sampled_from([b"\n", b"\r\n"]), st.integers(1, 12))
def test_any_bytes(lines: list[bytes], ending: bytes, size: int) -> None:
    data = ending.join(lines)
    text = without_surrogates(data.decode("utf-8", "surrogateescape"))
    documents = list(read_lines(io.BytesIO(data), limits=Limits(size=size)))
    assert [document.index for document in documents] == list(range(len(documents)))
    for document in documents:
        assert len(document.problems) == (document.value is Absent.BROKEN)
        start = document.origin.offset
        assert text[start : start + len(document.text)] == document.text
