"""Rules about the values of indicators: hashes, addresses, names, times."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

_INVALID_BODY: Final = "InvalidRequestBody"

RULES: Final = (
    Rule(
        name="hash-value",
        summary="A hash has the wrong length or characters",
        means="MD5 has 32 hexadecimal digits, SHA-1 and certificate thumbprints 40, SHA-256 64, in "
        "either case.",
        service="The error page gives InvalidHashValue with the value.",
        remedy="Copy the hash again. If its length fits another type, change the type.",
        code="InvalidHashValue",
        fix="sometimes",
    ),
    Rule(
        name="ip-address",
        summary="Not a single IPv4 or IPv6 address",
        means="Networks such as `192.0.2.0/24`, ranges, ports, wildcards and leading zeros are not "
        "supported.",
        service="The error page gives InvalidIpAddress with the value.",
        remedy="Write one address for each indicator.",
        code="InvalidIpAddress",
        fix="sometimes",
    ),
    Rule(
        name="non-public-address",
        summary="An address that is not reachable from outside",
        means="Private, loopback, link-local, multicast and documentation ranges. The pages accept "
        "external addresses only.",
        service="Which ranges it refuses is not documented.",
        remedy="Write the public address, or leave the indicator out.",
        code="InvalidIpAddress",
        severity="warning",
    ),
    Rule(
        name="domain-name",
        summary="Not a plain host name",
        means="A domain name is written without scheme, path, port, wildcard and blanks, and has "
        "at least two labels, such as `example.com`.",
        service="The error page gives InvalidDomainName with the value. Subdomains are matched "
        "without a wildcard.",
        remedy="Write the bare name, or use the type `Url` or `IpAddress` if that is what it is.",
        code="InvalidDomainName",
        fix="sometimes",
    ),
    Rule(
        name="url",
        summary="Not an absolute URL",
        means="A URL needs a scheme and a host, such as `https://example.com/path`, and has no "
        "blanks and no wildcards.",
        service="The error page gives InvalidUrl with the value.",
        remedy="Write the URL in full. Use the type `DomainName` for a bare host.",
        code="InvalidUrl",
        fix="sometimes",
    ),
    Rule(
        name="timestamp",
        summary="Not a date and time with a zone",
        means="A point in time is written as ISO 8601 with `Z` or an offset, such as "
        "`2030-12-31T00:00:00Z`.",
        service="A time that it cannot read makes the body invalid.",
        remedy="Add the time and the zone.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="past-time",
        summary="A point in time has passed already",
        means="An indicator whose `expirationTime` has passed does nothing.",
        service="Whether it refuses the time or deletes the indicator at once is not documented.",
        remedy="Write a time in the future, or leave the parameter out: then it never expires.",
        severity="warning",
    ),
)
