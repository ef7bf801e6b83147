"""The rules: what each kind of finding means, what the service does, and how to mend it.

This table is the one source of ``defender-lint explain`` and of the rule pages. The names are
stable once released. The facts come from the vendor's pages, the service's own ``$metadata``, and
answers of the service seen in public; where those are silent, the text says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from defender_lint.findings import Severity

Fixability = Literal["safe", "unsafe", "sometimes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A cause of findings, finer than the service's error codes.

    Attributes:
        name: The stable name, as reports print it.
        summary: One line for lists.
        means: What is wrong with the body.
        service: What the service does with such a body, as far as anybody knows.
        remedy: How to write it right.
        code: The usual predicted error code; None where no answer is predicted. Which codes it
            may be in all is in ``schemas/errors.json``.
        severity: The usual severity; a single finding may be milder.
        fix: Whether findings carry a fix: a safe one, one to be looked at, or one in some cases.
        optional: Whether the rule is off unless it is selected.
    """

    name: str
    summary: str
    means: str
    service: str
    remedy: str
    code: str | None = None
    severity: Severity = "error"
    fix: Fixability | None = None
    optional: bool = False


_INVALID_BODY: Final = "InvalidRequestBody"
_MISSING: Final = "MissingRequiredParameter"

_TEXT = (
    Rule(
        name="syntax",
        summary="The text is not valid JSON or YAML",
        means="The body cannot be read: a trailing comma, a comment in JSON, single quotes, a raw "
        "line break inside a string, NaN, a byte that is not UTF-8, half a document.",
        service="It refuses the whole body. A raw line break inside a hunting query was answered "
        'with InvalidRequestBody "Missing query.", which hides the cause.',
        remedy="Mend the text at the marked place. Build bodies with a JSON library instead of "
        "gluing strings together. Write a line break inside a string as `\\n`.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="duplicate-key",
        summary="The same key stands twice in one object",
        means="JSON readers keep only one of two equal keys, and most say nothing. Keys that "
        "differ only by letter case count as the same here.",
        service="Which of the two it takes, or whether it refuses the body, is not documented.",
        remedy="Keep one of the two.",
        code=_INVALID_BODY,
    ),
    Rule(
        name="limit-exceeded",
        summary="The body is too deep or too large to be checked",
        means="The body is nested deeper, is larger, or grows larger through YAML aliases than "
        "this linter agrees to read. No body of these APIs comes near the limits.",
        service="Its own limits are not documented.",
        remedy="Look for a generator that wraps the body again and again. If the body is really "
        "meant so, raise `--max-depth` or `--max-size`.",
        code=_INVALID_BODY,
    ),
)

