"""Host names and URLs."""

from __future__ import annotations

import re

from defender_lint.checks.formats.addresses import is_ip_address
from defender_lint.checks.formats.diagnosis import INVISIBLE, Diagnosis, Format
from defender_lint.words import name

# RFC 1123, and underscores: DNS knows them (_dmarc), so they are no more than doubtful.
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_LONGEST_HOST = 253
_END_OF_HOST = r"[/?#:\\]"
_DEFANGED_SCHEMES = frozenset({"hxxp", "hxxps", "meow"})
_HALF_SCHEME = r"(?i)(https?)(?::/?|//)(?=[^/])"
_BLANK = rf"[\x00-\x20\x7f{INVISIBLE}]"


def _ascii(text: str) -> str | None:
    """Return the name as DNS has it (punycode), None where IDNA has no such name."""
    if text.isascii():
        return text
    if len(text) > _LONGEST_HOST:  # a name only gets longer when it is encoded
        return None
    import idna

    try:
        return idna.encode(text, uts46=True).decode("ascii")
    except idna.IDNAError:
        return None


def _is_host_name(text: str) -> bool:
    host = _ascii(text)
    return (
        host is not None
        and len(host) <= _LONGEST_HOST
        and all(re.fullmatch(_LABEL, label) for label in host.split("."))
    )


def is_domain_name(text: str) -> bool:
    """Tell whether ``text`` is a host name of at least two labels; one trailing dot may stand."""
    host = text.removesuffix(".")
    if "." not in host or not _is_host_name(host):
        return False
    return not host.rpartition(".")[2].isdigit()


def is_without_underscore(text: str) -> bool:
    """Tell whether a domain name has no underscore, which DNS allows and services often refuse."""
    return "_" not in text or not is_domain_name(text)


def is_without_last_dot(text: str) -> bool:
    """Tell whether a domain name has no trailing dot, which DNS allows and services may refuse."""
    return not text.endswith(".") or not is_domain_name(text)


def _explain_domain_name(text: str) -> Diagnosis:
    shown = name(text)
    if "*" in text:
        message = f"{shown} has a wildcard, which a domain indicator cannot have"
        bare = text.removeprefix("*.")
        if is_domain_name(bare):
            return Diagnosis(f"{message}; {name(bare)} covers its subdomains", replacement=bare)
        return Diagnosis(message)
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
    if re.search(_BLANK, text):
        return Diagnosis(f"{shown} has a space or an invisible character in it")
    labels = text.removesuffix(".").split(".")
    if len(labels) < 2:
        return Diagnosis(f"{shown} is a single label; a domain name has at least two")
    if labels[-1].isdigit():
        return Diagnosis(f"{shown} ends in a number, which no domain name does")
    return Diagnosis(
        f"{shown} is not a host name: each part between its dots has 1 to 63 letters, "
        "digits and hyphens, and no hyphen first or last"
    )


def _host_of(text: str) -> str | None:
    host = re.split(_END_OF_HOST, text.split("://", 1)[-1], maxsplit=1)[0]
    return host if is_domain_name(host) else None


def _split(text: str) -> tuple[str, str] | None:
    """Return scheme and host of an absolute URL, None if ``text`` is none."""
    from urllib.parse import urlsplit

    if re.search(_BLANK, text) or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port  # the port raises if it is not a number
    except ValueError:
        return None
    if not parts.scheme or not host or text[len(parts.scheme) :][:3] != "://":
        return None
    if "[" in parts.netloc and not (":" in host and is_ip_address(host)):
        return None  # only IPv6 stands in brackets; Python 3.10 takes anything there
    return parts.scheme, host


def is_absolute_url(text: str) -> bool:
    """Tell whether ``text`` is a URL with scheme and host, without blanks and wildcards."""
    split = None if "*" in text else _split(text)
    if split is None or split[0] in _DEFANGED_SCHEMES:
        return False
    host = split[1].removesuffix(".")
    return is_ip_address(host) or is_domain_name(host) or ("." not in host and _is_host_name(host))


def is_web_url(text: str) -> bool:
    """Tell whether an absolute URL has the scheme http or https."""
    return not is_absolute_url(text) or text.partition(":")[0].lower() in ("http", "https")


def _explain_url(text: str) -> Diagnosis:
    shown = name(text)
    if "*" in text:
        return Diagnosis(f"{shown} has a wildcard, which a URL indicator cannot have")
    if re.search(_BLANK, text):
        return Diagnosis(
            f"{shown} has a space or an invisible character in it; "
            "a URL has none (`%20` is an encoded space)"
        )
    if "\\" in text:
        return Diagnosis(f"{shown} has a backslash; a URL has slashes")
    if "://" in text:
        return Diagnosis(
            f"{shown} is not a URL: what follows `://` is not a host, with or without a port"
        )
    full = re.sub(_HALF_SCHEME, r"\1://", text, count=1) if re.match(_HALF_SCHEME, text) else None
    if full is not None and is_absolute_url(full):
        return Diagnosis(
            f"{shown} lacks the `://` after its scheme; write {name(full)}", replacement=full
        )
    full = f"https://{text.lstrip('/')}"
    split = None if "@" in text else _split(full)
    if split is not None and (is_domain_name(split[1]) or is_ip_address(split[1])):
        return Diagnosis(
            f"{shown} has no scheme; write `http://` or `https://` before it", replacement=full
        )
    return Diagnosis(f"{shown} is not a URL: scheme, `://`, host, then the path")


FORMATS = (
    Format("domain-name", "domain-name", "InvalidDomainName", is_domain_name, _explain_domain_name),
    Format(
        "domain-without-underscore",
        "domain-name",
        "InvalidDomainName",
        is_without_underscore,
        lambda text: Diagnosis(f"{name(text)} has an underscore"),
    ),
    Format(
        "domain-without-last-dot",
        "domain-name",
        "InvalidDomainName",
        is_without_last_dot,
        lambda text: Diagnosis(f"{name(text)} ends in a dot"),
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
