"""The recipes of docs/bulk.md do what the page says, as they stand there."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bulk_bodies import body
from conftest import ROOT

BLOCKS = re.findall(
    r"^```python\n(.*?)^```",
    (ROOT / "docs/bulk.md").read_text(encoding="utf-8"),
    re.DOTALL | re.MULTILINE,
)
BODIES = [body(number) for number in range(30)]


def recipes(mark: str | None = None) -> list[Any]:
    """Return the recipes of an engine, which the first line of each names; or those of none."""
    return [
        pytest.param(code, id=code.splitlines()[0])
        for code in BLOCKS
        if (code.startswith(f"# {mark}") if mark else not code.startswith("# "))
    ]


@pytest.fixture
def requests(tmp_path: Path) -> Path:
    """Return a folder to work in, with the requests that recipes speak of."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "requests"
    folder.mkdir()
    text = "".join(f"{line}\n" for line in BODIES)
    (folder / "0.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    table = pa.table({"id": list(range(30)), "body": BODIES})
    pq.write_table(table, folder / "0.parquet")
    return tmp_path


def run(code: str, folder: Path) -> str:
    path = folder / "recipe.py"
    path.write_text(code, encoding="utf-8")
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    kept["PYSPARK_PYTHON"] = sys.executable  # as the page says
    done = subprocess.run(
        [sys.executable, str(path)], cwd=folder, env=kept, capture_output=True, text=True,
        check=False, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("code", recipes())
def test_a_recipe_without_an_engine(code: str, requests: Path) -> None:
    assert "title" in run(code, requests) or "lint_batches" in code


@pytest.mark.slow
@pytest.mark.parametrize("code", recipes("dask"))
def test_a_recipe_for_dask(code: str, requests: Path) -> None:
    said = run(code, requests)
    written = [path.read_text(encoding="utf-8") for path in requests.glob("findings/*.txt")]
    assert "value-case" in said + "".join(written)


@pytest.mark.cluster
@pytest.mark.parametrize("code", recipes("spark"))
def test_a_recipe_for_spark(code: str, requests: Path) -> None:
    assert re.search(r"value-case\|\s*10", run(code, requests))
