"""The files round the code: what an issue asks for, what a release needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from defender_lint.project import HOME

ROOT = Path(__file__).resolve().parents[1]
FORMS: dict[str, dict[str, Any]] = {
    file.stem: yaml.safe_load(file.read_text(encoding="utf-8"))
    for file in sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    if file.stem != "config"
}
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_what_one_can_tell() -> None:
    assert {form["name"] for form in FORMS.values()} == {
        "The service answered otherwise",
        "False alarm",
        "Missed mistake",
        "New API",
    }


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_is_one_that_github_takes(form: dict[str, Any]) -> None:
    assert {"name", "description", "body"} <= set(form)
    fields = [each for each in form["body"] if each["type"] != "markdown"]
    ids = [each["id"] for each in fields]
    assert len(set(ids)) == len(ids)
    for each in fields:
        assert each["type"] in ("input", "textarea", "dropdown", "checkboxes")
        assert each["attributes"]["label"]
    assert any(each.get("validations", {}).get("required") for each in fields)


@pytest.mark.parametrize("name", ["answered-otherwise", "false-alarm", "missed-mistake", "new-api"])
def test_a_form_asks_for_nobodys_data(name: str) -> None:
    text = (ROOT / f".github/ISSUE_TEMPLATE/{name}.yml").read_text(encoding="utf-8")
    assert re.search(r"Leave out what is yours|[Ww]ithout your data", text)


def test_the_changelog_keeps_to_its_form() -> None:
    versions = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    for version in versions[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", version)
    kinds = re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


@pytest.mark.parametrize("version", re.findall(r"^## \[(.+?)\]", CHANGELOG, re.MULTILINE))
def test_a_version_of_the_changelog_leads_to_its_changes(version: str) -> None:
    assert re.search(rf"^\[{re.escape(version)}\]: {re.escape(HOME)}/", CHANGELOG, re.MULTILINE)
