"""Bulk: the check of a partition, for engines that read more than one machine holds.

:func:`lint_lines` and :func:`lint_bodies` are functions of their arguments alone: they open
nothing, keep nothing and may run anywhere, any number of times. :mod:`defender_lint.bulk.arrow`
says the same of batches of Apache Arrow; :mod:`defender_lint.bulk.dask` and
:mod:`defender_lint.bulk.spark` put it into engines, which do the reading, the network and what is
to be done about a lost worker.
"""

from __future__ import annotations

from defender_lint.bulk.partition import FindingRecord, Plan, lint_bodies, lint_lines

__all__ = ["FindingRecord", "Plan", "lint_bodies", "lint_lines"]
