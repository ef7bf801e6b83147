"""``explain``: rules and codes in words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.rules import RULES

CODES = [code.name for code in Catalogue.shipped().errors]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("429", "TooManyRequests"),
        ("ActiveRequestAlreadyExists", "ActiveRequestAlreadyExists"),
        ("activerequestalreadyexists", "ActiveRequestAlreadyExists"),
        ("Missing application roles", "Forbidden"),
        (
            "Missing application roles. API required roles: Machine.Isolate, application roles: X.",
            "Forbidden",
        ),
        ("Request body is incorrect", "InvalidRequestBody"),
        ("Hash value abc is invalid.", "InvalidHashValue"),
        ("Machine 123 was not found", "ResourceNotFound"),
        ("API calls quota exceeded! maximum allowed 45 per 00:01:00", "TooManyRequests"),
        ("This device has no automation level assigned to it", "DisallowedOperation"),
        ("未經 授權", "Unauthorized"),
        ("禁止", "Forbidden"),
        ("不允許的Operation", "DisallowedOperation"),
    ],
)
def test_what_people_paste(run: Any, words: str, code: str) -> None:
    assert run("explain", words).out.startswith(f"{code}: HTTP status ")
    assert run("explain", *words.split()).out.startswith(f"{code}: HTTP status ")


def test_what_a_code_is_predicted_from(run: Any) -> None:
    def told(code: str) -> str:
        lines: list[str] = run("explain", code).out.splitlines()
        return lines[lines.index("What it is predicted from") + 1].strip()

    assert told("ODataError") == "the query (documented)"
    assert told("TooManyRequests") == "a run of requests (seen), a context (documented)"
    assert told("InternalServerError") == (
        "nothing: no file says beforehand that the service will fail"
    )


def test_rule(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    outcome = run("explain", "hash-value")
    assert (outcome.status, outcome.err) == (0, "")
    assert outcome.out == (
        "hash-value: A hash has the wrong length or characters\n"
        "\n"
        "What it means\n"
        "  MD5 has 32 hexadecimal digits, SHA-1 40, SHA-256 64, in either case;\n"
        "  certificate thumbprints have 40, and 64 or 32 with a warning.\n"
        "\n"
        "What the service does\n"
        "  The error page gives InvalidHashValue with the value.\n"
        "\n"
        "How to fix it\n"
        "  Copy the hash again. If its length fits another type, change the type.\n"
        "\n"
        "Severity        error\n"
        "Predicted code  InvalidHashValue\n"
        "Fix             suggested in some cases\n"
    )


def test_rule_names_every_code_that_it_may_predict(run: Any) -> None:
    out = run("explain", "key-case").out
    assert "\nPredicted code  InvalidRequestBody, MissingRequiredParameter\n" in out


def test_code(run: Any) -> None:
    out = run("explain", "InvalidRequestBody").out
    assert out.startswith("InvalidRequestBody: HTTP status 400\n")
    for part in ("What it means", "How to fix it", "Seen in public", "Rules that predict it"):
        assert f"\n{part}\n  " in out
    assert "\n  key-case " in out


@pytest.mark.parametrize("spelling", ["KEY-CASE", "key_case", "KeyCase"])
def test_topics_in_any_spelling(run: Any, spelling: Any) -> None:
    assert run("explain", spelling).out.startswith("key-case: ")


def test_every_topic_fits_the_terminal(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for topic in (*RULES, *CODES):
        out = run("explain", topic).out
        assert out.startswith(f"{topic}: ")
        assert max(len(line) for line in out.splitlines() if "/" not in line) <= 80, topic


def test_list(run: Any) -> None:
    out = run("explain").out
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert set(listed) >= {*RULES, *CODES}


def test_rule_as_json(run: Any) -> None:
    rule = json.loads(run("explain", "key-case", "--output-format", "json").out)
    assert rule["version"] == 1
    assert rule["kind"] == "rule"
    assert rule["fix"] == "safe"


def test_list_as_json(run: Any) -> None:
    everything = json.loads(run("explain", "--output-format", "json").out)
    assert [rule["name"] for rule in everything["rules"]] == list(RULES)
    assert [code["name"] for code in everything["codes"]] == CODES
