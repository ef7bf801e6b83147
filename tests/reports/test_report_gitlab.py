"""The GitLab format: a Code Quality report."""

from __future__ import annotations

import json
from typing import Any

from defender_lint import lint_text


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("gitlab", realistic, summary) == (
        r"""[
{"description": "`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter \"Parameter Comment is missing.\" (or InvalidRequestBody).", "check_name": "key-case", "fingerprint": "532398a881d0b465676bd8068e0d3f81", "severity": "major", "location": {"path": "payloads/web 01.json", "lines": {"begin": 2}}},
{"description": "`IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody).", "check_name": "missing-key", "fingerprint": "3dab8397bffb9b8224f82bc5c7297dcc", "severity": "major", "location": {"path": "payloads/web 01.json", "lines": {"begin": 1}}},
{"description": "`status` stands twice. The service may answer 400 InvalidRequestBody.", "check_name": "duplicate-key", "fingerprint": "d73b9e8152d7075120118b36d1a8742b", "severity": "minor", "location": {"path": "bodies.ndjson", "lines": {"begin": 3}}},
{"description": "the body fits no API.", "check_name": "unknown-api", "fingerprint": "12304db93af7c09b9cc4f5dcaed4fdeb", "severity": "major", "location": {"path": "<body>", "lines": {"begin": 1}}}
]
"""
    )


def test_run_without_findings(report: Any, realistic: Any) -> None:
    assert report("gitlab", []) == "[\n]\n"
    assert report("gitlab", [realistic[0].replace(suppressed=True)]) == "[\n]\n"


def test_fingerprints_stay_when_lines_shift(report: Any) -> None:
    def fingerprints(text: str) -> Any:
        found = lint_text(text, api="unisolate-machine", filename="a.ndjson")
        return [issue["fingerprint"] for issue in json.loads(report("gitlab", found))]

    body = '{"comment": "x", "Foo": 1}\n'
    assert len(set(fingerprints(body))) == 2
    assert fingerprints(body) == fingerprints('{"Comment": "ok"}\n' * 3 + body)


def test_fingerprints_of_equal_mistakes_differ(report: Any, parsed: Any) -> None:
    found = lint_text('{"comment": "x"}\n' * 3, api="unisolate-machine", filename="a.ndjson")
    issues = parsed("gitlab", report("gitlab", found))
    assert len({issue["fingerprint"] for issue in issues}) == 3


def test_suppressing_one_finding_leaves_the_fingerprints_of_others(report: Any) -> None:
    first, second = lint_text('{"comment": ""}\n' * 2, api="unisolate-machine", syntax="ndjson")[
        ::2
    ]
    (_, kept) = json.loads(report("gitlab", [first, second]))
    assert json.loads(report("gitlab", [first.replace(suppressed=True), second])) == [kept]
