"""IP addresses. Only single external ones can be indicators (pages: post-ti-indicator,
indicator-ip-domain).
"""

from __future__ import annotations

import re

from defender_lint.checks.formats.diagnosis import Diagnosis, Format
from defender_lint.checks.words import name

_V4_WITH_PORT = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3}):\d+")
_V6_WITH_PORT = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\d+)?")
_V4_LIKE = re.compile(r"\d+(?:\.\d+){3}")


def is_ip_address(text: str) -> bool:
    """Tell whether ``text`` is one IPv4 or IPv6 address and nothing else."""
    from ipaddress import ip_address

    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text  # a zone such as %eth0 means something on one machine only


def is_public_ip_address(text: str) -> bool:
    """Tell whether ``text`` is an address that the internet routes; true for what is no address."""
    from ipaddress import ip_address

    try:
        address = ip_address(text)
    except ValueError:
        return True
    return address.is_global and not address.is_multicast


def _explain(text: str) -> Diagnosis:
    shown = name(text)
    if "/" in text and is_ip_address(text.split("/", 1)[0]):
        return Diagnosis(f"{shown} is a network in CIDR notation; only single addresses are taken")
    ends = [end.strip() for end in text.split("-")]
    if len(ends) == 2 and is_ip_address(ends[0]):
        return Diagnosis(f"{shown} is a range; only single addresses are taken")
    with_port = _V4_WITH_PORT.fullmatch(text) or _V6_WITH_PORT.fullmatch(text)
    if with_port and is_ip_address(with_port[1]):
        return Diagnosis(
            f"{shown} must be the address alone: {name(with_port[1])}", replacement=with_port[1]
        )
    if "*" in text:
        return Diagnosis(f"{shown} has a wildcard; only single addresses are taken")
    if "," in text or ";" in text:
        return Diagnosis(f"{shown} is a list; one indicator takes one address")
    if "%" in text:
        return Diagnosis(f"{shown} has a zone; write the address without it")
    if _V4_LIKE.fullmatch(text):
        plain = ".".join(str(int(part)) for part in text.split(".") if len(part) < 9)
        if is_ip_address(plain):
            return Diagnosis(f"{shown} has leading zeros; write {name(plain)}", replacement=plain)
        return Diagnosis(f"{shown} is not an IPv4 address: each part goes from 0 to 255")
    return Diagnosis(f"{shown} is neither an IPv4 nor an IPv6 address")


FORMATS = (
    Format("ip-address", "ip-address", "InvalidIpAddress", is_ip_address, _explain),
    Format(
        "public-ip-address",
        "non-public-address",
        "InvalidIpAddress",
        is_public_ip_address,
        lambda text: Diagnosis(f"{name(text)} is not a public address"),
    ),
)
