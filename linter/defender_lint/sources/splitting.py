"""Splitting: one body with too many items becomes several with as many as a call takes."""

from __future__ import annotations

from defender_lint.diagnostic import Path, Token, value_at
from defender_lint.sources.value import Value


def split(body: Value, path: Path, limit: int) -> list[str]:
    """Cut the text of a JSON body into bodies of at most ``limit`` items, in order.

    Each keeps everything around the list, and its own items, as they are written.

    Args:
        body: A JSON body.
        path: Where its list stands.
        limit: How many items one body may have.
    """
    assert body.text is not None
    text = body.text.chars
    number = len(value_at(body.data, path))
    places = [body.offsets((*path, index), Token.VALUE) for index in range(number)]
    head, tail = text[: places[0][0]], text[places[-1][1] :]
    return [
        head + text[places[first][0] : places[min(first + limit, number) - 1][1]] + tail
        for first in range(0, number, limit)
    ]
