"""What is wrong with a query: OData's options, and the parameters of single reads."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from defender_lint.diagnostic import Diagnostic
from defender_lint.odata.query_string import decoded, options
from defender_lint.sources.source import Source
from defender_lint.sources.text import Text

from .conftest import Said

HOST = "https://api.security.microsoft.com/api"
OLD = "https://api.securitycenter.microsoft.com/api"

Judge = Callable[..., list[Diagnostic]]
Say = Callable[[str], list[Said]]


@pytest.mark.parametrize(
    ("query", "piece"),
    [
        # the grammar
        ("alerts?$filter=lastUpdateTime gt &$expand=evidence", "gt"),
        ("alerts?$filter=status eq 'New' and", "and"),
        ("alerts?$filter=eq 'New'", "eq"),
        ("alerts?$filter=category eq 'it", "'it"),
        ("alerts?$filter=category eq 'it's'", "'"),
        ('alerts?$filter=severity eq "High"', '"High"'),
        ("alerts?$filter=severity == 'High'", "=="),
        ("alerts?$filter=severity equals 'High'", "equals"),
        ("alerts?$filter=severity 'High'", "'High'"),
        ("alerts?$filter=(severity eq 'High'", "("),
        ("alerts?$filter=severity eq 'High')", ")"),
        ("machines?$filter=beginswith(computerDnsName,'x')", "beginswith"),
        ("machines?$filter=substringof('x',computerDnsName)", "substringof"),
        ("machines?$filter=lastSeen gt datetime'2026-01-01T00:00:00Z'", "datetime'2026-01-01T00:00:00Z'"),
        ("machines?$filter=machineTags/any('x')", "'x'"),
        ("machines?$filter=lastSeen gt 2026-01-01 08:00", "08:00"),
        # properties and types
        ("alerts?$filter=severity eq High", "High"),
        ("alerts?$filter=lastUpdateTime gt '2026-01-01T00:00:00Z'", "'2026-01-01T00:00:00Z'"),
        ("alerts?$filter=id eq 7", "7"),
        ("incidents?$filter=severity eq 'High'", "severity"),
        ("deviceavinfo?$filter=rbacgroupname eq 'x'", "rbacgroupname"),
        # options
        ("machineactions?$stop=5", "$stop"),
        ("machineactions?$limit=5", "$limit"),
        ("machines?$top=5&$top=6", "$top"),
        ("machines?$fliter=id eq 'x'", "$fliter"),
        ("machines?$filter=lastSeen gt -", "gt"),
        ("machines?$filter=not", "not"),
        ("machines?$filter=(", "("),
        ("machines?$filter=!(healthStatus eq 'Active')", "!"),
        ("machines?$filter=healthStatus/", "/"),
        ("machines?$filter=healthStatus/5 eq 1", "/"),
        ("machines?$filter=machineTags/any(t: t eq)", ")"),
        ("machines?$filter=healthStatus eq , 'x'", ","),
        ("machines?$filter=healthStatus, 'x'", ","),
        ("machines?$filter=healthStatus eq 'a' 'b", "'b"),
        ("machines?$filter=healthStatus eq 'Active' foo 'b'", "foo"),
        ("machines?$filter=(healthStatus eq 'Active') 5", "5"),
        ("machines?$filter=startswith(computerDnsName,'x'", "startswith"),
        ("machines?$zzz=1", "$zzz"),
        ("machines?$top=ten", "ten"),
        ("machines?$skip=-1", "-1"),
        ("machines?$count=yes", "yes"),
        ("machineactions?$orderby=id descending", "descending"),
        ("machineactions?$orderby=type, ,id", ""),
        ("alerts?$filter=5 eq severity", "5"),
    ],
)  # fmt: skip
def test_odata_errors(query: str, piece: str, diagnostics: Judge, said: Say) -> None:
    line = f"GET {HOST}/{query}"
    assert said(line) == [("odata", "ODataError", piece)]
    (found,) = diagnostics(line)
    assert (found.severity, found.part) == ("error", "query")


@pytest.mark.parametrize(
    ("query", "piece"),
    [
        ("alerts?$filter=Severity eq 'High'", "Severity"),
        ("alerts?$filter=severty eq 'High'", "severty"),
        ("alerts?$filter=title eq 'x'", "title"),
        ("alerts?$filter=severity eq 'Hihg'", "'Hihg'"),
        ("alerts?$expand=machne", "machne"),
        ("machines?$expand=nothing", "nothing"),
        ("machines?$select={{more}},nothing", "nothing"),
        ("machines?$select=id,osPlatfrom", "osPlatfrom"),
        ("machineactions?$orderby=creationDateTime", "creationDateTime"),
        ("machines?$Top=5", "$Top"),
        ("alerts?$filter=severity EQ 'High'", "EQ"),
        ("alerts?$filter=severity eq 'High' AND status ne 'New'", "AND"),
        ("indicators?$filter=generateAlert eq True", "True"),
        ("machines?$filter=startsWith(computerDnsName,'x')", "startsWith"),
        ("machines?$filter=", "$filter"),
        ("domains/example.com/stats?lookbackhours=5", "lookbackhours"),
    ],
)
def test_odata_warnings(query: str, piece: str, diagnostics: Judge, said: Say) -> None:
    line = f"GET {HOST}/{query}"
    assert said(line) == [("odata", "ODataError", piece)]
    (found,) = diagnostics(line)
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "query",
    [
        "alerts?$filter=lastUpdateTime gt 2026-01-01T00:00:00Z&$expand=evidence",
        "alerts?$filter=lastUpdateTime+gt+2026-01-01T00:00:00.123Z+and+severity+eq+'High'",
        "alerts?$filter=status%20ne%20%27Resolved%27&$top=10000&$skip=20000",
        "alerts?$filter=asssignedTo eq 'x' and InvestigationId eq 5",
        "alerts/$count?$filter=status ne 'Resolved'",
        "machines?$filter=startswith(computerDnsName,'web') or contains(osPlatform,'10')",
        "machines?$filter=machineTags/any(tag: tag eq 'prod') and not (healthStatus eq 'Inactive')",
        "machines?$filter=LastSeen gt 2018-08-01Z and rbacGroupId in (1,2)",
        "machines?$filter=lastSeen gt now() and year(lastSeen) eq 2026",
        "machines?$filter=computerDnsName eq 'it''s'",
        "machines?$filter=computerDnsName eq null",
        "alerts?$filter=severity eq null",
        "machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07?$filter=x eq 1",  # nor of filters
        "machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07?$expand=x",  # nothing is known of its query
        "machines?$select=*,id",
        "machines?=5&" + "x" * 65 + "=5",
        "domains/example.com/stats?lookBackHours={{hours}}",
        "domains/example.com/stats?",
        "machines/SoftwareVulnerabilityChangesByMachine?sinceTime=2026-11-20T00:00:00",
        "machines?$filter=lastSeen gt {{since}} and healthStatus eq '{{health}}'",
        "machines?$filter={{filter}}",
        "machines?$filter=healthStatus/{{property}} eq 'x'",
        "machines?$filter=machineTags/any()",
        "machines?$filter=healthStatus in ('Active','Inactive')",
        "machines?$filter=rbacGroupId eq -1",
        "machines?$filter={{property}} {{operator}} 'x'",
        "machines?$filter=healthStatus eq 'Active' and {{more}}",
        "machines?{{query}}",
        "machines?top=5&filter=x",
        "machines?$top={{top}}&$skiptoken=abc&api-version=1.0",
        "machineactions?$orderby=creationDateTimeUtc desc&$top=5&$filter=type eq 'Isolate'",
        "remediationTasks?$filter=createdon gt 2026-01-01T00:00:00Z",
        "indicators?$select=id,title&$count=true&$filter=expirationTime gt 2026-01-01T08:00:00%2B01:00",
        "incidents?$filter=lastUpdateTime gt 2026-01-01Z and assignedTo eq 'x'&$top=100",
        "machines/findbytag?tag=prod&useStartsWithFilter=true",
        "domains/example.com/stats?lookBackHours=720",
        "machines/SoftwareVulnerabilityChangesByMachine?sinceTime=2026-11-20T00:00:00Z&pageSize=5",
    ],
)  # fmt: skip
def test_right_queries(query: str, said: Say) -> None:
    assert said(f"GET {HOST}/{query}") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("alerts?$top=10001", ("odata", "BadRequest", "10001")),
        ("incidents?$top=101", ("odata", "BadRequest", "101")),
        ("vulnerabilities?$top=8001", ("odata", "BadRequest", "8001")),
        ("domains/a.example/stats?lookBackHours=721", ("out-of-range", "BadRequest", "721")),
        ("domains/a.example/stats?lookBackHours=week", ("out-of-range", "BadRequest", "week")),
        ("domains/a.example/stats?lookBackHours", ("out-of-range", "BadRequest", "lookBackHours")),
        (
            "machines/SoftwareVulnerabilityChangesByMachine?sinceTime=yesterday",
            ("out-of-range", "BadRequest", "yesterday"),
        ),
        (
            "machines/findbytag?tag=a&useStartsWithFilter=yes",
            ("out-of-range", "BadRequest", "yes"),
        ),
        ("machines/InfoGatheringExport?sasValidHours=7", ("out-of-range", "BadRequest", "7")),
        ("machines/findbytag?useStartsWithFilter=true", ("odata", "BadRequest", "findbytag")),
        (
            "machines/SoftwareVulnerabilityChangesByMachine?sinceTime=2026-01-01T00:00:00Z",
            ("out-of-range", "BadRequest", "2026-01-01T00:00:00Z"),
        ),
    ],
)
def test_more_than_is_taken(query: str, expected: tuple[str, ...], said: Say) -> None:
    assert said(f"GET {HOST}/{query}") == [expected]


def test_over_the_maximum_either_code_is_likely(diagnostics: Judge) -> None:
    (found,) = diagnostics(f"GET {HOST}/incidents?$top=200")
    assert (found.code, found.also) == ("BadRequest", ("ODataError",))
    assert found.message == "`$top` may be at most 100 here"


@pytest.mark.parametrize(
    "query",
    ["machines/findbytag?tag=", "machines/SoftwareVulnerabilityChangesByMachine?sinceTime=&a=b"],
)
def test_a_parameter_without_a_value(query: str, diagnostics: Judge) -> None:
    (found,) = diagnostics(f"GET {HOST}/{query}")
    key = query.partition("?")[2].partition("=")[0]
    assert (found.rule, found.message) == ("out-of-range", f"`{key}` has no value")


def test_words_and_fixes(diagnostics: Judge) -> None:
    def one(query: str) -> tuple[str, str | None]:
        (found,) = diagnostics(f"GET {OLD}/{query}")
        return found.message, found.fix.value if found.fix else None

    assert one("machineactions?$stop=5") == (
        "OData has no option `$stop`; did you mean `$top`?", "$top",
    )  # fmt: skip
    assert one("alerts?$filter=lastUpdateTime gt &$expand=evidence") == (
        "nothing comes after `gt`: a value is missing", None,
    )  # fmt: skip
    assert one("alerts?$filter=severty eq 'High'") == (
        "no source knows a property `severty` here; did you mean `severity`?", "severity",
    )  # fmt: skip
    assert one('alerts?$filter=severity eq "High"') == (
        "strings are written in single quotes: `'High'`", "'High'",
    )  # fmt: skip


def test_a_place_is_right_through_percent_encoding(said: Say) -> None:
    line = (
        f"GET {HOST}/alerts?$filter=category%20eq+%27caf%C3%A9%27%20AMD%20severty%20eq%20%27High%27"
    )
    assert said(line) == [("odata", "ODataError", "AMD")]
    line = f"GET {HOST}/alerts?$filter=category%20eq%20%27caf%C3%A9%27%20and%20seve%72ty%20eq%205"
    assert said(line) == [("odata", "ODataError", "seve%72ty")]


def test_decoding_keeps_every_place_and_hole() -> None:
    source = Source("x?a%20b=caf%C3%A9+{{h}}%zz&c")
    text = Text(source.text, source, holes=((18, 23),))
    first, second = options(text)
    assert (first.name.chars, first.value and first.value.chars) == ("a b", "café {{h}}%zz")
    assert first.value is not None
    assert first.value.holes == ((5, 10),)
    assert first.value.outer(3, 4) == (11, 17)
    assert (second.name.chars, second.value) == ("c", None)
    assert decoded(Text("%ff%41", Source("%ff%41"))).chars == "\ufffdA"


@pytest.mark.parametrize("inside", ["id eq 'x'", "not true", "id"])
def test_a_filter_of_any_depth_is_parsed(inside: str, said: Say) -> None:
    depth = 10_000
    line = f"GET {HOST}/machines?$filter={'(' * depth}{inside}{')' * depth}"
    start = time.process_time()
    assert said(line) == []
    assert said(line + ")") == [("odata", "ODataError", ")")]
    assert time.process_time() - start < 5
