"""Bruno's ``.bru`` files, one request each: https://docs.usebruno.com/bru-lang/overview.

A file is a row of blocks ``name { … }`` that end with a brace in the first column: dictionaries of
``key: value``, and texts such as ``body:json``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from defender_lint.diagnostic import Diagnostic
from defender_lint.named_tuple import NamedTuple
from defender_lint.sources.containers.comments import without_comments
from defender_lint.sources.containers.form_fields import (
    MULTIPART,
    URLENCODED,
    FormFields,
    sent_as_form,
)
from defender_lint.sources.containers.urls import PATH_PARAMETER, read_url, upper
from defender_lint.sources.json import text as json_text
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Header, Headers, Request, Unknown
from defender_lint.sources.source import Source
from defender_lint.sources.tells import mentions
from defender_lint.sources.text import Text
from defender_lint.sources.value import Value

_BREAK: Final = r"(?:\r\n|\n|\r)"
_BLOCK: Final = re.compile(
    rf"(?<![^\r\n])([a-z][\w:-]*)[ \t]*\{{[ \t]*{_BREAK}((?:(?!\}})[^\r\n]*{_BREAK})*)(?:\}}|\Z)"
)
_ENTRY: Final = re.compile(
    r"(?<![^\r\n])[ \t]*(?!~)([^\s:][^:\r\n]*?)[ \t]*:[ \t]*([^\r\n]*?)[ \t]*(?=[\r\n]|\Z)"
)
_METHODS: Final = ("get", "post", "put", "delete", "patch", "options", "head", "trace", "connect")
_TEXTS: Final = {"json": "application/json", "text": "text/plain", "xml": "application/xml"}
_FORMS: Final = {"form-urlencoded": URLENCODED, "multipart-form": MULTIPART}
_BLOCK_OF_BODY: Final = {"formUrlEncoded": "form-urlencoded", "multipartForm": "multipart-form"}


class _Body(NamedTuple):
    value: Value | None = None
    sent_as: str | None = None
    unknown: tuple[Unknown, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def requests(source: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the request of a file; a file of settings, as of an environment, has none."""
    if not mentions(source.text):
        return
    blocks = {
        match[1]: (Text.stretch(source, *match.span(1)), Text.stretch(source, *match.span(2)))
        for match in _BLOCK.finditer(source.text)
    }
    contents = {name: content for name, (_, content) in blocks.items()}
    verb = next((each for each in (*_METHODS, "http") if each in blocks), None)
    if verb is None:
        return
    line = _dictionary(contents[verb])
    url = line.get("url")
    if url is None:
        return
    headers = Headers(tuple(Header(*each) for each in _entries(contents.get("headers"))))
    body = _body(contents, line.get("body"), headers, options)
    yield Request(
        source,
        0,
        "bruno",
        method=line.get("method") if verb == "http" else upper(blocks[verb][0]),
        url=read_url(
            url,
            options,
            constants=_dictionary(contents.get("vars:pre-request")),
            query=_entries(contents.get("params:query", contents.get("query"))),
            forms=(PATH_PARAMETER,),
        ),
        written=url,
        # Bruno adds the media type of a text, where no header says another.
        headers=headers._replace(complete=body.sent_as in _TEXTS.values()),
        body=body.value,
        sent_as=body.sent_as,
        unknown=body.unknown,
        diagnostics=body.diagnostics,
    )


def _entries(block: Text | None) -> Iterator[tuple[Text, Text]]:
    """Yield keys and values of a dictionary, without those that are disabled."""
    if block is not None:
        for match in _ENTRY.finditer(block.chars):
            yield block.slice(*match.span(1)), block.slice(*match.span(2))


def _dictionary(block: Text | None) -> dict[str, Text]:
    return {key.chars: value for key, value in _entries(block)}


def _body(
    blocks: Mapping[str, Text], chosen: Text | None, headers: Headers, options: ReadOptions
) -> _Body:
    """Return the body that a request has chosen among its blocks."""
    kind = chosen.chars if chosen is not None else "json"
    kind = _BLOCK_OF_BODY.get(kind, kind)
    block = blocks.get(f"body:{kind}", blocks.get("body") if kind == "json" else None)
    if block is None:
        return _Body()
    if kind in _TEXTS:
        return _Body(json_text.parse(without_comments(block), options), _TEXTS[kind])
    if chosen is not None and kind in _FORMS:
        fields = FormFields(block, _entries(block), options)
        diagnostics = sent_as_form(chosen, _FORMS[kind], headers)
        return _Body(fields, _FORMS[kind], diagnostics=diagnostics)
    why = "a GraphQL query" if kind == "graphql" else "it is in another file"
    return _Body(unknown=(Unknown("body", why, block.line_at(0)),))
