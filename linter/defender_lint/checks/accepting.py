"""The fast way to say yes: a pattern for each format that accepts what nearly every right value
looks like.

A pattern accepts a part of what the exact check accepts, never more; whatever it does not know goes
to the exact check. So a right value costs one match, and the exact checks, which can also explain,
are not even imported until a value asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timezone
from functools import lru_cache
from typing import Final

FUTURE: Final = "future-timestamp"
"""The one format that depends on the time of the run."""

_HOST: Final = r"(?![^/:?#]{254})(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
_DOMAIN: Final = rf"{_HOST}\Z"
# Path, query and fragment: visible ASCII but for the asterisk and the backslash.
_URL: Final = rf"[Hh][Tt][Tt][Pp][Ss]?://{_HOST}(?::[0-9]{{1,4}})?(?:[/?#][!-)+-\[\]-~]*)?\Z"

_OCTET: Final = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4: Final = rf"{_OCTET}(?:\.{_OCTET}){{3}}\Z"
# First parts that IANA's special-purpose registry names, and multicast: some below are not public.
_PERHAPS_RESERVED: Final = r"(?:0|10|100|127|169|172|192|198|203|22[4-9]|23[0-9]|24[0-9]|25[0-5])"

_DAY: Final = (
    r"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"  # 01 to 28: in every month
    r"|(?:0[13-9]|1[0-2])-(?:29|30)"  # not in February
    r"|(?:0[13578]|1[02])-31)"
)
_UTC: Final = (
    rf"[12][0-9]{{3}}-{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{{1,12}})?)?Z\Z"
)

ACCEPTING: Final = {
    "not-blank": r"[!-~]",  # one character that can be seen is enough
    "md5": r"[0-9A-Fa-f]{32}\Z",
    "sha1": r"[0-9A-Fa-f]{40}\Z",
    "sha256": r"[0-9A-Fa-f]{64}\Z",
    "certificate-thumbprint": r"[0-9A-Fa-f]{40}\Z",
    "ip-address": _IPV4,
    "public-ip-address": rf"(?!{_PERHAPS_RESERVED}\.){_IPV4}",
    "domain-name": _DOMAIN,
    "plain-domain-name": _DOMAIN,
    "absolute-url": _URL,
    "web-url": _URL,
    "timestamp": _UTC,
    "library-file-name": r"[A-Za-z0-9_.-]+\Z",
    "script-arguments": r"[^;&|!$()]*\Z",
}
"""What each format accepts at once, to be matched at the start of a text."""


class QuickCheckers(dict[str, Callable[[str], bool]]):
    """A predicate for every format name, equal to that of ``formats.checkers`` and faster."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """Take what tells the time, with its zone; ``future-timestamp`` compares with it."""
        super().__init__()
        self._clock = clock

    def __missing__(self, name: str) -> Callable[[str], bool]:
        """Make the predicate of a format when it is first asked for."""
        exact = _exact(name, self._clock)
        if name == FUTURE:
            check = _future(self._clock, exact)
        elif name in ACCEPTING:
            check = _quick(ACCEPTING[name], exact)
        else:
            check = exact
        self[name] = check
        return check


def _exact(name: str, clock: Callable[[], datetime]) -> Callable[[str], bool]:
    exact: Callable[[str], bool] | None = None

    def check(text: str) -> bool:
        nonlocal exact
        if exact is None:
            from defender_lint.checks.formats import checkers

            exact = checkers(clock)[name]
        return exact(text)

    return check


def _quick(pattern: str, exact: Callable[[str], bool]) -> Callable[[str], bool]:
    match: Callable[[str], object] | None = None

    def check(text: str) -> bool:
        nonlocal match
        if match is None:  # compiled when the first text asks
            match = re.compile(pattern).match
        return match(text) is not None or exact(text)

    return check


def _future(clock: Callable[[], datetime], exact: Callable[[str], bool]) -> Callable[[str], bool]:
    """A timestamp in UTC on a later day lies in the future; the rest is for the exact check."""
    is_in_utc = _quick(_UTC, lambda _: False)
    return lambda text: (text[:10] > _today(clock()) and is_in_utc(text)) or exact(text)


@lru_cache(1)  # a run has one time for all its values
def _today(now: datetime) -> str:
    return now.astimezone(timezone.utc).date().isoformat()
