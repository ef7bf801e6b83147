"""File names as machines want them: relative to the folder of the run, with slashes, as URIs."""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import quote

from defender_lint.findings import Finding
from defender_lint.reports.place import where

_WINDOWS: Final = os.name == "nt"


def plain_path(file: str, folder: str = "", *, windows: bool = _WINDOWS) -> str:
    """Return a finding's file with slashes only, relative to ``folder`` if it lies inside.

    Args:
        file: The path as it was given; empty for a body without a file.
        folder: An absolute path; empty to leave absolute paths.
        windows: Whether backslashes separate folders and letter case does not matter.
    """
    if not file:
        return "<body>"
    path, root = _slashed(file, windows), _slashed(folder, windows).rstrip("/") + "/"
    same = (path.lower(), root.lower()) if windows else (path, root)
    if folder and same[0].startswith(same[1]) and len(path) > len(root):
        return path[len(root) :]
    return path


def _slashed(path: str, windows: bool) -> str:
    """Write a path with single slashes and without steps that lead nowhere."""
    if windows:
        path = path.replace("\\", "/")
    head = "//" if windows and path.startswith("//") else "/" if path.startswith("/") else ""
    return head + "/".join(part for part in path.split("/") if part not in ("", "."))


def plain_place(finding: Finding, folder: str = "") -> str:
    """Return ``file:line:column`` with the plain path; the pointer where there is no text."""
    return where(finding.replace(file=plain_path(finding.file, folder)))


def uri_reference(path: str) -> str:
    """Return what :func:`plain_path` gives as a URI: relative, or ``file:`` if it is absolute."""
    if path.startswith("//"):
        return "file:" + _quoted(path)
    if path.startswith("/"):
        return "file://" + _quoted(path)
    if path[1:3] == ":/" and path[0].isalpha():
        return f"file:///{path[0]}:{_quoted(path[2:])}"
    return _quoted(path)


def _quoted(path: str) -> str:
    try:
        # A byte of a file name that is not text stays that byte (PEP 383).
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "replace"))
