"""Checks against schemas that are written in the test itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue, Operation
from defender_lint.catalogue.schemas import Schema
from defender_lint.checks import Context
from defender_lint.engines import EngineName
from defender_lint.findings import Finding
from support import bare, findings, read

ENGINES: tuple[EngineName, ...] = ("jsonschema-rs", "jsonschema")
NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=timezone.utc)

Check = Callable[..., list[Finding]]


def operation(schema: Schema) -> Operation:
    """An operation called ``test-api`` that takes bodies of ``schema``."""
    facts = {
        "product": "mde",
        "docs": "https://docs.example/test-api",
        "contentType": "application/json",
    }
    return Operation("test-api", facts, read_schema=lambda: schema)


@pytest.fixture
def check_by(catalogue: Catalogue) -> Check:
    """Return a function that checks a body by a schema; both engines must find the same.

    A body that is text is parsed, so that its findings have places and fixes.
    """

    def check_by(
        schema: Schema, body: Any, *, syntax: str = "json", most: int = 1_000
    ) -> list[Finding]:
        request = read(body, syntax)[0] if isinstance(body, str) else bare(body)
        by_rust, by_python = (
            findings(
                request,
                operation(schema),
                Context(catalogue, engine=engine, now=NOW),
                most,
            )
            for engine in ENGINES
        )
        assert by_rust == by_python
        return by_rust

    return check_by
