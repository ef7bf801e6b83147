"""File names as machines want them."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.reports.uris import plain_path, uri_reference


@pytest.mark.parametrize(
    ("file", "folder", "path"),
    [
        ("a.json", "", "a.json"),
        ("./b//./a.json", "/repo", "b/a.json"),
        ("../a.json", "/repo", "../a.json"),
        ("/repo/b/a.json", "/repo", "b/a.json"),
        ("/repo/b/a.json", "/repo/", "b/a.json"),
        ("/repo/b/a.json", "", "/repo/b/a.json"),
        ("/repository/a.json", "/repo", "/repository/a.json"),
        ("/REPO/a.json", "/repo", "/REPO/a.json"),
        ("/a.json", "/", "a.json"),
        ("b\\a.json", "/repo", "b\\a.json"),
        ("<stdin>", "/repo", "<stdin>"),
        ("", "/repo", "<body>"),
    ],
)
def test_plain_path(file: str, folder: str, path: str) -> None:
    assert plain_path(file, folder, windows=False) == path


@pytest.mark.parametrize(
    ("file", "folder", "path"),
    [
        (".\\b\\a.json", "C:\\repo", "b/a.json"),
        ("c:\\Repo\\b\\a.json", "C:\\repo", "b/a.json"),
        ("D:\\repo\\a.json", "C:\\repo", "D:/repo/a.json"),
        ("\\\\server\\share\\a.json", "C:\\repo", "//server/share/a.json"),
        ("\\\\server\\share\\a.json", "\\\\server\\share", "a.json"),
        ("<stdin>", "C:\\repo", "<stdin>"),
    ],
)
def test_plain_path_on_windows(file: str, folder: str, path: str) -> None:
    assert plain_path(file, folder, windows=True) == path


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("b/a.json", "b/a.json"),
        ("../a b#c?d%.json", "../a%20b%23c%3Fd%25.json"),
        ("a:b.json", "a%3Ab.json"),
        ("é😀.json", "%C3%A9%F0%9F%98%80.json"),
        ("caf\udce9.json", "caf%E9.json"),
        ("\ud800.json", "%3F.json"),
        ("<stdin>", "%3Cstdin%3E"),
        ("b\\a.json", "b%5Ca.json"),
        ("/abs/a.json", "file:///abs/a.json"),
        ("C:/abs/a b.json", "file:///C:/abs/a%20b.json"),
        ("//server/share/a.json", "file://server/share/a.json"),
    ],
)
def test_uri_reference(path: str, uri: str) -> None:
    assert uri_reference(path) == uri


@given(st.text(min_size=1))
def test_relative_uri_says_which_file(name: str) -> None:
    path = plain_path(name, windows=False)
    if not path.startswith("/") and path[1:3] != ":/":
        assert unquote_to_bytes(uri_reference(path)) == path.encode()
