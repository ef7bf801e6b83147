"""No input makes the program crash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

JSON_LIKE = st.text(st.sampled_from('{}[]:,"\\ \n-0e.tfn#\x00\x1b\ufeffé日')).map(str.encode)


@pytest.mark.parametrize("name", ["x.json", "x.ndjson", "x.yaml", None])
@given(payload=st.binary() | JSON_LIKE)
@example(payload=b'"')
def test_any_bytes(run: Any, name: str | None, payload: bytes) -> None:
    named = ["--stdin-filename", name] if name else []
    outcome = run("--api", "post-ti-indicator", *named, "-", stdin=payload)
    assert outcome.status in (0, 1)
    assert outcome.err == ""
    assert all(line.isprintable() for line in outcome.out.split("\n"))
