"""``schemas/tells.json``: what a file must have some of to hold a request or a body of ours."""

from __future__ import annotations

import json
from typing import Final

from defender_lint.catalogue import Catalogue
from defender_lint.near_miss import squashed
from defender_lint.routing.near_paths import templates

_COMMENT: Final = (
    "What a file must have some of to hold a request or a body of ours, in small letters: words "
    "of paths (after a slash), keys of bodies (without blanks, underscores and hyphens), pieces of "
    "hosts and paths. Made by tools/generate.py of the paths and schemas of all operations and of "
    "identifiers.json (`anywhere`, `pieces`)."
)


def page() -> str:
    """Return the file."""
    catalogue = Catalogue.shipped()
    identifiers = catalogue.facts("identifiers")
    anywhere = {word.lower() for word in identifiers["anywhere"]}
    words = {
        segment.partition("(")[0].lower()
        for _, template in templates(catalogue)
        for segment in template
        if not segment.startswith("{")
    }
    keys = {
        squashed(key)
        for operation in catalogue.with_body()
        if operation.is_documented
        for key in operation.schema["properties"]
    }
    tells = {
        "$comment": _COMMENT,
        "words": sorted(words - anywhere - {"api"}),
        "keys": sorted(keys),
        "pieces": identifiers["pieces"],
    }
    return json.dumps(tells, indent=2) + "\n"
