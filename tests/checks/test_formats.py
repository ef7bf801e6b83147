"""Formats: which texts have them, and what is said of those that have not."""

from __future__ import annotations

import re
import time
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import describe
from defender_lint.checks.formats import FORMATS, checkers, diagnose
from defender_lint.rules import RULES
from support import thinned

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=timezone.utc)
CHECKERS = checkers(lambda: NOW)

MD5 = "d41d8cd98f00b204e9800998ecf8427e"
SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709"
SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

ACCEPTED = {
    "not-blank": ["x", " x ", "\n.", "0", "\u3042"],
    "md5": [MD5, MD5.upper(), "0" * 32],
    "sha1": [SHA1, SHA1.upper(), SHA1[:20].upper() + SHA1[20:]],
    "sha256": [SHA256, SHA256.upper()],
    "certificate-thumbprint": [SHA1, SHA256, MD5],
    "ip-address": [
        "20.112.52.29",
        "0.1.2.3",
        "255.255.255.255",
        "2a02:26f0:6c00:0:0:0:0:1",
        "2A02:26F0:6C00::1",
        "::",
        "::ffff:20.112.52.29",
        "10.0.0.1",  # not public, but an address
    ],
    "public-ip-address": ["20.112.52.29", "2a02:26f0:6c00::1", "no address at all"],
    "domain-name": [
        "fabrikam.com",
        "a.b.c.d.e.fabrikam.co.uk",
        "3com.com",
        "xn--mnchen-3ya.de",
        "münchen.de",
        "例え.テスト",
        "_dmarc.fabrikam.com",
        "fabrikam.com.",
        "FABRIKAM.COM",
        "a-b--c.com",
        f"{'a' * 63}.com",
        ".".join(["a" * 49] * 5) + ".com",  # 253 characters
    ],
    "domain-without-underscore": [
        "fabrikam.com",
        "münchen.de",
        "fabrikam.com.",
        "no domain_name at all",
    ],
    "domain-without-last-dot": [
        "fabrikam.com",
        "_dmarc.fabrikam.com",
        "no domain name at all.",
    ],
    "absolute-url": [
        "https://fabrikam.com",
        "HTTP://FABRIKAM.COM/",
        "http://fabrikam.com:8080/a/b?c=d#e",
        "https://user:secret@fabrikam.com/",
        "https://20.112.52.29/x",
        "http://[2a02:26f0::1]/x",
        "http://[2a02:26f0::1]:8080/x",
        "https://münchen.de/straße",
        "https://xn--mnchen-3ya.de/",
        "http://intranet/start",
        "http://a_b.fabrikam.com./",
        "https://fabrikam.com/%20",
        "ftp://fabrikam.com/x",
    ],
    "web-url": ["https://fabrikam.com", "HTTP://fabrikam.com", "no URL at all"],
    "timestamp": [
        "2030-01-31T00:00:00Z",
        "2030-01-31t00:00:00z",
        "2030-01-31T00:00Z",
        "2030-01-31T23:59:59.5Z",
        "2030-01-31T23:59:59.1234567Z",
        "2030-01-31T23:59:59+00:00",
        "2030-01-31T23:59:59-08:00",
        "2030-01-31T23:59:59+14:00",
        "2028-02-29T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
    ],
    "future-timestamp": [
        "2026-03-14T09:26:53Z",
        "2026-03-14T10:26:53+01:00",
        "2099-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
        "no timestamp at all",
    ],
    "form-boolean": ["true", "false", "True", "FALSE"],
    "library-file-name": ["triage.ps1", "Get-Tool_2.EXE", "a"],
    "script-arguments": ["", "-Depth 2", "-Path 'C:\\ir' --name \"a b\"", "#@%^*=+[]{}<>?"],
}

