"""A Request: what would be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from defender_lint.sources.document import Document


class Request(NamedTuple):
    """A body and, where the source knows them, the method, URL and headers that go with it.

    A plain body file is a Request that has only a body.
    """

    body: Document
    method: str | None = None
    url: str | None = None
    headers: Mapping[str, str] | None = None
