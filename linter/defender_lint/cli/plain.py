"""Plain calls: ``check`` with paths and the commonest options.

They are read here, since importing a parser of command lines takes longer than checking a body.
Whatever is not plain, a mistake above all, is left to the parser.
"""

from __future__ import annotations

from defender_lint.cli.interface import DEFAULT, jobs_of
from defender_lint.output_formats import OUTPUT_FORMATS
from defender_lint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

_ALSO: Final = {"-f": "--output-format", "--format": "--output-format", "-j": "--jobs"}


class PlainCall(Record):
    """What a plain call says.

    Attributes:
        paths: Files, folders, globs, ``-``; at least one.
        api: What may be the id of the operation of all bodies.
        format: The report's format, if the call says one.
        jobs: How many processes check; None for as many as make it faster.
        quiet: Whether there is to be no summary.
    """

    __slots__ = ("api", "format", "jobs", "paths", "quiet")

    def __init__(
        self,
        paths: Sequence[str],
        *,
        api: str | None = None,
        format: str | None = None,
        jobs: int | None = None,
        quiet: bool = False,
    ) -> None:
        self.paths: Final = tuple(paths)
        self.api: Final = api
        self.format: Final = format
        self.jobs: Final = jobs
        self.quiet: Final = quiet


def plain_call(args: Sequence[str]) -> PlainCall | None:
    """Read arguments that are for ``check``; None if they are not plain."""
    paths: list[str] = []
    values: dict[str, str | None] = {"--api": None, "--output-format": None, "--jobs": None}
    quiet = False
    rest = iter(args[1:] if args[:1] == [DEFAULT] else args)
    for arg in rest:
        name, has_value, value = arg.partition("=")
        if not has_value or name.startswith("--"):
            name = _ALSO.get(name, name)
        if name in values:
            values[name] = value if has_value else next(rest, "")
        elif arg in ("-q", "--quiet"):
            quiet = True
        elif arg == "--":
            paths += rest
        elif arg.startswith("-") and arg != "-":
            return None
        else:
            paths.append(arg)
    api, format, jobs = values.values()
    if not paths or api == "" or (format is not None and format not in OUTPUT_FORMATS):
        return None
    try:
        number = None if jobs is None else jobs_of(jobs)
    except ValueError:
        return None
    return PlainCall(paths, api=api, format=format, jobs=number, quiet=quiet)
