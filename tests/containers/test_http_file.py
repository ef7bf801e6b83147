"""HTTP files of VS Code's REST Client and JetBrains' IDEs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Read = Callable[[str, str], list[str]]

HOST = "https://api.security.microsoft.com"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"GET {HOST}/api/alerts", f"1: GET {HOST}/api/alerts"),
        (f"GET {HOST}/api/alerts HTTP/1.1\n", f"1: GET {HOST}/api/alerts"),
        (f"  get  {HOST}/api/alerts  \n", f"1: get {HOST}/api/alerts"),
        (f"{HOST}/api/alerts", f"1: GET {HOST}/api/alerts"),
        ("POST /api/machines/{{id}}/isolate", "1: POST /api/machines/⟨{{id}}⟩/isolate"),
        ("PSOT {{h}}/api/alerts", "1: PSOT ⟨{{h}}⟩/api/alerts"),
        (
            f"GET {HOST}/api/alerts?$filter=severity eq 'High' HTTP/2",
            f"1: GET {HOST}/api/alerts?$filter=severity eq 'High'",
        ),
        (
            f"GET {HOST}/api/alerts\n?$top=10\n&$skip=5 HTTP/1.1\nA: b",
            f"1: GET {HOST}/api/alerts?$top=10&$skip=5 | A: b",
        ),
        (
            f"GET {HOST}\n    /api\n    /alerts\n    ?$top=10\nA: b",
            f"1: GET {HOST}/api/alerts?$top=10 | A: b",
        ),
        (
            "\n# comment\n// another\n# @name one\n@h = " + HOST + "\n\nGET {{h}}/api/alerts",
            f"7: GET {HOST}/api/alerts",
        ),
        ("GET {{ h }}/api/alerts\n###\n@h=" + HOST, f"1: GET {HOST}/api/alerts"),
        (
            f"< {{%\n  request.variables.set('a', 1)\n%}}\nGET {HOST}/api/alerts",
            f"4: GET {HOST}/api/alerts",
        ),
        (f"< ./before.js\nGET {HOST}/api/alerts", f"2: GET {HOST}/api/alerts"),
        (
            f"PATCH {HOST}/api/alerts/1\nA: b\n# off: 1\nC : d\n\n\n{{\n}}\n\n",
            f"1: PATCH {HOST}/api/alerts/1 | A: b | C: d | {{}}",
        ),
        (
            f'PATCH {HOST}/api/alerts/1\r\nA: b\r\n\r\n{{\r\n"a": 1\r\n}}\r\n',
            f'1: PATCH {HOST}/api/alerts/1 | A: b | {{"a": 1}}',
        ),
        (
            f'PATCH {HOST}/api/alerts/1\n\n{{\n# gone\n"a": 1\n  // gone\n}}\n> {{% x %}}\n',
            f'1: PATCH {HOST}/api/alerts/1 | {{"a": 1}}',
        ),
        (
            f'PATCH {HOST}/api/alerts/1\n\n{{"a": 1}}\n\n<> answer.json\n',
            f'1: PATCH {HOST}/api/alerts/1 | {{"a": 1}}',
        ),
        (
            f'PATCH {HOST}/api/alerts/1\n\n{{"a": 1}}\n\n>> answer.json\n',
            f'1: PATCH {HOST}/api/alerts/1 | {{"a": 1}}',
        ),
        (f"PATCH {HOST}/api/alerts/1\n\n{{", f"1: PATCH {HOST}/api/alerts/1 | broken body"),
        (
            f"PATCH {HOST}/api/alerts/1\n\n< ./body.json",
            f"1: PATCH {HOST}/api/alerts/1 | body unknown, line 3: it is in another file",
        ),
        (
            f"PATCH {HOST}/api/alerts/1\n\n<@utf8 ./body.json",
            f"1: PATCH {HOST}/api/alerts/1 | body unknown, line 3: it is in another file",
        ),
        (
            f"POST {HOST}/api/alerts/1\nContent-Type: application/x-www-form-urlencoded\n\na=b",
            f"1: POST {HOST}/api/alerts/1 | Content-Type: application/x-www-form-urlencoded"
            ' | {"a": "b"}',
        ),
        (
            f"POST {HOST}/api/libraryfiles\nContent-Type: multipart/form-data; boundary=x\n\n--x\n",
            f"1: POST {HOST}/api/libraryfiles | Content-Type: multipart/form-data; boundary=x"
            " | body unknown, line 4: it is a form of several parts",
        ),
    ],
)
def test_one_request(text: str, shown: str, read: Read) -> None:
    assert read(text, "a.http") == [shown]
    assert read(f"{text}\n### after\n", "a.rest") == [shown]


def test_requests_between_separators(read: Read) -> None:
    text = f"""\
### one
GET {HOST}/api/alerts

####
POST {HOST}/api/indicators

{{"a": 1}}
### nothing here
# only a comment
### three
DELETE {HOST}/api/indicators/1
"""
    assert read(text, "a.http") == [
        f"2: GET {HOST}/api/alerts",
        f'5: POST {HOST}/api/indicators | {{"a": 1}}',
        f"11: DELETE {HOST}/api/indicators/1",
    ]


def test_a_command_of_curl(read: Read) -> None:
    """As REST Client runs it: https://github.com/Huachao/vscode-restclient#curl-request."""
    text = f"""\
@h = {HOST}

### one
# @name one
curl -X POST "{HOST}/api/machines/{{{{id}}}}/isolate" \\
  -H 'Content-Type: application/json' -d '{{"Comment": "x"}}'

### two
GET {HOST}/api/alerts
"""
    assert read(text, "a.http") == [
        f"5: POST {HOST}/api/machines/⟨{{{{id}}}}⟩/isolate | Content-Type: application/json"
        ' | {"Comment": "x"}',
        f"9: GET {HOST}/api/alerts",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "### nothing\n",
        "a note about /machines/ and nothing else",
    ],
)
def test_no_request(text: str, read: Read) -> None:
    assert read(text, "a.http") == []
