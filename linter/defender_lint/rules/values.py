"""Rules about values of any kind."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

_INVALID_BODY: Final = "InvalidRequestBody"

RULES: Final = (
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
        service="No page says that values may be written in any case. An indicator with the action "
        '`alert` was answered with InvalidInput "Request body is incorrect".',
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
