"""Suppression by comments and by settings, and the baseline."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

LEGACY = """\
indicatorValue: 20.112.52.29
indicatorType: IpAddress
action: Alert{trailing}
title: t
description: d
"""


def write(trailing: str = "", above: str = "") -> str:
    text = LEGACY.format(trailing=trailing)
    Path("post-ti-indicator.yaml").write_text(text.replace("action", f"{above}action"))
    return "post-ti-indicator.yaml"


SILENT = "1 body in 1 file: no problems; 1 suppressed\n"


@pytest.mark.parametrize(
    ("trailing", "above"),
    [
        (" # defender-lint: ignore[legacy-value] old tenant", ""),
        ("", "# defender-lint: ignore[legacy-value] old tenant\n"),
        ("", "# defender-lint: ignore[legacy] the beginning of a name\n"),
        ("", "# defender-lint: ignore[key-case, legacy-value]\n# another comment\n"),
    ],
)
def test_a_comment_on_the_line_or_above_silences(run: Any, trailing: str, above: str) -> None:
    outcome = run(write(trailing, above))
    assert (outcome.status, outcome.out) == (0, SILENT)


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("ignore[key-case] x", "nothing is wrong here that this comment silences; delete it"),
        ("ignore[legacy-valu]", "nothing is wrong here"),
        ("ignore[leagcy-value]", "`leagcy-value` is neither a rule nor a code; did you mean `legacy-value`?"),
        ("ignore", "this comment names no rule; write `ignore[rule]`, several with commas"),
    ],
)  # fmt: skip
def test_a_comment_that_silences_nothing_is_a_warning(run: Any, comment: str, message: str) -> None:
    outcome = run("--output-format", "concise", write(f" # defender-lint: {comment}"))
    if comment == "ignore[legacy-valu]":  # the beginning of a rule's name: it does silence
        assert outcome.out == SILENT
        return
    assert f"post-ti-indicator.yaml:3:15: warning unused-suppression {message}" in outcome.out
    assert outcome.out.endswith("1 body in 1 file: 2 warnings\n")


def test_json_reports_hold_suppressed_findings(run: Any) -> None:
    outcome = run("--output-format", "json", write(" # defender-lint: ignore[legacy-value] x"))
    report = json.loads(outcome.out)
    assert [(each["rule"], each["suppressed"]) for each in report["findings"]] == [
        ("legacy-value", True)
    ]
    assert report["summary"]["suppressed"] == 1
    assert report["summary"]["warnings"] == 0


def settings(**entry: Any) -> None:
    body = {"files": "a.json", "reason": "kept for the old tenant", **entry}
    Path(".defender-lint.yaml").write_text(json.dumps({"suppress": [body]}))
    indicator = {"indicatorValue": "20.112.52.29", "indicatorType": "IpAddress"}
    indicator |= {"action": "Alert", "title": "t", "description": "d"}
    Path("a.json").write_text(json.dumps({"Indicators": [indicator]}))


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"rules": ["legacy-value"]},
        {"pointer": "/Indicators/0/action"},
        {"pointer": "/Indicators/0", "rules": ["legacy"]},
    ],
)
def test_settings_silence_by_file_pointer_and_rule(run: Any, entry: Any) -> None:
    settings(**entry)
    outcome = run("a.json")
    assert (outcome.status, outcome.out) == (0, SILENT)


@pytest.mark.parametrize("entry", [{"pointer": "/Indicators/1"}, {"rules": ["key-case"]}])
def test_an_entry_that_silences_nothing_is_a_warning(run: Any, entry: Any) -> None:
    settings(**entry)
    outcome = run("--output-format", "concise", "a.json")
    assert ".defender-lint.yaml:1:" in outcome.out
    assert (
        "warning unused-suppression nothing is wrong that this suppression silences "
        "(kept for the old tenant); delete it" in outcome.out
    )


def test_an_entry_about_files_that_were_not_checked_is_silent(run: Any) -> None:
    settings(files="b.json")
    Path("b.isolate-machine.json").write_text('{"Comment": "x", "IsolationType": "Full"}')
    assert run("b.isolate-machine.json").out == "1 body in 1 file: no problems\n"


BODY = '{\n  "comment": "back to work"\n}\n'
NAME = "web01.unisolate-machine.json"


def test_only_new_findings_count_with_a_baseline(run: Any) -> None:
    Path(NAME).write_text(BODY)
    outcome = run("--write-baseline", "known.json", NAME)
    assert (outcome.status, outcome.err) == (0, "1 finding in known.json\n")
    assert run("--baseline", "known.json", NAME).out == SILENT
    Path("run-av-scan.json").write_text('{"Comment": "x"}')
    outcome = run("--baseline", "known.json", "--output-format", "concise", ".")
    assert outcome.status == 1
    assert outcome.out == (
        "run-av-scan.json:1:1: error missing-key `ScanType` is missing [MissingRequiredParameter]\n"
        "2 bodies in 2 files: 1 error; 1 suppressed\n"
    )


def test_a_baseline_survives_reformatting_and_moved_lines(run: Any) -> None:
    Path(NAME).write_text(BODY)
    run("--write-baseline", "known.json", NAME)
    Path(NAME).write_text('\n\n{ "comment" :\n\t"back to work" }')
    assert run("--baseline", "known.json", NAME).out == SILENT


def test_a_changed_value_is_a_new_finding_and_the_old_one_is_gone(run: Any) -> None:
    body = '{"Comment": ["back to work"]}'
    Path(NAME).write_text(body)
    run("--write-baseline", "known.json", NAME)
    Path(NAME).write_text(body.replace("work", "sleep"))
    outcome = run("--baseline", "known.json", NAME)
    assert outcome.status == 1
    assert outcome.err == "1 finding of the baseline gone; --prune-baseline takes such out\n"
    outcome = run("--baseline", "known.json", "--prune-baseline", NAME)
    assert outcome.err == "1 finding gone and taken out of the baseline\n"
    assert json.loads(Path("known.json").read_text()) == {"version": 1, "entries": []}


TOKEN = ".".join(("eyJhbGciOiJub25lIn0", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJlc2ln"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"comment": "x", "isolationType": "full"}', '{"comment": "INC-2", "isolationType": "Full"}'),
        ('{"Comment": "x"}', '{"Comment": "y"}'),  # a missing key
        ('{"Comment": "x", "IsolationType": "Full", "Nonsense": 1}',
         '{"Comment": "x", "IsolationType": "Full", "Nonsense": {"a": 2}}'),
        ('{"Comment": "x", "Comment": "y", "IsolationType": "Full"}',
         '{"Comment": "x", "Comment": "z", "IsolationType": "Full"}'),
    ],
)  # fmt: skip
def test_a_known_finding_about_a_key_does_not_end_with_its_value(
    before: str, after: str, run: Any
) -> None:
    Path("web01.isolate-machine.json").write_text(before)
    run("--write-baseline", "known.json", "--select", "key,missing,unknown,duplicate", ".")
    assert '"digest"' in Path("known.json").read_text()
    Path("web01.isolate-machine.json").write_text(after)
    outcome = run("--baseline", "known.json", "--select", "key,missing,unknown,duplicate", ".")
    assert (outcome.status, outcome.err) == (0, "")


def test_what_stands_under_a_key_that_is_a_token_has_a_digest_of_its_own(run: Any) -> None:
    body = f'{{"IndicatorIds": ["1"], "{TOKEN}": {{"a": 1}}}}'
    Path("batch-delete-ti-indicators.json").write_text(body)
    run("--write-baseline", "known.json", ".")
    assert "c2lnbmF0dXJl" not in Path("known.json").read_text()
    assert run("--baseline", "known.json", ".").status == 0


@pytest.mark.parametrize("make", ["link", "pipe", "device"])
def test_a_baseline_that_is_no_regular_file_is_passed_over_with_a_word(make: str, run: Any) -> None:
    Path(NAME).write_text(BODY)
    run("--write-baseline", "real.json", NAME)
    if make == "pipe":
        os.mkfifo("known.json")
    else:
        Path("known.json").symlink_to("/dev/zero" if make == "device" else "real.json")
    outcome = run("--baseline", "known.json", NAME)
    assert outcome.status == 1
    assert outcome.err == "known.json: passed over, as it is not a regular file\n"


def test_equal_findings_count_as_often_as_they_are_known(run: Any) -> None:
    Path("x.unisolate-machine.ndjson").write_text('{"comment": "a"}\n{"comment": "a"}\n')
    run("--write-baseline", "known.json", "x.unisolate-machine.ndjson")
    assert "2 suppressed" in run("--baseline", "known.json", "x.unisolate-machine.ndjson").out
    Path("x.unisolate-machine.ndjson").write_text('{"comment": "a"}\n' * 3)
    outcome = run("--baseline", "known.json", "x.unisolate-machine.ndjson")
    assert outcome.status == 1
    assert outcome.out.endswith("3 bodies in 1 file: 1 error; 1 fixable with --fix; 2 suppressed\n")


def test_a_baseline_holds_no_values(run: Any) -> None:
    Path(NAME).write_text(BODY)
    run("--write-baseline", "known.json", NAME)
    assert "back to work" not in Path("known.json").read_text()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"version": 2, "entries": []}', "known.json: a newer defender-lint wrote this baseline (version 2, this one reads 1); update defender-lint or write the baseline again"),
        ("[]", "known.json: this is not a baseline: no version"),
        ("{", "known.json: this is not a baseline: no JSON"),
        ('{"version": 1}', "known.json: this is not a baseline: no entries"),
        ('{"version": 1, "entries": [{}]}', "known.json: entry 1 is not file, pointer, rule and digest"),
        (None, "known.json: no such baseline; --write-baseline makes one"),
    ],
)  # fmt: skip
def test_a_baseline_that_cannot_be_used(run: Any, content: str | None, expected: str) -> None:
    Path(NAME).write_text(BODY)
    if content is not None:
        Path("known.json").write_text(content)
    outcome = run("--baseline", "known.json", NAME)
    assert (outcome.status, outcome.err) == (2, f"error: {expected}\n")


def test_a_baseline_that_cannot_be_written(run: Any) -> None:
    Path(NAME).write_text(BODY)
    outcome = run("--write-baseline", "no/such/folder/known.json", NAME)
    assert outcome.status == 2
    assert outcome.err == (
        "error: cannot write no/such/folder/known.json: no such file or directory\n"
    )


def test_a_baseline_takes_the_place_of_no_other_file(run: Any) -> None:
    """A shell makes ``--write-baseline a.json b.json`` of ``--write-baseline *.json``."""
    Path(NAME).write_text(BODY)
    Path("a.json").write_text(BODY)
    outcome = run("--write-baseline", "a.json", NAME)
    assert (outcome.status, outcome.err) == (
        2,
        "error: a.json is there already and is no earlier report, so it is kept; "
        "name another file, or delete it first\nTry 'defender-lint check --help'.\n",
    )
    assert Path("a.json").read_text() == BODY


@pytest.mark.parametrize(
    ("text", "why"),
    [("Todo: ask Ann", "no JSON"), ('{"version": 1, "Comment": "x"}', "no entries")],
)
def test_nor_of_one_that_nobody_reads(run: Any, text: str, why: str) -> None:
    Path(NAME).write_text(BODY)
    Path("known").write_text(text)
    outcome = run("--write-baseline", "known", NAME)
    assert (outcome.status, outcome.err) == (
        2,
        f"error: known: this is not a baseline: {why}; to write one there, delete it first\n",
    )
    assert Path("known").read_text() == text


def test_a_baseline_is_written_again(run: Any) -> None:
    Path(NAME).write_text(BODY)
    Path("known.json").write_text("")  # as mktemp leaves it
    for _ in range(2):
        assert run("--write-baseline", "known.json", NAME).status == 0


def test_a_baseline_may_begin_with_a_byte_order_mark(run: Any) -> None:
    Path(NAME).write_text(BODY)
    run("--write-baseline", "known.json", NAME)
    Path("known.json").write_bytes(b"\xef\xbb\xbf" + Path("known.json").read_bytes())
    assert run("--baseline", "known.json", NAME).status == 0
