"""Progress of a long run, on the terminal of whoever waits for it; nowhere else."""

from __future__ import annotations

import sys
import time
from typing import Final

from defender_lint.cli.terminal import is_terminal
from defender_lint.counts import count
from defender_lint.summary import Summary

_PATIENCE: Final = 1.0  # seconds that nobody minds waiting
_PAUSE: Final = 0.2


class Progress:
    """A line on standard error that counts bodies, while standard error is a terminal."""

    def __init__(self) -> None:
        """Start the clock."""
        self._is_shown = False
        self._is_wanted = is_terminal(sys.stderr)
        self._begun = time.monotonic()
        self._due = self._begun + _PATIENCE

    def tick(self, summary: Summary) -> None:
        """Show how far the run is, unless that was shown a moment ago."""
        if not self._is_wanted:
            return
        now = time.monotonic()
        if now < self._due:
            return
        self._due = now + _PAUSE
        rate = summary.bodies / (now - self._begun)
        sys.stderr.write(
            f"\r\x1b[K{count(summary.bodies, 'body')} in {count(summary.files, 'file')}, "
            f"{rate:,.0f} per second"
        )
        sys.stderr.flush()
        self._is_shown = True

    def clear(self) -> None:
        """Take the line away, so that something else can be printed there."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._is_shown = False
