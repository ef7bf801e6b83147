"""Rules about the request around the body: method, host, path and what is sent along."""

from __future__ import annotations

from typing import Final

from defender_lint.rules.rule import Rule

RULES: Final = (
    Rule(
        name="unknown-path",
        summary="No API has this path",
        means="The path leads to none of the operations that the pages, the service's own "
        "definition or clients in use know: a word of it is wrong, `/api` is missing or stands "
        "twice, or there is a slash too many. A version other than `v1.0` is a warning.",
        service="It answers NotFound, often without a body.",
        remedy="Write the path that the finding names; `defender-lint apis` lists them all.",
        code="NotFound",
        fix="sometimes",
    ),
    Rule(
        name="wrong-method",
        summary="The path takes another method",
        means="There is such a path, but nothing answers to this method there.",
        service="It answers NotFound or, as web servers do, that the method is not allowed.",
        remedy="Use the method that the finding names.",
        code="NotFound",
        fix="sometimes",
    ),
    Rule(
        name="path-case",
        summary="A word of the path is documented in another letter case",
        means="Upper and lower case letters differ from those of every page.",
        service="It has been seen to take such paths; no page promises it.",
        remedy="Write the word as documented.",
        severity="warning",
        fix="safe",
    ),
    Rule(
        name="empty-id",
        summary="An id in the path is empty",
        means="Nothing stands where the id belongs: two slashes follow each other, or the path "
        "ends before it. Usually a variable was empty.",
        service="There is no such path, so it answers NotFound.",
        remedy="Check that the id is set before the request is made.",
        code="NotFound",
    ),
    Rule(
        name="id-format",
        summary="A value in the path does not look like what belongs there",
        means="The pages show another form: 40 hex digits for a device, a GUID for a machine "
        "action, a number for an incident.",
        service="It finds nothing by that name and answers ResourceNotFound.",
        remedy="Check where the id comes from; look it up with a GET first.",
        code="ResourceNotFound",
        severity="warning",
    ),
    Rule(
        name="empty-result",
        summary="The read is answered, but always by an empty list",
        means="The path knows fewer kinds of values than it looks: machines and alerts of a file "
        "are found by its SHA-1 only.",
        service="It answers 200 and an empty list, which looks as if nothing were there.",
        remedy="Ask with the kind of value that the finding names.",
        severity="warning",
    ),
    Rule(
        name="wrong-host",
        summary="The host is not one that serves this API",
        means="The host is misspelt, glued to the path, nobody's, or that of another Defender "
        "product (a warning then, for clients in use do it).",
        service="It never sees the request, or answers only by accident.",
        remedy="Use the host that the finding names, or the one of your region and cloud.",
        fix="sometimes",
    ),
    Rule(
        name="legacy-host",
        summary="The host is an old one that the pages no longer name",
        means="`api.securitycenter.windows.com` still answers; no date for its end is known.",
        service="It answers. After a move to the new host a token may have to be made anew: "
        "Forbidden was seen with an old one.",
        remedy="Move to the host that the finding names, and test the token there.",
        severity="warning",
        fix="unsafe",
    ),
    Rule(
        name="unexpected-body",
        summary="The API takes no body",
        means="A body is sent with a read or a deletion.",
        service="It ignores the body; some proxies and clients refuse to send it.",
        remedy="Leave the body out; filters belong into the query.",
        severity="warning",
    ),
    Rule(
        name="odata",
        summary="A query option is not right",
        means="The query does not follow OData's grammar, or names a property, operator, option or "
        "size that the collection does not take.",
        service="It answers ODataError, or BadRequest where a maximum is exceeded; the code has "
        "been seen to be empty.",
        remedy="Write the option as the finding says; a quote inside a string is doubled "
        "(`'it''s'`).",
        code="ODataError",
        fix="sometimes",
    ),
)
