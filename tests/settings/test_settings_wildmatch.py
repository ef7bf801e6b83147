"""Patterns mean what they mean to git, and none takes long."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path
from time import process_time

import pytest

from defender_lint.settings.patterns import Patterns, fault
from defender_lint.settings.wildmatch import NotAPattern, parse

PIECES = (
    "a", "b", "ab", "*", "**", "***", "?", "/", "/", "[ab]", "[!a]", "[a-c]", "[[:alpha:]]", "[]a]",
    "[^]b]", "[a-]", "[a/]", "[", "\\*", "\\a", "\\", "\\ ", ".", "!", " ", "-", "#", "]",
)  # fmt: skip
NAMES = ("a", "b", "ab", "ba.b", "a b", "a*", ".a", "c", "]", "-", "#", "!", "a ")


def _ignored_by_git(lines: list[str], paths: list[str]) -> set[str]:
    Path(".gitignore").write_text("\n".join(lines) + "\n")
    outcome = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(paths) + "\0", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome.returncode in (0, 1), outcome.stderr
    return set(outcome.stdout.split("\0")) - {""}


@pytest.mark.slow
def test_a_list_of_patterns_excludes_what_git_ignores(repository: Path) -> None:
    (repository / ".git").rmdir()
    subprocess.run(["git", "init", "--quiet", "."], check=True)
    dice = random.Random(1)  # noqa: S311 - for the same patterns each time
    paths = sorted({"/".join(dice.choices(NAMES, k=dice.randint(1, 4))) for _ in range(60)})
    ignored = 0
    for _ in range(150):
        lines = ["".join(dice.choices(PIECES, k=dice.randint(1, 6))) for _ in range(3)]
        by_git = _ignored_by_git(lines, paths)
        patterns = Patterns(str(repository), tuple(lines))
        assert {path for path in paths if patterns.excludes(path)} == by_git, lines
        ignored += len(by_git)
    assert ignored > 500  # or this would prove nothing


@pytest.mark.parametrize(
    "pattern",
    [
        "*a*a*a*a*a*a*a*a*zz",
        "*a" * 1_000 + "zz",
        "?*" * 50 + "zz",
        "*[a-z]" * 100 + "0",
        "**/" * 100 + "zz",
        "**/a*/" * 100 + "zz",
        "/".join(["**/*a*a*a"] * 50) + "/zz",
    ],
)
def test_no_pattern_takes_long(pattern: str, repository: Path) -> None:
    names = ("a" * 250, "/".join(["aaaa"] * 200), "/".join(["a" * 60] * 40))
    began = process_time()
    assert not any(Patterns(str(repository), (pattern,)).matches(name) for name in names)
    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("!", "names nothing"),
        ("/", "names nothing"),
        ("a\\", "ends in a backslash, with nothing after it"),
        ("a[b", "has a `[` without its `]`"),
        ("a[\\", "has a `[` without its `]`"),
        ("[[:letter:]]", "has `[:letter:]`, and there is no such class"),
        ("a" * 5_000, "has more than 4,096 characters"),
    ],
)
def test_lines_that_git_would_match_nothing_by(line: str, why: str) -> None:
    with pytest.raises(NotAPattern) as caught:
        parse(line)
    assert str(caught.value) == why


@pytest.mark.parametrize("line", ["", "   ", "# a comment"])
def test_lines_that_are_no_patterns(line: str) -> None:
    assert parse(line) is None


def test_a_complaint_shows_no_token() -> None:
    parts = ("eyJhbGciOiJub25lIn0", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "c2lnbmF0dXJlc2lnbmF0dXJl")
    message = fault(".".join(parts) + "\\x")
    assert message is not None
    assert parts[2] not in message
