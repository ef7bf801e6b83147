"""Whatever a payload, a message or a file name holds, every report stays valid and complete."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.findings import Finding, Fix, Kind, Related
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.spans import Edit, Excerpt, Position, Span
from defender_lint.summary import Summary

FORMATS = [name for name in OUTPUT_FORMATS if name not in ("full", "concise", "statistics")]

FRAGMENTS = [
    "\x00", "\x1b[2J", "\x85", "\u2028", "\u202e", "\ufeff", "\uffff", "\ud800", "\udce9", "😀",
    "\r\n", "\n::error::x", "::", "%0A::error::", "%25", "#", "##[error]", "##vso[x]", "]",
    ";", ",", ":", "]]>", "-->", "<![CDATA[", "&#0;", "&lt;", "<b>", "'", '"', "\\", "|", "`", "*",
    "[a](1)", "{0}", "}", "http://x", "a" * 5_000,
]  # fmt: skip

text = st.lists(
    st.sampled_from(FRAGMENTS) | st.text(st.characters(exclude_categories=()), max_size=8),
    max_size=6,
).map("".join)
position = st.builds(
    Position,
    offset=st.integers(0, 10**6),
    line=st.integers(1, 10**6),
    column=st.integers(1, 300),
    astral=st.integers(0, 3),
)


@st.composite
def span(draw: Any) -> Span:
    start, end = sorted(
        (draw(position), draw(position)), key=lambda place: (place.line, place.utf16_column)
    )
    return Span(start, end)


kind = st.builds(
    Kind,
    rule=st.sampled_from(["syntax", "key-case"]),
    code=st.none() | st.just("InvalidRequestBody"),
    status=st.just(400),
    also=st.sampled_from([(), ("BadRequest",)]),
    severity=st.sampled_from(["error", "warning"]),
    message=text,
    service_message=st.none() | text,
)
finding = st.builds(
    Finding,
    kind,
    file=text,
    document=st.integers(0, 5),
    api=st.none() | st.just("isolate-machine,unisolate-machine"),
    pointer=text,
    span=st.none() | span(),
    excerpt=st.none() | st.builds(Excerpt, text, st.integers(0, 9)),
    docs=st.none() | text,
    fix=st.none()
    | st.builds(
        Fix,
        text,
        st.sampled_from(["safe", "unsafe"]),
        st.lists(st.builds(Edit, span(), text), max_size=2).map(tuple),
    ),
    related=st.lists(st.builds(Related, text, span()), max_size=2).map(tuple),
    suppressed=st.booleans(),
)


@pytest.mark.parametrize("name", FORMATS)
@given(findings=st.lists(finding, max_size=4), failures=st.lists(text, max_size=2))
def test_report_stays_valid(
    report: Any, parsed: Any, name: str, findings: Any, failures: Any
) -> None:
    summary = Summary(failures=failures)
    summary.folder = "/repo"
    written = report(name, findings, summary)
    read = parsed(name, written)
    if read is None:  # there is no parser for it in conftest.py
        return
    assert _count(name, read) == sum(
        not finding.suppressed or name in ("json", "jsonl", "sarif") for finding in findings
    )
    written.encode()  # no lone surrogates


def _count(name: str, read: Any) -> int:
    """Return how many findings a parsed report holds."""
    if name in ("github", "azure"):
        return sum(command in ("error", "warning", "task.logissue") for command, _, _ in read)
    counts: dict[str, Any] = {
        "sarif": lambda: len(read["runs"][0]["results"]),
        "json": lambda: len(read["findings"]),
        "rdjson": lambda: len(read["diagnostics"]),
        "junit": lambda: len(read.findall(".//testcase")) - 1,
        "checkstyle": lambda: len(read.findall(".//error")),
    }
    return int(counts.get(name, lambda: len(read))())


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("github", "azure")])
def test_agents_of_build_systems_find_no_command(realistic: Any, report: Any, name: str) -> None:
    hostile = "##vso[task.complete result=Failed] ##[error] ###vso[x]"
    finding = realistic[0].replace(
        file=hostile,
        message=hostile,
        pointer=hostile,
        excerpt=Excerpt(hostile),
        service_message=hostile,
    )
    written = report(name, [finding], Summary(failures=[hostile]))
    assert "##vso[" not in written
    assert "##[" not in written
    assert not [line for line in written.splitlines() if line.lstrip().startswith("::")]
