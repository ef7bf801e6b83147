"""The GitHub format: workflow commands of GitHub Actions."""

from __future__ import annotations

from typing import Any

from defender_lint.spans import Position, Span


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("github", realistic, summary) == (
        """\
::group::payloads/web 01.json
::error file=payloads/web 01.json,line=2,endLine=2,col=3,endColumn=12,title=defender-lint (key-case)::payloads/web 01.json:2:3: `comment` is written `Comment`. The service would answer 400 MissingRequiredParameter "Parameter Comment is missing." (or InvalidRequestBody).%0AHelp: write `Comment`
::error file=payloads/web 01.json,line=1,endLine=1,col=1,endColumn=2,title=defender-lint (missing-key)::payloads/web 01.json:1:1: `IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody).
::endgroup::
::group::bodies.ndjson
::warning file=bodies.ndjson,line=3,endLine=3,col=35,endColumn=43,title=defender-lint (duplicate-key)::bodies.ndjson:3:35: `status` stands twice. The service may answer 400 InvalidRequestBody.
::endgroup::
::group::<body>
::error file=<body>,title=defender-lint (unknown-api)::<body>:/: the body fits no API.
::endgroup::
5 bodies in 2 files: 3 errors, 1 warning; 1 fixable with --fix
"""
    )


def test_text_is_escaped_as_the_runner_undoes_it(realistic: Any, report: Any, parsed: Any) -> None:
    file = "a,b:c=%2C%0A::.json"
    message = "100% %0A::error::x ##[add-mask]y %25"
    finding = realistic[0].replace(file=file, message=message, code=None, fix=None)
    log = report("github", [finding])
    assert "file=a%2Cb%3Ac=%252C%250A%3A%3A.json," in log
    (_, (_, properties, text), *_rest) = parsed("github", log)
    assert (properties["file"], text) == (
        file,
        f"{file}:2:3: {message}.".replace("##", "♯#"),
    )


def test_ten_of_a_kind_are_annotations_and_the_rest_is_plain(
    realistic: Any, report: Any, parsed: Any
) -> None:
    error, warning = realistic[0], realistic[0].replace(severity="warning")
    commands = parsed("github", report("github", [error] * 12 + [warning] * 11))
    names = [name for name, _, _ in commands]
    assert names.count("error") == names.count("warning") == 10
    assert names[11:13] == ["", ""]
    assert commands[11][2].startswith("error payloads/web 01.json:2:3: `comment` is written")
    assert commands[-2] == (
        "notice",
        {"title": "defender-lint"},
        "GitHub shows 10 errors and 10 warnings of a step as annotations; 3 more are in the log.",
    )


def test_plain_line_is_no_command(realistic: Any, report: Any, parsed: Any) -> None:
    hostile = realistic[0].replace(file="::error ::x", message="##[error]x")
    log = report("github", [realistic[0]] * 10 + [hostile])
    assert "\nerror ::error ::x:2:3: ♯#[error]x. The service" in log
    assert [name for name, _, _ in parsed("github", log)].count("error") == 10


def test_long_message_is_cut_to_what_the_runner_keeps(
    realistic: Any, report: Any, parsed: Any
) -> None:
    finding = realistic[0].replace(message="%" * 100_000)
    (_, (_, _, text), *_rest) = parsed("github", report("github", [finding]))
    assert len(text) == 4096
    assert text.endswith("%…")


def test_columns_are_left_out_where_lines_differ(realistic: Any, report: Any, parsed: Any) -> None:
    span = Span(Position(0, 3, 7), Position(40, 5, 2))
    (_, (_, properties, _), *_rest) = parsed(
        "github", report("github", [realistic[0].replace(span=span)])
    )
    assert (properties["line"], properties["endLine"]) == ("3", "5")
    assert not {"col", "endColumn"} & set(properties)
