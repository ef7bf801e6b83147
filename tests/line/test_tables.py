"""The tables about the request around the body speak of what there is."""

from __future__ import annotations

import re

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.checks.formats import FORMATS

CATALOGUE = Catalogue.shipped()
QUERIES = CATALOGUE.facts("queries")
IDENTIFIERS = CATALOGUE.facts("identifiers")
TENANT = CATALOGUE.facts("tenant")
TOKENS = CATALOGUE.facts("tokens")
CODES = {code.name for code in CATALOGUE.errors}


def test_operations_are_those_of_the_catalogue() -> None:
    named = {
        *QUERIES["collections"],
        *QUERIES["parameters"],
        *IDENTIFIERS["arguments"],
        *(id for facts in IDENTIFIERS["identifiers"].values() for id in facts.get("only", ())),
        *TENANT["actions"],
        *TENANT["known"],
        *TENANT["automation"],
        *(id for facts in TENANT["features"].values() for id in facts["operations"]),
        *(id for facts in TENANT["limits"].values() for id in facts["operations"]),
        *(id for plan in TENANT["plans"].values() for id in plan.get("only", plan.get("not"))),
        *TOKENS["doubtful"],
    }
    assert named <= set(CATALOGUE.ids())


@pytest.mark.parametrize("id", QUERIES["collections"])
def test_a_collection_lists_properties_that_there_are(id: str) -> None:
    facts = QUERIES["collections"][id]
    types = QUERIES["entities"].get(facts.get("entity"), {}).get("properties", {})
    misprints = facts.get("misprints", {})
    assert set(misprints.values()) <= set(types)
    assert facts["top"] > 0
    if id not in ("get-browser-extensions-permission-info",):  # copied from another page
        unknown = [each for each in facts["filter"] if each not in types]
        assert {each for each in unknown if each.lower() not in map(str.lower, types)} <= set(
            misprints
        )


def test_words_of_paths_and_their_forms() -> None:
    words = {
        segment for each in CATALOGUE for segment in each.path.split("/") if "{" not in segment
    }
    assert set(IDENTIFIERS["everyday"]) <= words | {"Software"}
    for name, facts in IDENTIFIERS["identifiers"].items():
        assert name in words
        assert facts["code"] in CODES
        assert "forms" in facts or facts["format"] in FORMATS
        for form in facts.get("forms", ()):
            re.compile(form)


def test_actions_have_systems_or_none() -> None:
    actions = {
        action
        for facts in TENANT["actions"].values()
        for action in (facts["else"], *facts.get("by", {}).values())
    }
    assert set(TENANT["systems"]) <= actions
    assert set(TENANT["types"]) <= actions