REFUSED = {
    "not-blank": ["", " ", "\t\r\n", "\u00a0", "\u200b\ufeff", "\u3000", "\u200e"],
    "md5": ["", MD5[:-1], MD5 + "0", SHA1, f"{MD5}\n", f" {MD5}", "g" * 32],
    "sha1": [SHA1[:-1], SHA1 + "0", MD5, SHA256, f"{SHA1}\n", "-" + SHA1[1:], "\uff11" * 40],
    "sha256": [SHA256[:-1], SHA1, f"0x{SHA256}", SHA256[:-1] + "G"],
    "certificate-thumbprint": [SHA1[:-1], "\u200e" + SHA1, SHA1[:2] + ":" + SHA1[2:]],
    "ip-address": [
        "",
        "20.112.52.0/24",
        "20.112.52.29/32",
        "2a02:26f0::/32",
        "20.112.52.1-20.112.52.9",
        "20.112.52.29:443",
        "[2a02:26f0::1]",
        "[2a02:26f0::1]:443",
        "20.112.52.*",
        "20.112.052.29",
        "256.1.1.1",
        "20.112.52",
        "20.112.52.29.1",
        "343983133",
        "0x14.0x70.0x34.0x1d",
        "fe80::1%eth0",
        "2a02:26f0:::1",
        " 20.112.52.29",
        "20.112.52.29\n",
        "20[.]112[.]52[.]29",
        "\uff12\uff10.112.52.29",  # full-width digits
        "fabrikam.com",
    ],
    "public-ip-address": [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.1.1",
        "224.0.0.251",
        "192.0.2.1",
        "198.51.100.7",
        "203.0.113.9",
        "0.1.2.3",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "2001:db8::1",
    ],
    "domain-name": [
        "",
        f"{'ü' * 300}.de",
        ".",
        "localhost",
        "localhost.",
        "fabrikam..com",
        ".fabrikam.com",
        "fabrikam.com..",
        "-fabrikam.com",
        "fabrikam-.com",
        "*.fabrikam.com",
        "https://fabrikam.com",
        "fabrikam.com/login",
        "fabrikam.com:443",
        "dana@fabrikam.com",
        "fabri kam.com",
        " fabrikam.com",
        "fabrikam.com\u00a0",
        "fabrikam.com\n",
        "fabrikam[.]com",
        "20.112.52.29",
        "20.112.52.999",
        "2a02:26f0::1",
        f"{'a' * 64}.com",
        ".".join(["a" * 49] * 5) + ".info",  # 254 characters
        "ü" * 64 + ".de",
        "\u2764\ufe0f\u200d.\u200d",
    ],
    "domain-without-underscore": ["_dmarc.fabrikam.com", "a_b.fabrikam.com", "a_b.fabrikam.com."],
    "domain-without-last-dot": ["fabrikam.com.", "a_b.fabrikam.com."],
    "absolute-url": [
        "",
        "fabrikam.com",
        "fabrikam.com/login",
        "//fabrikam.com/login",
        "/login",
        "https:fabrikam.com",
        "https:/fabrikam.com",
        "https://",
        "https:///login",
        "https://*.fabrikam.com/",
        "https://fabrikam.com/*",
        "https://fabrikam.com/a b",
        "https://fabrikam.com/\n",
        "https://fabrikam.com/\u200b",
        " https://fabrikam.com",
        "https://fabrikam..com/",
        "https://-fabrikam.com/",
        "https://fabrikam.com:port/",
        "https://fabrikam.com:99999/",
        "https://20.112.52.999/",
        "https://[20.112.52.29]/",
        "https://[v1.fabrikam]/",
        "https://[2a02:26f0::1/",
        "https://2a02:26f0::1/",
        "https://fabrikam.com\\login",
        "hxxps://fabrikam[.]com/",
        "hxxp://fabrikam.com/",
        "mailto:dana@fabrikam.com",
        "javascript:alert(1)",
        "\uff48ttps://fabrikam.com",
    ],
    "web-url": ["ftp://fabrikam.com/x", "ws://fabrikam.com"],
    "timestamp": [
        "",
        "2030-01-31",
        "2030-01-31T00:00:00",
        "2030-01-31 00:00:00Z",
        "2030-01-31T00:00:00+0100",
        "2030-01-31T00:00:00+15:00",
        "2030-01-31T00:00:00+01:60",
        "2030-13-01T00:00:00Z",
        "2030-02-29T00:00:00Z",
        "2030-01-31T24:00:00Z",
        "2030-01-31T00:60:00Z",
        "0000-01-01T00:00:00Z",
        "2030-1-31T00:00:00Z",
        "2030-01-31T00:00:00Z\n",
        "31/01/2030",
        "1924992000",
        "tomorrow",
        "\uff12030-01-31T00:00:00Z",
    ],
    "future-timestamp": [
        "2026-03-14T09:26:52Z",
        "2026-03-14T10:26:52+01:00",
        "2025-12-31T23:59:59.9999999Z",
        "0001-01-01T00:00:00+14:00",
    ],
    "form-boolean": ["", "yes", "1", "true ", "wahr"],
    "library-file-name": ["", "my tool.exe", "tool (1).exe", "ir/tool.ps1", "outil\u00e9.sh"],
    "script-arguments": ["a;b", "a&b", "a|b", "a!", "$x", "(a", "a)"],
}  # fmt: skip


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(name, text) for name, texts in table.items() for text in texts]


