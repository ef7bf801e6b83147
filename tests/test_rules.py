"""The table of rules: complete, and fit to be printed."""

from __future__ import annotations

import json
from pathlib import Path

from defender_lint.catalogue import Catalogue
from defender_lint.rules import RULES

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"

NAMES = [
    "syntax", "duplicate-key", "limit-exceeded",
    "missing-key", "key-case", "key-typo", "unknown-key", "undocumented-key", "foreign-parameter",
    "wrong-type", "value-case", "unknown-value", "undocumented-value", "legacy-value",
    "display-value", "out-of-range", "empty-value", "surrounding-blanks", "defanged-value",
    "hash-value", "ip-address", "non-public-address", "domain-name", "url", "timestamp",
    "past-time", "batch-size", "duplicate-item", "inconsistent-values", "command-order",
    "wrong-media-type", "deprecated-api", "unknown-api", "ambiguous-api",
    "unused-suppression",
]  # fmt: skip


def test_names_are_a_promise() -> None:
    """What was released once stays; new ones may come in between."""
    assert [name for name in RULES if name in NAMES] == NAMES


def test_a_planned_rule_is_not_shown() -> None:
    table = json.loads((SCHEMAS / "rules.json").read_bytes())["rules"]
    assert list(RULES) == [name for name, rule in table.items() if "planned" not in rule]


def test_rules_that_are_off_by_default() -> None:
    assert [rule.name for rule in RULES.values() if rule.optional] == ["burst-rate"]


def test_texts_are_short_sentences() -> None:
    for name, rule in RULES.items():
        for text in (rule.means, rule.service, rule.remedy):
            assert text[0].isupper() or text[0] == "`", name
            assert text.endswith("."), name
            assert text.isprintable(), name
            assert len(text) <= 320, name
            assert text.count("`") % 2 == 0, name
        assert len(rule.summary) <= 70, name
        assert not rule.summary.endswith("."), name


def test_what_is_predicted_is_a_code_of_the_service(catalogue: Catalogue) -> None:
    predicted = {rule.code for rule in RULES.values()} - {None}
    assert predicted <= {code.name for code in catalogue.errors}


def test_a_rule_stands_at_a_code_only_where_another_is_its_usual_one(catalogue: Catalogue) -> None:
    """The usual code is said once, in rules.json; errors.json has the others."""
    table = json.loads((SCHEMAS / "rules.json").read_bytes())["rules"]
    for code in catalogue.errors:
        for name in code.rules:
            assert table[name]["code"] != code.name, f"{name} has {code.name} in rules.json already"
