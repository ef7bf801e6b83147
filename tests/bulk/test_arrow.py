"""Batches of Arrow: the same findings, beside the columns that name their bodies."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest

from bulk_bodies import PLAN, body
from defender_lint.bulk import lint_bodies
from defender_lint.bulk.arrow import FINDING_SCHEMA, findings_schema, lint_batches

TABLE = pa.table(
    {"id": [f"r{number}" for number in range(30)], "body": [body(number) for number in range(30)]}
)


def test_batches_become_batches_of_findings() -> None:
    batches = list(
        lint_batches(TABLE.to_batches(max_chunksize=8), PLAN, column="body", keep=["id"])
    )
    assert [batch.num_rows for batch in batches] == [5, 4, 3, 3]
    assert {batch.schema for batch in batches} == {findings_schema(TABLE.schema, ["id"])}
    found = pa.Table.from_batches(batches).to_pylist()
    expected = [
        {"id": f"r{number}", "row": number}
        | {key: value for key, value in record.items() if key not in ("file", "suppressed")}
        for number, record in lint_bodies(TABLE["body"].to_pylist(), PLAN)
    ]
    assert found == expected


def test_nothing_found_is_an_empty_batch_of_the_same_schema() -> None:
    right = pa.record_batch({"body": [body(1)]})
    (batch,) = lint_batches([right], PLAN, column="body")
    assert (batch.num_rows, batch.schema) == (0, FINDING_SCHEMA)


@pytest.mark.parametrize("kind", [pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_strings_of_all_kinds_are_read(kind: pa.DataType) -> None:
    batch = pa.record_batch({"body": pa.array([body(0), None]).cast(kind)})
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
    columns: dict[str, list[object]], column: str, keep: list[str], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        list(lint_batches([pa.record_batch(columns)], PLAN, column=column, keep=keep))
