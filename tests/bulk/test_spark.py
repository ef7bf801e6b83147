"""Spark on a cluster of this machine: what one process finds, and nothing lost with a worker."""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from psutil import Process

from bulk_bodies import PLAN, body
from defender_lint.bulk import lint_bodies

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.filterwarnings("ignore"),  # what pyspark does is its own affair
]

BODIES = [body(number) for number in range(120)]
PARTS = [BODIES[start : start + 30] for start in range(0, 120, 30)]


@pytest.fixture(scope="module")
def spark(_only_this_machine: None) -> Iterator[Any]:
    """A master and two workers, each a process of its own with an executor of its own."""
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        pytest.fail("Spark needs a Java runtime (JRE 17 or later); install one, or set JAVA_HOME")
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        pytest.fail("pyspark is not installed; run pip install 'defender-lint[spark]'")
    os.environ["PYSPARK_PYTHON"] = sys.executable  # the Python of this environment
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.files.maxPartitionBytes", "4096")  # a file a partition
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def collected(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a dataframe as plain values."""
    return [row.asDict(recursive=True) for row in frame.collect()]


def expected() -> list[Any]:
    """Return what one process finds, part by part."""
    return [
        {key: value for key, value in record.items() if key not in ("file", "suppressed")}
        | {"row": row, "n": number}
        for number, part in enumerate(PARTS)
        for row, record in lint_bodies(part, PLAN)
    ]


def test_compressed_files(spark: Any, tmp_path: Path) -> None:
    from defender_lint.bulk.spark import lint_dataframe

    for number, part in enumerate(PARTS):
        data = gzip.compress("".join(f"{line}\n" for line in part).encode())
        (tmp_path / f"{number}.jsonl.gz").write_bytes(data)
    lines = spark.read.text(f"{tmp_path}/*.gz").selectExpr(
        "value",
        "CAST(substring_index(substring_index(_metadata.file_path, '/', -1), '.', 1) AS INT) AS n",
    )
    found = collected(lint_dataframe(lines, PLAN, column="value", keep=["n"]))
    assert sorted(found, key=lambda each: each["n"]) == expected()


def test_parquet(spark: Any, tmp_path: Path) -> None:
    from defender_lint.bulk.spark import lint_dataframe

    rows = [(number, line) for number, part in enumerate(PARTS) for line in part]
    table = spark.createDataFrame(rows, "n INT, body STRING")
    table.write.partitionBy("n").parquet(f"{tmp_path}/requests")
    frame = spark.read.parquet(f"{tmp_path}/requests")
    found = collected(lint_dataframe(frame, PLAN, column="body", keep=["n"]))
    rules = [(each["n"], each["row"], each["rule"]) for each in expected()]
    assert sorted((each["n"], each["row"], each["rule"]) for each in found) == sorted(rules)


def test_a_worker_that_is_lost_is_made_up_for(spark: Any, tmp_path: Path) -> None:
    from defender_lint.bulk.spark import lint_dataframe

    died = str(tmp_path / "died")

    def die_once(batches: Iterable[Any]) -> Iterator[Any]:
        """Kill the executor around this, in the middle of the job, the first time."""
        for batch in batches:
            if not os.path.exists(died):
                open(died, "w").close()
                executor = next(each for each in Process().parents() if each.name() == "java")
                executor.kill()
                time.sleep(60)  # what it had started goes down with it
            yield batch

    rows = [(number, line) for number, part in enumerate(PARTS) for line in part]
    table = spark.createDataFrame(rows, "n INT, body STRING").repartition(4, "n")
    lines = table.mapInArrow(die_once, table.schema)
    found = collected(lint_dataframe(lines, PLAN, column="body", keep=["n"]))
    assert os.path.exists(died)
    messages = sorted((each["n"], each["message"]) for each in expected())
    assert sorted((each["n"], each["message"]) for each in found) == messages


def test_columns_are_looked_for_before_anything_is_read(spark: Any) -> None:
    from defender_lint.bulk.spark import lint_dataframe

    frame = spark.createDataFrame([("{}",)], "text STRING")
    with pytest.raises(ValueError, match="there is no column 'body'; there are text"):
        lint_dataframe(frame, PLAN, column="body")
