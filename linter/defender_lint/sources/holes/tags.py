"""Tags of templates: what begins a block, ends it, or parts its branches, in each language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from defender_lint.named_tuple import NamedTuple

_LANGUAGES: Final = "|".join(
    (
        r"\{%[-+]?\s*(?P<jinja>\w+)(?:[^{%]|%(?!\})|\{(?!%))*%\}",
        r"%\{~?\s*(?P<terraform>\w+)[^{}]*\}",
        r"(?P<remark>\{#)(?:[^{#]|#(?!\})|\{(?!#))*#\}",
        # Handlebars, Mustache; Go, as Helm has it. `{{^}}` is an `else`.
        r"\{\{[~-]?\s*(?:[#^]\s*(?P<handlebars>[\w.@-]+)|(?P<go>if|range|with|define|block)\b"
        r"|(?P<rest>/[\w.@-]+|(?:else|end)\b|\^))(?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}",
    )
)


class Tag(NamedTuple):
    """A tag of a template, or a comment.

    Attributes:
        word: What it does: ``if``, ``else``, ``endif``, ``/if`` in Handlebars; empty in a comment.
        closer: The word of the tag that ends a block which this one begins; empty where it cannot.
        start: Where it begins.
        end: Where it ends, exclusive.
        is_like_hole: Whether it is a tag only where the text has such a block, and else a hole.
    """

    word: str
    closer: str
    start: int
    end: int
    is_like_hole: bool


def tag_at(text: str, at: int) -> Tag | None:
    """Return the tag that begins at ``at``, if one does."""
    if text[at : at + 2] not in ("{%", "%{", "{#", "{{"):
        return None
    match = _compiled().match(text, at)
    return _tag(match) if match else None


def tags_from(text: str, at: int) -> Iterator[Tag]:
    """Yield the tags from ``at`` on, without comments."""
    for match in _compiled().finditer(text, at):
        if match.lastgroup != "remark":
            yield _tag(match)


def _tag(match: re.Match[str]) -> Tag:
    language = match.lastgroup or ""
    word = "" if language == "remark" else match[language]
    closers = {"handlebars": f"/{word}", "go": "end", "rest": "", "remark": ""}
    closer = closers.get(language, f"end{word}")
    return Tag(word, closer, *match.span(), language in ("handlebars", "go", "rest"))


@cache
def _compiled() -> re.Pattern[str]:
    return re.compile(_LANGUAGES)
