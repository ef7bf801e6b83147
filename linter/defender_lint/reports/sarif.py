"""The SARIF format, version 2.1.0: what GitHub code scanning, Azure and many editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

One run in one object, results as they come; what is known only at the end, the invocation, comes
at the end. No times and no paths of the machine: the same findings give the same report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from defender_lint import __version__
from defender_lint.findings import Finding, Fix
from defender_lint.printable import visible
from defender_lint.project import HOME, NAME
from defender_lint.reports.answer import told
from defender_lint.reports.fingerprints import Fingerprints
from defender_lint.reports.json_text import to_json, well_formed
from defender_lint.reports.sarif_regions import context_region, quoted_region, region
from defender_lint.reports.sarif_rules import RULE_INDEX, descriptors
from defender_lint.reports.style import Style
from defender_lint.reports.uris import plain_path, uri_reference
from defender_lint.summary import Summary

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT: Final = "defenderLint/v1"

# Where the base is depends on the machine, so only its meaning is said.
_BASES: Final = {"%SRCROOT%": {"description": {"text": "The folder that paths are relative to."}}}


def render(findings: Iterable[Finding], summary: Summary, _style: Style) -> Iterator[str]:
    """Give the log in chunks: its head with the rules, a result each, the invocation."""
    yield (
        f'{{"$schema": {to_json(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
        f'"tool": {{"driver": {to_json(_driver())}}},\n'
        f'"automationDetails": {{"id": "{NAME}/"}},\n'
        f'"columnKind": "utf16CodeUnits",\n'
        f'"originalUriBaseIds": {to_json(_BASES)},\n'
        f'"results": ['
    )
    fingerprints = Fingerprints(summary.folder)
    separator = "\n"
    for finding in findings:
        yield separator + to_json(_result(finding, fingerprints.of(finding), summary.folder))
        separator = ",\n"
    yield f'\n],\n"invocations": [{to_json(_invocation(summary))}]\n}}]}}\n'


def _driver() -> dict[str, Any]:
    return {
        "name": NAME,
        "fullName": f"{NAME} {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": HOME,
        "rules": descriptors(),
    }


def _result(finding: Finding, fingerprint: str, folder: str) -> dict[str, Any]:
    artifact = _artifact(finding, folder)
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": RULE_INDEX[finding.rule],
        "level": finding.severity,
        "message": _message(told(finding)),
        "locations": [_location(finding, artifact)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        # Spelt out where there are none: otherwise nobody knows whether they were looked for.
        "suppressions": [{"kind": "external"}] if finding.suppressed else [],
        "properties": {
            "api": finding.api,
            "code": finding.code,
            "status": finding.status,
            "also": list(finding.also),
            "pointer": visible(finding.pointer),
            "body": finding.document + 1,
        },
    }
    if finding.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "message": _message(visible(related.message)),
                "physicalLocation": {"artifactLocation": artifact, "region": region(related.span)},
            }
            for number, related in enumerate(finding.related)
        ]
    if finding.fix and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix, artifact)]
    return result


def _artifact(finding: Finding, folder: str) -> dict[str, str]:
    reference = uri_reference(plain_path(finding.file, folder))
    if reference.startswith("file:"):
        return {"uri": reference}
    return {"uri": reference, "uriBaseId": "%SRCROOT%"}


def _location(finding: Finding, artifact: dict[str, str]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if finding.span is None:
        physical["region"] = {"startLine": 1}  # GitHub shows nothing that has no line
    else:
        physical["region"] = quoted_region(finding.span, finding.excerpt)
        if context := context_region(finding.span, finding.excerpt):
            physical["contextRegion"] = context
    location: dict[str, Any] = {"physicalLocation": physical}
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(finding.pointer)}]
    return location


def _fix(fix: Fix, artifact: dict[str, str]) -> dict[str, Any]:
    return {
        "description": _message(visible(fix.message)),
        "artifactChanges": [
            {
                "artifactLocation": artifact,
                "replacements": [
                    {
                        "deletedRegion": region(edit.span),
                        "insertedContent": {"text": well_formed(edit.text)},
                    }
                    for edit in fix.edits
                ],
            }
        ],
        "properties": {"applicability": fix.applicability},
    }


def _message(text: str) -> dict[str, str]:
    """Return a plain text message, in which braces are placeholders and ``[a](1)`` is a link."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (")}


def _invocation(summary: Summary) -> dict[str, Any]:
    invocation: dict[str, Any] = {
        "executionSuccessful": not summary.failures,
        "toolExecutionNotifications": [
            {"level": "error", "message": _message(visible(failure))}
            for failure in summary.failures
        ],
    }
    if summary.exit_status is not None:
        invocation["exitCode"] = summary.exit_status
    return invocation
