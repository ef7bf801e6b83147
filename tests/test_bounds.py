"""Bounds: what a hostile body may cost, counted in work and not by a clock."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from defender_lint import engines, lint, lint_text, linting
from defender_lint.checks import explain
from defender_lint.cli import main
from defender_lint.engines import own
from defender_lint.near_miss import squashed
from defender_lint.sources.limits import Limits
from support import fixed


@pytest.fixture
def most(monkeypatch: pytest.MonkeyPatch) -> int:
    """Lower the bound on problems, so that a body beyond it takes no seconds."""
    for module in ("body", "explain", "hard_rules"):
        monkeypatch.setattr(f"defender_lint.checks.{module}.MOST_COMPUTED", 1_100)
    return 1_100


@pytest.mark.parametrize(
    ("body", "api"),
    [
        ({"Indicators": [{}] * 1_500}, "import-ti-indicators"),
        ({"Indicators": [{"a": 1}] * 1_500}, "import-ti-indicators"),
        ({"Indicators": [1] * 1_500}, "import-ti-indicators"),
        ({"IndicatorIds": list(range(1_500))}, "batch-delete-ti-indicators"),
        ({f"k{number}": 1 for number in range(1_500)}, "isolate-machine"),
    ],
    ids=["empty items", "unknown keys of items", "numbers", "ids", "unknown keys"],
)
def test_a_body_with_very_many_problems_is_not_read_to_its_end(
    most: int, body: Any, api: str
) -> None:
    found = lint(body, api)
    assert len(found) == 1_001  # what is shown, and one for all others
    assert found[-1].rule == "limit-exceeded"
    assert f"{most - 999:,} more findings" in found[-1].message


def test_no_more_is_put_into_words_than_is_looked_for(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    in_words = vars(explain)["_of"]

    def counted(place: Any, *rest: Any) -> Any:
        asked.append(place)
        return in_words(place, *rest)

    monkeypatch.setattr(explain, "_of", counted)
    lint({"IndicatorIds": list(range(1_500))}, "batch-delete-ti-indicators")
    assert len(asked) == most + 2


def test_violations_that_are_left_out_are_never_passed_over_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (engines, own, explain):
        monkeypatch.setattr(module, "MOST_VIOLATIONS", 50)
    # Nine violations an item, which are six problems.
    item = dict.fromkeys(
        ("indicatorValue", "indicatorType", "action", "severity", "title", "description"), 1
    )
    found = lint({"Indicators": [item] * 10}, "import-ti-indicators")
    assert "limit-exceeded" in [each.rule for each in found]
    assert len(found) < 51


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as exit:
        main(list(args))
    assert isinstance(exit.value.code, int)
    return exit.value.code


def test_what_was_not_read_to_its_end_cannot_be_silenced(
    most: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "batch-delete-ti-indicators.json").write_text(
        json.dumps({"IndicatorIds": list(range(1_500))})
    )
    (tmp_path / ".defender-lint.yaml").write_text(
        "ignore: [wrong-type, batch-size, limit-exceeded]\n"
        "suppress: [{files: '*.json', reason: all of it}]\n"
    )
    assert run("-f", "concise", ".") == 1
    out = capsys.readouterr().out
    assert f"limit-exceeded more than {most:,} problems in this body" in out
    assert "wrong-type" not in out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("isolate-machine.ndjson", '{"a": 1}\n' * 200),
        ("isolate-machine.yaml", "--- {a: 1}\n" * 200),
    ],
    ids=["ndjson", "yaml"],
)
def test_after_very_many_problems_the_other_bodies_of_a_file_are_not_judged(
    name: str,
    text: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(linting, "MOST_OF_SOURCE", 100)
    judged: list[Any] = []
    check = vars(linting)["check"]

    def counted(*args: Any, **options: Any) -> Any:
        judged.append(args)
        return check(*args, **options)

    monkeypatch.setattr(linting, "check", counted)
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(text)
    assert run("-f", "concise", "--ignore", "limit-exceeded", name) == 1
    assert len(judged) == 34  # three problems each
    *_, last, _summary = capsys.readouterr().out.splitlines()
    assert last == (
        f"{name}:34:{1 if name.endswith('ndjson') else 5}: error limit-exceeded more than 100 "
        "problems up to here; the next bodies were not looked at, so fix these first"
    )


@pytest.mark.parametrize(
    ("fault", "right"), [("a\\q", r"a\\q"), ("a\n", r"a\n"), ("\t", r"\t"), ("é\\q", r"é\\q")]
)
def test_a_string_with_very_many_faults_is_read_once(
    fault: str, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from defender_lint.sources.json import scan

    read = 0
    pattern = vars(scan)["_STRING_BODY"]

    class Counted:
        def match(self, text: str, at: int) -> Any:
            nonlocal read
            match = pattern.match(text, at)
            read += match.end() - at
            return match

    monkeypatch.setattr(scan, "_STRING_BODY", Counted())
    text = f'{{"Comment": "{fault * 1_000}"}}'
    after, _ = fixed(text, "unisolate-machine", unsafe=True)
    assert after == f'{{"Comment": "{right * 1_000}"}}'
    assert read < 6 * len(after)


@pytest.mark.parametrize(
    ("fault", "right"),
    [
        ("{a: 1}, ", '{"a": 1}, '),
        ("{'a': 'b'}, ", '{"a": "b"}, '),
        ("{“a”: \u2018b\u2019}, ", '{"a": "b"}, '),
        ('{"a" => True}, ', '{"a" : true}, '),
        ('{"a": "b”}, ', '{"a": "b"}, '),
        ('{"a": "b”\n}, ', '{"a": "b"\n}, '),
        ('{“a": 1}, ', '{"a": 1}, '),
        ("[1; 2,], ", "[1, 2], "),
        ("[1\u00a0,\u00a02], ", "[1 , 2], "),
        ('["a\tb\\c\u201c"], ', '["a\\tb\\\\c\u201c"], '),
    ],
)
def test_a_text_with_very_many_faults_is_read_once(
    fault: str, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from defender_lint.sources.json import scan
    from defender_lint.sources.json.faults import faults

    tokens = 0
    skip = scan.skip

    def counted(text: str, at: int) -> int:
        nonlocal tokens
        tokens += 1
        return skip(text, at)

    monkeypatch.setattr(scan, "skip", counted)
    text = f'{{"Comment": "x", "a": [{fault * 100}1]}}'
    found = list(faults(text, text, line_at=lambda _: 1, limits=Limits()))
    assert len(found) >= 100
    for each in reversed(found):
        assert each.fix is not None
        text = f"{text[: each.start]}{each.fix.value}{text[each.end :]}"
    assert text == f'{{"Comment": "x", "a": [{right * 100}1]}}'
    assert tokens < 100 * len(fault) + len(found) + 20


def test_passes_have_an_end_and_a_run_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from defender_lint.fixing import fix

    text = "".join(f'- ["\\d {number}"]\n' for number in range(40))  # found one a pass
    after, _ = fixed(text, "unisolate-machine", file="a.yaml", unsafe=True)
    assert after.count(r"\\d") == 40
    monkeypatch.setattr(fix, "_MOST_READ", 8 * len(text) * 20)
    monkeypatch.setattr(fix, "_MOST_PASSES", 20)
    monkeypatch.chdir(tmp_path)
    name = "unisolate-machine.yaml"
    for further, status in ((), 1), (("--diff",), 1):
        (tmp_path / name).write_text(text)
        assert run("-f", "concise", "--unsafe-fixes", "--fix", *further, name) == status
        out, err = capsys.readouterr()
        assert err == f"{name}: so many fixes take too long at once; run it again to go on\n"
        if not further:
            first, second = out.splitlines()
            assert first.startswith(rf"{name}:20:5: error syntax `\d` is not an escape in YAML; ")
            assert second == "1 body in 1 file: 1 error; 19 fixed; 1 fixable with --unsafe-fixes"
            assert (tmp_path / name).read_text().count(r"\\d") == 19


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a:b\nc: d\n\n# e\nf:g h\ni:'j'\nk:\nl:1\n",
            "a: b\nc: d\n\n# e\nf: g h\ni: 'j'\nk:\nl: 1\n",
        ),
        ("a:\r\n  b: 1\r\n  c:2\r\nd:3\r\n", "a:\r\n  b: 1\r\n  c: 2\r\nd: 3\r\n"),
        ("- a: 1\n  b:2\n- a:3\n  b:4\n", "- a: 1\n  b: 2\n- a: 3\n  b: 4\n"),
        # What may be part of a string of several lines is left for another look at it.
        ("a:b\n  c:d\ne:f\n", "a: b\n  c:d\ne:f\n"),
        ("a:b\nc: |\n  d:e\nf:g\n", "a: b\nc: |\n  d:e\nf:g\n"),
        ('a:b\nc: "d\ne:f"\n', 'a: b\nc: "d\ne:f"\n'),
        ("a:b\nc:d: e\nf:g\n", "a: b\nc:d: e\nf:g\n"),
        ("  a:b\nc:d\n", "  a: b\nc:d\n"),  # stands where no mapping does
        # Several strings in double quotes, until one has more amiss.
        (
            'a: "\\d \\\\. \\x41 \\"\\w"\nb: \'\\d\'\nc:"\\d"\nd: "\\d" \n',
            'a: "\\\\d \\\\. \\x41 \\"\\\\w"\nb: \'\\d\'\nc: "\\\\d"\nd: "\\\\d" \n',
        ),
        ('a: "\\d \\x4 \\w"\nb:c\n', 'a: "\\\\d \\x4 \\w"\nb:c\n'),
        ('a:b\nc: "\\d \\x4 \\w"\nd:e\n', 'a: b\nc: "\\\\d \\x4 \\w"\nd:e\n'),
        ('a: "b\n  \\d \\w"\nc:d\n', 'a: "b\n  \\\\d \\\\w"\nc:d\n'),
        ('a: ["\\d", "\\w"]\n', 'a: ["\\\\d", "\\w"]\n'),
        ('a: "\\d\n---\nb: "\\w"\n', 'a: "\\\\d\n---\nb: "\\w"\n'),
    ],
)
def test_faults_of_yaml_that_are_certain_are_fixed_in_one_go(text: str, expected: str) -> None:
    from defender_lint.sources.reading import requests, source_of

    (request,) = requests(source_of(text, "unisolate-machine.yaml"))
    assert request.body is not None
    for each in reversed(list(request.body.faults())):
        assert each.fix is not None
        text = f"{text[: each.start]}{each.fix.value}{text[each.end :]}"
    assert text == expected


def test_a_template_whose_keys_lack_quotes_is_fixed_in_one_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from defender_lint.fixing import fix

    monkeypatch.setattr(fix, "_MOST_READ", 0)
    monkeypatch.setattr(fix, "_MOST_PASSES", 3)
    text = "{Comment: {{a}}, on: True, x: [{{b}}, None], y: {{c}}}"
    after, _ = fixed(text, "unisolate-machine", unsafe=True)
    assert after == '{"Comment": {{a}}, "on": true, "x": [{{b}}, null], "y": {{c}}}'


def test_a_fix_that_lets_more_be_read_is_no_defect() -> None:
    after, _ = fixed("a:b\n---\n1: x\n---\n2: x\n", "unisolate-machine", file="a.yaml", unsafe=True)
    assert after == 'a: b\n---\n"1": x\n---\n"2": x\n'


def test_all_faults_of_syntax_are_fixed_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    from defender_lint.fixing import fix

    texts: list[str] = []
    apply = vars(fix)["apply"]

    def counted(text: str, *rest: Any) -> Any:
        texts.append(text)
        return apply(text, *rest)

    monkeypatch.setattr(fix, "apply", counted)
    ids = [str(number) for number in range(400)]
    after, _ = fixed(repr({"IndicatorIds": ids}), "batch-delete-ti-indicators", unsafe=True)
    assert json.loads(after) == {"IndicatorIds": ids}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{'Comment': 'x', 'a': [1, 2,], }", '{"Comment": "x", "a": [1, 2], }'),
        ('{"Comment": "a\nb\tc", "x": True}', '{"Comment": "a\\nb\\tc", "x": true}'),
        ('{"Comment": "x", "a": None, "b": [1,],}', '{"Comment": "x", "a": null, "b": [1]}'),
    ],
)
def test_faults_of_all_kinds_are_fixed_one_after_the_other(text: str, expected: str) -> None:
    after, _ = fixed(text, "unisolate-machine", unsafe=True)
    assert json.loads(after) == json.loads(expected.replace(", }", "}"))


def test_a_fault_without_a_fix_stops_those_after_it_only() -> None:
    after, left = fixed('{"Comment": "x", "a": [1,], "b": ?, "c": [2,]}', "unisolate-machine")
    assert after == '{"Comment": "x", "a": [1], "b": ?, "c": [2,]}'
    assert [each.rule for each in left] == ["syntax"]


def test_plain_linting_still_shows_the_first_fault_only() -> None:
    (found,) = lint_text('{"a": [1,], "b": [2,]}', "unisolate-machine", syntax="json")
    assert found.span is not None
    assert found.span.start.column == 9


def test_keys_are_compared_once_however_many_bodies_have_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def counted(key: str) -> str:
        asked.append(key)
        return squashed(key)

    # The package has a function of the module's name.
    monkeypatch.setattr(import_module("defender_lint.routing.by_keys"), "squashed", counted)

    def cost(bodies: int) -> int:
        asked.clear()
        lint_text("---\nunheard of: 1\n" * bodies, "isolate-machine", syntax="yaml")
        return len(asked)

    cost(1)  # what belongs to the API is worked out once, and may have been by another test
    assert 0 < cost(200) == cost(1)


def test_many_comments_about_many_findings_of_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from defender_lint import suppression

    asked = 0
    selects = vars(suppression)["selects"]

    def counted(*args: Any) -> Any:
        nonlocal asked
        asked += 1
        return selects(*args)

    monkeypatch.setattr(suppression, "selects", counted)
    monkeypatch.chdir(tmp_path)
    name = "unisolate-machine.yaml"
    keys = ", ".join(f"a{number}: 1" for number in range(200))
    comment = "# defender-lint: ignore[unknown-key]\n"
    (tmp_path / name).write_text(f"{comment * 100}{{Comment: x, {keys}}}\n")
    assert run("-f", "concise", name) == 0
    assert capsys.readouterr().out == "1 body in 1 file: no problems; 200 suppressed\n"
    assert asked == 100


URL = "https://api.security.microsoft.com/api/machines/1/isolate"


@pytest.mark.parametrize(
    "name", ["a.py", "a.sh", "a.ps1", "a.js", pytest.param("a.bicep", marks=pytest.mark.slow)]
)
def test_a_script_that_nests_without_end_is_not_read(name: str) -> None:
    found = lint_text(f"u = '{URL}'\n" + "(" * 20_000, filename=name)
    assert [each.rule for each in found] == ["limit-exceeded"]
    assert found[0].message.startswith("this takes too long to read as ")
    assert found[0].message.endswith(", or it nests too deep; split it")


@pytest.mark.parametrize("link", ["a|", "a | \r\n", "a|\\\n"])
def test_a_pipeline_of_thousands_of_commands_is_not_read(link: str) -> None:
    found = lint_text(f"u='{URL}'\n" + link * 5_000, filename="a.sh")
    assert [each.rule for each in found] == ["limit-exceeded"]
    assert lint_text(f"u='{URL}'\n" + f"{link * 100}a;\n" * 50, filename="a.sh") == []


def test_thousands_of_tags_that_nothing_closes_are_not_read() -> None:
    found = lint_text(f"u='{URL}'\n" + "<a>" * 5_000, filename="a.jsx")
    assert [each.rule for each in found] == ["limit-exceeded"]
    assert lint_text(f"u='{URL}'\n" + "x=<a><b/>c</a>;\n" * 5_000, filename="a.jsx") == []


def test_parsing_a_script_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    from defender_lint.sources.scripts import tree

    monkeypatch.setattr(tree, "_SECONDS", 0.0)
    found = lint_text(f"u={URL}\n" + "|" * 20_000, filename="a.sh")
    assert [each.rule for each in found] == ["limit-exceeded"]


def test_long_segments_of_paths_are_compared_with_no_others() -> None:
    from defender_lint.catalogue import paths

    difference = vars(paths)["_difference"]
    assert difference("alertss", "alerts") < 1
    assert difference("alerts" * 100, "alerts" * 101) == 2.0
