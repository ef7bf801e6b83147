"""The first look of the command line: is a call answered by a glance at its files?

Most calls are: in a hook or a job, nearly all bodies are right, and most of what a walk meets is
nobody's. What such a call needs is light to import, so it takes little longer than reading the
files. Everything that is not plain (an option other than the commonest, settings, a body that
does not pass, a request) goes the long way, which comes to the same answer by itself; nothing is
written before that is decided.
"""

from __future__ import annotations

import os

from defender_lint.cli.interface import CLEAN
from defender_lint.cli.reporting import project_folder, report, usual_format
from defender_lint.cli.right_bodies import DoubtError, RightBodies, refuse
from defender_lint.settings.discovery import Discovery
from defender_lint.summary import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from defender_lint.cli.plain import PlainCall


def first_look(call: PlainCall) -> int | None:
    """Answer a call if a glance at its files is enough.

    Returns:
        The exit status, everything written; None, nothing written, where the long way has to tell.

    Raises:
        RunFailed: The report cannot be written.
    """
    try:
        if any(map(os.path.isdir, call.paths)):
            from defender_lint.cli.first_walk import walked

            summary = walked(call.paths, call.api)
        else:
            summary = _glanced(call.paths, call.api)
    except DoubtError:
        return None
    summary.folder = project_folder()
    summary.exit_status = CLEAN
    format = call.format or usual_format()
    report((), summary, format=format, file=None, targets=(), colour="auto", quiet=call.quiet)
    return CLEAN


def _glanced(paths: Sequence[str], api: str | None) -> Summary:
    """Return the counts of files that are right.

    Raises:
        DoubtError: A glance does not tell.
    """
    summary = Summary()
    discovery = Discovery(refuse)
    right = RightBodies()
    seen: set[str] = set()
    _refuse_settings(discovery, os.path.abspath(os.curdir))
    for path in paths:
        absolute = os.path.abspath(path)
        if absolute in seen:
            continue
        seen.add(absolute)
        folder, name = os.path.split(absolute)
        _refuse_settings(discovery, folder)
        id = api or right.named_by(name)
        if id is None or path == "-":
            raise DoubtError
        summary.bodies += right.count(path, id)
        summary.files += 1
    return summary


def _refuse_settings(discovery: Discovery, folder: str) -> None:
    if discovery.nearest(folder) is not None:
        raise DoubtError
