"""The pages about pre-flight tell the truth: their programs run, against the server."""

from __future__ import annotations

import json
import re
import traceback
from pathlib import Path

import pytest

from defender_lint.preflight import PreflightError
from defender_lint.preflight.guard import Guard
from loopback import REFUSED, SERVICE, Service

DOCS = Path(__file__).resolve().parents[2] / "docs"
CLIENTS = ("httpx", "requests", "aiohttp")


def block(page: str, language: str) -> str:
    """Return the one fenced block of a language."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return str(found)


def run(program: str) -> None:
    """Run a program; the server has no certificate."""
    exec(program.replace("https://", "http://"), {})  # noqa: S102


def compact(text: str) -> str:
    """Return a text without the spaces that httpx has left out of JSON since 0.28."""
    return re.sub(r"(?<=[:,]) (?=\")", "", text)


@pytest.fixture(autouse=True)
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write what the programs read, into the current folder."""
    indicators = (
        {
            "indicatorValue": f"20.1.{number // 250}.{number % 250 + 1}",
            "indicatorType": "IpAddress",
            "action": "Block",
            "title": "Feed",
            "description": "From a feed",
        }
        for number in range(1_200)
    )
    (tmp_path / "feed.jsonl").write_text("\n".join(map(json.dumps, indicators)), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEFENDER_TOKEN", "x")


@pytest.mark.parametrize("client", CLIENTS)
def test_the_program_of_a_page_runs(service: Service, client: str) -> None:
    run(block(f"preflight-{client}", "python"))
    isolate, *imports, resolve = service.received
    assert (isolate.method, isolate.path) == (
        "POST",
        "/api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate",
    )
    assert [len(json.loads(each.body)["Indicators"]) for each in imports] == [500, 500, 200]
    assert {each.path for each in imports} == {"/api/indicators/import"}
    assert (resolve.method, resolve.path) == (
        "PATCH",
        "/api/alerts/da637472900382838869_1364969609",
    )
    assert {each.host for each in service.received} == {SERVICE.removeprefix("http://")}
    assert {each.headers["Authorization"] for each in service.received} == {"Bearer x"}


@pytest.mark.parametrize("client", CLIENTS)
def test_a_mistake_in_it_raises_what_the_page_shows(service: Service, client: str) -> None:
    program = block(f"preflight-{client}", "python").replace('"Comment"', '"comment"')
    with pytest.raises(PreflightError) as raised:
        run(program)
    shown = "".join(traceback.format_exception_only(raised.value))
    assert compact(shown) == compact(block(f"preflight-{client}", "text"))
    assert service.received == []


def test_an_answer_is_explained_as_the_page_shows(caplog: pytest.LogCaptureFixture) -> None:
    path = "/api/machines/1e5bc9d7e413ddd7902c2932e418702b84d0cc07/isolate"
    Guard(explain=True).explain("POST", path, REFUSED.status, None, REFUSED.body.decode())
    (record,) = caplog.records
    assert f"{record.getMessage()}\n" == block("preflight", "text")


def test_the_check_by_hand_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PreflightError):
        exec(block("preflight", "python"), {})  # noqa: S102
    said = capsys.readouterr().out
    assert said.startswith("error unknown-value /IsolationType `Ful` is not a value of")
    assert "Answer(status=400, code='InvalidRequestBody'" in said