_KEYS = (
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

_VALUES = (
    Rule(
        name="wrong-type",
        summary="The value has another JSON type than documented",
        means="A number stands where text belongs, one text where a list belongs, and so on.",
        service="It refuses a body whose types do not fit. In places it converts: `generateAlert` "
        "as text was seen to work, so that is a warning.",
        remedy='Write the type that is asked for: `["one"]` for a list of one, `true` without '
        "quotes.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="value-case",
        summary="A value is written in another letter case than documented",
        means="The value is one of the documented ones but for its capital and small letters.",
        service="No page says that values may be written in any case; a wrong value was answered "
        'with InvalidRequestBody "Request body is incorrect".',
        remedy="Write the value exactly as documented.",
        code=_INVALID_BODY,
        fix="safe",
    ),
    Rule(
        name="unknown-value",
        summary="The value is not one of those that the parameter takes",
        means="No page and no definition of the service lists the value for this parameter.",
        service='A wrong `classification` was answered with InvalidRequestBody "Request body is '
        'incorrect", which names neither the key nor the value.',
        remedy="Choose one of the listed values.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="undocumented-value",
        summary="Only another source lists this value",
        means="The value is in the service's `$metadata`, or on another or an older page, but not "
        "in the newest list of this API.",
        service="It most likely takes the value. The lists of the pages drift apart.",
        remedy="Prefer a value that this API's own page lists.",
        severity="warning",
    ),
    Rule(
        name="legacy-value",
        summary="The value is announced or documented as replaced",
        means="The value was documented once and has a successor, such as `AlertAndBlock`, which "
        "became `BlockAndRemediate`.",
        service="Old values may be taken today and refused tomorrow; the portal's own import "
        "refuses `AlertAndBlock` already.",
        remedy="Write the successor that the finding names.",
        severity="warning",
    ),
    Rule(
        name="display-value",
        summary="The text that the portal shows, not the value of the API",
        means="One page lists the text that people read, such as `Informational, expected "
        "activity`; the API's own name for it is another.",
        service="Whether it takes the display text is not documented.",
        remedy="Write the name that the finding gives.",
        severity="warning",
        fix="sometimes",
    ),
    Rule(
        name="out-of-range",
        summary="A number is too small or too large",
        means="The number lies outside the documented limits.",
        service="It refuses the value; which code it answers is not documented.",
        remedy="Choose a number within the limits that the finding names.",
        code=_INVALID_BODY,
    ),
    Rule(
        name="empty-value",
        summary="A text or list is empty where something must stand",
        means="The text has no visible character, or the list has no item.",
        service="An empty indicator value was answered with InvalidInput; for a title or an id it "
        "is as if the parameter were missing. An empty `Comment` may pass: a warning.",
        remedy="Fill in the value, or leave an optional parameter out.",
        code=_INVALID_BODY,
    ),
    Rule(
        name="surrounding-blanks",
        summary="A value begins or ends with white space",
        means="A blank, tab or line break stands before or after a hash, address, domain or URL, "
        "usually from copying.",
        service="Status 400 was reported in practice; the code is that of a malformed value.",
        remedy="Remove the white space.",
        fix="safe",
        code="InvalidUrl",
    ),
    Rule(
        name="defanged-value",
        summary="An indicator is still defanged",
        means="The value is written so that nobody can click it: `hxxp`, `[.]`, `(at)`. That is "
        "right in a report and wrong in a request.",
        service="It takes the text literally and refuses it as malformed.",
        remedy="Write the real address, domain or URL.",
        fix="unsafe",
        code="InvalidUrl",
    ),
)

_INDICATORS = (
    Rule(
        name="hash-value",
        summary="A hash has the wrong length or characters",
        means="MD5 has 32 hexadecimal digits, SHA-1 and certificate thumbprints 40, SHA-256 64, in "
        "either case.",
        service="The error page gives InvalidHashValue with the value.",
        remedy="Copy the hash again. If its length fits another type, change the type.",
        code="InvalidHashValue",
        fix="sometimes",
    ),
    Rule(
        name="ip-address",
        summary="Not a single IPv4 or IPv6 address",
        means="Networks such as `192.0.2.0/24`, ranges, ports, wildcards and leading zeros are not "
        "supported.",
        service="The error page gives InvalidIpAddress with the value.",
        remedy="Write one address for each indicator.",
        code="InvalidIpAddress",
        fix="sometimes",
    ),
    Rule(
        name="non-public-address",
        summary="An address that is not reachable from outside",
        means="Private, loopback, link-local, multicast and documentation ranges. The pages accept "
        "external addresses only.",
        service="Which ranges it refuses is not documented.",
        remedy="Write the public address, or leave the indicator out.",
        code="InvalidIpAddress",
        severity="warning",
    ),
    Rule(
        name="domain-name",
        summary="Not a plain host name",
        means="A domain name is written without scheme, path, port, wildcard and blanks, and has "
        "at least two labels, such as `example.com`.",
        service="The error page gives InvalidDomainName with the value. Subdomains are matched "
        "without a wildcard.",
        remedy="Write the bare name, or use the type `Url` or `IpAddress` if that is what it is.",
        code="InvalidDomainName",
        fix="sometimes",
    ),
    Rule(
        name="url",
        summary="Not an absolute URL",
        means="A URL needs a scheme and a host, such as `https://example.com/path`, and has no "
        "blanks and no wildcards.",
        service="The error page gives InvalidUrl with the value.",
        remedy="Write the URL in full. Use the type `DomainName` for a bare host.",
        code="InvalidUrl",
        fix="sometimes",
    ),
    Rule(
        name="timestamp",
        summary="Not a date and time with a zone",
        means="A point in time is written as ISO 8601 with `Z` or an offset, such as "
        "`2030-12-31T00:00:00Z`.",
        service="A time that it cannot read makes the body invalid.",
        remedy="Add the time and the zone.",
        code=_INVALID_BODY,
        fix="sometimes",
    ),
    Rule(
        name="past-time",
        summary="A point in time has passed already",
        means="An indicator whose `expirationTime` has passed does nothing.",
        service="Whether it refuses the time or deletes the indicator at once is not documented.",
        remedy="Write a time in the future, or leave the parameter out: then it never expires.",
        severity="warning",
    ),
)

_COMBINATIONS = (
    Rule(
        name="batch-size",
        summary="A list has more items than one call takes",
        means="Imports and deletions of indicators and tags for machines take 500 items a call.",
        service="It refuses the whole call, not only what is too much.",
        remedy="Split the list into several calls, and mind the rate limit.",
        code="MaximumBatchSizeExceeded",
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

_OPERATIONS = (
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
)

RULES: Final[dict[str, Rule]] = {
    rule.name: rule
    for rule in (*_TEXT, *_KEYS, *_VALUES, *_INDICATORS, *_COMBINATIONS, *_OPERATIONS)
}
"""Every rule by its name, in the order of the rule list."""
