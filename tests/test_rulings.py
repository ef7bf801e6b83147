"""What is an error, what a warning, and what passes in silence.

Each row is a body and all of its findings: rule, likely code, severity, pointer. Where the words
matter, a row says which ones the message must have.
"""

from __future__ import annotations

from typing import Any

import pytest

from defender_lint import lint, lint_text

BODY = "InvalidRequestBody"
MISSING = "MissingRequiredParameter"
INPUT = "InvalidInput"
BAD = "BadRequest"
HASH, IP = "InvalidHashValue", "InvalidIpAddress"
DOMAIN, URL = "InvalidDomainName", "InvalidUrl"
BATCH = "MaximumBatchSizeExceeded"

SHA1 = "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8"
SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MD5 = "098f6bcd4621d373cade4e832627b4f6"
DEVICE = "7d3f0a5be1c24986b0a2f4c6d8e9137fa5b6c7d8"

VALUES: dict[str, str] = {
    "FileSha1": SHA1,
    "FileSha256": SHA256,
    "FileMd5": MD5,
    "CertificateThumbprint": SHA1,
    "IpAddress": "52.239.152.74",
    "DomainName": "cdn.adatum-static.net",
    "Url": "https://login.adatum-static.net/reset?step=2",
}


def indicator(type: str = "IpAddress", value: Any = None, **members: Any) -> dict[str, Any]:
    """Write an indicator; a member that is ``...`` is left out."""
    action = "Allowed" if type == "CertificateThumbprint" else "Block"
    whole = {
        "indicatorType": type,
        "indicatorValue": VALUES[type] if value is None else value,
        "action": action,
        "title": "Beacon of the March campaign",
        "description": "Seen in three mailboxes",
        **members,
    }
    return {key: member for key, member in whole.items() if member is not ...}


def one(type: str = "IpAddress", value: Any = None, **members: Any) -> tuple[str, Any]:
    return "post-ti-indicator", indicator(type, value, **members)


def batch(*indicators: dict[str, Any]) -> tuple[str, Any]:
    return "import-ti-indicators", {"Indicators": list(indicators)}


def isolate(**members: Any) -> tuple[str, Any]:
    whole = {"Comment": "Beaconing since 02:14", "IsolationType": "Full", **members}
    return "isolate-machine", {key: member for key, member in whole.items() if member is not ...}


def release(**members: Any) -> tuple[str, Any]:
    return "unisolate-machine", members


def command(type: str, **params: str) -> dict[str, Any]:
    return {"type": type, "params": [{"key": key, "value": value} for key, value in params.items()]}


PUT = command("PutFile", FileName="triage.ps1")
RUN = command("RunScript", ScriptName="triage.ps1", Args="-Quick")
GET = command("GetFile", Path="C:\\ir\\out.zip")


def live(*commands: Any, **members: Any) -> tuple[str, Any]:
    return "run-live-response", {"Comment": "Triage", "Commands": list(commands), **members}


def alert(**members: Any) -> tuple[str, Any]:
    return "update-alert", {"comment": "Reviewed", **members}


def alerts(**members: Any) -> tuple[str, Any]:
    return "batch-update-alerts", {"alertIds": ["da1", "da2"], "comment": "Reviewed", **members}


def incident(**members: Any) -> tuple[str, Any]:
    return "update-incident", {"comment": "Reviewed", **members}


def create(**members: Any) -> tuple[str, Any]:
    whole = {
        "eventTime": "2026-02-03T04:05:06.7890123Z",
        "reportId": "90210",
        "machineId": DEVICE,
        "severity": "Medium",
        "title": "Token theft",
        "description": "Cookie replay",
        "recommendedAction": "Revoke sessions",
        "category": "CredentialAccess",
        **members,
    }
    return "create-alert-by-reference", {k: v for k, v in whole.items() if v is not ...}


