"""What is not certain where a part of a body is known at run time only, and what is all the same."""

from __future__ import annotations

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
    ],
)
def test_what_is_wrong_whatever_the_rest_is(
    api: str, text: str, expected: list[tuple[str, str]], catalogue: Catalogue
) -> None:
    assert found(text, api, catalogue) == expected
