"""Processes: the files of a run judged side by side, their results in the order of the files.

A process gets some files at once, or a stretch of a large NDJSON file, and gives back results,
which are plain values. What else it needs it is told when it begins, so it makes no difference
whether processes are forked or spawned. Ctrl-C is the business of the one that started them, and
none outlives that one.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from defender_lint.file_result import FileResult
from defender_lint.named_tuple import NamedTuple
from defender_lint.os_errors import ProcessDied
from defender_lint.sources.paths import STDIN, Found, Passed, Unreadable
from defender_lint.sources.reading import SourceError
from defender_lint.sources.registry import format_of
from defender_lint.sources.source import Source

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor  # most runs need none

    from defender_lint.judging import Judge

_WORTH: Final = 4 * 1024 * 1024
"""Bytes that make up for the start of a process."""

_STRETCHED: Final = 1024 * 1024
"""Bytes from which on a file of lines is judged in stretches."""

_PART: Final = 1024 * 1024
"""Bytes of such a file that a process gets at once, at least, but for the first."""

_FILES: Final = 32  # that a process gets at once,
_BYTES: Final = 256 * 1024  # or so many bytes


Result = tuple[Found | Unreadable, FileResult]
"""A file, and what came of it, or of a stretch of it."""


class _Piece(NamedTuple):
    """What a process judges at once: some files, or of one file a part or a stretch.

    A part is read by the process itself, so that no text has to be sent.
    """

    files: tuple[Found | Unreadable, ...]
    part: Found | None = None
    source: Source | None = None


def results(
    files: Iterator[Found | Unreadable], jobs: int | None, judge: Judge
) -> Iterator[Result]:
    """Judge files in several processes.

    Args:
        files: What to judge.
        jobs: How many processes; None for as many as make it faster.
        judge: Judges alone where that is as fast, and reads what other processes cannot; the like
            of it is made in each of them.

    Yields:
        What one process would yield, in the same order.

    Raises:
        ProcessDied: A process was killed, as by a system that is out of memory.
        Exception: What judging raises in one process.
    """
    ahead: list[tuple[Found | Unreadable, int]] = []
    failure: Exception | None = None
    try:
        ahead += ((found, _size(found)) for found in files)
    except Exception as error:  # settings that cannot be used: after what stands before them
        failure = error
    jobs = jobs or max(1, min(_cores(), sum(size for _, size in ahead) // _WORTH))
    if jobs == 1:
        for found, _ in ahead:
            yield from ((found, result) for result in judge.results(found))
    else:
        pieces = _pieces(ahead, judge)
        for piece in islice(pieces, 1):  # what it needs need not be imported in each process
            yield from _results(piece, _judged(judge, piece))
        executor = _start(jobs, judge)
        if executor is not None:
            yield from _side_by_side(executor, pieces, 2 * jobs + 2)
        for piece in pieces:
            yield from _results(piece, _judged(judge, piece))
    if failure is not None:
        raise failure


def _side_by_side(
    executor: ProcessPoolExecutor, pieces: Iterator[_Piece], most: int
) -> Iterator[Result]:
    """Yield the results of pieces in their order; no more than ``most`` are under way at a time."""
    from concurrent.futures.process import BrokenProcessPool

    under_way: deque[tuple[_Piece, Future[list[list[FileResult]]]]] = deque()
    failure: Exception | None = None
    try:
        while True:
            try:
                while failure is None and len(under_way) < most:
                    piece = next(pieces)
                    under_way.append((piece, executor.submit(_judge, piece)))
            except StopIteration:
                pass
            except Exception as error:  # what stands before it comes first, as in one process
                failure = error
            if not under_way:
                break
            piece, future = under_way.popleft()
            yield from _results(piece, future.result())
    except BrokenProcessPool as error:
        message = "a process that was judging files was killed; try again with --jobs 1"
        raise ProcessDied(message) from error
    finally:
        executor.shutdown(cancel_futures=True)
    if failure is not None:
        raise failure


def _pieces(files: Iterable[tuple[Found | Unreadable, int]], judge: Judge) -> Iterator[_Piece]:
    """Cut files into what a process judges at once; what only this one can read is read here."""
    batch: list[Found | Unreadable] = []
    bytes = 0
    for found, size in files:
        if isinstance(found, Found) and (found.path == STDIN or _is_long(found.path, size)):
            if batch:
                yield _Piece(tuple(batch))
                batch, bytes = [], 0
            try:
                yield from _parts(found, judge.sources(found))
            except SourceError as error:
                batch.append(Unreadable(error.path, error.reason))
            continue
        batch.append(found)
        bytes += size
        if len(batch) == _FILES or bytes > _BYTES:
            yield _Piece(tuple(batch))
            batch, bytes = [], 0
    if batch:
        yield _Piece(tuple(batch))


def _parts(found: Found, sources: Iterator[Source]) -> Iterator[_Piece]:
    """Cut a file of lines into parts, as far as it is known which bytes its sources stand for."""
    begin = found.passed
    start = 0 if begin is None else begin.bytes
    at: int | None = None if found.path == STDIN else start
    enough = 0  # the first is small, as it may be judged while no process works yet
    for source in sources:
        is_plain = source.fault is None and source.encoding == "utf-8"
        if (
            at is not None
            and (at - start >= enough or (at > start and not is_plain))
            and source.first > 0  # a part without a body would not know whether the file has any
        ):
            yield _Piece((found,), part=found._replace(passed=begin, until=at))
            offset, line = source.origin[:2]
            begin, start = Passed(at, offset, line - 1, source.first), at
            enough = _PART
        if at is not None and is_plain:
            chars = source.text
            at += len(source.bom) + (len(chars) if chars.isascii() else len(chars.encode()))
        else:
            at = None
            yield _Piece((found,), source=source)
    if at is not None:
        yield _Piece((found,), part=found._replace(passed=begin))


def _is_long(path: str, size: int) -> bool:
    format = format_of(path)
    return size > _STRETCHED and format is not None and format.name == "ndjson"


def _size(found: Found | Unreadable) -> int:
    try:
        return os.stat(found.path).st_size
    except (OSError, ValueError):  # standard input, or something that is said when it is read
        return 0


def _cores() -> int:
    """Return how many processors there are for this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start(jobs: int, judge: Judge) -> ProcessPoolExecutor | None:
    """Start processes; None where this system has none to offer."""
    try:
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(judge,))
    except (ImportError, NotImplementedError, OSError):
        return None


_JUDGES: list[Judge] = []
"""In a process that judges for another: what it judges with."""


def _begin(judge: Judge) -> None:
    """Prepare a process."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _JUDGES.append(judge)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _judge(piece: _Piece) -> list[list[FileResult]]:
    return _judged(_JUDGES[0], piece)


def _judged(judge: Judge, piece: _Piece) -> list[list[FileResult]]:
    files = piece.files if piece.part is None else (piece.part,)
    return [list(judge.results(found, piece.source)) for found in files]


def _results(piece: _Piece, judged: list[list[FileResult]]) -> Iterator[Result]:
    for found, several in zip(piece.files, judged, strict=True):
        yield from ((found, result) for result in several)
