"""The table of rules: complete, and fit to be printed."""

from __future__ import annotations

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.rules import RULES, Rule

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
    assert list(RULES) == NAMES


def test_rules_that_are_off_by_default() -> None:
    assert [rule.name for rule in RULES.values() if rule.optional] == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_texts_are_short_sentences(rule: Rule) -> None:
    for text in (rule.means, rule.service, rule.remedy):
        assert text[0].isupper() or text[0] == "`"
        assert text.endswith(".")
        assert text.isprintable()
        assert len(text) <= 320
        assert text.count("`") % 2 == 0
    assert len(rule.summary) <= 70
    assert not rule.summary.endswith(".")


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_what_is_predicted_is_a_code_of_the_service(rule: Rule, catalogue: Catalogue) -> None:
    assert rule.code is None or catalogue.errors.get(rule.code) is not None


def test_codes_and_rules_agree(catalogue: Catalogue) -> None:
    """A code that names a rule, and the rule's own usual code, tell the same story."""
    naming = {name: code.name for code in catalogue.errors for name in code.rules}
    assert set(naming) <= set(RULES)
    for name in naming:
        usual = catalogue.errors.get(RULES[name].code or "")
        assert usual is not None, name
        assert name in usual.rules
