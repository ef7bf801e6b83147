"""Near misses: which known name a written one stands for."""

from __future__ import annotations

import time
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.near_miss import Pairing, folded, nearest, pair, squashed, suggestions

if TYPE_CHECKING:
    from defender_lint.near_miss import Likeness

KNOWN = ["Comment", "IsolationType", "ExternalId", "Title", "File", "file"]


@pytest.mark.parametrize(
    ("written", "known", "likeness"),
    [
        ("comment", "Comment", "case"),
        ("COMMENT", "Comment", "case"),
        ("FILE", "File", "case"),  # of two that differ in letter case, the first
        ("Isolation Type", "IsolationType", "spelling"),
        ("isolation_type", "IsolationType", "spelling"),
        ("isolation-type", "IsolationType", "spelling"),
        ("isolation\u00a0type", "IsolationType", "spelling"),
        ("Coment", "Comment", "typo"),
        ("Comments", "Comment", "typo"),
        ("IsolatoinType", "IsolationType", "typo"),
        ("isolationtyp", "IsolationType", "typo"),
        ("Titel", "Title", "typo"),  # short names may be less alike
        ("Isolation", "IsolationType", "typo"),  # contained in one name alone
    ],
)
def test_it_stands_for(written: str, known: str, likeness: Likeness) -> None:
    assert nearest(written, KNOWN) == (known, likeness)


@pytest.mark.parametrize(
    "written", ["", "C", "Com ment text", "Reason", "Tile deed", "x" * 1_000_000]
)
def test_it_stands_for_nothing(written: str) -> None:
    assert nearest(written, KNOWN) is None


@pytest.mark.parametrize("written", ["Value", "e"])
def test_what_two_names_contain_stands_for_neither(written: str) -> None:
    assert nearest(written, ["keyValueOne", "keyValueTwo"]) is None


def test_nothing_is_known() -> None:
    assert nearest("Comment", []) is None
    assert pair(["Comment"], []) == []


@pytest.mark.parametrize(
    ("written", "known", "pairings"),
    [
        (["comment"], ["Comment", "Comments"], [("comment", "Comment", "case")]),
        # The surest first, however they are ordered.
        (["Coment", "comment"], ["Comment"], [("comment", "Comment", "case")]),
        (["com ment", "comment"], ["Comment"], [("comment", "Comment", "case")]),
        (["Titel", "Titles"], ["Title"], [("Titles", "Title", "typo")]),
        # Each known name is taken once, and what is left over goes to the next.
        (["FILE", "FiLe"], ["File", "file"], [("FILE", "File", "case"), ("FiLe", "file", "case")]),
        (["comment", "COMMENT"], ["Comment"], [("comment", "Comment", "case")]),
        (
            ["scan_name", "scantype"],
            ["scanType", "scanName"],
            [("scantype", "scanType", "case"), ("scan_name", "scanName", "spelling")],
        ),
        (["Isolation"], ["IsolationType"], [("Isolation", "IsolationType", "typo")]),
        # A short part of a name is too little to rename a key.
        (["Type"], ["IsolationType"], []),
        (["foo", "bar"], ["Comment"], []),
    ],
)
def test_pairs(
    written: list[str], known: list[str], pairings: list[tuple[str, str, Likeness]]
) -> None:
    assert pair(written, known) == [Pairing(*each) for each in pairings]


def test_a_slip_stands_for_a_likely_name_only() -> None:
    assert pair(["alert"], ["alertId"]) == [Pairing("alert", "alertId", "typo")]
    assert pair(["alert"], ["alertId"], []) == []
    assert pair(["alertid"], ["alertId"], []) == [Pairing("alertid", "alertId", "case")]


NAMES = st.lists(st.text(alphabet="Cc oO_mM-eEnNtT", max_size=9), max_size=6, unique=True)


@given(NAMES, NAMES)
def test_every_pair_is_one_to_one_and_as_like_as_it_says(
    written: list[str], known: list[str]
) -> None:
    pairings = pair(written, known)
    assert len({each.written for each in pairings}) == len(pairings)
    assert len({each.known for each in pairings}) == len(pairings)
    for one, other, likeness in pairings:
        assert (one in written, other in known) == (True, True)
        assert (folded(one) == folded(other)) == (likeness == "case")
        if likeness == "spelling":
            assert squashed(one) == squashed(other)


def test_ten_thousand_unknown_keys_take_no_long_time() -> None:
    started = time.process_time()
    assert pair([f"parameter{n}" for n in range(10_000)], KNOWN) == []
    assert time.process_time() - started < 2


@given(st.text("abcdet_ -", min_size=1, max_size=12), st.text("abcdet_ -", min_size=1, max_size=12))
def test_what_is_ruled_out_by_its_letters_is_no_slip(written: str, known: str) -> None:
    a, b = squashed(written), squashed(known)
    least = 0.75 if len(b) <= 5 else 0.8
    ratio = SequenceMatcher(None, a, b, autojunk=False).ratio()
    found = pair([written], [known])
    is_paired = bool(found) and found[0].likeness == "typo"
    assert is_paired == (ratio >= least and a != b)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("key", ["key-case", "key-typo"]),
        ("KEY CASE", ["key-case"]),
        ("kye-case", ["key-case"]),
        ("unkown", ["unknown-key", "unknown-path", "unknown-value"]),
        ("zzz", []),
        ("", []),
        ("key-case" * 1_000_000, []),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_a_person_may_have_meant(written: str, expected: list[str]) -> None:
    rules = ["key-case", "key-typo", "unknown-key", "unknown-value", "unknown-path", "missing-key"]
    assert suggestions(written, rules) == expected
