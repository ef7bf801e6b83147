"""What fixes make of a file, whether or not it is written."""

from __future__ import annotations

from defender_lint.file_result import FileResult
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.source import Source


class Change(NamedTuple):
    """What fixes make of a file.

    Attributes:
        file: How reports call it.
        before: Its text as it was.
        after: Its text now.
        data: Its bytes now, in the encoding that it came in.
    """

    file: str
    before: str
    after: str
    data: bytes


def changed(file: str, sources: list[Source], results: list[FileResult]) -> Change:
    """Return what fixes make of a file, read in one piece or in several."""
    before, after, data = [], [], []
    for source, result in zip(sources, results, strict=True):
        before.append(source.text)
        if result.text is None:
            after.append(source.text)
            data.append(source.data or b"")
        else:
            after.append(result.text)
            data.append(source.with_text(result.text).encoded())
    return Change(file, "".join(before), "".join(after), b"".join(data))
