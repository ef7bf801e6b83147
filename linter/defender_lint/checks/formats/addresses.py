"""IP addresses. Only single external ones can be indicators (pages: post-ti-indicator,
indicator-ip-domain).
"""

from __future__ import annotations

import re

from defender_lint.checks.formats.diagnosis import Diagnosis, Format
from defender_lint.words import name

_WITH_PORT = r"([0-9]+(?:\.[0-9]+){3}):[0-9]+|\[([0-9A-Fa-f:.]+)\](?::[0-9]+)?"
_V4_LIKE = r"[0-9]+(?:\.[0-9]+){3}"
_SEPARATORS = r"[,;\s]+"


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
    address, slash, mask = text.partition("/")
    if slash and is_ip_address(address) and (_is_number(mask) or is_ip_address(mask)):
        message = f"{shown} is a network in CIDR notation; only single addresses are taken"
        if mask == ("128" if ":" in address else "32"):
            return Diagnosis(f"{message}: {name(address)}", replacement=address)
        return Diagnosis(message)
    start, *ends = text.split("-")
    if len(ends) == 1 and is_ip_address(start.strip()):
        return Diagnosis(f"{shown} is a range; only single addresses are taken")
    with_port = re.fullmatch(_WITH_PORT, text)
    if with_port and is_ip_address(bare := with_port[1] or with_port[2]):
        return Diagnosis(f"{shown} must be the address alone: {name(bare)}", replacement=bare)
    if is_ip_address(re.split(_SEPARATORS, text, maxsplit=1)[0]):
        return Diagnosis(f"{shown} is a list; one indicator takes one address")
    if "*" in text:
        return Diagnosis(f"{shown} has a wildcard; only single addresses are taken")
    address, zone, _ = text.partition("%")
    if zone and is_ip_address(address):
        return Diagnosis(f"{shown} has a zone; write {name(address)}", replacement=address)
    if re.fullmatch(_V4_LIKE, text):
        plain = ".".join(part.lstrip("0") or "0" for part in text.split("."))
        if is_ip_address(plain):
            return Diagnosis(f"{shown} has leading zeros; write {name(plain)}", replacement=plain)
        return Diagnosis(f"{shown} is not an IPv4 address: each part goes from 0 to 255")
    return Diagnosis(f"{shown} is neither an IPv4 nor an IPv6 address")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


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
