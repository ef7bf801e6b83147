"""Pre-flight: the check right before a program sends a request.

:func:`check_request` judges one request, :func:`raise_for_findings` stops what would be refused,
:func:`answer` says what the service would say first. The modules ``httpx``, ``requests`` and
``aiohttp`` put the check into the client of that name.
"""

from __future__ import annotations

from defender_lint.checks.answer import Answer, answer
from defender_lint.preflight.checking import UNREAD, check_request
from defender_lint.preflight.errors import PreflightError, raise_for_findings

__all__ = [
    "UNREAD",
    "Answer",
    "PreflightError",
    "answer",
    "check_request",
    "raise_for_findings",
]
