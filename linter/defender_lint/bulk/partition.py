"""The check of a partition: some lines or some bodies of many, wherever they were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, Final, TypeAlias

from defender_lint.library import shipped
from defender_lint.linting import Linter
from defender_lint.memo import forget
from defender_lint.reports.json_report import finding_object
from defender_lint.settings.selection import Layer, Selection, fault
from defender_lint.settings.values import defaults
from defender_lint.sources.ndjson import gathered
from defender_lint.sources.options import Look
from defender_lint.sources.reading import source_of

FindingRecord: TypeAlias = dict[str, Any]
"""A finding as the JSON report has it, of plain values."""

_GLANCED: Final = 512
"""Bodies that are glanced at together."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What all partitions of a job are judged by; a small value that is sent to every worker.

    Attributes:
        api: The operation's id; None to go by request lines, names of files and shapes of bodies.
        ignore: Rules, error codes or beginnings of them that are not reported.
        skip_unknown: Leave out bodies that fit no operation.
        max_findings: How many findings of one body are reported; one more stands for the rest.
        now: The time that expiration times are compared with: one for the job, so that a partition
            that is judged again, on another day even, gives what it gave.

    Raises:
        UnknownApi: There is no such operation.
        ValueError: There is nothing that a selector of ``ignore`` stands for.
    """

    api: str | None = None
    ignore: Sequence[str] = ()
    skip_unknown: bool = False
    max_findings: int = 1_000
    now: datetime = field(default_factory=lambda: datetime.now(timezone.utc))

    def __post_init__(self) -> None:
        object.__setattr__(self, "ignore", tuple(self.ignore))
        if self.api is not None:
            object.__setattr__(self, "api", shipped()[0].resolve(self.api).id)
        for selector in self.ignore:
            wrong = fault(selector)
            if wrong:
                raise ValueError(wrong)


def lint_lines(lines: Iterable[str], plan: Plan, *, file: str = "") -> Iterator[FindingRecord]:
    """Judge lines of NDJSON: a body a line, or a record of a request.

    Args:
        lines: A file of them or a part of it, in order, with line ends or without.
        plan: What they are judged by.
        file: What findings call them.

    Yields:
        What ``defender-lint --output-format jsonl`` would write of a file that holds these lines
        and no others: ``line``, ``document`` and offsets of fixes count from the first of them.

    Raises:
        EngineMissing: No JSON Schema engine is installed.
    """
    linter = _linter(plan, "ndjson")
    try:
        for source in gathered(lines, file):
            for finding in linter.lint(source, is_named=True).findings:
                yield finding_object(finding)
    finally:
        forget()


def lint_bodies(bodies: Sequence[str | None], plan: Plan) -> Iterator[tuple[int, FindingRecord]]:
    """Judge bodies, or records of requests, each of which is a JSON text of its own.

    Args:
        bodies: A column of a table, or a part of it. None is no body, of which nothing is said.
        plan: What they are judged by.

    Yields:
        The number of a body in ``bodies``, from 0, and a finding. ``line``, ``column`` and offsets
        of fixes count inside the body.

    Raises:
        EngineMissing: No JSON Schema engine is installed.
    """
    linter = _linter(plan, "json")
    try:
        for start in range(0, len(bodies), _GLANCED):
            some = bodies[start : start + _GLANCED]
            # One look at all of them tells what need not be looked for in each.
            look = linter.glance(source_of("\n".join(filter(None, some))))
            for number, body in enumerate(some, start):
                if body is None or (look is not None and look.of_body(body) is Look.PASSED):
                    continue
                for finding in linter.lint(source_of(body), is_named=True).findings:
                    yield number, finding_object(finding)
    finally:
        forget()


@lru_cache(maxsize=4)
def _linter(plan: Plan, format: str) -> Linter:
    """Return what a worker keeps from one partition to the next: compiled schemas, no payload."""
    catalogue, _, _ = shipped()
    settings = defaults(cwd="/")._replace(
        selection=Selection((Layer(ignore=tuple(plan.ignore)),) if plan.ignore else ()),
        max_findings=plan.max_findings,
    )
    return Linter(
        settings,
        catalogue,
        operation=None if plan.api is None else catalogue.resolve(plan.api),
        skip_unknown=plan.skip_unknown,
        now=plan.now,
        format=format,
    )
