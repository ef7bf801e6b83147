"""The check of batches of Apache Arrow: what engines hand to Python, and take back.

Spark's ``mapInArrow``, ``pyarrow.dataset``, Polars, DuckDB and others speak of such batches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pyarrow as pa

from defender_lint.bulk.partition import Plan, lint_bodies

_EDIT: Final = pa.struct([("offset", pa.int64()), ("length", pa.int64()), ("text", pa.string())])
_FIX: Final = pa.struct(
    [("message", pa.string()), ("applicability", pa.string()), ("edits", pa.list_(_EDIT))]
)
_PLACE: Final = [(name, pa.int64()) for name in ("line", "column", "end_line", "end_column")]

FINDING_SCHEMA: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("document", pa.int64()),
        ("api", pa.string()),
        ("rule", pa.string()),
        ("code", pa.string()),
        ("status", pa.int64()),
        ("also", pa.list_(pa.string())),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("service_message", pa.string()),
        ("part", pa.string()),
        ("pointer", pa.string()),
        *_PLACE,
        ("confidence", pa.string()),
        ("docs", pa.string()),
        ("fix", _FIX),
        ("related", pa.list_(pa.struct([("message", pa.string()), *_PLACE]))),
    ]
)
"""The columns of findings: those of the JSON report, and ``row``, which body of the partition it is
about, from 0. ``file`` is not among them, because a table's row has none, nor is ``suppressed``."""


def lint_batches(
    batches: Iterable[pa.RecordBatch], plan: Plan, *, column: str, keep: Sequence[str] = ()
) -> Iterator[pa.RecordBatch]:
    """Judge the bodies in a column of a partition.

    Args:
        batches: The batches of the partition, in order.
        plan: What the bodies are judged by.
        column: The column that holds a body, or a record of a request, a row; null is none.
        keep: Columns that are put beside each finding, such as what names the request.

    Yields:
        A batch a batch: the columns of ``keep``, then those of :data:`FINDING_SCHEMA`; a row a
        finding, in the order of bodies and places.

    Raises:
        ValueError: There is no such column, it holds no strings, or ``keep`` has the name of a
            finding's column.
    """
    before = 0
    for batch in batches:
        check_columns(batch.schema.names, column, keep)
        numbered = list(lint_bodies(_texts(batch, column), plan))
        rows = pa.array([number for number, _ in numbered], pa.int64())
        records = [{**record, "row": before + number} for number, record in numbered]
        found = pa.RecordBatch.from_pylist(records, schema=FINDING_SCHEMA)
        kept = batch.select(list(keep)).take(rows)
        yield pa.RecordBatch.from_arrays(
            [*kept.columns, *found.columns], schema=findings_schema(batch.schema, keep)
        )
        before += batch.num_rows


def findings_schema(bodies: pa.Schema, keep: Sequence[str] = ()) -> pa.Schema:
    """Return the schema of what :func:`lint_batches` yields for bodies of a schema."""
    return pa.schema([*(bodies.field(name) for name in keep), *FINDING_SCHEMA])


def check_columns(there: Sequence[str], column: str, keep: Sequence[str]) -> None:
    """Make sure of the names of columns, before a cluster is set to work.

    Raises:
        ValueError: A column is not there, or one of ``keep`` has the name of a finding's column.
    """
    for name in (column, *keep):
        if name not in there:
            raise ValueError(f"there is no column {name!r}; there are {', '.join(there)}")
    clash = sorted({*keep} & {*FINDING_SCHEMA.names})
    if clash:
        raise ValueError(f"findings have a column {clash[0]!r} of their own; rename that of `keep`")


def _texts(batch: pa.RecordBatch, column: str) -> list[str | None]:
    kind = batch.schema.field(column).type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)):
        raise ValueError(f"column {column!r} holds {kind}; cast it to string first")
    texts: list[str | None] = batch.column(column).to_pylist()
    return texts
