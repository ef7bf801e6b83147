"""Bulk for Apache Spark, as Fabric, Synapse and Databricks run it: ``mapInArrow`` on a dataframe.

Executors need this package and pyarrow; a task that is lost with its executor is run again
elsewhere, which Spark sees to.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
from pyspark.sql.types import StructType

from defender_lint.bulk.arrow import FINDING_SCHEMA, check_columns, lint_batches
from defender_lint.bulk.partition import Plan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def lint_dataframe(
    frame: DataFrame, plan: Plan, *, column: str, keep: Sequence[str] = ()
) -> DataFrame:
    """Return the findings of a dataframe that holds a body, or a record of a request, a row.

    Args:
        frame: For instance what ``spark.read.text`` returns, whose column is ``value``, or
            ``spark.read.parquet``.
        plan: What the bodies are judged by.
        column: The column of the bodies.
        keep: Columns that are put beside each finding, such as ``_metadata.file_path``, selected
            under a name of its own.

    Returns:
        The columns of ``keep``, then those of :data:`~defender_lint.bulk.arrow.FINDING_SCHEMA`;
        ``row`` counts from the beginning of a partition. Nothing is judged until it is asked for.

    Raises:
        ValueError: There is no such column, or ``keep`` has the name of a finding's column.
    """
    check_columns(frame.columns, column, keep)
    kept = [frame.schema[name] for name in keep]
    ours = ", ".join(f"{each.name} {_ddl(each.type)}" for each in FINDING_SCHEMA)
    judge = partial(lint_batches, plan=plan, column=column, keep=tuple(keep))
    needed = dict.fromkeys((column, *keep))
    return frame.select(*needed).mapInArrow(judge, StructType([*kept, *StructType.fromDDL(ours)]))


def _ddl(kind: pa.DataType) -> str:
    """Write a type of Arrow in Spark's words; only those that findings have."""
    if pa.types.is_list(kind):
        return f"array<{_ddl(kind.value_type)}>"
    if pa.types.is_struct(kind):
        inner = ", ".join(f"{each.name}: {_ddl(each.type)}" for each in kind)
        return f"struct<{inner}>"
    return {pa.string(): "string", pa.int64(): "bigint"}[kind]
