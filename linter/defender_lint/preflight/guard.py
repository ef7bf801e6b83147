"""What all adapters do: judge a request that is ours, stop it or log, explain what is answered."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Any, Final, Literal, TypedDict

from defender_lint.checks.answer import answer
from defender_lint.diagnostic import Severity
from defender_lint.findings import Finding
from defender_lint.library import shipped
from defender_lint.preflight.checking import RawHeaders, check_request
from defender_lint.preflight.errors import PreflightError, is_blocking, report
from defender_lint.printable import visible, without_commands
from defender_lint.routing.hosts import meant_host
from defender_lint.tokens import mask_tokens

LOGGER: Final = logging.getLogger("defender_lint.preflight")

LONGEST_ANSWER: Final = 65_536
"""Bytes of an answer that are kept until it is explained; answers that are errors are short."""

Mode = Literal["raise", "warn"]


class Options(TypedDict, total=False):
    """What every adapter takes, each as a keyword.

    Attributes:
        mode: ``raise`` (default) stops a request that would be refused with a
            :class:`~defender_lint.preflight.PreflightError`; ``warn`` logs a warning and sends it.
        explain: Whether an answer of the service that is an error is explained in a warning of the
            log. Off by default.
        fail_on: The severity from which findings stop a request: ``error`` (default) or
            ``warning``. What is below it is logged at level ``INFO``.
        ignore: Names of rules that nothing is said of.
        hosts: Names of hosts, without port, that stand in front of the service, such as a
            gateway's; what goes to them is judged as well.
    """

    mode: Mode
    explain: bool
    fail_on: Severity
    ignore: Collection[str]
    hosts: Collection[str]


class Guard:
    """Stands between a client and the service. It has no state, and serves any thread or task."""

    def __init__(
        self,
        *,
        mode: Mode = "raise",
        explain: bool = False,
        fail_on: Severity = "error",
        ignore: Collection[str] = (),
        hosts: Collection[str] = (),
    ) -> None:
        """Take the :class:`Options`.

        Raises:
            ValueError: There is no such mode, severity or rule.
        """
        _refuse_unknown("mode", [mode], ("raise", "warn"))
        _refuse_unknown("fail_on", [fail_on], ("error", "warning"))
        self._ignored: Final = frozenset((ignore,) if isinstance(ignore, str) else ignore)
        if self._ignored:
            from defender_lint.rules import RULES

            _refuse_unknown("ignore", self._ignored, RULES)
        self._mode: Final = mode
        self._explains: Final = explain
        self._fail_on: Final[Severity] = fail_on
        listed = (hosts,) if isinstance(hosts, str) else hosts
        self._hosts: Final = frozenset(each.lower() for each in listed)

    def concerns(self, host: str | None) -> bool:
        """Tell whether requests to a host are judged: the service's, or one that is meant to be."""
        if not host:
            return False
        host = host.lower()
        return host in self._hosts or meant_host(host, shipped()[0]).writing != "foreign"

    def check(self, method: str, url: object, headers: RawHeaders, body: Any) -> None:
        """Judge a request that is about to be sent to such a host.

        Raises:
            PreflightError: The service would refuse it.
        """
        try:
            found = check_request(method, url, headers, body, hosts=self._hosts)
        except Exception as error:  # a defect of ours is no reason to send nothing
            LOGGER.warning("a request could not be checked (%s)", type(error).__name__)
            return
        found = [each for each in found if each.rule not in self._ignored]
        if not found:
            return
        if not any(is_blocking(each, self._fail_on) for each in found):
            LOGGER.info("there is something to say of a request\n\n%s", report(found))
        elif self._mode == "raise":
            raise PreflightError(found)
        else:
            LOGGER.warning("%s\n\n%s", _prediction(found), report(found))

    def explains(self, status: int) -> bool:
        """Tell whether an answer of the service is to be explained."""
        return self._explains and status >= 400

    def explain(
        self, method: str, path: str, status: int, retry_after: str | None, body: str
    ) -> None:
        """Explain in the log what the service has answered.

        Args:
            method: The method of the request.
            path: The path of its URL, without the query.
            status: The HTTP status.
            retry_after: The header of that name, if there is one.
            body: What of the answer's body is known.
        """
        try:
            explained = _explained(status, retry_after, body)
        except Exception as error:  # a defect of ours is no reason to lose the answer
            LOGGER.warning("an answer could not be explained (%s)", type(error).__name__)
            return
        request = visible(mask_tokens(f"{method} {path}"))
        LOGGER.warning("%s was answered: %s", request, explained)


def _explained(status: int, retry_after: str | None, body: str) -> str:
    from defender_lint.answers.brief import brief
    from defender_lint.answers.explaining import explain

    head = f"HTTP/1.1 {status}\n"
    if retry_after is not None:
        head += f"Retry-After: {retry_after}\n"
    answers = explain(f"{head}\n{body}", shipped()[0].errors)
    return without_commands("\n\n".join(map(brief, answers)) or str(status))


def _refuse_unknown(option: str, given: Collection[str], known: Collection[str]) -> None:
    for each in given:
        if each not in known:
            some = f"; there is {' and '.join(map(repr, known))}" if len(known) < 5 else ""
            raise ValueError(f"{option}={each!r}: there is no such {_KINDS[option]}{some}")


_KINDS: Final = {"mode": "mode", "fail_on": "severity", "ignore": "rule"}


def _prediction(found: list[Finding]) -> str:
    predicted = answer(found)
    if predicted is None:
        return "the service is likely to refuse a request"
    return f"the service is likely to answer {predicted.status} {predicted.code} to a request"
