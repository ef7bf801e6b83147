"""Patterns of paths as .gitignore has them."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path
from typing import Any

import pytest

from defender_lint.settings.patterns import Patterns, relative


def matches(pattern: str, path: str) -> bool:
    return Patterns(os.getcwd(), (pattern,)).matches(path)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.json", "a.json", True),
        ("*.json", "a/b/c.json", True),
        ("a.json", "x/a.json", True),
        ("/a.json", "x/a.json", False),
        ("a/*.json", "a/b.json", True),
        ("a/*.json", "x/a/b.json", False),
        ("a/*.json", "a/b/c.json", False),
        ("a/**", "a/b/c.json", True),
        ("**/a/*.json", "x/a/b.json", True),
        ("vendor/", "vendor/a/b.json", True),
        ("vendor/", "x/vendor/b.json", True),
        ("vendor/", "vendor", False),
        ("a?.json", "ab.json", True),
        ("[ab].json", "b.json", True),
        ("a.json", "./x/../a.json", True),
        ("ä*.json", "ä1.json", True),
    ],
)
def test_matches(pattern: str, path: str, expected: Any) -> None:
    assert matches(pattern, path) is expected


def test_a_later_pattern_takes_back() -> None:
    patterns = Patterns(os.getcwd(), ("*.json", "!keep.json"))
    assert patterns.matches("a.json")
    assert not patterns.matches("keep.json")


def test_absolute_paths_are_the_same_as_relative_ones() -> None:
    assert matches("a/*.json", os.path.abspath("a/b.json"))


def test_outside_of_the_root_only_names_can_fit(repository: Path) -> None:
    inner, here = str(repository / "a"), str(repository)
    patterns = Patterns(inner, ("b/*.json", "*.yaml", "**/c.txt", "/d.md"), cwd=here)
    assert patterns.matches("b.yaml")
    assert patterns.matches("x/c.txt")
    assert not patterns.matches("b/x.json")
    assert not patterns.matches("d.md")
    assert not Patterns(inner, ("ab/**",), cwd=here).matches("ab/c.json")


def test_paths_are_seen_from_the_folder_that_is_given_not_from_that_of_the_process() -> None:
    patterns = Patterns("/srv/team", ("payloads/*.json",), cwd="/srv/team/payloads")
    assert patterns.matches("a.json")
    assert patterns.matches("../payloads/a.json")
    assert not patterns.matches("payloads/a.json")


def test_no_patterns_match_nothing_and_need_no_library() -> None:
    assert not Patterns("/", ()).matches("a")
    assert not Patterns("/", ()).excludes("a")


def test_what_is_in_an_excluded_folder_is_excluded_whatever_is_taken_back() -> None:
    patterns = Patterns(os.getcwd(), ("vendor/", "!vendor/keep.json"))
    assert patterns.excludes("vendor/keep.json")
    assert not patterns.excludes("keep.json")


def test_names_that_are_not_text_do_no_harm() -> None:
    name = os.fsdecode(b"\xff.json")
    assert matches("*.json", name)


@pytest.mark.parametrize(
    ("path", "root", "expected"),
    [
        (r"C:\repo\payloads\a.json", r"C:\repo", "payloads/a.json"),
        (r"c:\Repo\a.json", r"C:\repo", "a.json"),
        ("C:/repo/a/b.json", r"C:\repo", "a/b.json"),
        (r"C:\repo2\a.json", r"C:\repo", None),
        (r"D:\repo\a.json", r"C:\repo", None),
        (r"C:\a.json", "C:\\", "a.json"),
        (r"C:\repo", r"C:\repo", ""),
    ],
)
def test_windows_paths(path: str, root: str, expected: Any) -> None:
    assert relative(path, root, ntpath) == expected
