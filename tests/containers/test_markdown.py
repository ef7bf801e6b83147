"""Markdown pages: which fences show a request, and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from defender_lint.sources.reading import requests, source_of

Read = Callable[[str, str], list[str]]

HOST = "https://api.security.microsoft.com"
ISOLATE = f"{HOST}/api/machines/1/isolate"
BODY = '{"Comment": "x"}'
LINE_ONLY = "body unknown, line {}: the page shows the request line only"


def fence(info: str, text: str) -> str:
    return f"```{info}\n{text}\n```\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"POST {ISOLATE}\n\n{BODY}", f"2: POST {ISOLATE} | {BODY}"),
        (f"POST {ISOLATE}\n{BODY}", f"2: POST {ISOLATE} | {BODY}"),
        (f"POST {ISOLATE} HTTP/1.1\nA: b\n\n{BODY}", f"2: POST {ISOLATE} | A: b | {BODY}"),
        (f"POST {ISOLATE}\nA: b\n{BODY}", f"2: POST {ISOLATE} | A: b | {BODY}"),
        (f"# isolate\n\nPOST {ISOLATE}\n\n{BODY}", f"4: POST {ISOLATE} | {BODY}"),
        (f"POST {ISOLATE}\n\n{BODY}\n\nResponse:\n{{}}", f"2: POST {ISOLATE} | {BODY}"),
        (f"POST {ISOLATE}\n\n{BODY}\n\n### Response\n{{}}", f"2: POST {ISOLATE} | {BODY}"),
        (
            f"POST {ISOLATE}\n\n{BODY}\n\nHTTP/1.1 201 Created\n\n{{}}",
            f"2: POST {ISOLATE} | {BODY}",
        ),
        (f"POST {ISOLATE}\n\n{BODY}\n201 Created\n{{}}", f"2: POST {ISOLATE} | {BODY}"),
        (f"POST {ISOLATE}\n\n{BODY}\n---\n{{}}", f"2: POST {ISOLATE} | {BODY}"),
        (f'POST {ISOLATE}\n\n{{\n"a": 1\n}}\n\n{{"id": 1}}', f'2: POST {ISOLATE} | {{"a": 1}}'),
        (f"POST {ISOLATE}\nA: b", f"2: POST {ISOLATE} | A: b"),
        (f"POST {ISOLATE}\n\nResponse:\n{{}}", f"2: POST {ISOLATE}"),
        (f"POST {ISOLATE}", f"2: POST {ISOLATE} | {LINE_ONLY.format(2)}"),
        (f"DELETE {HOST}/api/indicators/1", f"2: DELETE {HOST}/api/indicators/1"),
        (
            "PATCH /api/machines/{id}\nA: b",
            f"2: PATCH /api/machines/⟨{{id}}⟩ | A: b | {LINE_ONLY.format(2)}",
        ),
        (
            f"POST {ISOLATE}   # isolates a machine",
            f"2: POST {ISOLATE} | {LINE_ONLY.format(2)}",
        ),
        (
            f"GET {HOST}/api/alerts?$filter=severity eq 'High' # those that matter",
            f"2: GET {HOST}/api/alerts?$filter=severity eq 'High'",
        ),
        (
            f"POST {ISOLATE}\n\nno JSON",
            f"2: POST {ISOLATE} | body unknown, line 2: the page shows no JSON",
        ),
        (f"POST {ISOLATE}\n\n{{", f"2: POST {ISOLATE} | broken body"),
    ],
)
@pytest.mark.parametrize("info", ["http", "HTTP", "", "text", "json", "console", "http title='x'"])
def test_a_request_in_one_fence(info: str, text: str, shown: str, read: Read) -> None:
    assert read(fence(info, text), "a.md") == [shown]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{id}", "⟨{id}⟩"),
        ("{machine id}", "⟨{machine id}⟩"),
        (":id", "⟨:id⟩"),
        ("<id>", "⟨<id>⟩"),
        ("<machine id>", "⟨<machine id>⟩"),
        ("...", "⟨...⟩"),
        ("…", "⟨…⟩"),
        ("{{id}}", "⟨{{id}}⟩"),
        ("$id", "$id"),
    ],
)
def test_holes_of_paths(written: str, shown: str, read: Read) -> None:
    text = fence("http", f"GET /api/machines/{written}/alerts")
    assert read(text, "a.md") == [f"2: GET /api/machines/{shown}/alerts"]


def test_holes_of_values() -> None:
    text = fence("http", f'POST {ISOLATE}\n\n{{"Comment": "<why>", "IsolationType": "{{type}}"}}')
    (request,) = requests(source_of(text, "a.md"))
    assert request.body is not None
    assert request.body.holes.any == {("Comment",), ("IsolationType",)}


def test_a_list_of_endpoints(read: Read) -> None:
    text = fence("", "GET /api/machines - all\nPOST /api/machines/{id}/isolate → isolates")
    assert read(text, "a.md") == [
        "2: GET /api/machines",
        f"3: POST /api/machines/⟨{{id}}⟩/isolate | {LINE_ONLY.format(3)}",
    ]


LINE = fence("http", f"POST {ISOLATE}")
JSON = fence("json", BODY)
OTHER = fence("json", '{"a": 1}')


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (f"{LINE}{JSON}", [f"2: POST {ISOLATE} | {BODY}"]),
        (f"{LINE}\n{fence('', BODY)}", [f"2: POST {ISOLATE} | {BODY}"]),
        (f"{LINE}\nwith\n\n{JSON}", [f"2: POST {ISOLATE} | {BODY}"]),
        (f"{LINE}{JSON}{OTHER}", [f"2: POST {ISOLATE} | {BODY}"]),
        (f"{LINE}{JSON}\nReturns:\n\n{OTHER}", [f"2: POST {ISOLATE} | {BODY}"]),
        (f"# A\n{LINE}\n# Request body\n{JSON}", [f"3: POST {ISOLATE} | {BODY}"]),
        (
            f"# A\n{LINE}## Request body\n### One\n{JSON}### Two\n{OTHER}",
            [f"3: POST {ISOLATE} | {BODY}", f'3: POST {ISOLATE} | {{"a": 1}}'],
        ),
        (f"{LINE}\nHere is an example of the response.\n\n{JSON}", None),
        (f"{LINE}\n## Response\n\nIt looks so:\n\n{JSON}", None),
        (f"{LINE}\n## More\n\n{JSON}", None),
        (f"## A\n{LINE}\n## Another service\n\nRequest body:\n\n{JSON}", None),
        (f"## A\n{LINE}\n# Request body\n\n{JSON}", None),
        (f"{LINE}{fence('http', 'HTTP/1.1 200 OK')}{JSON}", None),
        (LINE + fence("json", '{"@odata.context": "x"}'), None),
        (LINE + fence("json", '{"Comment": "string"}'), None),
        (LINE + fence("json", '{"IsolationType": "Full|Selective"}'), None),
        (LINE + fence("json", '{"IsolationType": "Full | Selective"}'), None),
        (LINE + fence("json", '{"Comment": "x", ...}'), None),
        (LINE + fence("json", '{"Comment": "x" // why\n}'), None),
    ],
)
def test_a_body_in_a_fence_of_its_own(page: str, shown: list[str] | None, read: Read) -> None:
    line = next(n for n, text in enumerate(page.splitlines(), 1) if text.startswith("POST"))
    assert read(page, "a.md") == (shown or [f"{line}: POST {ISOLATE} | {LINE_ONLY.format(line)}"])


def test_a_query_is_no_template(read: Read) -> None:
    text = fence(
        "http", f'POST {HOST}/api/advancedqueries/run\n\n{{"Query": "DeviceInfo | count"}}'
    )
    assert read(text, "a.md") == [
        f'2: POST {HOST}/api/advancedqueries/run | {{"Query": "DeviceInfo | count"}}'
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "# POST /api/machines/{id}/isolate",
        "# Endpoint: `POST /api/machines/{id}/isolate`",
        "Isolate: **POST** /api/machines/{id}/isolate\n===",
        "`POST /api/machines/{id}/isolate`",  # a paragraph that says nothing else
        "**POST** `/api/machines/{id}/isolate` HTTP/1.1",
    ],
)
def test_a_heading_names_the_api(heading: str, read: Read) -> None:
    page = f"{heading}\n\n## Request body\n{JSON}\n## Responses\n### 201\n{OTHER}"
    assert read(page, "a.md") == [f"1: POST /api/machines/⟨{{id}}⟩/isolate | {BODY}"]
    assert read(f"{heading}\n\n{JSON}", "a.md") != []
    assert read(f"{heading}\n\n# Else\n{JSON}", "a.md") == []
    assert read(f"{heading}\n\ntext\n", "a.md") == []


def test_a_comment_names_the_api(read: Read) -> None:
    page = f"See api.security.microsoft.com\n\n<!-- defender-lint: api=isolate-machine -->\n{JSON}"
    assert read(page, "a.md") == [f"-: - - | {BODY}"]


def test_scripts(read: Read) -> None:
    page = "\n".join(
        (
            fence("bash", f"$ curl -X POST {HOST}/api/machines/<id>/alerts"),
            fence("", f"curl {HOST}/api/machines/1"),
            fence("{.python}", f'import requests\nrequests.get("{HOST}/api/machines/2")'),
            fence("powershell", f'PS C:\\> Invoke-RestMethod -Uri "{HOST}/api/machines/:id"'),
            fence("js", f'fetch("{HOST}/api/machines/4")'),
            fence("kusto", f"curl {HOST}/api/machines/5"),
        )
    )
    assert [each.split(" | ")[0] for each in read(page, "a.md")] == [
        f"2: POST {HOST}/api/machines/⟨{{id}}⟩/alerts",
        f"6: GET {HOST}/api/machines/1",
        f"11: GET {HOST}/api/machines/2",
        f"15: GET {HOST}/api/machines/⟨:id⟩",
        f"19: GET {HOST}/api/machines/4",
    ]


def test_data(read: Read) -> None:
    request = f'{{"url": "{ISOLATE}", "method": "POST", "body": {BODY}}}'
    page = fence("json", request) + fence("yaml", f"uri: {ISOLATE}\nmethod: POST\njson: {BODY}")
    assert read(page, "a.md") == [f"2: POST {ISOLATE} | {BODY}", f"5: POST {ISOLATE} | {BODY}"]


@pytest.mark.parametrize(
    "page",
    [
        f"POST {ISOLATE}\n",
        f"Call `POST {ISOLATE}` with\n\n{JSON}",
        f"<!--\n{LINE}-->\n",
        f"````md\n{LINE}````\n",
        fence("http", f"{ISOLATE}"),
        fence("diff", f"- POST-{ISOLATE}"),
        "nothing",
        "",
    ],
)
def test_what_a_page_tells_is_no_request(page: str, read: Read) -> None:
    assert read(page, "a.md") == []


@pytest.mark.parametrize(
    "page",
    [
        f"```http\nPOST {ISOLATE}\n\n{BODY}\n\n## And then\n\nNothing is closed.\n",
        f"```http\nPOST {ISOLATE}\n\n{BODY}\n\n",
    ],
)
@pytest.mark.parametrize("after", ["", f"{LINE}{JSON}"])
def test_a_fence_that_is_never_closed(page: str, after: str, read: Read) -> None:
    first, *others = read(page + after, "a.md")
    assert first == (
        f"2: POST {ISOLATE} | body unknown, line 1: the fence around it is never closed"
        " | syntax: this fence is never closed; end it with the marks that it begins with"
    )
    assert others == ([f"{page.count(chr(10)) + 2}: POST {ISOLATE} | {BODY}"] if after else [])


def test_a_request_line_whose_fence_ends_where_its_body_begins(read: Read) -> None:
    page = f"```http\nPOST {ISOLATE}\n\n{JSON}\nIt answers:\n\n{OTHER}"
    assert read(page, "a.md") == [
        f"2: POST {ISOLATE} | {BODY}"
        " | syntax: this fence is never closed; end it with the marks that it begins with"
    ]


@pytest.mark.parametrize(
    "page",
    [
        "- ```http\n  {line}\n\n  {body}\n  ```\n",
        "1. a\n\n   ```http\n   {line}\n\n   {body}\n   ```\n",
        "> ```http\n> {line}\n>\n> {body}\n> ```\n",
        "> [!NOTE]\n>\n>   ```http\n>   {line}\n>\n>   {body}\n>   ```\n",
        "-\t~~~ http\n\t{line}\n\n\t{body}\n\t~~~\n",
        "* a\n  * b\n    > 1. ```http\n    >    {line}\n    >\n    >    {body}\n    >    ```\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fences_in_lists_and_quotes(page: str, end: str, read: Read) -> None:
    text = page.format(line=f"POST {ISOLATE}", body=BODY).replace("\n", end)
    assert [each.split(": ", 1)[1] for each in read(text, "a.md")] == [f"POST {ISOLATE} | {BODY}"]


@pytest.mark.parametrize("before", ["", "- ", "1. ", "> ", "> - "])
def test_indented_code(before: str, read: Read) -> None:
    """As pages have it that are older than fences."""
    after = "".join(char if char == ">" else " " for char in before)
    lines = [f"POST {ISOLATE}", "A: b", "", '{"a":', '  "b"}', ""]
    code = "\n".join(f"{after}    {line}" for line in lines)
    page = f"{before}A device:\n{after}\n{code}\n{after}\n{after}Then wait.\n"
    assert read(page, "a.md") == [f'3: POST {ISOLATE} | A: b | {{"a": "b"}}']


@pytest.mark.parametrize(
    "page",
    [
        f"A list of\n    POST {ISOLATE}\n",  # of a paragraph
        f"- item\n\n  POST {ISOLATE}\n",
        f'# POST {HOST}/api/alerts\n\nResponse:\n\n    {{"id": 1}}\n',
    ],
)
def test_what_is_indented_and_no_request(page: str, read: Read) -> None:
    assert not any("{" in each or ISOLATE in each for each in read(page, "a.md"))