Brief = tuple[str, "str | None", str, str]
"""A finding in brief: rule, code, severity, pointer."""


def error(rule: str, code: str | None, pointer: str) -> Brief:
    return rule, code, "error", pointer


def warning(rule: str, pointer: str, code: str | None = None) -> Brief:
    return rule, code, "warning", pointer


VALUE = "/indicatorValue"


def addresses(start: int, number: int) -> list[dict[str, Any]]:
    return [indicator(value=f"52.239.{n // 256}.{n % 256}") for n in range(start, start + number)]


ROWS: list[tuple[tuple[str, Any], list[Brief]]] = [
    # a key in another letter case
    (release(comment="x"), [error("key-case", MISSING, "/comment")]),
    (isolate(IsolationType=..., isolationType="Full"), [error("key-case", BODY, "/isolationType")]),
    (
        (
            "update-alert",
            {
                "Status": "Resolved",
                "Classification": "TruePositive",
                "Determination": "Malware",
                "Comment": "Done",
            },
        ),
        [
            warning("key-case", f"/{key}", BODY)
            for key in ("Classification", "Comment", "Determination", "Status")
        ],
    ),
    (("update-alert", {"STATUS": "Resolved"}), [error("key-case", BODY, "/STATUS")]),
    (
        ("batch-update-alerts", {"alertIds": ["da1"], "Status": "Resolved"}),
        [error("key-case", BODY, "/Status")],
    ),
    # a key with blanks, underscores or hyphens
    (
        isolate(IsolationType=..., **{"Isolation Type": "Full"}),
        [error("key-typo", BODY, "/Isolation Type")],
    ),
    (
        isolate(IsolationType=..., isolation_type="Full"),
        [error("key-typo", BODY, "/isolation_type")],
    ),
    (
        ("run-av-scan", {"Comment": "x", "scan-type": "Quick"}),
        [error("key-typo", MISSING, "/scan-type")],
    ),
    # a key that no source knows, and annotations
    (release(Comment="x", Reason="y"), [error("unknown-key", BODY, "/Reason")]),
    (release(Comment="x", **{"@odata.context": "y", "@odata.type": 5}), []),
    # a key that only the service's metadata or shipped clients know
    (release(Comment="x", ExternalId="SOAR-77"), [warning("undocumented-key", "/ExternalId")]),
    (release(Comment="x", Title="y"), [warning("undocumented-key", "/Title")]),
    (release(Comment="x", RequestSource="Portal"), [warning("undocumented-key", "/RequestSource")]),
    (
        release(Comment="x", ExternalId=77),
        [warning("undocumented-key", "/ExternalId"), error("wrong-type", BODY, "/ExternalId")],
    ),
    (one(externalId="SOAR-77"), [warning("undocumented-key", "/externalId")]),
    (one(mitreTechniques=["T1566"]), [warning("undocumented-key", "/mitreTechniques")]),
    (
        one(mitreTechniques="T1566"),
        [
            warning("undocumented-key", "/mitreTechniques"),
            error("wrong-type", BODY, "/mitreTechniques"),
        ],
    ),
    (
        ("run-advanced-query", {"Query": "DeviceInfo", "Timespan": "P7D"}),
        [warning("undocumented-key", "/Timespan")],
    ),
    # a required key that is null or absent
    (release(Comment=None), [error("missing-key", MISSING, "/Comment")]),
    (release(), [error("missing-key", MISSING, "/Comment")]),
    (
        one(title=None, description=...),
        [
            error("missing-key", MISSING, "/description"),
            error("missing-key", MISSING, "/title"),
        ],
    ),
    # a required text that is empty or blank
    (one(title=""), [error("empty-value", MISSING, "/title")]),
    (one(description=" \t"), [error("empty-value", MISSING, "/description")]),
    (one(value=""), [error("empty-value", INPUT, VALUE)]),
    (one(value="\u00a0"), [error("empty-value", INPUT, VALUE)]),
    (
        ("stop-and-quarantine-file", {"Comment": "x", "Sha1": ""}),
        [error("empty-value", HASH, "/Sha1")],
    ),
    (
        ("batch-delete-ti-indicators", {"IndicatorIds": ["12", ""]}),
        [error("empty-value", BODY, "/IndicatorIds/1")],
    ),
    (release(Comment=""), [warning("empty-value", "/Comment", MISSING)]),
    (release(Comment="  "), [warning("empty-value", "/Comment", MISSING)]),
    # an optional key that is null
    (one(expirationTime=None, severity=None, rbacGroupNames=None, generateAlert=None), []),
    (isolate(IsolationType=None), []),
    # Comment that the newest page, or only the connector, requires
    (("cancel-machine-action", {}), [error("missing-key", MISSING, "/Comment")]),
    (("run-live-response", {"Commands": [PUT]}), [error("missing-key", MISSING, "/Comment")]),
    # IsolationType
    (isolate(IsolationType=...), [warning("missing-key", "/IsolationType", MISSING)]),
    # Commands
    (("run-live-response", {"Comment": "x"}), [error("missing-key", MISSING, "/Commands")]),
    (live(), [error("empty-value", BODY, "/Commands")]),
    # order of commands
    (live(PUT, RUN, GET), []),
    (live(RUN, PUT, RUN, RUN, GET, GET), []),
    (live(GET, PUT), [warning("command-order", "/Commands/1", BODY)]),
    (live(PUT, GET, RUN), [warning("command-order", "/Commands/2", BODY)]),
    # parameters of commands
    (live(command("RunScript", Args="-x")), [error("missing-key", MISSING, "/Commands/0/params")]),
    (live(command("GetFile")), [error("missing-key", MISSING, "/Commands/0/params")]),
    (
        live(command("PutFile", Path="x")),
        [
            error("missing-key", MISSING, "/Commands/0/params"),
            warning("foreign-parameter", "/Commands/0/params/0/key"),
        ],
    ),
    (
        live(command("GetFile", Path="x", Args="y")),
        [warning("foreign-parameter", "/Commands/0/params/1/key")],
    ),
    # hashes
    (one("FileSha1", SHA1.upper(), action="BlockAndRemediate"), []),
    (one("FileSha256", SHA256.upper()), []),
    (one("FileSha1", SHA1[1:]), [error("hash-value", HASH, VALUE)]),
    (one("FileSha256", "z" * 64), [error("hash-value", HASH, VALUE)]),
    (one("FileSha1", SHA256), [error("hash-value", HASH, VALUE)]),
    (one("FileMd5"), [warning("undocumented-value", "/indicatorType")]),
    (
        one("FileMd5", MD5[1:]),
        [warning("undocumented-value", "/indicatorType"), error("hash-value", HASH, VALUE)],
    ),
    (one("CertificateThumbprint", SHA1), []),
    (one("CertificateThumbprint", SHA256), [warning("hash-value", VALUE, HASH)]),
    (one("CertificateThumbprint", MD5), [warning("hash-value", VALUE, HASH)]),
    (one("CertificateThumbprint", SHA1[1:]), [error("hash-value", HASH, VALUE)]),
    # addresses
    (one(value="2603:1030:20e:3::23c"), []),
    (one(value="2603:1030:020e:0003:0000:0000:0000:023c"), []),
    *(
        (one(value=value), [error("ip-address", IP, VALUE)])
        for value in (
            *("52.239.152.0/24", "52.239.152.1-52.239.152.9", "52.239.152.74:443", "52.239.152.*"),
            *("052.239.152.74", "[2603:1030::23c]", "2603:1030::/32", "52.239.152", "localhost"),
        )
    ),
    *(
        (one(value=value), [warning("non-public-address", VALUE, IP)])
        for value in (
            *("10.20.30.40", "127.0.0.1", "169.254.7.7", "224.0.0.251", "198.51.100.7"),
            *("fd12:3456::1", "::1", "fe80::1", "ff02::1", "2001:db8::1"),
        )
    ),
    # host names
    *(
        (one("DomainName", value), [])
        for value in ("adatum.net", "xn--bcher-kva.example.net", "bücher.example.net", "4chan.net")
    ),
    *(
        (one("DomainName", value), [error("domain-name", DOMAIN, VALUE)])
        for value in (
            *("https://adatum.net", "adatum.net/login", "adatum.net:443", "*.adatum.net"),
            *("ada tum.net", "adatum", "52.239.152.74", "-adatum.net", "adatum..net"),
        )
    ),
    *(
        (one("DomainName", value), [warning("domain-name", VALUE, DOMAIN)])
        for value in ("_sip.adatum.net", "adatum.net.")
    ),
    # URLs
    *(
        (one("Url", value), [])
        for value in ("http://adatum.net", "https://52.239.152.74:8443/x", "http://[2603:1030::1]/")
    ),
    *(
        (one("Url", value), [error("url", URL, VALUE)])
        for value in (
            *("adatum.net/login", "https://*.adatum.net/", "https://adatum.net/a b", "https://"),
            *("//adatum.net", "https:/adatum.net", "/login"),
        )
    ),
    (one("Url", "ftp://adatum.net/x"), [warning("url", VALUE, URL)]),
    # blanks around, and defanged values
    (one(value=" 52.239.152.74"), [error("surrounding-blanks", IP, VALUE)]),
    (one("FileSha256", f"{SHA256}\n"), [error("surrounding-blanks", HASH, VALUE)]),
    (one("DomainName", "adatum.net\u00a0"), [error("surrounding-blanks", DOMAIN, VALUE)]),
    (one("Url", "https://adatum.net/ "), [error("surrounding-blanks", URL, VALUE)]),
    (one("Url", "hxxps://adatum.net/"), [error("defanged-value", URL, VALUE)]),
    (one("Url", "hxxp://adatum[.]net/"), [error("defanged-value", URL, VALUE)]),
    (one("DomainName", "adatum[.]net"), [error("defanged-value", DOMAIN, VALUE)]),
    (one(value="52[.]239[.]152[.]74"), [error("defanged-value", IP, VALUE)]),
    # actions
    (one(action="Alert"), [warning("legacy-value", "/action")]),
    (one("FileSha1", action="AlertAndBlock"), [warning("legacy-value", "/action")]),
    (one(action="Audit", generateAlert=True), []),
    (one(action="Audit"), [error("missing-key", BAD, "/generateAlert")]),
    (
        one(action="Audit", generateAlert=False),
        [error("inconsistent-values", BAD, "/generateAlert")],
    ),
    (
        one(action="Audit", generateAlert=None),
        [error("inconsistent-values", BAD, "/generateAlert")],
    ),
    *(
        (one(type, action="BlockAndRemediate"), [warning("inconsistent-values", "/action")])
        for type in ("IpAddress", "DomainName", "Url")
    ),
    *(
        (one("CertificateThumbprint", action=action), [warning("inconsistent-values", "/action")])
        for action in ("Warn", "Block")
    ),
    (one("CertificateThumbprint", action="BlockAndRemediate"), []),
    (one("Url", action="Warn", educateUrl="https://intranet.contoso.com/why"), []),
    (
        one("Url", action="Allowed", educateUrl="https://intranet.contoso.com/why"),
        [warning("inconsistent-values", "/educateUrl")],
    ),
    (
        one("DomainName", educateUrl="https://intranet.contoso.com/why"),
        [warning("inconsistent-values", "/educateUrl")],
    ),
    # types of members
    (one(generateAlert="True"), [warning("wrong-type", "/generateAlert")]),
    (one(generateAlert="False"), [warning("wrong-type", "/generateAlert")]),
    (one(generateAlert="yes"), [error("wrong-type", BODY, "/generateAlert")]),
    (one(rbacGroupNames="Servers"), [error("wrong-type", BODY, "/rbacGroupNames")]),
    (one(rbacGroupNames=["Servers", "Kiosks"]), []),
    (("set-device-value", {"DeviceValue": 5}), [error("wrong-type", BODY, "/DeviceValue")]),
    (
        ("create-alert-by-reference", {**create()[1], "reportId": 90210}),
        [error("wrong-type", BODY, "/reportId")],
    ),
    (release(Comment=42), [error("wrong-type", BODY, "/Comment")]),
    # points in time
    (one(expirationTime="2098-01-01T00:00:00Z"), []),
    (one(expirationTime="2098-01-01T00:00:00.1234567+05:30"), []),
    (one(expirationTime="2098-01-01"), [error("timestamp", BODY, "/expirationTime")]),
    (one(expirationTime="2098-01-01T00:00:00"), [error("timestamp", BODY, "/expirationTime")]),
    (one(expirationTime="in a week"), [error("timestamp", BODY, "/expirationTime")]),
    (one(expirationTime="2019-01-01T00:00:00Z"), [warning("past-time", "/expirationTime")]),
    # classification, determination, category
    (alert(classification="FalsePositive", determination="NotMalicious"), []),
    (alerts(classification="FalsePositive", determination="Clean"), []),
    (incident(classification="FalsePositive", determination="NotMalicious"), []),
    (
        incident(classification="FalsePositive", determination="Clean"),
        [warning("legacy-value", "/determination", BODY)],
    ),
    (
        incident(determination="Not malicious"),
        [error("display-value", BODY, "/determination")],
    ),
    (alert(determination="Clean"), [warning("undocumented-value", "/determination", BODY)]),
    (alerts(determination="NotMalicious"), [warning("undocumented-value", "/determination", BODY)]),
    (
        incident(determination="InsufficientData"),
        [warning("undocumented-value", "/determination", BODY)],
    ),
    (alert(classification="Benign"), [error("unknown-value", BODY, "/classification")]),
    (alert(determination="Ransomware"), [error("unknown-value", BODY, "/determination")]),
    (
        alert(classification="FalsePositive", determination="Phishing"),
        [warning("inconsistent-values", "/determination")],
    ),
    (
        incident(classification="TruePositive", determination="SecurityTesting"),
        [warning("inconsistent-values", "/determination")],
    ),
    *(
        (
            change(classification="Informational, expected activity"),
            [warning("display-value", "/classification", BODY)],
        )
        for change in (alert, alerts, incident)
    ),
    *(
        (change(determination=gone), [warning("legacy-value", "/determination", BODY)])
        for change in (alert, alerts, incident)
        for gone in ("Apt", "SecurityPersonnel")
    ),
    (create(category="Backdoor"), [warning("undocumented-value", "/category")]),
    (create(category="Gremlins"), [warning("unknown-value", "/category", BODY)]),
    (create(recommendedAction=...), [error("missing-key", BAD, "/recommendedAction")]),
    # sizes of batches
    (batch(*addresses(0, 500)), []),
    (batch(*addresses(0, 501)), [error("batch-size", BATCH, "/Indicators")]),
    (
        ("batch-delete-ti-indicators", {"IndicatorIds": [str(n) for n in range(501)]}),
        [error("batch-size", BATCH, "/IndicatorIds")],
    ),
    (
        (
            "add-or-remove-multiple-machine-tags",
            {"Value": "x", "Action": "Add", "MachineIds": [f"{n:040x}" for n in range(501)]},
        ),
        [error("batch-size", BATCH, "/MachineIds")],
    ),
    (alerts(alertIds=[str(n) for n in range(2_000)]), []),
    (("scan-history-by-session", {"SessionIds": [str(n) for n in range(2_000)]}), []),
    # empty batches
    (batch(), [error("empty-value", BODY, "/Indicators")]),
    (
        ("batch-delete-ti-indicators", {"IndicatorIds": []}),
        [error("empty-value", BODY, "/IndicatorIds")],
    ),
    (("update-machine", {"machineTags": []}), [error("empty-value", BODY, "/machineTags")]),
    (("update-machine", {"machineTags": [], "deviceValue": "Low"}), []),
    (alerts(alertIds=[]), [warning("empty-value", "/alertIds", BODY)]),
    (
        ("scan-history-by-session", {"SessionIds": []}),
        [warning("empty-value", "/SessionIds", BODY)],
    ),
    # the same item twice
    (batch(indicator(), indicator()), [warning("duplicate-item", "/Indicators/1")]),
    (
        ("batch-delete-ti-indicators", {"IndicatorIds": ["7", "8", "7"]}),
        [warning("duplicate-item", "/IndicatorIds/2")],
    ),
    (alerts(alertIds=["da1", "da1"]), [warning("duplicate-item", "/alertIds/1")]),
    (
        batch(indicator(), indicator(action="Warn")),
        [warning("inconsistent-values", "/Indicators/1/action")],
    ),
    (batch(indicator(), indicator("DomainName")), []),
    # no body
    (
        ("run-av-scan", None),
        [error("missing-key", MISSING, "/Comment"), error("missing-key", MISSING, "/ScanType")],
    ),
]


