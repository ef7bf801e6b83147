"""The baseline of a run of ``check``: opened before it, written or pruned after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from defender_lint.cli.failures import RunFailed, UsageMistake, note
from defender_lint.reports.terminal_text import visible

if TYPE_CHECKING:
    from defender_lint.baseline import Baseline
    from defender_lint.cli.asked import Asked


def open_baseline(asked: Asked, command: str) -> Baseline | None:
    """Return the baseline that the options ask for, None without one.

    Raises:
        UsageMistake: Two options of ``command`` contradict each other.
        RunFailed: The baseline cannot be used.
    """
    old, new = asked.baseline, asked.write_baseline
    if old and new:
        raise UsageMistake("--baseline reads and --write-baseline writes; give one", command)
    if asked.prune_baseline and not old:
        raise UsageMistake("--prune-baseline wants to know which --baseline", command)
    if not old and not new:
        return None
    from defender_lint.baseline import Baseline, BaselineError

    try:
        opened = Baseline.load(old) if old else Baseline.begin(str(new))
    except BaselineError as error:
        raise RunFailed(str(error)) from error
    if opened is None:
        note(f"{visible(str(old))}: passed over, as it is not a regular file")
    return opened


def keep_baseline(baseline: Baseline, asked: Asked) -> None:
    """Write or prune the baseline of a run that is over, or tell what is gone from it.

    Raises:
        RunFailed: It cannot be written.
    """
    from defender_lint.baseline import BaselineError
    from defender_lint.counts import count

    gone = len(baseline.gone())
    try:
        if asked.write_baseline:
            number = baseline.renewed().save()
            note(f"{count(number, 'finding')} in {asked.write_baseline}")
        elif asked.prune_baseline and gone:
            baseline.pruned().save()
            note(f"{count(gone, 'finding')} gone and taken out of the baseline")
        elif gone:
            note(f"{count(gone, 'finding')} of the baseline gone; --prune-baseline takes such out")
    except BaselineError as error:
        raise RunFailed(str(error)) from error
