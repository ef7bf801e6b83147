"""The first look of the command line: is a call answered by a glance at its files?

Most calls are: in a hook or a job, nearly all bodies are right, and most of what a walk meets is
nobody's. What such a call needs is light to import, so it takes little longer than reading the
files. Everything that is not plain (an option other than the commonest, settings, a body that
does not pass, a request) goes the long way, which would come to the same answer by itself, and
begins where the first look was in doubt; nothing is written before that is decided.
"""

from __future__ import annotations

import os

from defender_lint.cli.interface import CLEAN
from defender_lint.cli.reporting import project_folder, report, usual_format
from defender_lint.cli.right_bodies import DoubtError, RightBodies, refuse
from defender_lint.cli.terminal import Progress
from defender_lint.settings.discovery import Discovery
from defender_lint.summary import Summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from defender_lint.cli.first_walk import Begun
    from defender_lint.cli.plain import PlainCall


def first_look(call: PlainCall) -> int | Begun | None:
    """Answer a call if a glance at its files is enough.

    Returns:
        The exit status, everything written; else what is left to tell for the long way, nothing
        written, or None where that is all.

    Raises:
        RunFailed: The report cannot be written.
    """
    summary = Summary()
    progress = Progress()
    right = RightBodies(summary, may_be_alone=call.jobs == 1, on_body=progress.tick)
    try:
        if any(map(os.path.isdir, call.paths)):
            from defender_lint.cli.first_walk import walked

            begun = walked(call, right, summary)
        else:
            begun = _glanced(call, right, summary)
    except DoubtError:
        return None
    finally:
        progress.clear()
    if begun is not None:
        return begun
    summary.folder = project_folder()
    summary.exit_status = CLEAN
    format = call.format or usual_format()
    report((), summary, format=format, file=None, targets=(), colour="auto", quiet=call.quiet)
    return CLEAN


def _glanced(call: PlainCall, right: RightBodies, summary: Summary) -> Begun | None:
    """Count files that are right.

    Returns:
        What is left from the first file on that may not be; None if there is none.

    Raises:
        DoubtError: A glance does not tell.
    """
    discovery = Discovery(refuse)
    seen: set[str] = set()
    _refuse_settings(discovery, os.path.abspath(os.curdir))
    for number, path in enumerate(call.paths):
        absolute = os.path.abspath(path)
        if absolute in seen:
            continue
        folder, name = os.path.split(absolute)
        try:
            _refuse_settings(discovery, folder)
            id = call.api or right.named_by(name)
            if id is None or path == "-":
                raise DoubtError
            right.count(path, id)
        except DoubtError as doubt:
            left = [each for each in call.paths[number:] if os.path.abspath(each) not in seen]
            if summary.bodies == 0 or not all(map(os.path.isfile, left)):
                raise  # nothing has been told, or what a pattern stands for has been told in part
            from defender_lint.cli.first_walk import left_of

            return left_of(call, left, summary, doubt.passed)
        seen.add(absolute)
    return None


def _refuse_settings(discovery: Discovery, folder: str) -> None:
    if discovery.nearest(folder) is not None:
        raise DoubtError
