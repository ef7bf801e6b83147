"""Memo: answers about what payloads hold, kept while a run lasts and forgotten when it ends.

Who makes a mistake makes it in every line of a file, so that such answers are worth keeping for a
while. A program that lints before it sends runs for weeks, and nothing that it sent may stay in its
memory: a library call ends with :func:`forget`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, ParamSpec, TypeVar

    P = ParamSpec("P")
    R = TypeVar("R")

_CACHES: Final[list[Any]] = []


def memo(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator that keeps up to ``size`` answers of a function until :func:`forget`."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        cached: Any = lru_cache(size)(function)
        _CACHES.append(cached)
        remembering: Callable[P, R] = cached
        return remembering

    return decorate


def forget() -> None:
    """Forget all answers. Another thread may be in the middle of a run; it finds them anew."""
    for cached in _CACHES:
        cached.cache_clear()
