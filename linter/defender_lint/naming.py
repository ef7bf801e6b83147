"""Names of files: an operation's id among the dotted parts of a file's name, or its folders."""

from __future__ import annotations

from collections.abc import Callable


def by_name(path: str, is_id: Callable[[str], bool]) -> str | None:
    """Look for an id in a path: in the file's name, last part first, then in its folders.

    Args:
        path: The file as seen from the root of its settings or repository, so that neither the
            spelling of a path nor the place of a checkout decides.
        is_id: Tells whether there is such an operation.
    """
    folders = path.lower().replace("\\", "/").split("/")
    last = folders.pop()
    for part in (*last.split(".")[::-1], *reversed(folders)):
        if is_id(part):
            return part
    return None
