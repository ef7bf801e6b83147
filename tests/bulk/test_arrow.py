"""Batches of Arrow: the same findings, beside the columns that name their bodies."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from bulk_bodies import PLAN, body
from defender_lint.bulk import lint_bodies


@pytest.fixture(scope="module")
def pa() -> Any:
    """Return Arrow, which takes so long to be imported that only who runs a test here does it."""
    import pyarrow

    return pyarrow


def test_batches_become_batches_of_findings(pa: Any) -> None:
    from defender_lint.bulk.arrow import findings_schema, lint_batches

    numbers = range(30)
    table = pa.table({"id": [f"r{each}" for each in numbers], "body": list(map(body, numbers))})
    batches = list(
        lint_batches(table.to_batches(max_chunksize=8), PLAN, column="body", keep=["id"])
    )
    assert [batch.num_rows for batch in batches] == [5, 4, 3, 3]
    assert {batch.schema for batch in batches} == {findings_schema(table.schema, ["id"])}
    found = pa.Table.from_batches(batches).to_pylist()
    expected = [
        {"id": f"r{number}", "row": number}
        | {key: value for key, value in record.items() if key not in ("file", "suppressed")}
        for number, record in lint_bodies(table["body"].to_pylist(), PLAN)
    ]
    assert found == expected


def test_nothing_found_is_an_empty_batch_of_the_same_schema(pa: Any) -> None:
    from defender_lint.bulk.arrow import FINDING_SCHEMA, lint_batches

    right = pa.record_batch({"body": [body(1)]})
    (batch,) = lint_batches([right], PLAN, column="body")
    assert (batch.num_rows, batch.schema) == (0, FINDING_SCHEMA)


@pytest.mark.parametrize(
    "kind", [lambda pa: pa.large_string(), lambda pa: pa.dictionary(pa.int32(), pa.string())]
)
def test_strings_of_all_kinds_are_read(kind: Callable[[Any], Any], pa: Any) -> None:
    from defender_lint.bulk.arrow import lint_batches

    batch = pa.record_batch({"body": pa.array([body(0), None]).cast(kind(pa))})
    (found,) = lint_batches([batch], PLAN, column="body")
    assert found["rule"].to_pylist() == ["missing-key", "value-case"]


@pytest.mark.parametrize(
    ("columns", "column", "keep", "message"),
    [
        ({"a": ["{}"], "b": ["{}"]}, "body", [], "there is no column 'body'; there are a, b"),
        ({"body": ["{}"]}, "body", ["id"], "there is no column 'id'; there are body"),
        ({"body": [b"{}"]}, "body", [], "column 'body' holds binary; cast it to string first"),
        ({"body": ["{}"], "code": [1]}, "body", ["code"], "findings have a column 'code' of their own; rename that of `keep`"),
    ],
)  # fmt: skip
def test_columns_that_cannot_be_used(
    columns: dict[str, list[object]], column: str, keep: list[str], message: str, pa: Any
) -> None:
    from defender_lint.bulk.arrow import lint_batches

    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        list(lint_batches([pa.record_batch(columns)], PLAN, column=column, keep=keep))
