"""Bruno's ``.bru`` files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

FORM = (
    " | wrong-media-type: this sends a form (`application/x-www-form-urlencoded`), "
    "and the API takes JSON; write the body as JSON"
)

Read = Callable[[str, str], list[str]]

HOST = "https://api.security.microsoft.com"


def bru(line: str = "", blocks: str = "", verb: str = "post") -> str:
    url = f"url: {HOST}/api/machines/:id/isolate"
    return f"meta {{\n  name: n\n}}\n\n{verb} {{\n  {url}\n  {line}\n}}\n\n{blocks}\n"


SHOWN = f"6: POST {HOST}/api/machines/⟨:id⟩/isolate"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (bru(), SHOWN),
        (bru("body: none", "body:json {\n  {}\n}"), SHOWN),
        (
            bru("body: json", 'body:json {\n  {"a": "}"}\n}'),
            f'{SHOWN} | {{"a": "}}"}} as application/json',
        ),
        (bru("body: json", 'body {\n  {"a": 1}\n}'), f'{SHOWN} | {{"a": 1}} as application/json'),
        (
            bru("body: json", 'body:json {\n  {\n    // no\n    "a": "// yes" /* no */\n  }\n}'),
            f'{SHOWN} | {{"a": "// yes"}} as application/json',
        ),
        (bru("body: json", "body:json {\n  {\n}"), f"{SHOWN} | broken body as application/json"),
        (bru("body: text", "body:text {\n  x\n}"), f"{SHOWN} | broken body as text/plain"),
        (
            bru("body: formUrlEncoded", "body:form-urlencoded {\n  Comment: x\n  ~off: y\n}"),
            f'{SHOWN} | {{"Comment": "x"}} as application/x-www-form-urlencoded' + FORM,
        ),
        (
            bru("body: multipartForm", "body:multipart-form {\n  File: {{f}}\n}"),
            f'{SHOWN} | {{"File": "{{{{f}}}}"}} as multipart/form-data'
            + FORM.replace("application/x-www-form-urlencoded", "multipart/form-data"),
        ),
        (
            bru("body: graphql", "body:graphql {\n  { a }\n}"),
            f"{SHOWN} | body unknown, line 11: a GraphQL query",
        ),
        (bru(blocks="headers {\n  A: b:c\n  ~Off: 1\n  Empty:\n}"), f"{SHOWN} | A: b:c | Empty: "),
        (
            bru(
                blocks="params:query {\n  $top: 10\n  ~$skip: 5\n}\nquery {\n  old: 1\n}",
                verb="get",
            ),
            SHOWN.replace("POST", "GET") + "?$top=10",
        ),
        (bru("method: PURGE", verb="http"), SHOWN.replace("POST", "PURGE")),
        (
            "patch {\n  url: {{base}}/alerts/{{id}}\n}\nvars:pre-request {\n  base: "
            + HOST
            + "/api\n  id: 1\n}",
            f"2: PATCH {HOST}/api/alerts/⟨{{{{id}}}}⟩",
        ),
    ],
)
def test_one_request(text: str, shown: str, read: Read) -> None:
    assert read(text, "a.bru") == [shown]
    assert read(text.replace("\n", "\r\n"), "a.bru") == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"vars {{\n  host: {HOST}\n}}\n",
        "meta {\n  name: /machines/\n}\n",
        "get {\n  body: none\n}\ndocs {\n  /alerts\n}\n",
        f"docs {{\n  post {{\n    url: {HOST}/api/alerts\n  }}\n}}\n",
    ],
)
def test_no_request(text: str, read: Read) -> None:
    assert read(text, "a.bru") == []
