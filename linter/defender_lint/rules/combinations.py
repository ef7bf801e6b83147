"""Rules about what goes together in a body."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

RULES: Final = (
    Rule(
        name="batch-size",
        summary="A list has more items than one call takes",
        means="Imports and deletions of indicators and tags for machines take 500 items a call.",
        service="It refuses the whole call, not only what is too much.",
        remedy="Send several bodies: `defender-lint split FILE --out DIR` writes them, and in an "
        "NDJSON file `--unsafe-fixes` makes several lines of one.",
        code="MaximumBatchSizeExceeded",
        fix="sometimes",
    ),
    Rule(
        name="duplicate-item",
        summary="The same item stands twice in a list",
        means="Two items of a batch are the same, so one is useless and one counts against limits.",
        service="What it does with the second is not documented.",
        remedy="Remove one of the two.",
        severity="warning",
    ),
    Rule(
        name="inconsistent-values",
        summary="Two values do not go together",
        means="Each value alone is valid, but not with the other: `Audit` without "
        "`generateAlert: true`, a determination of another classification, `BlockAndRemediate` "
        "for an address.",
        service="`Audit` without an alert is answered with BadRequest; other combinations may be "
        "taken and have no effect.",
        remedy="Change the one that you did not mean; the finding names both.",
        code="BadRequest",
    ),
    Rule(
        name="command-order",
        summary="Live response commands in an unusual order",
        means="The documentation asks for the order PutFile, RunScript, GetFile.",
        service="Whether it refuses another order is not documented. After a failed command it "
        "does not run the rest.",
        remedy="Put the commands into that order, or use two calls.",
        severity="warning",
    ),
)
