"""Bytes of a file to text, whatever Unicode encoding an editor or PowerShell saved them in."""

from __future__ import annotations

import codecs
import re
from typing import Final

from defender_lint.named_tuple import NamedTuple

# Longest first: the mark of UTF-32-LE begins with the mark of UTF-16-LE.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# RFC 4627, section 3: the first two characters of a JSON text are ASCII, so which of the first
# four bytes are NUL tells the encoding. The same holds for practical YAML.
_NULS: Final = {
    (True, True, True, False): "utf-32-be",
    (False, True, True, True): "utf-32-le",
    (True, False, True, False): "utf-16-be",
    (False, True, False, True): "utf-16-le",
    (True, False): "utf-16-be",
    (False, True): "utf-16-le",
}
_SURROGATE: Final = "[\ud800-\udfff]"


class Decoded(NamedTuple):
    """Text without its byte-order mark, and what is needed to write it back as it was."""

    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """Return the bytes of ``text`` in the encoding, and with the mark, of this file."""
        return self.bom + text.encode(self.encoding)


class Undecodable(NamedTuple):
    """Bytes that are no text.

    ``text`` is the nearest readable thing, with U+FFFD for each byte that could not be decoded;
    ``start`` and ``end`` are the offsets of the first one. Empty for binary data.
    """

    message: str
    text: str
    start: int
    end: int


def sniff(head: bytes) -> tuple[str, bytes]:
    """Return the encoding of a file and its byte-order mark, if any, by its first four bytes."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding, mark
    if b"\0" not in head:
        return "utf-8", b""
    return _NULS.get(tuple(byte == 0 for byte in head), "utf-8"), b""


def decode(data: bytes) -> Decoded | Undecodable:
    """Decode a file as UTF-8, or as UTF-16 or UTF-32 where a mark or its NUL bytes say so."""
    encoding, bom = sniff(data[:4])
    body = data[len(bom) :] if bom else data
    try:
        return Decoded(body.decode(encoding), encoding, bom)
    except UnicodeDecodeError:
        if encoding != "utf-8" and bom:
            name = encoding[:6].upper()
            return Undecodable(
                f"this file is marked as {name} but is not; save it as UTF-8", "", 0, 0
            )
        if b"\0" in body:
            return Undecodable("this is a binary file, not JSON or YAML", "", 0, 0)
        return undecodable(body.decode(encoding, "surrogateescape"))


def undecodable(escaped: str) -> Undecodable:
    """Say which byte is not UTF-8 in a text that was decoded with ``surrogateescape``."""
    match = re.search(_SURROGATE, escaped)
    at = match.start() if match else 0
    byte = ord(escaped[at]) - 0xDC00
    message = f"byte 0x{byte:02X} is not UTF-8; save the file as UTF-8"
    return Undecodable(message, without_surrogates(escaped), at, at + 1)


def find_surrogate(text: str) -> int | None:
    """Return the offset of the first half of a surrogate pair; no encoding can write one."""
    if text.isascii():
        return None
    match = re.search(_SURROGATE, text)
    return match.start() if match else None


def without_surrogates(text: str) -> str:
    """Return ``text`` with U+FFFD for each half surrogate pair, so that it can be printed."""
    return re.sub(_SURROGATE, "\ufffd", text)
