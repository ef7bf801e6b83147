"""What ``check`` is asked to do, apart from the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation
    from defender_lint.checks.engines import EngineName
    from defender_lint.cli.terminal import Colour
    from defender_lint.linting import Fixes


class Asked(NamedTuple):
    """The values of the options of ``check``, by the names that click gives them."""

    api: Operation | None = None
    endpoint: Operation | None = None
    stdin_filename: str | None = None
    skip_unknown: bool = False
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    fix_only: bool = False
    targets: tuple[tuple[str, str], ...] = ()
    output_file: str | None = None
    quiet: bool = False
    statistics: bool = False
    colour: Colour = "auto"
    baseline: str | None = None
    write_baseline: str | None = None
    prune_baseline: bool = False
    engine: EngineName = "auto"

    @property
    def fixes(self) -> Fixes:
        """Which fixes are asked for; ``--diff`` and ``--fix-only`` imply safe ones."""
        if self.unsafe_fixes:
            return "all"
        return "safe" if self.fix or self.diff or self.fix_only else "none"