@pytest.mark.parametrize(("call", "findings"), ROWS)
def test_a_value(call: tuple[str, Any], findings: list[Brief]) -> None:
    api, body = call
    found = [
        (f.rule, f.code, f.severity, f.pointer)
        for f in lint(body, api)
        if f.rule != "deprecated-api"  # its severity is a matter of the date
    ]
    assert sorted(found, key=str) == sorted(findings, key=str)


TEXTS: list[tuple[str, str, Any, list[Brief]]] = [
    # a raw line break inside a JSON string
    (
        "run-advanced-query",
        '{"Query": "DeviceInfo\n| take 5"}',
        "json",
        [error("syntax", BODY, "")],
    ),
    # a timestamp that YAML would read as a date
    (
        "post-ti-indicator",
        "indicatorType: FileSha1\nindicatorValue: "
        f"{SHA1}\naction: Block\ntitle: t\ndescription: d\nexpirationTime: 2098-01-01T00:00:00Z\n",
        "yaml",
        [],
    ),
    (
        "post-ti-indicator",
        "indicatorType: FileSha1\nindicatorValue: "
        f"{SHA1}\naction: Block\ntitle: t\ndescription: d\nexpirationTime: 2098-01-01\n",
        "yaml",
        [error("timestamp", BODY, "/expirationTime")],
    ),
    # no body
    ("unisolate-machine", "", "json", [error("missing-key", MISSING, "/Comment")]),
    ("unisolate-machine", "# nothing", "yaml", [error("missing-key", MISSING, "/Comment")]),
    # a form
    ("upload-library", '{"File": "x"}', "json", [error("wrong-media-type", BODY, "")]),
    # one key twice
    (
        "unisolate-machine",
        '{"Comment": "x", "Comment": "y"}',
        "json",
        [error("duplicate-key", BODY, "/Comment")],
    ),
    (
        "unisolate-machine",
        '{"Comment": "x", "comment": "y"}',
        "json",
        [error("duplicate-key", BODY, "/comment")],
    ),
]


