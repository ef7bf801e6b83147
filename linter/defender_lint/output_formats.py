"""The output formats of reports: what each is called, what it is for, and what it is given.

:mod:`defender_lint.reports` has a module for each; settings and options know their names.
"""

from __future__ import annotations

from defender_lint.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final


class OutputFormat(Record):
    """One output format: the module of ``defender_lint.reports`` that writes it, and its help.

    ``for_people`` formats are read in a terminal or in the log of a build: they end with the
    summary line, which ``--quiet`` drops, and say nothing else about a run without findings.
    ``by_repository`` formats name files as seen from the root of the repository, where the system
    that reads them looks; the others name them as they were given. ``has_suppressed`` formats are
    given what is silenced, too. ``is_commands`` formats are made of commands to a CI service, and
    guard the texts in them themselves; all others are guarded as a whole. ``is_brief`` formats show
    neither lines of files nor fixes, so that none have to be made.
    """

    __slots__ = (
        "by_repository", "for_people", "has_suppressed", "help", "is_brief", "is_commands",
        "module",
    )  # fmt: skip

    def __init__(
        self,
        module: str,
        help: str,
        *,
        for_people: bool = False,
        by_repository: bool = False,
        has_suppressed: bool = False,
        is_commands: bool = False,
        is_brief: bool = False,
    ) -> None:
        self.module: Final = module
        self.help: Final = help
        self.for_people: Final = for_people
        self.by_repository: Final = by_repository
        self.has_suppressed: Final = has_suppressed
        self.is_commands: Final = is_commands
        self.is_brief: Final = is_brief


OUTPUT_FORMATS: Final[dict[str, OutputFormat]] = {
    "full": OutputFormat("full", "a block with the file's line", for_people=True),
    "concise": OutputFormat("concise", "one line per finding", for_people=True, is_brief=True),
    "json": OutputFormat("json_report", "one JSON object", has_suppressed=True),
    "jsonl": OutputFormat("jsonl", "one JSON object per line", has_suppressed=True),
    "sarif": OutputFormat(
        "sarif", "SARIF 2.1.0, for code scanning", by_repository=True, has_suppressed=True
    ),
    "github": OutputFormat(
        "github", "GitHub annotations", for_people=True, by_repository=True, is_commands=True
    ),
    # It numbers findings that are alike, silenced or not, so that one more of these moves nothing.
    "gitlab": OutputFormat(
        "gitlab", "GitLab Code Quality", by_repository=True, has_suppressed=True, is_brief=True
    ),
    "azure": OutputFormat(
        "azure",
        "Azure Pipelines issues",
        for_people=True,
        by_repository=True,
        is_commands=True,
        is_brief=True,
    ),
    "junit": OutputFormat("junit", "JUnit XML", by_repository=True),
    "checkstyle": OutputFormat("checkstyle", "Checkstyle XML", by_repository=True, is_brief=True),
    "rdjson": OutputFormat("rdjson", "reviewdog", by_repository=True),
    "statistics": OutputFormat("statistics", "counts by rule and code", for_people=True),
    "markdown": OutputFormat(
        "markdown", "a table for job summaries", by_repository=True, is_brief=True
    ),
}
"""Every output format by the name that ``--output-format`` takes."""
