"""A problem with the text itself, found while it was read."""

from __future__ import annotations

from typing import Any

from defender_lint.diagnostic import Diagnostic, Path, Replacement
from defender_lint.sources.wording import quoted


def problem(
    rule: str,
    message: str,
    start: int,
    end: int,
    *,
    path: Path = (),
    related: tuple[tuple[Any, ...], ...] = (),
    replacement: str | None = None,
    is_safe: bool = False,
) -> Diagnostic:
    """Return the diagnostic of something that no reader of the body gets past.

    Args:
        rule: ``syntax``, ``duplicate-key`` or ``limit-exceeded``.
        message: What is wrong and how to write it right.
        start: Where it begins, in characters of the body's text.
        end: Where it ends, exclusive.
        path: The place in the value, where that is known.
        related: Other places: message, start, end.
        replacement: What may stand there instead, if that can be said.
        is_safe: Whether the replacement keeps the meaning for certain. Text that does not parse
            has none, so this is rare.
    """
    fix = None
    if replacement is not None:
        what = f"write `{replacement}`" if replacement else "delete it"
        fix = Replacement(what, "safe" if is_safe else "unsafe", replacement)
    return Diagnostic(
        rule,
        message,
        start=start,
        end=end,
        path=path,
        related=related,
        code="InvalidRequestBody",
        fix=fix,
    )


def placeholder(text: str, stretch: tuple[int, int], path: Path = ()) -> Diagnostic:
    """Return the problem of a placeholder that is not in quotes, and of no form that is known."""
    start, end = stretch
    message = (
        f"{quoted(text[start:end])} is a placeholder without quotes; "
        "fill it in, or put it in double quotes"
    )
    return problem("syntax", message, start, end, path=path)
