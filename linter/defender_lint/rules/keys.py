"""Rules about keys."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

_INVALID_BODY: Final = "InvalidRequestBody"
_MISSING: Final = "MissingRequiredParameter"

RULES: Final = (
    Rule(
        name="missing-key",
        summary="A required parameter is missing or null",
        means="The documentation marks the parameter as required, and the body does not have it "
        "or has null for it.",
        service="The error page promises MissingRequiredParameter with the parameter's name. "
        "InvalidRequestBody and BadRequest were seen as well.",
        remedy="Add the parameter. `defender-lint example API` prints a complete body.",
        code=_MISSING,
    ),
    Rule(
        name="key-case",
        summary="A key is written in another letter case than documented",
        means="The key is a known one but for its capital and small letters, such as `comment` "
        "for `Comment`. The APIs differ: machine actions use capitals, alerts and indicators "
        "do not.",
        service="Both error pages call body parameters case-sensitive. In places the service may "
        "take the key all the same; it does not promise to. If the key is a required one, it "
        "counts as missing.",
        remedy="Write the key exactly as documented.",
        code=_INVALID_BODY,
        fix="safe",
    ),
    Rule(
        name="key-typo",
        summary="A key is a near miss of a known one",
        means="A letter too many or too few, two letters swapped, a singular for a plural, or "
        "blanks, underscores or hyphens inside, such as `isolation_type` for `IsolationType`.",
        service="It does not know the key. If the one that was meant is required, it counts as "
        "missing.",
        remedy="Write the suggested key, if that is the one you meant.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="unknown-key",
        summary="No source knows this key for this API",
        means="Neither the documentation nor the service's `$metadata` lists the key, and no known "
        "key resembles it. Often the body was meant for another API.",
        service="The error page gives InvalidRequestBody for a body that does not fit. A key that "
        "is ignored instead is worse: the action runs without what you asked for.",
        remedy="Remove the key, or find the API that takes it: `defender-lint show API` lists "
        "all keys.",
        code=_INVALID_BODY,
    ),
    Rule(
        name="undocumented-key",
        summary="Only the service's own definition knows this key",
        means="The key is in the service's `$metadata`, in its connector definition, or in what "
        "shipped products send, but on no page of the documentation.",
        service="It most likely takes the key. Nobody promises that it will go on doing so.",
        remedy="Leave the key out unless you need it and have tried it.",
        severity="warning",
    ),
    Rule(
        name="foreign-parameter",
        summary="A parameter that this command or action does not take",
        means="The parameter belongs to another command, such as `Path` with `RunScript` in a live "
        "response.",
        service="What it does with such a parameter is not documented.",
        remedy="Remove the parameter, or choose the command that takes it.",
        severity="warning",
    ),
)
