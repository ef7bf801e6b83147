"""Dask on a cluster of this machine: what one process finds, and nothing lost with a worker."""

from __future__ import annotations

import gzip
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bulk_bodies import PLAN, body
from defender_lint.bulk import lint_bodies, lint_lines

if TYPE_CHECKING:  # takes a second, which a run that leaves these tests out shall not
    from distributed import Client

pytestmark = pytest.mark.slow

BODIES = [body(number) for number in range(120)]
PARTS = [BODIES[start : start + 30] for start in range(0, 120, 30)]


@pytest.fixture(scope="module")
def cluster(_only_this_machine: None) -> Iterator[Client]:
    """Two processes, as the documentation sets them up."""
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster,
        Client(cluster) as client,
    ):
        yield client


@pytest.fixture
def gzipped(tmp_path: Path) -> list[str]:
    """Return files of lines, as a log that is cut every hour."""
    paths = [tmp_path / f"{number}.jsonl.gz" for number in range(len(PARTS))]
    for path, part in zip(paths, PARTS, strict=True):
        path.write_bytes(gzip.compress("".join(f"{line}\n" for line in part).encode()))
    return [str(path) for path in paths]


def expected(paths: list[str]) -> list[Any]:
    """Return what one process finds in the files."""
    return [
        finding
        for path, part in zip(paths, PARTS, strict=True)
        for finding in lint_lines(part, PLAN, file=path)
    ]


@pytest.mark.usefixtures("cluster")
def test_compressed_files(gzipped: list[str], tmp_path: Path) -> None:
    from defender_lint.bulk.dask import lint_files

    found = lint_files(f"{tmp_path}/*.jsonl.gz", PLAN).compute()
    assert found == expected(gzipped)


@pytest.mark.usefixtures("cluster")
def test_a_file_in_parts(tmp_path: Path) -> None:
    from defender_lint.bulk.dask import lint_files

    path = tmp_path / "feed.jsonl"
    path.write_text("".join(f"{line}\n" for line in BODIES))
    parts = lint_files(str(path), PLAN, blocksize=path.stat().st_size // 3)
    whole = list(lint_lines(BODIES, PLAN, file=str(path)))
    assert parts.npartitions > 1
    found = parts.compute()
    assert [each["message"] for each in found] == [each["message"] for each in whole]
    assert {each["file"] for each in found} == {str(path)}
    assert max(each["line"] for each in found) < 60 < max(each["line"] for each in whole)


@pytest.mark.usefixtures("cluster")
def test_a_bag_of_lines() -> None:
    import dask.bag

    from defender_lint.bulk.dask import lint_bag

    found = lint_bag(dask.bag.from_sequence(BODIES, npartitions=4), PLAN).compute()
    assert found == [finding for part in PARTS for finding in lint_lines(part, PLAN)]


@pytest.mark.usefixtures("cluster")
def test_parquet(tmp_path: Path) -> None:
    import dask.dataframe
    import pandas as pd
    import pyarrow as pa

    from defender_lint.bulk.arrow import FINDING_SCHEMA
    from defender_lint.bulk.dask import lint_dataframe

    for number, part in enumerate(PARTS):
        first = number * 30
        table = pd.DataFrame({"id": range(first, first + 30), "body": part, "unused": None})
        table.to_parquet(tmp_path / f"{number}.parquet")
    frame = dask.dataframe.read_parquet(f"{tmp_path}/*.parquet")
    found = lint_dataframe(frame, PLAN, column="body", keep=["id"])
    assert list(found.columns) == ["id", *FINDING_SCHEMA.names]
    computed = found.compute()
    assert found.dtypes.to_dict() == computed.dtypes.to_dict()
    records = list(lint_bodies(BODIES, PLAN))
    assert computed["id"].tolist() == [number for number, _ in records]
    columns = [name for name in FINDING_SCHEMA.names if name != "row"]
    table = pa.Table.from_pandas(computed[columns], preserve_index=False)
    assert table.to_pylist() == [{name: each[name] for name in columns} for _, each in records]
    assert computed["row"].tolist() == [number % 30 for number, _ in records]


def test_columns_are_looked_for_before_anything_is_read() -> None:
    import dask.dataframe
    import pandas as pd

    from defender_lint.bulk.dask import lint_dataframe

    frame = dask.dataframe.from_pandas(pd.DataFrame({"text": ["{}"]}), npartitions=1)
    with pytest.raises(ValueError, match="there is no column 'body'; there are text"):
        lint_dataframe(frame, PLAN, column="body")


def test_a_worker_that_is_lost_is_made_up_for(
    cluster: Client, gzipped: list[str], tmp_path: Path
) -> None:
    import dask.bag

    from defender_lint.bulk.dask import lint_bag

    workers = set(cluster.scheduler_info()["workers"])
    died = tmp_path / "died"

    def die_once(line: str) -> str:
        """Kill the worker, in the middle of a partition, the first time."""
        if not died.exists() and line.startswith(BODIES[45]):
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return line

    lines = dask.bag.read_text(gzipped).map(die_once)
    found = lint_bag(lines, PLAN).compute()
    assert died.exists()
    assert found == [finding for part in PARTS for finding in lint_lines(part, PLAN)]
    assert workers - set(cluster.scheduler_info()["workers"]), "no worker was lost"