def test_every_format_has_its_rows() -> None:
    assert set(ACCEPTED) == set(REFUSED) == set(CHECKERS) == {*FORMATS, "future-timestamp"}


@pytest.mark.parametrize(("name", "text"), rows(ACCEPTED))
def test_accepted(name: str, text: str) -> None:
    assert CHECKERS[name](text)


@pytest.mark.parametrize(("name", "text"), rows(REFUSED))
def test_refused(name: str, text: str) -> None:
    assert not CHECKERS[name](text)


# A format, a text that lacks it, what is said of it, and the text that is proposed instead.
SAID: list[tuple[str, str, str, str | None]] = [
    ("not-blank", "", "is empty", None),
    ("not-blank", " \u00a0", "is blank", None),
    ("form-boolean", "yes", "must be `true` or `false`, not `yes`", None),
    # hashes
    ("sha1", SHA1[:-1], f"`{SHA1[:-1]}` has 39 hexadecimal digits; a SHA-1 has 40", None),
    ("md5", "a", "`a` has 1 hexadecimal digit; an MD5 has 32", None),
    (
        "certificate-thumbprint",
        "abc",
        "`abc` has 3 hexadecimal digits; a certificate thumbprint has 40, 64 or 32",
        None,
    ),
    (
        "sha256",
        "not-a-hash",
        "`not-a-hash` is not a SHA-256, which is 64 hexadecimal digits; `n` is not one",
        None,
    ),
    (
        "sha1",
        "12 34",
        "`12 34` is not a SHA-1, which is 40 hexadecimal digits; U+0020 is not one",
        None,
    ),
    (
        "md5",
        f"MD5: {MD5}",
        f"`MD5: {MD5}` must be the 32 hexadecimal digits alone: `{MD5}`",
        MD5,
    ),
    (
        "sha1",
        f"0x{SHA1}",
        f"`0x{SHA1}` must be the 40 hexadecimal digits alone: `{SHA1}`",
        SHA1,
    ),
    (
        "md5",
        "d4:1d:8c:d9:8f:00:b2:04:e9:80:09:98:ec:f8:42:7e",
        "`d4:1d:8c:d9:8f:00:b2:04:e9:80:09:98:ec:f8:42:7e` must be the 32 hexadecimal digits "
        f"alone: `{MD5}`",
        MD5,
    ),
    # addresses
    (
        "ip-address",
        "20.112.52.0/24",
        "`20.112.52.0/24` is a network in CIDR notation; only single addresses are taken",
        None,
    ),
    (
        "ip-address",
        "20.112.52.0/255.255.255.0",
        "`20.112.52.0/255.255.255.0` is a network in CIDR notation; "
        "only single addresses are taken",
        None,
    ),
    (
        "ip-address",
        "20.112.52.29/32",
        "`20.112.52.29/32` is a network in CIDR notation; only single addresses are taken: "
        "`20.112.52.29`",
        "20.112.52.29",
    ),
    (
        "ip-address",
        "2a02:26f0::1/128",
        "`2a02:26f0::1/128` is a network in CIDR notation; only single addresses are taken: "
        "`2a02:26f0::1`",
        "2a02:26f0::1",
    ),
    (
        "ip-address",
        "20.112.52.1 - 20.112.52.9",
        "`20.112.52.1 - 20.112.52.9` is a range; only single addresses are taken",
        None,
    ),
    (
        "ip-address",
        "20.112.52.1-9",
        "`20.112.52.1-9` is a range; only single addresses are taken",
        None,
    ),
    (
        "ip-address",
        "20.112.52.29:443",
        "`20.112.52.29:443` must be the address alone: `20.112.52.29`",
        "20.112.52.29",
    ),
    (
        "ip-address",
        "[2a02:26f0::1]:443",
        "`[2a02:26f0::1]:443` must be the address alone: `2a02:26f0::1`",
        "2a02:26f0::1",
    ),
    (
        "ip-address",
        "20.112.52.*",
        "`20.112.52.*` has a wildcard; only single addresses are taken",
        None,
    ),
    (
        "ip-address",
        "20.112.52.29, 20.112.52.30",
        "`20.112.52.29, 20.112.52.30` is a list; one indicator takes one address",
        None,
    ),
    (
        "ip-address",
        "fe80::1%eth0",
        "`fe80::1%eth0` has a zone; write `fe80::1`",
        "fe80::1",
    ),
    (
        "ip-address",
        "020.112.052.029",
        "`020.112.052.029` has leading zeros; write `20.112.52.29`",
        "20.112.52.29",
    ),
    (
        "ip-address",
        "20.112.52.256",
        "`20.112.52.256` is not an IPv4 address: each part goes from 0 to 255",
        None,
    ),
    (
        "ip-address",
        "20.112.52.29/login",
        "`20.112.52.29/login` is neither an IPv4 nor an IPv6 address",
        None,
    ),
    ("public-ip-address", "10.0.0.1", "`10.0.0.1` is not a public address", None),
    # domain names
    (
        "domain-name",
        "*.fabrikam.com",
        "`*.fabrikam.com` has a wildcard, which a domain indicator cannot have; "
        "`fabrikam.com` covers its subdomains",
        "fabrikam.com",
    ),
    (
        "domain-name",
        "fabri*.com",
        "`fabri*.com` has a wildcard, which a domain indicator cannot have",
        None,
    ),
    (
        "domain-name",
        "https://fabrikam.com?x=1",
        "`https://fabrikam.com?x=1` is a URL, not a domain name",
        "fabrikam.com",
    ),
    ("domain-name", "20.112.52.29", "`20.112.52.29` is an IP address, not a domain name", None),
    ("domain-name", "2a02:26f0::1", "`2a02:26f0::1` is an IP address, not a domain name", None),
    (
        "domain-name",
        "fabrikam.com/login",
        "`fabrikam.com/login` has a path, and a domain name has none",
        "fabrikam.com",
    ),
    (
        "domain-name",
        "fabrikam.com:443",
        "`fabrikam.com:443` has a port; write `fabrikam.com`",
        "fabrikam.com",
    ),
    (
        "domain-name",
        "dana@fabrikam.com",
        "`dana@fabrikam.com` is an e-mail address, not a domain name",
        None,
    ),
    (
        "domain-name",
        "fabri kam.com",
        "`fabri kam.com` has a space or an invisible character in it",
        None,
    ),
    (
        "domain-name",
        "localhost.",
        "`localhost.` is a single label; a domain name has at least two",
        None,
    ),
    (
        "domain-name",
        "20.112.52.999",
        "`20.112.52.999` ends in a number, which no domain name does",
        None,
    ),
    (
        "domain-name",
        "-fabrikam.com",
        "`-fabrikam.com` is not a host name: each part between its dots has 1 to 63 letters, digits and "
        "hyphens, and no hyphen first or last",
        None,
    ),
    (
        "domain-without-underscore",
        "_dmarc.fabrikam.com",
        "`_dmarc.fabrikam.com` has an underscore",
        None,
    ),
    (
        "domain-without-last-dot",
        "fabrikam.com.",
        "`fabrikam.com.` ends in a dot",
        None,
    ),
    # URLs
    (
        "absolute-url",
        "https://*.fabrikam.com/",
        "`https://*.fabrikam.com/` has a wildcard, which a URL indicator cannot have",
        None,
    ),
    (
        "absolute-url",
        "https://fabrikam.com/a b",
        "`https://fabrikam.com/a b` has a space or an invisible character in it; "
        "a URL has none (`%20` is an encoded space)",
        None,
    ),
    (
        "absolute-url",
        "https:\\\\fabrikam.com",
        "`https:\\\\fabrikam.com` has a backslash; a URL has slashes",
        None,
    ),
    (
        "absolute-url",
        "https:/fabrikam.com/x",
        "`https:/fabrikam.com/x` lacks the `://` after its scheme; write `https://fabrikam.com/x`",
        "https://fabrikam.com/x",
    ),
    (
        "absolute-url",
        "http//fabrikam.com",
        "`http//fabrikam.com` lacks the `://` after its scheme; write `http://fabrikam.com`",
        "http://fabrikam.com",
    ),
    (
        "absolute-url",
        "fabrikam.com:8080/x",
        "`fabrikam.com:8080/x` has no scheme; write `http://` or `https://` before it",
        "https://fabrikam.com:8080/x",
    ),
    (
        "absolute-url",
        "//20.112.52.29/x",
        "`//20.112.52.29/x` has no scheme; write `http://` or `https://` before it",
        "https://20.112.52.29/x",
    ),
    (
        "absolute-url",
        "/login",
        "`/login` is not a URL: scheme, `://`, host, then the path",
        None,
    ),
    (
        "absolute-url",
        "mailto:dana@fabrikam.com",
        "`mailto:dana@fabrikam.com` is not a URL: scheme, `://`, host, then the path",
        None,
    ),
    (
        "absolute-url",
        "https://fabrikam..com/",
        "`https://fabrikam..com/` is not a URL: what follows `://` is not a host, with or without a port",
        None,
    ),
    ("web-url", "ftp://fabrikam.com", "`ftp://fabrikam.com` is not an http or https URL", None),
    # points in time
    (
        "timestamp",
        "2030-01-31",
        "`2030-01-31` has no time of day; write `2030-01-31T00:00:00Z`",
        "2030-01-31T00:00:00Z",
    ),
    (
        "timestamp",
        "2030-01-31 08:15:00",
        "`2030-01-31 08:15:00` has no time zone; end it with `Z` (UTC) or an offset such as "
        "`+01:00`",
        "2030-01-31T08:15:00Z",
    ),
    (
        "timestamp",
        "2030-01-31 08:15:00+02:00",
        "`2030-01-31 08:15:00+02:00` has a space where ISO 8601 has a `T`; "
        "write `2030-01-31T08:15:00+02:00`",
        "2030-01-31T08:15:00+02:00",
    ),
    (
        "timestamp",
        "2030-02-29T00:00:00Z",
        "`2030-02-29T00:00:00Z` is no point in time that exists",
        None,
    ),
    ("timestamp", "2030-13-45 00:00", "`2030-13-45 00:00` is no point in time that exists", None),
    (
        "timestamp",
        "31/01/2030",
        "`31/01/2030` is not ISO 8601 with a time zone, such as `2030-01-31T00:00:00Z`",
        None,
    ),
]