@pytest.mark.parametrize(("api", "text", "syntax", "findings"), TEXTS)
def test_a_text(api: str, text: str, syntax: Any, findings: list[Brief]) -> None:
    found = [(f.rule, f.code, f.severity, f.pointer) for f in lint_text(text, api, syntax=syntax)]
    assert found == findings


WORDS: list[tuple[tuple[str, Any], list[str]]] = [
    (release(comment="x"), ["`comment`", "`Comment`", "letter case"]),
    # A hash of another type: which type would fit.
    (one("FileSha1", SHA256), ["64", "40", "`FileSha256`"]),
    (one("FileSha256", SHA1), ["40", "64", "`FileSha1`"]),
    (one("FileSha256", MD5), ["32", "`FileMd5`"]),
    (one("DomainName", "https://adatum.net/x"), ["is a URL", "`Url`"]),
    (one("DomainName", "52.239.152.74"), ["is an IP address", "`IpAddress`"]),
    (one("IpAddress", "adatum.net"), ["`DomainName`"]),
    (one("Url", "adatum[.]net"), ["is defanged", "no scheme"]),
    (one("Url", "hxxps://adatum.net"), ["is defanged", "`https://adatum.net`"]),
    # What stands in for what is gone.
    (one(action="Alert"), ["`Alert`", "`Audit`", "`generateAlert`"]),
    (one("FileSha1", action="AlertAndBlock"), ["`AlertAndBlock`", "`BlockAndRemediate`"]),
    (alert(classification="Informational, expected activity"), ["`InformationalExpectedActivity`"]),
    # Sizes: received and allowed.
    (batch(*addresses(0, 512)), ["512", "500"]),
    # The first of two that are the same.
    (batch(indicator(), indicator("DomainName"), indicator()), ["item 1"]),
    (
        batch(indicator("DomainName"), indicator(), indicator(action="Allowed")),
        ["`Allowed`", "`Block`", "item 2"],
    ),
]


