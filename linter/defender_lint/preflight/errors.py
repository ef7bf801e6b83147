"""The exception in place of a request that the service would refuse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from defender_lint.checks.answer import Answer, answer
from defender_lint.diagnostic import Severity
from defender_lint.findings import Finding


class PreflightError(Exception):
    """A request that was not sent, as the service would refuse it.

    It is none of the client's own errors, so that nothing that retries those sends it after all.

    Attributes:
        findings: All that is wrong with the request, in the order of places.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Take the findings."""
        self.findings: Final = tuple(findings)
        super().__init__(self.findings)

    @property
    def answer(self) -> Answer | None:
        """What the service would say first; None where no answer is predicted."""
        return answer(self.findings)

    def __str__(self) -> str:
        return f"this request was not sent\n\n{report(self.findings)}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(each.rule for each in self.findings)})"


def raise_for_findings(findings: Iterable[Finding], fail_on: Severity = "error") -> None:
    """Raise if there is a finding that a request should not be sent with.

    Args:
        findings: What :func:`~defender_lint.preflight.check_request` has found.
        fail_on: ``error``, or ``warning`` to let nothing through that there is something to say of.

    Raises:
        PreflightError: There is one. It holds all findings.
    """
    found = tuple(findings)
    if any(is_blocking(each, fail_on) for each in found):
        raise PreflightError(found)


def is_blocking(finding: Finding, fail_on: Severity) -> bool:
    """Tell whether a finding says that a request should not be sent.

    What was too large or too deep to be judged is not known to be wrong.
    """
    return finding.rule != "limit-exceeded" and finding.severity in ("error", fail_on)


def report(findings: Iterable[Finding]) -> str:
    """Return findings as the command line shows them."""
    from defender_lint.printable import without_commands
    from defender_lint.reports.full import render
    from defender_lint.reports.style import Style
    from defender_lint.summary import Summary

    return without_commands("".join(render(findings, Summary(), Style()))).rstrip()
