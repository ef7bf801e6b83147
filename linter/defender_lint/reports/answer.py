"""The predicted answer in words, for the formats that have one text a finding."""

from __future__ import annotations

from defender_lint.findings import Finding, Kind
from defender_lint.printable import visible


def answer(finding: Finding | Kind) -> str:
    """Word the predicted answer: status, code, the service's message, other likely codes.

    Empty where no answer is predicted.
    """
    if not finding.code:
        return ""
    words = f"{finding.status} {finding.code}" if finding.status else finding.code
    if finding.service_message:
        words += f' "{finding.service_message}"'
    if finding.also:
        words += f" (or {', '.join(finding.also)})"
    return visible(words)


def told(finding: Finding) -> str:
    """Return the message and the predicted answer as sentences on one printable line."""
    message = _sentence(visible(finding.message))
    if not finding.code:
        return message
    return f"{message} {_sentence(f'The service {verb(finding)} answer {answer(finding)}')}"


def _sentence(text: str) -> str:
    """Return ``text`` with a full stop, unless it has come to an end already."""
    return text if text.rstrip("\"`')").endswith((".", "?", "!")) else f"{text}."


def verb(finding: Finding | Kind) -> str:
    """Return how sure the prediction is: a warning is about what may go wrong."""
    return "would" if finding.severity == "error" else "may"
