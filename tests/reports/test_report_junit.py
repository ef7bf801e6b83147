"""The JUnit format, as Jenkins, GitLab and Azure read it."""

from __future__ import annotations

from typing import Any

from defender_lint.summary import Summary


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("junit", realistic, summary) == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="defender-lint">
<testsuite name="payloads/web 01.json" tests="2" failures="2" errors="0">
  <testcase classname="payloads/web 01.json" name="key-case /comment">
    <failure type="MissingRequiredParameter" message="`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter &quot;Parameter Comment is missing.&quot; (or InvalidRequestBody).">payloads/web 01.json:2:3
`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter &quot;Parameter Comment is missing.&quot; (or InvalidRequestBody).
help: write `Comment`
docs: https://learn.microsoft.com/defender-endpoint/api/isolate-machine</failure>
  </testcase>
  <testcase classname="payloads/web 01.json" name="missing-key /IsolationType">
    <failure type="MissingRequiredParameter" message="`IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody).">payloads/web 01.json:1:1
`IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody).
docs: https://learn.microsoft.com/defender-endpoint/api/isolate-machine</failure>
  </testcase>
</testsuite>
<testsuite name="bodies.ndjson" tests="1" failures="0" errors="0">
  <testcase classname="bodies.ndjson" name="duplicate-key /status (body 3)">
    <system-out>bodies.ndjson:3:35
`status` stands twice. The service may answer 400 InvalidRequestBody.</system-out>
  </testcase>
</testsuite>
<testsuite name="&lt;body&gt;" tests="1" failures="1" errors="0">
  <testcase classname="&lt;body&gt;" name="unknown-api /">
    <failure type="unknown-api" message="the body fits no API.">&lt;body&gt;:/
the body fits no API.</failure>
  </testcase>
</testsuite>
<testsuite name="defender-lint" tests="1" failures="0" errors="0">
  <testcase classname="defender-lint" name="every file can be read">
    <system-out>5 bodies in 2 files: 3 errors, 1 warning; 1 fixable with --fix</system-out>
  </testcase>
</testsuite>
</testsuites>
"""
    )


def test_run_without_findings_has_a_test_that_passes(report: Any, parsed: Any) -> None:
    document = parsed("junit", report("junit", [], Summary(files=1, bodies=1)))
    assert len(document.findall(".//testcase")) == 1
    assert not document.findall(".//failure")


def test_what_could_not_be_read_is_an_error(report: Any, parsed: Any) -> None:
    failures = ["a.json: no such file", "<b>: is a folder"]
    document = parsed("junit", report("junit", [], Summary(failures=failures)))
    (error,) = document.findall(".//error")
    assert error.get("message") == "a.json: no such file"
    assert error.text == "a.json: no such file\n<b>: is a folder"
    assert document.find("testsuite").get("errors") == "1"


def test_text_is_escaped(realistic: Any, report: Any, parsed: Any) -> None:
    message = "\"<&>' ]]> --> &#0; ##vso[x] é😀"
    finding = realistic[0].replace(message=f"{message}\x00\x1b\ud800", code=None)
    text = report("junit", [finding])
    assert "##vso" not in text
    failure = parsed("junit", text).find(".//failure")
    assert failure.get("message") == f"{message}␀␛\\u{{d800}}."
    assert failure.text.split("\n")[1] == f"{message}␀␛\\u{{d800}}."
