"""Bytes to text: which encodings are read, and what is said about bytes that are no text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.sources.encoding import Decoded, Undecodable, decode, find_surrogate

BODY = '{"a": "é😀"}'


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", b""),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", b""),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", b""),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
@pytest.mark.parametrize("text", [BODY, "1", "a: é\n", "[]"])
def test_unicode_with_and_without_a_mark(encoding: str, bom: bytes, text: str) -> None:
    data = bom + text.encode(encoding)
    decoded = decode(data)
    assert decoded == Decoded(text, encoding, bom)
    assert decoded.encode(text) == data


@pytest.mark.parametrize("data", [b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE])
def test_nothing_is_empty_text(data: bytes) -> None:
    decoded = decode(data)
    assert isinstance(decoded, Decoded)
    assert decoded.text == ""
    assert decoded.bom == data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b'{"a":\n "caf\xe9 \xfc"}',
            Undecodable(
                "byte 0xE9 is not UTF-8; save the file as UTF-8",
                '{"a":\n "caf\ufffd \ufffd"}',
                11,
                12,
            ),
        ),
        (
            codecs.BOM_UTF8 + "é".encode() + b"\xff",
            Undecodable("byte 0xFF is not UTF-8; save the file as UTF-8", "é\ufffd", 1, 2),
        ),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            Undecodable("this is a binary file, not JSON or YAML", "", 0, 0),
        ),
        (b"1\x00\x00\xd8", Undecodable("this is a binary file, not JSON or YAML", "", 0, 0)),
        (
            codecs.BOM_UTF16_LE + b"{",
            Undecodable("this file is marked as UTF-16 but is not; save it as UTF-8", "", 0, 0),
        ),
        (
            codecs.BOM_UTF32_BE + b"1234",
            Undecodable("this file is marked as UTF-32 but is not; save it as UTF-8", "", 0, 0),
        ),
    ],
    ids=["cp1252", "after a mark", "PNG", "half of UTF-16", "odd UTF-16", "no UTF-32"],
)
def test_bytes_that_are_no_text(data: bytes, expected: Undecodable) -> None:
    assert decode(data) == expected


@given(st.binary())
def test_any_bytes_give_text_that_can_be_written(data: bytes) -> None:
    decoded = decode(data)
    assert find_surrogate(decoded.text) is None
    if isinstance(decoded, Decoded):
        assert decoded.encode(decoded.text) == data
    else:
        assert 0 <= decoded.start <= decoded.end <= len(decoded.text)