@pytest.mark.parametrize(("call", "words"), WORDS)
def test_what_a_message_names(call: tuple[str, Any], words: list[str]) -> None:
    (finding,) = lint(call[1], call[0])
    for word in words:
        assert word in finding.message


FIXES: list[tuple[str, str, str, str | None]] = [
    ("unisolate-machine", '{"comment": "x"}', "safe", '{"Comment": "x"}'),
    ("unisolate-machine", '{"com_ment": "x"}', "safe", '{"Comment": "x"}'),
    ("unisolate-machine", '{"Coment": "x"}', "unsafe", '{"Comment": "x"}'),
    ("unisolate-machine", '{"Comment": 42}', "unsafe", '{"Comment": "42"}'),
    (
        "stop-and-quarantine-file",
        f'{{"Comment": "x", "Sha1": "{SHA1} "}}',
        "safe",
        f'{{"Comment": "x", "Sha1": "{SHA1}"}}',
    ),
    (
        "update-alert",
        '{"classification": "Informational, expected activity"}',
        "safe",
        '{"classification": "InformationalExpectedActivity"}',
    ),
    ("set-device-value", '{"DeviceValue": "high"}', "safe", '{"DeviceValue": "High"}'),
    # A fix leads to the value that would be warned about least: to none at all.
    (
        "update-alert",
        '{"determination": "Compromised account"}',
        "safe",
        '{"determination": "CompromisedUser"}',
    ),
    (
        "update-incident",
        '{"determination": "Compromised account"}',
        "safe",
        '{"determination": "CompromisedAccount"}',
    ),
    ("update-incident", '{"determination": "clean"}', "safe", '{"determination": "NotMalicious"}'),
]


