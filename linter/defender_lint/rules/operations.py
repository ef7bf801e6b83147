"""Rules about which operation a body is for, and about silencing rules."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

_INVALID_BODY: Final = "InvalidRequestBody"

RULES: Final = (
    Rule(
        name="wrong-media-type",
        summary="This API does not take such a body",
        means="The API takes a multipart form, and the file holds JSON.",
        service="It cannot read the body.",
        remedy="Send the fields as parts of a form; `defender-lint show API` lists them.",
        code=_INVALID_BODY,
    ),
    Rule(
        name="deprecated-api",
        summary="The API is announced to be retired",
        means="The vendor has announced that the API goes away and names a successor.",
        service="It answers until it is switched off.",
        remedy="Move to the successor that the finding names.",
        severity="warning",
        optional=True,
    ),
    Rule(
        name="unknown-api",
        summary="The body fits no API that the linter knows",
        means="Nothing says which API the body is for, and its keys fit none.",
        service="Nothing is predicted, because nothing could be checked.",
        remedy="Say which API it is: `--api ID`, a file name such as `isolate-machine.json` or "
        "`web01.isolate-machine.json`, or the YAML comment `# defender-lint: api=ID`. "
        "`defender-lint apis` lists the ids.",
    ),
    Rule(
        name="ambiguous-api",
        summary="Several APIs fit the body and would answer differently",
        means="The keys fit more than one API, and a guess could hide a mistake.",
        service="It depends on the API that the body is sent to.",
        remedy="Say which API it is: `--api ID`, a file name such as `isolate-machine.json` or "
        "`web01.isolate-machine.json`, or the YAML comment `# defender-lint: api=ID`.",
    ),
    Rule(
        name="unused-suppression",
        summary="A comment or setting silences nothing",
        means="An `ignore` comment or a `suppress` entry of the settings speaks of a finding that "
        "is no longer there, or of a rule that does not exist.",
        service="It knows nothing of it.",
        remedy="Delete it, or name the rule or code that you mean: "
        "`# defender-lint: ignore[legacy-value] why`.",
        severity="warning",
    ),
)
