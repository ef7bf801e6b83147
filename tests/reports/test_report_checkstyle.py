"""The Checkstyle format."""

from __future__ import annotations

from typing import Any


def test_report(realistic: Any, summary: Any, report: Any) -> None:
    assert report("checkstyle", realistic, summary) == (
        """\
<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="4.3">
<file name="payloads/web 01.json">
  <error line="2" column="3" severity="error" message="`comment` is written `Comment`. The service would answer 400 MissingRequiredParameter &quot;Parameter Comment is missing.&quot; (or InvalidRequestBody)." source="defender-lint.key-case"/>
  <error line="1" column="1" severity="error" message="`IsolationType` is missing. The service would answer 400 MissingRequiredParameter (or InvalidRequestBody)." source="defender-lint.missing-key"/>
</file>
<file name="bodies.ndjson">
  <error line="3" column="35" severity="warning" message="`status` stands twice. The service may answer 400 InvalidRequestBody." source="defender-lint.duplicate-key"/>
</file>
<file name="&lt;body&gt;">
  <error line="1" severity="error" message="the body fits no API." source="defender-lint.unknown-api"/>
</file>
</checkstyle>
"""
    )


def test_run_without_findings(report: Any, parsed: Any) -> None:
    assert len(parsed("checkstyle", report("checkstyle", []))) == 0


def test_text_is_escaped(realistic: Any, report: Any, parsed: Any) -> None:
    message = "\"<&>' ]]> --> &#0; ##vso[x] é😀"
    finding = realistic[0].replace(message=f"{message}\x00\x1b\ud800", code=None)
    text = report("checkstyle", [finding])
    assert "##vso" not in text
    assert parsed("checkstyle", text)[0][0].get("message") == f"{message}␀␛\\u{{d800}}."