@pytest.mark.parametrize(("api", "text", "applicability", "corrected"), FIXES)
def test_a_fix(api: str, text: str, applicability: str, corrected: str) -> None:
    (finding,) = lint_text(text, api)
    assert finding.fix is not None
    assert finding.fix.applicability == applicability
    (edit,) = finding.fix.edits
    assert text[: edit.offset] + edit.text + text[edit.offset + edit.length :] == corrected
    assert lint_text(corrected, api) == []


@pytest.mark.parametrize(
    ("type", "action", "said"),
    [
        ("IpAddress", "alert", "`Audit`"),
        ("IpAddress", "blockandremediate", "use `Block`"),
    ],
)
def test_there_is_no_fix_to_what_would_be_warned_about(type: str, action: str, said: str) -> None:
    (finding,) = lint(indicator(type, action=action), "post-ti-indicator")
    assert (finding.rule, finding.code, finding.fix) == ("value-case", "InvalidInput", None)
    assert said in finding.message


READ = {
    "id": "4071",
    "createdBy": "1d2c3b4a-5e6f-4a7b-8c9d-0e1f2a3b4c5d",
    "creationTimeDateTimeUtc": "2026-03-02T08:15:30Z",
}


def test_an_entity_that_is_sent_back_is_one_finding() -> None:
    (finding,) = lint({**READ, **indicator(), "madeUp": 1}, "post-ti-indicator")
    assert (finding.rule, finding.severity, finding.code) == ("read-only-keys", "warning", None)
    assert finding.pointer == "/id"
    assert "`id`, `createdBy` and `creationTimeDateTimeUtc`" in finding.message


