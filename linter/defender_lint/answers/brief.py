"""An answer in a few lines, for a log: what it means, what causes it, what helps, its id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from defender_lint.answers.explaining import Explained
from defender_lint.printable import visible
from defender_lint.tokens import mask_tokens

_RETRY: Final = {
    "no": "no; the same request is refused again",
    "later": "yes, some time later",
    "after": "yes, after a while",
}


def retry_in_words(answer: Explained) -> str:
    """Return whether a retry helps."""
    after = answer.seen.retry_after
    return f"yes, after {after} seconds" if after is not None else _RETRY[answer.retry]


def brief(answer: Explained) -> str:
    """Return an answer explained, a line a fact."""
    return "\n".join(_lines(answer))


def _lines(answer: Explained) -> Iterator[str]:
    seen, code = answer.seen, answer.code
    yield " ".join(
        part
        for part in (
            str(answer.status or ""),
            code.name if code is not None else visible(mask_tokens(seen.answered or "")),
            f'"{visible(mask_tokens(seen.message))}"' if seen.message else "",
        )
        if part
    )
    if code is None and not answer.known:
        yield "meaning: nobody has documented this answer"
    yield from (f"likely cause: {cause}" for cause in answer.causes)
    if code is not None:
        yield f"what to do: {code.remedy}"
    yield f"a retry helps: {retry_in_words(answer)}"
    if seen.target:
        yield f"correlation id: {visible(mask_tokens(seen.target))}"
