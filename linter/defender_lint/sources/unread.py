"""A file that somebody named and that is of no kind that is read."""

from __future__ import annotations

import os
from typing import Final

from defender_lint.project import HOME
from defender_lint.sources.foreign import foreign
from defender_lint.sources.json.text import unreadable
from defender_lint.sources.request import Request
from defender_lint.sources.source import Fault
from defender_lint.sources.value import Absent
from defender_lint.sources.wording import quoted

_NEVER_JSON: Final = (".cfg", ".conf", ".csv", ".ini", ".properties", ".toml", ".tsv")
_BEGINNINGS: Final = ("{", "[", '"', "'")
_PAGE: Final = f"{HOME}/blob/main/docs/formats.md"


def with_kinds(request: Request) -> Request:
    """Return a request whose problem says what kinds of files are read.

    As it is, if it is JSON, or meant to be: then what is wrong with that helps more.

    Args:
        request: What a file holds that was read as JSON because its name says nothing.
    """
    body, source = request.body, request.source
    if body is None or body.text is None or body.data is not Absent.BROKEN:
        return request
    suffix = os.path.splitext(source.name)[1].lower()
    text = source.text
    start = len(text) - len(text.lstrip())
    if source.fault is not None or (
        suffix not in _NEVER_JSON
        and (text.startswith(_BEGINNINGS, start) or foreign(text, start) is not None)
    ):
        return request
    if suffix:
        message = (
            f"a file that ends in {quoted(suffix)} is read as JSON, which this is not; write "
            f"bodies into a `.json`, `.yaml` or `.jsonl` file; {_PAGE} lists all kinds of files"
        )
    else:
        message = (
            "a file without a suffix is read as JSON, which this is not; give it the suffix of "
            f"what it is, such as `.yaml`, `.jsonl` or `.ps1`; {_PAGE} lists all kinds of files"
        )
    return request.replace(body=unreadable(Fault("syntax", message, start, start + 1), body.text))
