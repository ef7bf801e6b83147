"""``defender-lint explain-response``: answers in all forms seen, and the request behind them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

INCORRECT = {
    "error": {"code": "InvalidRequestBody", "message": "Request body is incorrect", "target": "|1."}
}
QUOTA = {
    "error": {
        "code": "429",
        "message": "Maximum allowed 30 per 00:01:00 for the key Destination+TenantID+AppID. "
        "You can send requests again in 8 seconds.",
        "target": "t",
    }
}
ROLES = "Missing application roles. API required roles: A, application roles: B."


def explained(run: Any, text: str, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    outcome = run(
        "explain-response", "-", "--output-format", "json", *arguments, stdin=text.encode()
    )
    answer = json.loads(outcome.out)
    assert answer["version"] == 1
    return outcome.status, answer["answers"]


def test_the_object(run: Any) -> None:
    status, (answer,) = explained(run, json.dumps(INCORRECT))
    assert status == 0
    causes = answer.pop("causes")
    assert causes[0].startswith("The body could not be read into what the API takes")
    assert answer == {
        "code": "InvalidRequestBody",
        "answered": "InvalidRequestBody",
        "status": 400,
        "message": "Request body is incorrect",
        "target": "|1.",
        "known": True,
        "retry": "no",
        "retry_after": None,
        "findings": [],
    }


@pytest.mark.parametrize(
    ("text", "code", "answered", "status"),
    [
        ('{"Code": "Forbidden", "Message": "x"}', "Forbidden", "Forbidden", 403),
        ('{"statusCode": 401, "message": "Access token is missing"}', "Unauthorized", "401", 401),
        (
            '{"error": {"code": "", "message": "The query specified in the URI is not valid. Custom '
            "query option '$stop' that starts with '$' is not supported.\"}}",
            "ODataError", "", 400,
        ),
        (
            '{"value": [{"isFailed": false}, {"isFailed": true, "failureReason": "Hash value x is '
            'invalid."}]}',
            "InvalidHashValue", "", 200,
        ),
        (
            json.dumps({"error": {"code": "Forbidden", "message": ROLES, "innerError": {}}}),
            "Forbidden", "Forbidden", 403,
        ),
        (f"12:01 ERROR call failed: {json.dumps(INCORRECT)} (3 s)", "InvalidRequestBody", None, 400),
        (f'{{"level": "error", "msg": {json.dumps(json.dumps(QUOTA))}}}', "TooManyRequests", "429", 429),
        (f"requests.exceptions.HTTPError: 400: {INCORRECT}", "InvalidRequestBody", None, 400),
        (f"Exception: {ROLES}", "Forbidden", "", 403),
        ("Invoke-RestMethod : ActiveRequestAlreadyExists", "ActiveRequestAlreadyExists", None, 400),
        ("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "NotFound", "", 404),
    ],
)  # fmt: skip
def test_forms(run: Any, text: str, code: str, answered: str | None, status: int) -> None:
    exit_status, (answer,) = explained(run, text)
    assert exit_status == 0
    wanted = code if answered is None else answered
    assert (answer["code"], answer["answered"], answer["status"]) == (code, wanted, status)


@pytest.mark.parametrize(
    ("text", "retry", "after"),
    [
        (json.dumps(QUOTA), "after", 8),
        (f"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\n\r\n{json.dumps(QUOTA)}", "after", 17),
        ('{"error": {"code": "InternalServerError"}}', "later", None),
        ('{"error": {"code": "ActiveRequestAlreadyExists", "message": "x"}}', "later", None),
        (json.dumps(INCORRECT), "no", None),
    ],
)  # fmt: skip
def test_retries(run: Any, text: str, retry: str, after: int | None) -> None:
    _, (answer,) = explained(run, text)
    assert (answer["retry"], answer["retry_after"]) == (retry, after)


def test_the_message_decides_which_cause_comes_first(run: Any) -> None:
    message = "Unauthorized request - reason of failure: Account mode is inactive"
    text = json.dumps({"error": {"code": "Unauthorized", "message": message}})
    _, (answer,) = explained(run, text)
    assert answer["causes"][0].startswith("The tenant has no active Defender for Endpoint account")


def test_several_answers(run: Any) -> None:
    status, answers = explained(run, f"{json.dumps(INCORRECT)}\n{json.dumps(QUOTA)}\n")
    assert status == 0
    assert [each["code"] for each in answers] == ["InvalidRequestBody", "TooManyRequests"]


def test_an_answer_that_nobody_knows(run: Any) -> None:
    status, (answer,) = explained(run, '{"error": {"code": "Nonsense", "message": "x"}}')
    assert status == 1
    assert (answer["code"], answer["answered"], answer["known"]) == (None, "Nonsense", False)


def test_a_sign_in_that_failed_is_no_answer_of_the_service(run: Any) -> None:
    text = json.dumps({"error": "invalid_client", "error_description": "AADSTS7000215: …"})
    status, (answer,) = explained(run, text)
    assert (status, answer["answered"], answer["known"]) == (1, "invalid_client", False)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there is nothing in it"),
        ("<html><body>502 Bad Gateway</body></html>", "this is a page of HTML"),
        ('{"value": [{"id": 1}]}', "there is no error answer of the service in it"),
        ("[" * 50_000, "there is no error answer of the service in it"),
    ],
)
def test_no_answer(run: Any, text: str, says: str) -> None:
    outcome = run("explain-response", "-", "--output-format", "json", stdin=text.encode())
    assert (outcome.status, json.loads(outcome.out)) == (1, {"version": 1, "answers": []})
    assert outcome.err.startswith(says)


def test_a_file_that_cannot_be_read(run: Any) -> None:
    outcome = run("explain-response", "nowhere.json")
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err == "error: nowhere.json: no such file or directory\n"


def test_the_finding_that_explains_it(run: Any) -> None:
    Path("body.json").write_text('{"Status": "New", "foo": 1}', encoding="utf-8")
    text = json.dumps(INCORRECT)
    _, (answer,) = explained(run, text, "--body", "body.json", "--api", "update-alert")
    assert [each["rule"] for each in answer["findings"]] == ["key-case", "unknown-key"]
    record = {
        "method": "PATCH",
        "url": "https://api.security.microsoft.com/api/alerts/da637472900382838869_1364969609",
        "body": {"status": "Nwe"},
    }
    Path("request.json").write_text(json.dumps(record), encoding="utf-8")
    _, (answer,) = explained(run, text, "--request", "request.json")
    assert [each["rule"] for each in answer["findings"]] == ["unknown-value"]


def test_no_finding_explains_it(run: Any) -> None:
    Path("body.json").write_text('{"status": "New"}', encoding="utf-8")
    text = json.dumps(INCORRECT)
    outcome = run(
        "explain-response", "-", "--body", "body.json", "--api", "update-alert", stdin=text.encode()
    )
    assert outcome.status == 0
    assert "nothing that was found in it explains this answer" in outcome.out


def test_the_text(run: Any) -> None:
    outcome = run("explain-response", "-", stdin=json.dumps(QUOTA).encode())
    head, *rest = outcome.out.splitlines()
    assert head == "429 TooManyRequests (the code is written '429')"
    assert "  yes, after 8 seconds" in rest
    assert "  correlation id t" in rest


def test_a_secret_is_never_shown(run: Any) -> None:
    secret = "eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJ4In0.c2lnbmF0dXJlc2lnbmF0dXJl"  # noqa: S105
    message = f"Authorization: Bearer {secret} is no good"
    text = json.dumps({"error": {"code": "Unauthorized", "message": message, "target": "t"}})
    for form in ("text", "json"):
        outcome = run("explain-response", "-", "--output-format", form, stdin=text.encode())
        assert secret.split(".")[1] not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--request", "r.json", "--body", "b.json"),
            "--request holds the body, too; leave --body out",
        ),
        (("--api", "update-alert"), "--api says what a --body is for; give both"),
    ],
)
def test_options_that_do_not_go_together(
    run: Any, arguments: tuple[str, ...], message: str
) -> None:
    for name in ("r.json", "b.json"):
        Path(name).write_text("{}", encoding="utf-8")
    outcome = run("explain-response", "-", *arguments, stdin=b"{}")
    assert (outcome.status, outcome.out) == (2, "")
    assert f"error: {message}\n" in outcome.err


def test_what_is_no_text_cannot_be_read(run: Any) -> None:
    outcome = run("explain-response", "-", stdin=b'{"error": "\xff"}')
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("error: -: ")


def test_a_request_that_cannot_be_read(run: Any) -> None:
    text = json.dumps(INCORRECT).encode()
    outcome = run("explain-response", "-", "--request", "nowhere.json", stdin=text)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("error: nowhere.json")


def test_the_text_of_several_answers_and_of_what_is_wrong_with_the_request(run: Any) -> None:
    Path("body.json").write_text('{"status": "Nwe"}', encoding="utf-8")
    item = {"value": [{"isFailed": True, "failureReason": "Nobody knows."}]}
    text = "\n".join(
        json.dumps(each) for each in (INCORRECT, {"error": {"code": "Nonsense"}}, item)
    )
    outcome = run(
        "explain-response", "-", "--body", "body.json", "--api", "update-alert", stdin=text.encode()
    )
    assert outcome.status == 1
    lines = outcome.out.splitlines()
    assert lines[0] == "400 InvalidRequestBody"
    assert "an answer that nobody has documented (the code is written 'Nonsense')" in lines
    assert "200 an item that was refused" in lines
    assert any(line.startswith("  - body.json:1:12: unknown-value: ") for line in lines)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # A response in a log that escapes quotes, cut off before its end.
        (
            'msg="{\\"error\\": {\\"code\\": \\"Forbidden\\", \\"message\\": \\"x\\"}}" end',
            ["Forbidden"],
        ),
        ('msg="{\\"error\\": {\\"code\\": \\"Forbi', []),
        # What Python prints, and what only looks like it.
        ("{'error': {'code': 'Forbidden', 'message': 'x'}}", ["Forbidden"]),
        ("{'error': {'code': 'Forbidden', message}}", ["Forbidden"]),
        # Messages hold answers, lists hold lists.
        (
            json.dumps({"Code": "BadRequest", "Message": json.dumps(INCORRECT)}),
            ["InvalidRequestBody"],
        ),
        (json.dumps([[[INCORRECT]]]), ["InvalidRequestBody"]),
        (json.dumps({"error": {"details": 1}}), []),
        (
            json.dumps({"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": INCORRECT}}}}}}}}}),
            ["InvalidRequestBody"],
        ),
    ],
)
def test_answers_in_strange_places(run: Any, text: str, codes: list[str]) -> None:
    _, answers = explained(run, text)
    assert [each["code"] for each in answers] == codes
