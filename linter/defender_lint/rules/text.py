"""Rules about the text of a body."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

_INVALID_BODY: Final = "InvalidRequestBody"

RULES: Final = (
    Rule(
        name="syntax",
        summary="The text is not valid JSON or YAML",
        means="The body cannot be read: a trailing comma, a comment in JSON, single quotes, a raw "
        "line break inside a string, NaN, a byte that is not UTF-8, half a document.",
        service="It refuses the whole body. A raw line break inside a hunting query was answered "
        'with InvalidRequestBody "Missing query.", which hides the cause.',
        remedy="Mend the text at the marked place. Build bodies with a JSON library instead of "
        "gluing strings together. Write a line break inside a string as `\\n`.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="duplicate-key",
        summary="The same key stands twice in one object",
        means="JSON readers keep only one of two equal keys, and most say nothing. Keys that "
        "differ only by letter case count as the same here.",
        service="Which of the two it takes, or whether it refuses the body, is not documented.",
        remedy="Keep one of the two.",
        code=_INVALID_BODY,
    ),
    Rule(
        name="limit-exceeded",
        summary="The body is too deep or too large to be checked",
        means="The body is nested deeper, is larger, or grows larger through YAML aliases than "
        "this linter agrees to read. No body of these APIs comes near the limits.",
        service="Its own limits are not documented.",
        remedy="Look for a generator that wraps the body again and again. If the body is really "
        "meant so, raise `--max-depth` or `--max-size`.",
        code=_INVALID_BODY,
    ),
)
