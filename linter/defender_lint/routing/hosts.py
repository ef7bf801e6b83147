"""Which host is meant: one of the service's, one that was written wrong, or somebody else's."""

from __future__ import annotations

import re
from typing import Final, Literal

from defender_lint.catalogue import Catalogue
from defender_lint.memo import memo
from defender_lint.named_tuple import NamedTuple

_NEW_REGION: Final = re.compile(r"(?:api-)?[a-z]{2,4}[0-9]?")
_NAME: Final = re.compile(r"[a-z0-9.-]+")
_LONGEST: Final = 253  # characters of a host name, by RFC 1035

Writing = Literal["right", "glued", "misspelt", "foreign"]


class Meant(NamedTuple):
    """What a host name stands for.

    Attributes:
        writing: ``right``; ``glued`` to what should have been the path; ``misspelt``; or
            ``foreign``, another product's.
        host: The service's host that is meant; empty where it is foreign.
    """

    writing: Writing
    host: str = ""


_FOREIGN: Final = Meant("foreign")


@memo(256)
def meant_host(name: str, catalogue: Catalogue) -> Meant:
    """Tell which of the service's hosts a name stands for.

    A region that is not listed is taken for a new one: the pages have gained several.

    Args:
        name: A host name in small letters, without port.
        catalogue: Where the service's hosts are.
    """
    if name in catalogue.hosts:
        return Meant("right", name)
    for host in catalogue.hosts:
        if name.startswith((f"{host}:", f"{host}\\")):  # `https://host\api`, `https://host:api`
            return Meant("glued", host)
    if len(name) > _LONGEST or not _NAME.fullmatch(name):
        return _FOREIGN
    for host in catalogue.hosts:
        if name.startswith(host):
            return _FOREIGN if name[len(host)] == "." else Meant("glued", host)
    region, _, domain = name.partition(".")
    for host in catalogue.hosts:
        known, _, same = host.partition(".")
        if domain != same or known == "api" or not _NEW_REGION.fullmatch(region):
            continue
        if region.startswith("api-") == known.startswith("api-"):
            return Meant("right", host)
    near = [host for host in catalogue.hosts if _is_slip(name, host)]
    return Meant("misspelt", near[0]) if near else _FOREIGN


def _is_slip(name: str, host: str) -> bool:
    """Tell whether a name is a host with a dot or a few letters of one of its labels wrong."""
    if _letters(name) == _letters(host):
        return True
    labels, right = name.split("."), host.split(".")
    if len(labels) != len(right):
        return False
    wrong = [(mine, its) for mine, its in zip(labels, right, strict=True) if mine != its]
    if len(wrong) != 1:
        return False
    from difflib import SequenceMatcher

    (mine, its), is_first = wrong[0], labels[0] != right[0]
    # Other hosts of the vendor differ in the first label: `mip.security.microsoft.com`.
    least = 0.8 if is_first else 0.75
    return SequenceMatcher(None, mine, its, autojunk=False).ratio() >= least


def _letters(name: str) -> str:
    return name.replace(".", "").replace("-", "")
