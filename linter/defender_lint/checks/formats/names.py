"""Host names and URLs."""

from __future__ import annotations

import re

from defender_lint.checks.formats.addresses import is_ip_address
from defender_lint.checks.formats.diagnosis import INVISIBLE, Diagnosis, Format
from defender_lint.checks.words import name

# RFC 1123, and underscores: DNS knows them (_dmarc), so they are no more than doubtful.
_LABEL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BLANK = re.compile(rf"[\x00-\x20\x7f{INVISIBLE}]")


def _ascii(text: str) -> str | None:
    """Return the name as DNS has it (punycode), None where IDNA has no such name."""
    if text.isascii():
        return text
    import idna

    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _is_host_name(text: str) -> bool:
    host = _ascii(text)
    return host is not None and len(host) <= 253 and all(map(_LABEL.fullmatch, host.split(".")))


def is_domain_name(text: str) -> bool:
    """Tell whether ``text`` is a host name of at least two labels; one trailing dot may stand."""
    host = text.removesuffix(".")
    if "." not in host or not _is_host_name(host):
        return False
    return not host.rpartition(".")[2].isdigit()


def is_plain_domain_name(text: str) -> bool:
    """Tell whether a domain name is free of what DNS allows and services often refuse."""
    return not is_domain_name(text) or not ("_" in text or text.endswith("."))


def _explain_domain_name(text: str) -> Diagnosis:
    shown = name(text)
    if "*" in text:
        bare = text.removeprefix("*.")
        more = f"; {name(bare)} covers its subdomains" if is_domain_name(bare) else ""
        return Diagnosis(f"{shown} has a wildcard, which a domain indicator cannot have{more}")
    if "://" in text:
        return Diagnosis(f"{shown} is a URL, not a domain name", replacement=_host_of(text))
    if is_ip_address(text):
        return Diagnosis(f"{shown} is an IP address, not a domain name")
    if "/" in text:
        return Diagnosis(
            f"{shown} has a path, and a domain name has none", replacement=_host_of(text)
        )
    host, colon, port = text.rpartition(":")
    if colon and port.isdigit() and is_domain_name(host):
        return Diagnosis(f"{shown} has a port; write {name(host)}", replacement=host)
    if "@" in text:
        return Diagnosis(f"{shown} is an e-mail address, not a domain name")
    if _BLANK.search(text):
        return Diagnosis(f"{shown} has a blank in it")
    if "." not in text.strip("."):
        return Diagnosis(f"{shown} is a single label; a domain name has at least two")
    return Diagnosis(f"{shown} is not a host name: letters, digits and hyphens between dots")


def _host_of(text: str) -> str | None:
    host = text.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return host if is_domain_name(host) else None


def _split(text: str) -> tuple[str, str] | None:
    """Return scheme and host of an absolute URL, None if ``text`` is none."""
    from urllib.parse import urlsplit

    if _BLANK.search(text) or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port  # the port raises if it is not a number
    except ValueError:
        return None
    if not parts.scheme or not host or text[len(parts.scheme) :][:3] != "://":
        return None
    return parts.scheme, host


def is_absolute_url(text: str) -> bool:
    """Tell whether ``text`` is a URL with scheme and host, without blanks and wildcards."""
    split = None if "*" in text else _split(text)
    return split is not None and (
        is_ip_address(split[1]) or _is_host_name(split[1].removesuffix("."))
    )


def is_web_url(text: str) -> bool:
    """Tell whether an absolute URL has the scheme http or https."""
    return not is_absolute_url(text) or text.partition(":")[0].lower() in ("http", "https")


def _explain_url(text: str) -> Diagnosis:
    shown = name(text)
    if "*" in text:
        return Diagnosis(f"{shown} has a wildcard, which a URL indicator cannot have")
    if _BLANK.search(text):
        return Diagnosis(f"{shown} has a blank in it; a URL has none (`%20` stands for one)")
    if not _SCHEME.match(text) or "://" not in text:
        full = f"https://{text.lstrip('/')}"
        if is_absolute_url(full):
            return Diagnosis(
                f"{shown} has no scheme; write `http://` or `https://` before it", replacement=full
            )
        return Diagnosis(f"{shown} is not a URL: scheme, `://`, host, then the path")
    if "\\" in text:
        return Diagnosis(f"{shown} has a backslash; a URL has slashes")
    return Diagnosis(f"{shown} is not a URL: what follows `://` is not a host")


FORMATS = (
    Format("domain-name", "domain-name", "InvalidDomainName", is_domain_name, _explain_domain_name),
    Format(
        "plain-domain-name",
        "domain-name",
        "InvalidDomainName",
        is_plain_domain_name,
        lambda text: Diagnosis(f"{name(text)} has an underscore or a trailing dot"),
    ),
    Format("absolute-url", "url", "InvalidUrl", is_absolute_url, _explain_url),
    Format(
        "web-url",
        "url",
        "InvalidUrl",
        is_web_url,
        lambda text: Diagnosis(f"{name(text)} is not an http or https URL"),
    ),
)
