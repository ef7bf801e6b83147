"""Bulk for Dask: bags of lines, bags of paths, dataframes.

Nothing is read or judged until the result is computed, by whatever cluster is current: threads of
this machine, a ``LocalCluster`` of processes, hundreds of workers. A worker needs this package and
nothing else; what it loses is judged again elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

import dask.bag
import dask.dataframe
import pandas as pd
import pyarrow as pa

from defender_lint.bulk.arrow import check_columns, lint_batches
from defender_lint.bulk.partition import FindingRecord, Plan, lint_lines


def lint_bag(lines: dask.bag.Bag, plan: Plan) -> dask.bag.Bag:
    """Return the findings of a bag of NDJSON lines, partition by partition, in order.

    Lines and documents count from the beginning of a partition; the bag does not say more.
    """
    return lines.map_partitions(partial(_lint_all, plan=plan))


def lint_files(
    urlpath: str | Sequence[str],
    plan: Plan,
    *,
    compression: str | None = "infer",
    blocksize: str | int | None = None,
    storage_options: Mapping[str, Any] | None = None,
) -> dask.bag.Bag:
    """Return the findings of NDJSON files in object storage, or wherever fsspec can read.

    Args:
        urlpath: Paths or globs, such as ``abfs://requests/2026-11/*.jsonl.gz``.
        plan: What they are judged by.
        compression: How they are compressed; ``infer`` goes by their names.
        blocksize: Cut files that are not compressed into partitions of about so many bytes. Lines
            and documents then count from the cut. None makes a partition of each file, and its
            findings say what a run over that file would.
        storage_options: What fsspec needs to know of the storage.
    """
    lines = dask.bag.read_text(
        urlpath,
        compression=compression,
        blocksize=blocksize,
        errors="surrogateescape",  # so that what is no UTF-8 is a finding, not the end of the job
        storage_options=dict(storage_options or {}),
        include_path=True,
    )
    return lines.map_partitions(partial(_lint_located, plan=plan))


def lint_dataframe(
    frame: dask.dataframe.DataFrame, plan: Plan, *, column: str, keep: Sequence[str] = ()
) -> dask.dataframe.DataFrame:
    """Return the findings of a dataframe that holds a body, or a record of a request, a row.

    Args:
        frame: For instance what ``dask.dataframe.read_parquet`` returns.
        plan: What the bodies are judged by.
        column: The column of the bodies.
        keep: Columns that are put beside each finding.

    Returns:
        The columns of :data:`~defender_lint.bulk.arrow.FINDING_SCHEMA` after those of ``keep``, as
        Arrow types; ``row`` counts from the beginning of a partition. A finding's index is that of
        its body.

    Raises:
        ValueError: There is no such column, it holds no strings, or ``keep`` has the name of a
            finding's column.
    """
    check_columns(list(frame.columns), column, keep)
    judge = partial(_lint_frame, plan=plan, column=column, keep=tuple(keep))
    return frame.map_partitions(judge, meta=judge(frame._meta), clear_divisions=True)


# Lists: a bag of one operation is sent over the network as it is, and an iterator cannot be.


def _lint_all(lines: Iterable[str], plan: Plan) -> list[FindingRecord]:
    return list(lint_lines(lines, plan))


def _lint_located(lines: Iterable[tuple[str, str]], plan: Plan) -> list[FindingRecord]:
    by_file = groupby(lines, key=itemgetter(1))
    return [
        record
        for file, group in by_file
        for record in lint_lines((line for line, _ in group), plan, file=file)
    ]


def _lint_frame(
    frame: pd.DataFrame, plan: Plan, column: str, keep: tuple[str, ...]
) -> pd.DataFrame:
    # By way of a table: what pandas holds in several pieces is no batch.
    table = pa.Table.from_pandas(frame[[column]], preserve_index=False)
    bodies = pa.RecordBatch.from_arrays([table[0].combine_chunks()], schema=table.schema)
    (batch,) = lint_batches([bodies], plan, column=column)
    found = batch.to_pandas(types_mapper=pd.ArrowDtype)
    kept = frame[[*keep]].iloc[found["row"].to_numpy(dtype="int64")]
    return pd.concat([kept, found.set_index(kept.index)], axis="columns")