@pytest.mark.parametrize(("name", "text", "message", "replacement"), SAID)
def test_what_is_said_of_it(name: str, text: str, message: str, replacement: str | None) -> None:
    diagnosis = diagnose(name, text)
    assert (diagnosis.message, diagnosis.replacement) == (message, replacement)
    assert diagnosis.rule is None
    assert diagnosis.applicability == "unsafe"


@pytest.mark.parametrize(
    ("name", "good", "around", "what"),
    [
        ("sha1", SHA1, " ", "spaces"),
        ("sha256", SHA256, "\n", "spaces"),
        ("ip-address", "20.112.52.29", "\t", "spaces"),
        ("domain-name", "fabrikam.com", "\u00a0", "spaces"),
        ("absolute-url", "https://fabrikam.com/", "\u3000", "spaces"),
        ("timestamp", "2030-01-31T00:00:00Z", "\r\n", "spaces"),
        ("certificate-thumbprint", SHA1, "\u200e", "invisible characters"),
        ("domain-name", "fabrikam.com", "\u200b", "invisible characters"),
        ("ip-address", "20.112.52.29", " \ufeff", "invisible characters"),
    ],
)
def test_blanks_around_a_good_value_are_cut_off_safely(
    name: str, good: str, around: str, what: str
) -> None:
    for text in (around + good, good + around, around + good + around):
        diagnosis = diagnose(name, text)
        assert diagnosis.rule == "surrounding-blanks"
        assert (diagnosis.replacement, diagnosis.applicability) == (good, "safe")
        assert diagnosis.headless  # the key's name stands before it
        assert diagnosis.message == f"has {what} around it; write `{good}`"


