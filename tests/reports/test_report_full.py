"""The full format: what an analyst reads in a terminal."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest

from defender_lint.findings import Related
from defender_lint.reports import Style
from defender_lint.reports.full import render
from defender_lint.spans import Excerpt, Position, Span
from defender_lint.summary import Summary


def shown(*findings: Any, **style: Any) -> Any:
    return "".join(render(findings, Summary(), Style(**style)))


def text(block: Any) -> Any:
    return dedent(block).lstrip("\n")


def test_block_with_everything(make_finding: Any) -> None:
    finding = make_finding(' «"comment"»: "Isolated by playbook",')
    assert shown(finding, width=80) == text(
        """
        error[key-case]: `comment` is written `Comment`
         --> web01.json:2:2 (isolate-machine)
          |
        2 |  "comment": "Isolated by playbook",
          |  ^^^^^^^^^
          = the service would answer: 400 MissingRequiredParameter "Parameter Comment is
              missing." (or InvalidRequestBody)
          = help: write `Comment`
          = docs: https://learn.microsoft.com/defender-endpoint/api/isolate-machine

        """
    )


def test_warning_predicts_only_what_may_happen(make_finding: Any) -> None:
    finding = make_finding(
        severity="warning",
        rule="ip-address",
        code="InvalidIpAddress",
        also=(),
        service_message=None,
        fix=None,
        docs=None,
        line='"indicatorValue": «"10.0.0.1"»',
        number=10,
        message="not a public address",
    )
    assert shown(finding) == text(
        """
        warning[ip-address]: not a public address
          --> web01.json:10:19 (isolate-machine)
           |
        10 | "indicatorValue": "10.0.0.1"
           |                   ^^^^^^^^^^
           = the service may answer: 400 InvalidIpAddress

        """
    )


def test_nothing_is_predicted_without_a_code(make_finding: Any) -> None:
    finding = make_finding(
        "«{»}", rule="unknown-api", code=None, status=None, api=None, docs=None, fix=None
    )
    assert "answer" not in shown(finding)


def test_second_place_is_a_clickable_note(make_finding: Any) -> None:
    first = Related("first here", Span(Position(4, 1, 5), Position(8, 1, 9)))
    assert "  = note: web01.json:1:5: first here\n" in shown(
        make_finding('{«"a"»: 1}', related=(first,))
    )


def test_later_bodies_of_a_file_are_numbered(make_finding: Any) -> None:
    assert " --> web01.json:2:1 (isolate-machine, body 3)\n" in shown(
        make_finding("«x»", document=2)
    )


def test_requests_are_numbered_where_it_is_not_about_a_body(make_finding: Any) -> None:
    assert " --> web01.json:2:1 (isolate-machine, request 3)\n" in shown(
        make_finding("«x»", document=2, part="url")
    )


def test_apis_that_share_a_body_are_listed(make_finding: Any) -> None:
    block = shown(make_finding("«x»", api="offboard-machine,unisolate-machine", docs=None))
    assert " --> web01.json:2:1\n" in block
    assert "  = apis: offboard-machine, unisolate-machine\n" in block


def test_message_of_an_ambiguous_body_lists_its_apis_itself(make_finding: Any) -> None:
    assert "= apis" not in shown(make_finding("«x»", rule="ambiguous-api", api="a,b"))


def test_body_without_text_is_named_by_pointer(make_finding: Any) -> None:
    block = shown(make_finding(file="", message="wrong", docs=None, fix=None, code=None))
    assert block == "error[key-case]: wrong\n --> <body>:/comment (isolate-machine)\n\n"


def test_prose_is_wrapped_and_urls_stay_whole(make_finding: Any) -> None:
    finding = make_finding('«"comment"»: 1', message="word " * 12 + "end")
    assert shown(finding, width=50) == text(
        """
        error[key-case]: word word word word word word
          word word word word word word end
         --> web01.json:2:1 (isolate-machine)
          |
        2 | "comment": 1
          | ^^^^^^^^^
          = the service would answer: 400
              MissingRequiredParameter "Parameter Comment
              is missing." (or InvalidRequestBody)
          = help: write `Comment`
          = docs:
              https://learn.microsoft.com/defender-endpoint/api/isolate-machine

        """
    )


def quoted(finding: Any, width: Any = 100) -> Any:
    """Return the quoted line and the line of its carets, gutters removed."""
    lines = shown(finding, width=width).splitlines()
    at = next(index for index, line in enumerate(lines) if "^" in line)
    return [line.split("|", 1)[1].removeprefix(" ") for line in lines[at - 1 : at + 1]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("\t«abc»", ["    abc", "    ^^^"], id="tab before the token"),
        pytest.param("«a\tb»", ["a    b", "^^^^^^"], id="tab inside the token"),
        pytest.param("«日本»x", ["日本x", "^^^^"], id="wide characters"),
        pytest.param("日本«x»", ["日本x", "    ^"], id="wide characters before"),
        pytest.param("e\u0301«x»", ["e\u0301x", " ^"], id="combining character before"),
        pytest.param("«a\x1b[2J»", ["a␛[2J", "^^^^^"], id="escape sequence"),
        pytest.param("\u202e«x»", ["\\u{202e}x", "        ^"], id="direction mark before"),
        pytest.param("«»", ["", "^"], id="empty line"),
        pytest.param("ab«»", ["ab", "  ^"], id="end of the line"),
    ],
)
def test_carets_stand_under_the_token(make_finding: Any, line: Any, expected: Any) -> None:
    assert quoted(make_finding(line)) == expected


def test_carets_of_a_token_that_goes_on_end_with_the_line(make_finding: Any) -> None:
    finding = make_finding("«x»")
    span = Span(Position(0, 2, 4), Position(0, 5, 2))
    finding = finding.replace(span=span, excerpt=Excerpt("ab {  "))
    assert quoted(finding) == ["ab {", "   ^"]


def test_long_line_is_cut_around_the_token(make_finding: Any) -> None:
    finding = make_finding("a" * 200 + "«TOKEN»" + "b" * 200)
    assert quoted(finding, width=40) == [
        "…aaaaaaaaaTOKENbbbbbbbbbbbbbbbbbbbb…",
        "          ^^^^^",
    ]


def test_long_line_is_filled_up_to_its_end(make_finding: Any) -> None:
    finding = make_finding("a" * 200 + "«TOKEN»" + "}")
    assert quoted(finding, width=40) == ["…" + "a" * 28 + "TOKEN}", " " * 29 + "^^^^^"]


def test_token_longer_than_the_terminal_is_marked_up_to_the_edge(make_finding: Any) -> None:
    line, carets = quoted(make_finding("ab«" + "x" * 300 + "»c"), width=40)
    assert line == "…" + "x" * 34 + "…"
    assert carets == " " + "^" * 34


def test_window_that_the_source_cut_shows_that_it_was_cut(make_finding: Any) -> None:
    finding = make_finding("aa«TOKEN»", cut=5_000)
    assert "web01.json:2:5003" in shown(finding)
    assert quoted(finding) == ["…aaTOKEN", "   ^^^^^"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_quoted_line_never_exceeds_the_terminal(make_finding: Any, width: Any) -> None:
    block = shown(make_finding("日" * 90 + "«本本»" + "\t" * 90), width=width)
    line = next(line for line in block.splitlines() if line.startswith("2 |"))
    assert len(line) + line.count("日") + line.count("本") <= width


def test_payload_never_reaches_the_terminal_raw(make_finding: Any) -> None:
    hostile = "\x1b[31m\x07\x9b\u202e\u2066\u200e\ufeff\u2028\ud800\x7f\n"
    block = shown(
        make_finding(
            f"«{hostile.strip()}»",
            file=f"a{hostile}b.json",
            message=hostile,
            service_message=hostile,
        )
    )
    assert all(line.isprintable() for line in block.split("\n"))


def test_colours_mark_severity_and_leave_the_text_alone(make_finding: Any) -> None:
    finding = make_finding('«"comment"»: 1')
    coloured = shown(finding, colour=True)
    assert "\x1b[1;31merror[key-case]\x1b[0m: " in coloured
    assert "\x1b[1;31m^^^^^^^^^\x1b[0m" in coloured
    plain = coloured
    for code in ("1;31", "1;34", "1", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == shown(finding)


def test_warnings_are_yellow(make_finding: Any) -> None:
    block = shown(make_finding("«x»", severity="warning"), colour=True)
    assert "\x1b[1;33mwarning[key-case]\x1b[0m" in block
    assert "\x1b[1;33m^\x1b[0m" in block


def test_errors_of_one_request_with_several_codes(make_finding: Any) -> None:
    route = make_finding(rule="unknown-path", code="NotFound", status=404, file="<request>")
    last = "\nweb01.json: the service would most likely answer first: 404 NotFound\n\n"
    assert shown(make_finding(), route, width=80).endswith(last)
    assert shown(route, make_finding(), width=80).endswith(last)
    assert last not in shown(make_finding(), make_finding())
    assert last not in shown(make_finding(), route.replace(severity="warning"))
    assert last not in shown(make_finding(), route.replace(document=1))
