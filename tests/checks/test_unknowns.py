"""What is not certain where a part of a body is known at run time only, and what is all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks import Context
from support import findings, read

INDICATOR = '"action": "Block", "title": "t", "description": "d"'


def twice(rest: str, value: str = '"indicatorValue": "a.com"') -> str:
    indicator = f'{{{value}, "indicatorType": "DomainName", {rest}}}'
    return f'{{"Indicators": [{indicator}, {indicator}]}}'


def found(text: str, api: str, catalogue: Catalogue) -> list[tuple[str, str]]:
    (request,) = read(text)
    context = Context(catalogue)
    return [(each.rule, each.pointer) for each in findings(request, catalogue[api], context)]


@pytest.mark.parametrize(
    ("api", "text"),
    [
        ("isolate-machine", "{{body}}"),
        ("isolate-machine", '{"Comment": "x", {{more}}}'),
        ("batch-delete-ti-indicators", '{"IndicatorIds": {{ids}}}'),
        ("batch-delete-ti-indicators", '{"IndicatorIds": ["1", {{more}}]}'),
        ("batch-delete-ti-indicators", '{"IndicatorIds": ["{{one}}", "{{one}}"]}'),
        (
            "batch-delete-ti-indicators",
            '{"IndicatorIds": ["{{one}}", "1", "2", "a{{b}}", "a{{b}}"]}',
        ),
        (
            "batch-delete-ti-indicators",
            '{"IndicatorIds": ["1", {% if x %}"2", {% endif %} {% if y %}"2", {% endif %} "3"]}',
        ),
        ("import-ti-indicators", twice(INDICATOR.replace("Block", "{{action}}"))),
        ("import-ti-indicators", twice('"title": "t", {{more}}')),
        ("import-ti-indicators", twice(INDICATOR, '"indicatorValue": "{{value}}"')),
        (
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "{{type}}", "params": []}, '
            '{"type": "PutFile", "params": [{"key": "FileName", "value": "a"}]}]}',
        ),
        ("update-alert", '{"classification": "TruePositive", "determination": "{{which}}"}'),
        ("update-alert", '{"classification": "{{which}}", "determination": "SecurityTesting"}'),
        (
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "RunScript", "params": {{params}}}]}',
        ),
        (
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "RunScript", "params": [{{params}}]}]}',
        ),
        (
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "RunScript", '
            '"params": [{"key": "{{key}}", "value": "x"}]}]}',
        ),
        (
            "post-ti-indicator",
            f'{{"indicatorValue": "{{{{v}}}}", "indicatorType": "FileSha1", {INDICATOR}}}',
        ),
        (
            "post-ti-indicator",
            f'{{"indicatorValue": "x", "indicatorType": "{{{{type}}}}", {INDICATOR}}}',
        ),
        ("post-ti-indicator", f'{{"indicatorValue": "x", {{{{type}}}}, {INDICATOR}}}'),
        (  # whether it is a hash depends on a member that is not always there
            "post-ti-indicator",
            '{"indicatorValue": "x"{% if h %}, "indicatorType": "FileSha1"{% endif %}, '
            f"{INDICATOR}}}",
        ),
        (  # the parameter that is missing may be among those of the loop
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "RunScript", "params": ['
            '{"key": "Args", "value": "x"}{% for a in b %}, {"key": "Args", "value": "y"}'
            "{% endfor %}]}]}",
        ),
    ],
)
def test_what_may_be_right_at_run_time(api: str, text: str, catalogue: Catalogue) -> None:
    assert found(text, api, catalogue) == []


@pytest.mark.parametrize(
    ("api", "text", "expected"),
    [
        (
            "isolate-machine",
            '{"comment": "x", {{more}}}',
            [("key-case", "/comment")],
        ),
        (
            "update-alert",
            '{"classification": "{{which}}", "determination": "Apt"}',
            [("legacy-value", "/determination")],
        ),
        (
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "{{type}}"}, '
            '{"type": "RunScript", "params": []}]}',
            [("missing-key", "/Commands/0/params"), ("missing-key", "/Commands/1/params")],
        ),
        (
            "import-ti-indicators",
            f'{{"Indicators": [{{"indicatorValue": "a", "indicatorType": "FileSha1", {INDICATOR}}}, '
            "{{rest}}]}",
            [("hash-value", "/Indicators/0/indicatorValue")],
        ),
        (
            "batch-delete-ti-indicators",
            '{"IndicatorIds": ["{{one}}", "1", "{{two}}", "1"]}',
            [("duplicate-item", "/IndicatorIds/3")],
        ),
        (
            "import-ti-indicators",
            twice('"action": "Block", "title": "{{title}}", "description": "d", {{more}}'),
            [("duplicate-item", "/Indicators/1")],
        ),
        (
            "run-live-response",
            '{"Comment": "x", "Commands": ['
            '{"type": "GetFile", "params": [{"key": "Path", "value": "{{path}}"}]}, '
            '{"type": "{{type}}", "params": []}, '
            '{"type": "PutFile", "params": [{"key": "FileName", "value": "a"}]}]}',
            [("command-order", "/Commands/2")],
        ),
        (  # what a hole stands for may put an old name into a comment; the API is old all the same
            "run-advanced-query",
            '{"Query": "{{x}} MiscEvents | take 1"}',
            [("deprecated-api", "")],
        ),
        (  # a value that is not known is no parameter that is missing
            "run-live-response",
            '{"Comment": "x", "Commands": [{"type": "RunScript", '
            '"params": [{"key": "Args", "value": "{{x}}"}]}]}',
            [("missing-key", "/Commands/0/params")],
        ),
        (  # an agent with an id needs no machine
            "add-scan-definition",
            '{"scanType": "Network", "scanName": "x", "isActive": true, "target": "10.0.0.1", '
            '"intervalInHours": 4, "targetType": "Ip", "scannerAgent": {"machineName": "x", {{more}}}, '
            '"scanAuthenticationParams": {{auth}}}',
            [("undocumented-key", "/scannerAgent/machineName")],
        ),
        (  # an agent without an id needs a machine, whatever it is called
            "add-scan-definition",
            '{"scanType": "Network", "scanName": "x", "isActive": true, "target": "10.0.0.1", '
            '"intervalInHours": 4, "targetType": "Ip", "scannerAgent": {"machineName": "{{name}}"}, '
            '"scanAuthenticationParams": {{auth}}}',
            [("missing-key", "/scannerAgent/machineId")],
        ),
    ],
)
def test_what_is_wrong_whatever_the_rest_is(
    api: str, text: str, expected: list[tuple[str, str]], catalogue: Catalogue
) -> None:
    assert found(text, api, catalogue) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"Kind": "Call"}', [("missing-key", "/Owner")]),
        ('{"Kind": "{{kind}}"}', []),
        ('{"Kind": "Mail"}', []),
    ],
)
def test_what_holds_unless_another_member_has_a_value(
    body: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    schema = {
        "x-operation": {"product": "acme", "method": "POST", "path": "/hooks/ticket"},
        "type": "object",
        "properties": {"Kind": {"type": "string"}, "Owner": {"type": "string"}},
        "allOf": [
            {
                "if": {"properties": {"Kind": {"const": "Mail"}}},
                "then": True,
                "else": {"required": ["Owner"]},
            }
        ],
    }
    path = tmp_path / "open-ticket.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    catalogue = Catalogue.shipped({"open-ticket": str(path)})
    assert found(body, "open-ticket", catalogue) == expected
