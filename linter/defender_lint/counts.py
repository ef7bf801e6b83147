"""Numbers with their nouns, for messages and reports."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """Write a number with its noun: ``1 body``, ``2 bodies``, ``10,000 files``."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
