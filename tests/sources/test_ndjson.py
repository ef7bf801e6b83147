"""NDJSON: every line a body, at its own place in the file, without holding the file in memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.diagnostic import Token
from defender_lint.sources import reading
from defender_lint.sources.encoding import without_surrogates
from defender_lint.sources.limits import Limits
from defender_lint.sources.ndjson import requests, stretches
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.problem import problem
from defender_lint.sources.request import Request
from defender_lint.sources.source import Source
from defender_lint.sources.value import Absent, Value
from defender_lint.spans import Position
from support import place


def lines(data: bytes, limits: Limits | None = None) -> list[Request]:
    """Read bytes, and see that the same as a text makes no difference."""
    limits = limits or Limits()
    found = from_bytes(data, limits)
    whole = Source(data.decode("utf-8-sig"), "x.jsonl")
    from_text = list(requests(whole, ReadOptions(limits)))
    assert [facts(each) for each in found] == [facts(each) for each in from_text]
    return found


def from_bytes(data: bytes, limits: Limits) -> list[Request]:
    sources = stretches(io.BytesIO(data), "x.jsonl", limits, keep=False)
    return [each for source in sources for each in reading.requests(source, ReadOptions(limits))]


def body(request: Request) -> Value:
    assert request.body is not None
    return request.body


def chars(request: Request) -> str:
    text = body(request).text
    assert text is not None
    return text.chars


def start(request: Request) -> Position:
    return body(request).span(0, 0).start


def facts(request: Request) -> tuple[Any, ...]:
    value = body(request)
    said = [(each.rule, each.message) for each in value.problems]
    return request.index, start(request), chars(request), value.data, said


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines(ending: str, mark: str) -> None:
    text = ['{"a": 1}', "", " \t", '  {"é": "😀"} ', "nope", "null"]
    found = lines((mark + ending.join(text)).encode())
    second = len('{"a": 1}' + "\t " + ending * 3)
    assert [facts(each)[:4] for each in found] == [
        (0, Position(0, 1, 1), '{"a": 1}', {"a": 1}),
        (1, Position(second, 4, 1), '  {"é": "😀"} ', {"é": "😀"}),
        (2, Position(second + 13 + len(ending), 5, 1), "nope", Absent.BROKEN),
        (3, Position(second + 17 + 2 * len(ending), 6, 1), "null", None),
    ]
    assert [len(body(each).problems) for each in found] == [0, 0, 1, 0]


def test_places_are_those_of_the_file() -> None:
    _, second = lines(b'{"a": 1}\n{"a": [1, 2]}\n')
    found = place(body(second), ("a", 1), Token.VALUE)
    assert (found.start, found.end) == (Position(19, 2, 11), Position(20, 2, 12))


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"])
def test_nothing_is_one_empty_body(data: bytes) -> None:
    (only,) = lines(data)
    assert body(only).data is Absent.EMPTY
    assert body(only).problems == ()


def test_a_byte_that_is_not_utf8_breaks_its_line_only() -> None:
    data = b'{"\xc3\xa9": 1}\n{"a": "\xe9"}\n{"b": 2}'
    first, second, third = from_bytes(data, Limits())
    assert [body(each).data for each in (first, second, third)] == [
        {"é": 1},
        Absent.BROKEN,
        {"b": 2},
    ]
    message = "byte 0xE9 is not UTF-8; save the file as UTF-8"
    assert body(second).problems == (problem("syntax", message, 7, 8),)
    assert chars(second).rstrip() == '{"a": "\ufffd"}'
    assert start(third) == Position(20, 3, 1)
    assert [each.index for each in (first, second, third)] == [0, 1, 2]


def test_a_line_that_is_too_long_is_passed_over() -> None:
    long = '{"a": "' + "é" * 300 + '"}\n'
    first, second, third = from_bytes(("1\n" + long + '{"b": 2}\n').encode(), Limits(size=100))
    message = "this line is longer than 100 bytes; send fewer items in one body"
    assert body(second).problems == (problem("limit-exceeded", message, 0, 0),)
    assert [body(each).data for each in (first, second, third)] == [1, Absent.BROKEN, {"b": 2}]
    assert start(second) == Position(2, 2, 1)
    assert start(third) == Position(2 + len(long), 3, 1)


def test_a_line_that_is_longer_than_what_is_read_at_once() -> None:
    long = b'"' + b"x" * 400_000 + b'"\n'
    first, second = from_bytes(long + b"2\n", Limits())
    assert (body(first).data, body(second).data) == ("x" * 400_000, 2)
    assert start(second) == Position(len(long), 2, 1)
    for size in (300_000, 30_000):  # longer than that in what is left of it, too
        cut, after = from_bytes(long + b"2\n", Limits(size=size))
        assert [each.rule for each in body(cut).problems] == ["limit-exceeded"]
        assert (body(after).data, start(after), after.index) == (2, Position(len(long), 2, 1), 1)


@pytest.mark.parametrize("size", [300_000, 30_000])
def test_what_is_passed_over_is_kept_to_be_written_back(size: int) -> None:
    data = b"1\n" + b'"' + b"x" * 400_000 + b'"\n2\n'
    read = stretches(io.BytesIO(data), "x.jsonl", Limits(size=size), keep=True)
    assert b"".join(each.data or b"" for each in read) == data


@pytest.mark.parametrize("ending", [b"\r", b"\r\r"])
def test_a_carriage_return_counts_as_a_line_as_in_editors(ending: bytes) -> None:
    first, second = lines(b'{"a":\r 1}' + ending + b"\n2\n")
    assert place(body(first), ("a",), Token.VALUE).start == Position(7, 2, 2)
    assert start(second) == Position(9 + len(ending) + 1, 2 + len(ending), 1)


@pytest.mark.slow
def test_a_large_file_is_never_in_memory() -> None:
    class Lines(io.RawIOBase):
        """8 MB, made as they are read."""

        def __init__(self) -> None:
            self.left = 16_000

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
    sources = stretches(io.BufferedReader(Lines()), "x.jsonl", Limits(), keep=False)
    count = sum(1 for source in sources for _ in reading.requests(source))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 16_000
    assert peak < 4 * 1024 * 1024


LINES = st.sampled_from([b"{}", b'{"a": "\xc3\xa9"}', b"\xff", b"[1,", b" ", b"", b"\r", b"\xc3"])


@given(st.lists(LINES), st.sampled_from([b"\n", b"\r\n"]), st.integers(1, 12))
def test_any_bytes(pieces: list[bytes], ending: bytes, size: int) -> None:
    data = ending.join(pieces)
    text = without_surrogates(data.decode("utf-8", "surrogateescape"))
    found = from_bytes(data, Limits(size=size))
    assert [each.index for each in found] == list(range(len(found)))
    for each in found:
        assert len(body(each).problems) == (body(each).data is Absent.BROKEN)
        at = start(each).offset
        assert text[at : at + len(chars(each))] == chars(each)