def test_what_else_is_wrong_with_an_entity_is_said_all_the_same() -> None:
    sent = {**READ, **indicator(action="block")}
    assert {(f.rule, f.pointer) for f in lint(sent, "post-ti-indicator")} == {
        ("read-only-keys", "/id"),
        ("value-case", "/action"),
    }


def test_two_read_only_keys_are_two_findings() -> None:
    sent = {**indicator(), "id": "4071", "createdBy": READ["createdBy"]}
    rules = [finding.rule for finding in lint(sent, "post-ti-indicator")]
    assert rules == ["undocumented-key", "undocumented-key"]


def test_old_names_of_the_hunting_schema() -> None:
    query = "MachineInfo | where EventTime > ago(1d) and FileName == 'MiscEvents' // LogonEvents"
    finding = lint({"Query": query}, "run-advanced-query")[-1]
    assert (finding.rule, finding.severity, finding.pointer) == (
        "legacy-value",
        "warning",
        "/Query",
    )
    assert finding.message == (
        "in the query `MachineInfo` is called `DeviceInfo` now, "
        "`EventTime` is called `Timestamp` now"
    )


def test_a_defanged_value_is_armed_only_on_purpose() -> None:
    text = (
        '{"indicatorType": "DomainName", "indicatorValue": "adatum[.]net", "action": "Block", '
        '"title": "t", "description": "d", "generateAlert": "True"}'
    )
    defanged, boolean = lint_text(text, "post-ti-indicator")
    assert defanged.fix is not None
    assert boolean.fix is not None
    assert (defanged.fix.applicability, defanged.fix.edits[0].text) == ("unsafe", '"adatum.net"')
    assert (boolean.fix.applicability, boolean.fix.edits[0].text) == ("safe", "true")


def test_how_to_write_a_query_of_several_lines() -> None:
    (finding,) = lint_text('{"Query": "DeviceInfo\n| take 5"}', "run-advanced-query")
    assert "`\\n`" in finding.message


def test_the_other_likely_answers() -> None:
    (missing,) = lint({}, "unisolate-machine")
    assert missing.also == ("InvalidRequestBody", "BadRequest")
    (alert,) = create(recommendedAction=...)[1:]
    (missing,) = lint(alert, "create-alert-by-reference")
    assert missing.also == ("MissingRequiredParameter", "InvalidRequestBody")


@pytest.mark.parametrize(
    ("call", "confidence"),
    [
        (release(comment="x"), "documented"),
        (one(externalId="SOAR-77"), "service"),  # only `$metadata` knows the key
        (live(), "service"),  # `Commands`: `$metadata` does not make it optional
        (incident(determination="Clean"), "observed"),  # an answer seen
        (release(Comment=" "), "implied"),  # no page says what an empty comment does
    ],
)
def test_how_sure_a_finding_is(call: tuple[str, Any], confidence: str) -> None:
    (finding,) = lint(call[1], call[0])
    assert finding.confidence == confidence
