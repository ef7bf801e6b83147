"""The fast way to say yes: a pattern for each format that accepts what nearly every right value
looks like.

A pattern accepts a part of what the exact check accepts, never more; whatever it does not know goes
to the exact check. So a right value costs one match, and the exact checks, which can also explain,
are not even imported until a value asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

FUTURE: Final = "future-timestamp"
"""The one format that depends on the time of the run."""

_HOST: Final = r"(?!-|[^/:?#]{254})(?:[A-Za-z0-9-]{1,63}(?<!-)\.(?!-))+[A-Za-z]{2,63}"
_DOMAIN: Final = rf"{_HOST}\Z"
# Path, query and fragment: visible ASCII but for the asterisk and the backslash.
_URL: Final = rf"[Hh][Tt][Tt][Pp][Ss]?://{_HOST}(?::[0-9]{{1,4}})?(?:[/?#][!-)+-\[\]-~]*)?\Z"

_OCTET: Final = r"(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4: Final = rf"{_OCTET}(?:\.{_OCTET}){{3}}\Z"
# First parts that IANA's special-purpose registry names, and multicast: some below are not public.
_PERHAPS_RESERVED: Final = r"(?:0|10|100|127|169|172|192|198|203|22[4-9]|23[0-9]|24[0-9]|25[0-5])"
# IPv6 that regional registries have given out, in full or with up to seven groups around `::`.
_GROUP: Final = "[0-9A-Fa-f]{1,4}"
_IPV6: Final = (
    r"2[4-9A-Fa-f][0-9A-Fa-f]{2}"
    rf"(?:(?::{_GROUP}){{7}}|(?::{_GROUP}){{0,2}}::(?:{_GROUP}(?::{_GROUP}){{0,3}})?)\Z"
)

_DAY: Final = (
    r"(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"  # 01 to 28: in every month
    r"|(?:0[13-9]|1[0-2])-(?:29|30)"  # not in February
    r"|(?:0[13578]|1[02])-31)"
)
_TIME: Final = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,12})?)?"
_ZONE: Final = r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_TIMESTAMP: Final = rf"[12][0-9]{{3}}-{_DAY}T{_TIME}{_ZONE}\Z"

ACCEPTING: Final = {
    "not-blank": r"[!-~]",  # one character that can be seen is enough
    "md5": r"[0-9A-Fa-f]{32}\Z",
    "sha1": r"[0-9A-Fa-f]{40}\Z",
    "sha256": r"[0-9A-Fa-f]{64}\Z",
    "certificate-thumbprint": r"[0-9A-Fa-f]{40}\Z",
    "ip-address": rf"{_IPV4}|{_IPV6}",
    "public-ip-address": rf"(?!{_PERHAPS_RESERVED}\.){_IPV4}|{_IPV6}",
    "domain-name": _DOMAIN,
    "domain-without-underscore": _DOMAIN,
    "domain-without-last-dot": _DOMAIN,
    "absolute-url": _URL,
    "web-url": _URL,
    "timestamp": _TIMESTAMP,
    "library-file-name": r"[A-Za-z0-9_.-]+\Z",
    "script-arguments": r"[^;&|!$()]*\Z",
}
"""What each format accepts at once, to be matched at the start of a text."""


class _Matching(dict[str, Callable[[str], object]]):
    def __missing__(self, name: str) -> Callable[[str], object]:
        self[name] = match = re.compile(ACCEPTING[name]).match
        return match


MATCH: Final = _Matching()
"""What matches the pattern of each format; compiled when the first text asks."""


Exact = Callable[[str], Callable[..., bool]]
"""Returns the predicate of a format or keyword by its name."""


class QuickCheckers(dict[str, Callable[[str], bool]]):
    """A predicate for every format name, equal to that of ``formats.checkers`` and faster."""

    def __init__(self, tomorrow: Callable[[], str], exact: Exact) -> None:
        """Prepare to make predicates.

        Args:
            tomorrow: Tells the day after this in UTC, such as ``2026-03-14``: whatever is on a
                later day in any zone lies in the future.
            exact: Returns the exact predicate of a format; called when a string first needs it.
        """
        super().__init__()
        self._tomorrow = tomorrow
        self._exact = exact

    def __missing__(self, name: str) -> Callable[[str], bool]:
        """Make the predicate of a format when it is first asked for."""
        exact = _when_needed(name, self._exact)
        if name == FUTURE:
            check = _future(self._tomorrow, exact)
        elif name in ACCEPTING:
            check = _quick(name, exact)
        else:
            check = exact
        self[name] = check
        return check


class QuickKeywords(dict[str, Callable[..., bool]]):
    """A predicate for every keyword of ours, equal to the exact one and faster."""

    def __init__(self, exact: Exact) -> None:
        """Take what returns the exact predicate of a keyword."""
        super().__init__()
        self._exact = exact

    def __missing__(self, name: str) -> Callable[..., bool]:
        """Make the predicate of a keyword when it is first asked for."""
        exact = _when_needed(name, self._exact)
        check = exact if name != "x-batch" else _batch(exact)
        self[name] = check
        return check


def _when_needed(name: str, exact: Exact) -> Callable[..., bool]:
    known: Callable[..., bool] | None = None

    def check(*values: Any) -> bool:
        nonlocal known
        if known is None:
            known = exact(name)
        return known(*values)

    return check


def _quick(name: str, exact: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: MATCH[name](text) is not None or exact(text)


def _future(tomorrow: Callable[[], str], exact: Callable[[str], bool]) -> Callable[[str], bool]:
    # Whatever begins like that is a timestamp in the future, or none, which is not past either.
    return lambda text: text[:10] > tomorrow() or exact(text)


def _batch(exact: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Items that all differ are no clash; the rest is for the exact check."""

    def check(items: Any, config: Mapping[str, Any]) -> bool:
        members = config.get("identity")
        try:
            if members is None:
                different = set(items)
            else:
                different = {tuple([item.get(member) for member in members]) for item in items}
        except (TypeError, AttributeError):  # not a list of strings, or of objects
            return exact(items, config)
        return len(different) == len(items) or exact(items, config)

    return check