@pytest.mark.parametrize(
    ("name", "text", "armed"),
    [
        ("absolute-url", "hxxp://fabrikam.com/x", "http://fabrikam.com/x"),
        ("absolute-url", "hXXps://fabrikam[.]com/x", "https://fabrikam.com/x"),
        ("absolute-url", "https[:]//fabrikam[.]com", "https://fabrikam.com"),
        ("absolute-url", "hxxp[://]fabrikam.com", "http://fabrikam.com"),
        ("absolute-url", "meow://fabrikam.com", "http://fabrikam.com"),
        ("domain-name", "fabrikam[.]co[.]uk", "fabrikam.co.uk"),
        ("domain-name", "fabrikam(.)com", "fabrikam.com"),
        ("domain-name", "fabrikam{.}com", "fabrikam.com"),
        ("domain-name", "fabrikam[dot]com", "fabrikam.com"),
        ("domain-name", "fabrikam [DOT] com", "fabrikam.com"),
        ("domain-name", "fabrikam[.com", "fabrikam.com"),
        ("domain-name", "fabrikam\\.com", "fabrikam.com"),
        ("ip-address", "20[.]112[.]52[.]29", "20.112.52.29"),
        ("ip-address", "20.112.52[.]29", "20.112.52.29"),
        ("ip-address", "2a02[:]26f0::1", "2a02:26f0::1"),
    ],
)
def test_a_defanged_value_is_recognised(name: str, text: str, armed: str) -> None:
    assert CHECKERS[name](armed)
    for written in (text, f" {text} "):
        diagnosis = diagnose(name, written)
        assert diagnosis.rule == "defanged-value"
        assert (diagnosis.replacement, diagnosis.applicability) == (armed, "unsafe")
        assert diagnosis.message == (
            f"`{text}` is defanged; the service takes the real value: `{armed}`"
        )


