"""Fingerprints: what makes a finding the same one in the next run."""

from __future__ import annotations

from typing import Any

from defender_lint.reports.fingerprints import Fingerprints
from defender_lint.spans import Position, Span


def test_fingerprint_is_a_promise(realistic: Any) -> None:
    assert Fingerprints().of(realistic[0]) == "532398a881d0b465676bd8068e0d3f81"


def test_places_texts_and_severity_do_not_matter(realistic: Any) -> None:
    moved = realistic[0].replace(
        span=Span(Position(9, 9, 9), Position(9, 9, 9)),
        document=7,
        message="other words",
        severity="warning",
        code=None,
    )
    assert Fingerprints().of(moved) == Fingerprints().of(realistic[0])


def test_file_pointer_rule_and_occurrence_matter(realistic: Any) -> None:
    finding = realistic[0]
    fingerprints = Fingerprints()
    findings = [
        finding,
        finding,
        finding.replace(file="other.json"),
        finding.replace(pointer="/other"),
        finding.replace(rule="key-typo"),
        finding.replace(pointer="", rule=finding.pointer),
    ]
    assert len({fingerprints.of(each) for each in findings}) == len(findings)


def test_how_the_file_was_named_does_not_matter(realistic: Any) -> None:
    absolute = realistic[0].replace(file="/repo/payloads/web 01.json")
    assert Fingerprints("/repo").of(absolute) == Fingerprints().of(realistic[0])


def test_any_text_has_a_fingerprint(realistic: Any) -> None:
    assert len(Fingerprints().of(realistic[0].replace(file="\ud800", pointer="/\udfff"))) == 32
