"""The benchmark measures what it says, and its data are what it says they are."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks.cases import Case
from benchmarks.data import API, BATCH_API, indicator, make
from benchmarks.measure import Ratio, compare, run
from benchmarks.report import Result, chart, markdown, text

from defender_lint import lint

PASS = [sys.executable, "-c", "pass"]


def test_a_right_body_is_right_and_a_bad_one_has_four_mistakes() -> None:
    for number in range(8):
        assert lint(indicator(number, right=True), API) == []
        rules = [finding.rule for finding in lint(indicator(number, right=False), API)]
        assert sorted(rules) == ["key-case", "unknown-value", "value-case", "wrong-type"]
    batch = {"Indicators": [indicator(number, right=True) for number in range(500)]}
    assert lint(batch, BATCH_API) == []


def test_the_data_are_made_to_scale(tmp_path: Path) -> None:
    make(tmp_path, 0.001)
    lines = (tmp_path / f"lines-bad.{API}.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        indicator(number, right=False) for number in range(100)
    ]
    assert len([*(tmp_path / "foreign").rglob("file*")]) == 10


def test_a_ratio_is_of_pairs() -> None:
    ratio = compare(PASS, PASS, (0,), runs=2, seconds=60, by_wall=False)
    assert ratio.pairs == 2
    assert 0 < ratio.least <= ratio.median <= ratio.most


def test_after_some_seconds_no_pair_is_begun() -> None:
    assert compare(PASS, PASS, (0,), runs=9, seconds=0, by_wall=True).pairs == 1


def test_other_work_is_no_measurement() -> None:
    with pytest.raises(RuntimeError, match=r"ended with 3: no such schema$"):
        run(
            [sys.executable, "-c", "import sys; sys.stderr.write('no such schema'); sys.exit(3)"],
            (0, 1),
        )


RESULTS = [
    Result(
        Case("1 valid file", 1.4, [], {}),
        {
            "slow <peer>": Ratio(11.2, 12.345, 13, 5, 40),
            "defender-lint": Ratio(1.2, 1.3, 1.5, 5, 21),
            "broken": "failed: no such option",
        },
    )
]


def test_results_as_text() -> None:
    assert list(text(RESULTS[0])) == [
        "1 valid file (target 1.40 ×)",
        "  defender-lint                           1.30 ×   (1.20 to 1.50, 5 pairs)  21 MiB",
        "  slow <peer>                             12.3 ×   (11.20 to 13.00, 5 pairs)  40 MiB",
        "  broken                               failed: no such option",
    ]


def test_results_as_a_page() -> None:
    assert markdown(RESULTS, [], ["one machine"]).splitlines()[-5:] == [
        "| work | who | median | least to most | pairs | memory | target |",
        "|---|---|---:|---|---:|---:|---:|",
        "| 1 valid file | **defender-lint** | 1.30 × | 1.20 to 1.50 | 5 | 21 MiB | ≤ 1.40 × |",
        "|  | slow <peer> | 12.3 × | 11.20 to 13.00 | 5 | 40 MiB |  |",
        "|  | broken | failed | | | |  |",
    ]


def test_results_as_a_chart() -> None:
    shown = [each.text for each in ElementTree.fromstring(chart(RESULTS)).iter() if each.text]  # noqa: S314
    assert [each for each in shown if each.strip()] == [
        "1 valid file", "defender-lint", "1.30 ×", "slow <peer>", "12.3 ×", "reading alone",
    ]  # fmt: skip
