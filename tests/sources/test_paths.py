"""Paths of a command line to files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.sources.paths import Found, PayloadSuffixes, Unreadable, find
from defender_lint.sources.registry import suffixes

FILES = [
    "a.json",
    "b.txt",
    "payloads/z.json",
    "payloads/a.YAML",
    "payloads/notes.txt",
    "payloads/deep/er/x.ndjson",
    "payloads/deep/y.jsonl",
    "payloads/deep/[x].json",
    "payloads/.hidden/h.json",
    "payloads/.dot.json",
    "payloads/node_modules/n.json",
    "payloads/__pycache__/p.json",
    "empty/readme.txt",
]


@pytest.fixture(autouse=True)
def _tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "payloads/loop").symlink_to(tmp_path / "payloads")
    (tmp_path / "payloads/link.json").symlink_to(tmp_path / "a.json")
    (tmp_path / "payloads/dead.json").symlink_to(tmp_path / "nowhere.json")
    monkeypatch.chdir(tmp_path)


WALKED = [
    Found("payloads/.dot.json", named=False),
    Found("payloads/a.YAML", named=False),
    Found("payloads/link.json", named=False),
    Found("payloads/z.json", named=False),
    Found("payloads/deep/[x].json", named=False),
    Found("payloads/deep/y.jsonl", named=False),
    Found("payloads/deep/er/x.ndjson", named=False),
]


@pytest.mark.parametrize(
    ("paths", "found"),
    [
        ([], []),
        (["a.json"], [Found("a.json", named=True)]),
        (["b.txt"], [Found("b.txt", named=True)]),
        (["-", "-"], [Found("-", named=True)]),
        (["payloads"], WALKED),
        (["payloads/"], WALKED),
        (["./payloads/deep"], [Found("" + found.path, named=False) for found in WALKED[4:]]),
        (["payloads/.hidden"], [Found("payloads/.hidden/h.json", named=False)]),
        # Each file once, where it is first met.
        (["a.json", "./a.json", "a.json"], [Found("a.json", named=True)]),
        (
            ["payloads/z.json", "payloads"],
            [Found("payloads/z.json", named=True), *(f for f in WALKED if "z.json" not in f.path)],
        ),
        # Globs, where no such file exists.
        (["*.json"], [Found("a.json", named=True)]),
        (["?.txt", "[ab].*"], [Found("b.txt", named=True), Found("a.json", named=True)]),
        (["payloads/deep/[x].json"], [Found("payloads/deep/[x].json", named=True)]),
        (
            ["payloads/deep/**"],
            [
                Found("payloads/deep/[x].json", named=True),
                Found("payloads/deep/er/x.ndjson", named=True),
                Found("payloads/deep/y.jsonl", named=True),
            ],
        ),
        # What leads nowhere is said, and the rest goes on.
        (
            ["nowhere.json", "a.json"],
            [Unreadable("nowhere.json", "no such file or folder"), Found("a.json", named=True)],
        ),
        (["*.xml"], [Unreadable("*.xml", "no file matches this pattern")]),
        (["emp*"], [Unreadable("emp*", "no file matches this pattern")]),
        (
            ["empty"],
            [
                Unreadable("empty", f"no payload file ({' '.join(suffixes())}) in this folder"),
            ],
        ),
        (["pipe"], [Unreadable("pipe", "this is not a regular file")]),
        (["a.json/x"], [Unreadable("a.json/x", "not a directory")]),
        (["a\0b"], [Unreadable("a\0b", "this is not a usable path")]),
        (["\ud800"], [Unreadable("\ud800", "this is not a usable path")]),
        ([""], [Unreadable("", "no such file or folder")]),
    ],
)
def test_find(paths: list[str], found: list[Found | Unreadable]) -> None:
    assert list(find(paths)) == found


class _Counting(PayloadSuffixes):
    """Keeps the links that are left out."""

    def __init__(self) -> None:
        self.left_out: list[tuple[str, str]] = []

    def leads_out(self, link: str, boundary: str) -> None:
        self.left_out.append((link, boundary))


def test_a_walk_leaves_out_links_that_lead_out_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "payloads/.git").mkdir()
    filter = _Counting()
    assert Found("payloads/link.json", named=False) not in list(find(["payloads"], filter))
    assert filter.left_out == [("payloads/link.json", "repository")]


def test_without_a_repository_those_that_lead_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").rmdir()
    filter = _Counting()
    assert Found("payloads/link.json", named=False) not in list(find(["payloads"], filter))
    assert filter.left_out == [("payloads/link.json", "folder")]
    assert Found("payloads/link.json", named=False) in list(find(["."], filter))


def test_a_link_that_is_named_is_read_wherever_it_leads(tmp_path: Path) -> None:
    (tmp_path / "payloads/.git").mkdir()
    assert list(find(["payloads/link.json"])) == [Found("payloads/link.json", named=True)]


@pytest.mark.parametrize("pattern", ["payloads/l*.json", "payloads/**", "{}/payloads/**/l*.json"])
def test_a_glob_leaves_them_out_as_a_walk_does(pattern: str, tmp_path: Path) -> None:
    (tmp_path / "payloads/.git").mkdir()
    filter = _Counting()
    found = [each.path for each in find([pattern.format(tmp_path)], filter)]
    assert not any(path.endswith("link.json") for path in found)
    assert {boundary for _, boundary in filter.left_out} == {"repository"}


def test_a_folder_that_cannot_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of several: what can be read is found, what cannot is said."""
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path == "payloads/deep":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(find(["payloads"])) == [
        *WALKED[:4],
        Unreadable("payloads/deep", "no permission to read it"),
    ]


def test_a_path_without_permission(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "stat", refuse)
    assert list(find(["a.json"])) == [Unreadable("a.json", "no permission to read it")]


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    folder = os.path.join(os.fsencode(tmp_path), b"caf\xe9")
    os.mkdir(folder)
    with open(os.path.join(folder, b"\xff.json"), "wb") as stream:
        stream.write(b"{}")
    (found,) = find([os.fsdecode(folder)])
    assert found == Found(os.fsdecode(os.path.join(folder, b"\xff.json")), named=False)


@given(st.lists(st.text(alphabet="a*?[]!-./\\z\0{}~", max_size=8)))
def test_no_path_raises(paths: list[str]) -> None:
    for path in paths:
        if "**" not in path and not path.startswith("/"):
            list(find([path]))


@pytest.mark.slow
def test_folders_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / "a.json").write_text("{}")
    monkeypatch.chdir(tmp_path / "top")
    for _ in range(1_500):
        os.mkdir("d")
        os.chdir("d")
    os.chdir(tmp_path)
    # Either all of it is walked, or the folder is told to be too deep; the rest is read all the same.
    first, *others = find(["top", "top/a.json"])
    assert first == Found("top/a.json", named=False)
    assert others in ([], [Unreadable("top", "its folders are nested too deep")])
    _remove_deep("top")


def _remove_deep(top: str) -> None:
    """Remove what shutil.rmtree would call itself too often for."""
    os.chdir(top)
    depth = 0
    while os.path.isdir("d"):
        os.chdir("d")
        depth += 1
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")
