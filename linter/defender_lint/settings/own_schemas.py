"""Schemas of a team's own bodies: read, judged by our vocabulary, and put beside ours."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from defender_lint.catalogue import Catalogue
from defender_lint.catalogue.own import own_files
from defender_lint.catalogue.schemas import SchemaReader
from defender_lint.checks.engines import compile_schema
from defender_lint.checks.near_miss import nearest
from defender_lint.checks.words import name
from defender_lint.settings.errors import Complaint, Place
from defender_lint.settings.nodes import Node
from defender_lint.settings.own_vocabulary import relaxed, worded
from defender_lint.settings.patterns import relative
from defender_lint.settings.reading import said_of
from defender_lint.sources.document import Absent, Document, Part, Path
from defender_lint.sources.reading import SourceError, plain_reason, read

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def own_catalogue(folders: Mapping[str, Node], complaints: list[Complaint]) -> Catalogue:
    """Return the catalogue with the schemas of some folders.

    Args:
        folders: The folders, each with the setting that names it.
        complaints: Where to note what is wrong with them. A schema that is wrong is left out.
    """
    ours = Catalogue.shipped()
    judge = _Judge(ours)
    taken: dict[str, str] = {}
    for folder, setting in folders.items():
        try:
            files = own_files(folder)
        except OSError as error:
            setting.complain(f"{name(str(setting.value))}: {plain_reason(error)}")
            continue
        if not files:
            setting.complain(f"there is no schema (<id>.json) in {name(str(setting.value))}")
        for id, path in files.items():
            found = list(judge.complaints(path))
            other = taken.get(id)
            if id in ours:
                found = [_complaint(path, f"{name(id)} is an API of ours; give yours another id")]
            elif other is not None:
                found = [_complaint(path, f"{name(id)} is taken by {_shown(other)}")]
            elif not _ID.fullmatch(id):
                message = f"{name(id)} is no id; name the file in small letters, digits and hyphens"
                found = [_complaint(path, message)]
            complaints.extend(found)
            taken.setdefault(id, path)
    return Catalogue.shipped(taken)


class _Judge:
    """Judges schema files by the vocabulary of ours, relaxed: what only we must say is optional."""

    def __init__(self, ours: Catalogue) -> None:
        self._codes = [code.name for code in ours.errors]
        self._vocabulary = relaxed(ours.vocabulary)
        self._gate = compile_schema(self._vocabulary, {})
        self._reader = SchemaReader()

    def complaints(self, path: str) -> Iterator[Complaint]:
        """Yield what is wrong with a schema file."""
        try:
            document = next(iter(read(path)))
        except SourceError as error:
            yield _complaint(path, error.reason)
            return
        for problem in document.problems:
            yield _at(document, path, problem.start, said_of(problem.message, "schema"))
        if document.value is Absent.BROKEN:
            return
        if not isinstance(document.value, dict) or "x-operation" not in document.value:
            message = "`x-operation` is missing: method, path and product of the API"
            yield _at(document, path, 0, message)
            return
        faults = [*self._vocabulary_faults(document.value), *self._unknown_codes(document.value)]
        for place, part, message in faults:
            yield _at(document, path, document.offsets(place, part)[0], message)
        if not faults:
            yield from self._inlining(path)

    def _vocabulary_faults(self, schema: Any) -> Iterator[tuple[Path, Part, str]]:
        if self._gate.is_valid(schema):
            return
        import jsonschema  # slower to import, but its errors say what they are about

        validator = jsonschema.Draft202012Validator(self._vocabulary)
        for error in sorted(validator.iter_errors(schema), key=lambda e: str(e.absolute_path)):
            yield from worded(error)

    def _unknown_codes(self, node: Any, path: Path = ()) -> Iterator[tuple[Path, Part, str]]:
        """Find codes that no error page lists: whatever we print must be one of the service's."""
        if isinstance(node, list):
            for index, item in enumerate(node):
                yield from self._unknown_codes(item, (*path, index))
        elif isinstance(node, dict):
            for key, value in node.items():
                here = (*path, key)
                if key == "code" and isinstance(value, str) and _is_prediction(path):
                    if value not in self._codes:
                        near = nearest(value, self._codes)
                        meant = f"; did you mean {name(near[0])}?" if near else ""
                        yield here, Part.VALUE, f"{name(value)} is no code of the service{meant}"
                elif key not in ("examples", "enum", "const", "default"):
                    yield from self._unknown_codes(value, here)

    def _inlining(self, path: str) -> Iterator[Complaint]:
        try:
            self._reader.inlined(path)
        except RecursionError:
            yield _complaint(path, "its references go round in circles; bodies have an end")
        except OSError as error:
            yield _complaint(
                path, f"its reference to {_shown(error.filename)}: {plain_reason(error)}"
            )
        except (ValueError, AssertionError, KeyError, TypeError) as error:
            text = str(error).removeprefix(f"{path}: ")
            yield _complaint(path, f"its references cannot be followed: {text}")


def _is_prediction(path: Path) -> bool:
    """Tell whether a path leads to an entry of ``x-error`` or ``x-advice``."""
    return len(path) >= 2 and path[-2] in ("x-error", "x-advice")


def _at(document: Document, path: str, offset: int, message: str) -> Complaint:
    start = document.span(offset, offset).start
    return Complaint(Place(_shown(path), start.line, start.column), message)


def _complaint(path: str, message: str) -> Complaint:
    return Complaint(Place(_shown(path)), message)


def _shown(path: str) -> str:
    return relative(path, os.getcwd()) or path