@pytest.mark.parametrize(
    ("name", "text", "message", "replacement"),
    [
        (
            "domain-name",
            "hxxps://fabrikam[.]com/x",
            "`hxxps://fabrikam[.]com/x` is defanged, and `https://fabrikam.com/x` is a URL, "
            "not a domain name",
            "fabrikam.com",
        ),
        (
            "ip-address",
            "20[.]112[.]52[.]0/24",
            "`20[.]112[.]52[.]0/24` is defanged, and `20.112.52.0/24` is a network in CIDR "
            "notation; only single addresses are taken",
            None,
        ),
        (
            "absolute-url",
            "fabrikam[.]com/x",
            "`fabrikam[.]com/x` is defanged, and `fabrikam.com/x` has no scheme; "
            "write `http://` or `https://` before it",
            "https://fabrikam.com/x",
        ),
    ],
)
def test_a_value_that_is_defanged_and_wrong_besides(
    name: str, text: str, message: str, replacement: str | None
) -> None:
    diagnosis = diagnose(name, text)
    assert diagnosis.rule == "defanged-value"
    assert (diagnosis.message, diagnosis.replacement) == (message, replacement)


def test_a_long_value_is_quoted_in_part() -> None:
    message = diagnose("domain-name", "x" * 5_000).message
    assert message == f"`{'x' * 79}…` is a single label; a domain name has at least two"


SEEDS = [text for table in (ACCEPTED, REFUSED) for _, text in rows(table)]
PIECES = st.sampled_from(
    [*SEEDS, *"./:-_%@*[](){}\\ ,;#?0aZ\u00a0\u200b\u0130\u3002", "[.]", "hxxp", "://", "xn--"]
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=6).map("".join),
    st.text(alphabet="0123456789.:-TZ+/ abfx[]", max_size=40),
)


@given(TEXTS)
def test_no_text_is_too_odd(text: str) -> None:
    """Whatever stands there, each format decides, and says why; and its proposal has the format."""
    for name, has_format in CHECKERS.items():
        if has_format(text) or name == "future-timestamp":
            continue
        diagnosis = diagnose(name, text)
        assert diagnosis.message
        assert not diagnosis.message.endswith(".")
        if diagnosis.replacement is not None:
            assert has_format(diagnosis.replacement)
            assert diagnosis.replacement != text


@pytest.mark.parametrize("name", thinned([*FORMATS], ["sha256", "ip-address", "web-url"]))
def test_a_long_text_takes_no_long_time(name: str) -> None:
    for unit in ("a", " ", "1", ".", ":", "eyJ", "[", "md5 ", "é", "/", "0x", "\\"):
        text = f"x{unit * 100_000}\u2028x"
        started = time.process_time()
        if not FORMATS[name].check(text):
            diagnose(name, text)
        assert time.process_time() - started < 2, unit


@pytest.mark.parametrize("id", ["md5", "sha1", "sha256", "certificate-thumbprint"])
def test_a_hash_is_as_long_as_its_words_say_everywhere(id: str) -> None:
    takes = {length for length in range(1, 200) if FORMATS[id].check("a" * length)}
    in_show = vars(describe)["_FORMATS"][id].partition(", ")[2]
    assert set(map(int, re.findall(r"\d+", in_show))) == takes
    assert takes <= set(map(int, re.findall(r"\d+", RULES["hash-value"].means)))
