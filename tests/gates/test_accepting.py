"""The patterns that accept the common case say nothing that the exact checks do not say."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.catalogue import Catalogue
from defender_lint.checks.context import Context
from defender_lint.checks.formats import checkers
from defender_lint.engines.keywords import KEYWORDS
from defender_lint.gates.accepting import ACCEPTING, QuickCheckers, QuickKeywords

NOW = datetime(2026, 3, 14, 9, 26, 53, tzinfo=timezone.utc)
EXACT = checkers(lambda: NOW)
QUICK = QuickCheckers(lambda: "2026-03-15", EXACT.__getitem__)

# Texts near the edge of every pattern: right values with a character more, less or exchanged.
SEEDS = [
    *("20.112.52.29", "255.255.255.255", "1.2.3.4", "2a02:26f0::1", "223.255.255.255"),
    *("2a02:26f0:6c00:0:0:0:0:1", "2A00::", "2606:4700:4700::1111", "2a02:1:2:3:4:5:6:7:8"),
    *("2a02::1:2:3:4", "2a02:1:2::1:2:3:4:5", "2a02:::1", "2001:db8::1", "3fff::1", "2a02:1:2:3:"),
    *("fabrikam.com", "a-b.c-d.example", "_dmarc.fabrikam.com", "xn--mnchen-3ya.de", "a.b.c.de"),
    *("https://fabrikam.com", "HTTP://Fabrikam.com:8080/a?b=[c]#d", "https://a.bc/%20~x|y"),
    *("2030-01-31T00:00:00Z", "2028-02-29T23:59:59.5Z", "2026-03-14T09:26:52Z", "2031-04-30T00:00Z"),
    *("2026-03-15T00:00:00Z", "2026-03-13T23:59:59.9Z", "2026-12-31T24:00:00Z"),
    *("d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "0" * 64),
    *("true", "x", "~", " x", "\u200bx"),
    *(f"{'a' * 63}.com", f"{'a' * 64}.com", f"{'a.' * 125}com", f"{'a.' * 126}com"),
]  # fmt: skip
ALPHABET = "0123456789aAfFgzZ.:-_/?#[]@*\\%~ T+\n\x00\x7f\u0660\u212aé"


@st.composite
def texts(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 3))):
        at, cut = draw(st.integers(0, len(text))), draw(st.integers(0, 2))
        text = text[:at] + draw(st.text(ALPHABET, max_size=2)) + text[at + cut :]
    return text


@given(texts() | st.text(max_size=40))
def test_quick_and_exact_checks_agree(text: str) -> None:
    assert {name: QUICK[name](text) for name in EXACT} == {
        name: check(text) for name, check in EXACT.items()
    }


@pytest.mark.parametrize("name", sorted(ACCEPTING))
def test_what_a_pattern_accepts_is_right(name: str) -> None:
    match = re.compile(ACCEPTING[name]).match
    accepted = [text for text in SEEDS if match(text)]
    assert accepted
    assert all(EXACT[name](text) for text in accepted)


def test_every_first_part_of_an_address() -> None:
    for name in ("ip-address", "public-ip-address"):
        match = re.compile(ACCEPTING[name]).match
        for first in range(300):
            for rest in (
                "0.0.0",
                "64.0.1",
                "168.1.1",
                "254.169.254",
                "0.2.1",
                "51.100.7",
                "255.255.255",
            ):
                text = f"{first}.{rest}"
                assert not match(text) or EXACT[name](text), text


def test_every_day_of_a_leap_year_and_of_another() -> None:
    match = re.compile(ACCEPTING["timestamp"]).match
    for year in (2027, 2028):
        for month in range(14):
            for day in range(33):
                text = f"{year}-{month:02}-{day:02}T00:00:00Z"
                assert not match(text) or EXACT["timestamp"](text), text


def formats_in(value: Any) -> Iterator[tuple[str, str]]:
    """Yield format and text of what the examples of our schemas say in their own words."""
    for text in strings_in(value):
        for name, check in EXACT.items():
            if name != "form-boolean" and check(text):
                yield name, text


def strings_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for member in value.values() if isinstance(value, dict) else value:
            yield from strings_in(member)


def test_patterns_accept_the_addresses_and_hashes_of_our_own_examples() -> None:
    accepted = {
        name
        for operation in Catalogue.shipped()
        for example in operation.examples
        for name, text in formats_in(example)
        if name in ACCEPTING and re.compile(ACCEPTING[name]).match(text)
    }
    assert accepted >= {
        *("not-blank", "sha1", "sha256", "ip-address", "public-ip-address", "domain-name"),
        *("absolute-url", "web-url", "timestamp"),
    }


def test_a_timestamp_of_today_is_for_the_exact_check() -> None:
    for time in ("00:00:00", "09:26:52", "09:26:53", "23:59:59"):
        for date in ("2026-03-13", "2026-03-14", "2026-03-15", "2026-03-16"):
            for zone in ("Z", "+14:59", "-12:00"):
                text = f"{date}T{time}{zone}"
                assert QUICK["future-timestamp"](text) == EXACT["future-timestamp"](text), text


@pytest.mark.parametrize(
    ("zone", "day"), [(0, "2026-03-15"), (-12, "2026-03-16"), (14, "2026-03-14")]
)
def test_days_are_those_of_utc(zone: int, day: str) -> None:
    hour = {0: 23, -12: 23, 14: 1}[zone]
    now = datetime(2026, 3, 14, hour, 30, tzinfo=timezone(timedelta(hours=zone)))
    assert Context(Catalogue.shipped(), now=now).tomorrow() == day


ITEMS = [
    *([], ["a"], ["a", "b"], ["a", "a"], ["a", 1], [1, 1.0], [True, 1], [["a"], ["a"]], [{}, {}]),
    *([{"t": "a"}, {"t": "b"}], [{"t": "a"}, {"t": "a"}], [{"t": "a", "n": 1}, {"t": "a", "n": 2}]),
    *([{}, {}], [{"t": 1}, {"t": 1}], [{"t": []}, {"t": "a"}], ["a", {"t": "a"}], [{"t": "a"}, None]),
]  # fmt: skip


@pytest.mark.parametrize("config", [{}, {"identity": ["t"]}, {"identity": ["t"], "agree": ["n"]}])
@pytest.mark.parametrize("items", ITEMS, ids=str)
def test_items_of_a_batch(items: list[Any], config: dict[str, Any]) -> None:
    def exact(name: str) -> Callable[[Any, Any], bool]:
        return lambda value, config: next(KEYWORDS[name](value, config), None) is None

    assert QuickKeywords(exact)["x-batch"](items, config) == exact("x-batch")(items, config)


def test_right_values_do_not_import_the_exact_checks() -> None:
    code = (
        "import json, sys\n"
        "from defender_lint.catalogue import Catalogue\n"
        "from defender_lint.checks.context import Context\n"
        "context = Context(Catalogue.shipped())\n"
        "operation = context.catalogue['post-ti-indicator']\n"
        "assert context.gate(operation)(operation.examples[0])\n"
        "print(json.dumps([name for name in sys.modules if 'formats.' in name]))"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = json.loads(run.stdout)
    assert loaded == []
