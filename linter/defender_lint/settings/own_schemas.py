"""Schemas of a team's own bodies: found, and judged with everything that they refer to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from defender_lint.catalogue import Catalogue
from defender_lint.catalogue.own import own_files, relaxed
from defender_lint.catalogue.schemas import DATA
from defender_lint.named_tuple import NamedTuple
from defender_lint.os_errors import plain_reason
from defender_lint.repository import is_below
from defender_lint.settings.errors import Complaint, Place, SettingsError
from defender_lint.settings.faults import Judge
from defender_lint.settings.located import Located, Path, Token, read_yaml
from defender_lint.settings.patterns import relative
from defender_lint.settings.values import OwnSchema, stamp_of
from defender_lint.words import meant, name

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEEPEST: Final = 64
"""References that may lead from one to the next; what follows them calls itself for each."""

_LARGEST: Final = 100_000
"""Values of a schema with its references written out, as many as a YAML body may have."""


def own_schemas(
    folders: Mapping[str, Place], complaints: list[Complaint], cwd: str, repository: str | None
) -> tuple[OwnSchema, ...]:
    """Return the schemas of some folders.

    Args:
        folders: The folders, each with the place of the setting that names it.
        complaints: Where to note what is wrong with them. A schema that is wrong is returned all
            the same, so that its id is known.
        cwd: The folder that messages name files relative to.
        repository: The root of the repository around the settings, if there is one.
    """
    if not folders:
        return ()
    ours = Catalogue.shipped()
    found: dict[str, OwnSchema] = {}
    for folder, setting in folders.items():
        inside = repository is not None and is_below(folder, repository)
        files = _Files(cwd, repository if repository is not None and inside else folder)
        check = _Check(ours, files)
        try:
            paths = own_files(folder)
        except OSError as error:
            complaints.append(
                Complaint(setting, f"{name(files.shown(folder))}: {plain_reason(error)}")
            )
            continue
        if not paths:
            message = f"there is no schema (<id>.json) in {name(files.shown(folder))}"
            complaints.append(Complaint(setting, message))
        for id, path in paths.items():
            message = ""
            if id in ours:
                message = f"{name(id)} is an API of ours; give yours another id"
            elif id in found:
                message = f"{name(id)} is taken by {files.shown(found[id].path)}"
            elif not _ID.fullmatch(id):
                message = f"{name(id)} is no id; name the file in small letters, digits and hyphens"
            if message:
                complaints.append(Complaint(Place(files.shown(path)), message))
            else:
                complaints += check.complaints(path)
                found[id] = OwnSchema(id, path, stamp_of(path))
    return tuple(found.values())


class _Files:
    """The schema files of a folder, each read once."""

    def __init__(self, cwd: str, boundary: str) -> None:
        self._cwd = cwd
        self._boundary = boundary
        self._read: dict[str, Located | SettingsError] = {}

    def shown(self, path: str) -> str:
        """Return how messages call a file."""
        return relative(path, self._cwd) or path

    def read(self, path: str) -> Located:
        """Read a schema file.

        Raises:
            SettingsError: It cannot be used.
        """
        if path not in self._read:
            try:
                self._read[path] = self._parsed(path)
            except SettingsError as error:
                self._read[path] = error
        found = self._read[path]
        if isinstance(found, SettingsError):
            raise found
        return found

    def _parsed(self, path: str) -> Located:
        if not is_below(path, self._boundary):
            message = "this leads outside the repository or the folder of schemas"
            raise SettingsError([Complaint(Place(self.shown(path)), message)])
        located = read_yaml(path, self.shown(path), "schema")
        if located.complaints:
            raise SettingsError(located.complaints)
        return located


class _Target(NamedTuple):
    """A schema that is judged: that of a file, or one inside that a reference leads to."""

    file: str
    path: Path


class _Check:
    """Checks schema files by the vocabulary of ours, relaxed: what only we must say is optional."""

    def __init__(self, ours: Catalogue, files: _Files) -> None:
        self._codes = [code.name for code in ours.errors]
        vocabulary = relaxed(ours.vocabulary)
        inner = {"$ref": "#/$defs/schema", "$defs": vocabulary["$defs"]}
        self._whole = Judge(vocabulary, {}, unknown="is not understood here")
        self._inner = Judge(inner, {}, unknown="is not understood here")
        self._files = files
        self._judged: set[_Target] = set()
        self._sizes: dict[_Target, int] = {}

    def complaints(self, path: str) -> list[Complaint]:
        """Return what is wrong with a schema file and all that it refers to."""
        try:
            located = self._files.read(path)
        except SettingsError as error:
            return list(error.complaints)
        if not isinstance(located.value, dict) or "x-operation" not in located.value:
            message = "`x-operation` is missing: method, path and product of the API"
            return [Complaint(located.place((), Token.START), message)]
        complaints = list(self._judge_all(_Target(path, ())))
        if not complaints:
            try:
                self._size(_Target(path, ()), ())
            except SettingsError as error:
                return list(error.complaints)
        return complaints

    def _judge_all(self, first: _Target) -> Iterator[Complaint]:
        """Judge a schema, then those that it refers to, and so on."""
        waiting = [first]
        while waiting:
            target = waiting.pop()
            if target in self._judged:
                continue
            self._judged.add(target)
            located = self._files.read(target.file)
            schema = _at(located.value, target.path)
            judge = self._inner if target.path else self._whole
            whole = name(str(target.path[-1])) if target.path else "this file"
            faults = [
                *((fault.path, fault.part, fault.message) for fault in judge.faults(schema, whole)),
                *self._unknown_codes(schema),
                *self._unmet(schema, target.file),
            ]
            for path, part, message in faults:
                yield Complaint(located.place((*target.path, *path), part), message)
            for path, reference in _references(schema):
                here = located.place((*target.path, *path), Token.VALUE)
                try:
                    waiting.append(self._resolved(reference, target.file, here))
                except SettingsError as error:
                    yield from error.complaints

    def _resolved(self, reference: str, file: str, place: Place) -> _Target:
        """Return what a reference leads to.

        Raises:
            SettingsError: It leads nowhere, or to a file that cannot be used.
        """
        where, _, fragment = reference.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(file), where)) if where else file
        try:
            value = self._files.read(target).value
        except SettingsError as error:
            first = error.complaints[0]
            if first.place.line is not None:
                raise  # the place in that file says more
            message = f"the reference {name(reference)}: {first.message}"
            raise SettingsError([Complaint(place, message)]) from error
        path: list[str | int] = []
        for step in fragment.split("/")[1:]:
            step = step.replace("~1", "/").replace("~0", "~")
            if not isinstance(value, dict) or step not in value:
                message = f"the reference {name(reference)} leads nowhere"
                raise SettingsError([Complaint(place, message)])
            value = value[step]
            path.append(step)
        return _Target(target, tuple(path))

    def _unknown_codes(self, node: Any) -> Iterator[tuple[Path, Token, str]]:
        """Find codes that no error page lists: whatever we print must be one of the service's."""
        for here, key, value in _members(node):
            if key != "code" or not isinstance(value, str) or not _is_prediction(here):
                continue
            if value not in self._codes:
                message = f"{name(value)} is no code of the service{meant(value, self._codes)}"
                yield (*here, key), Token.VALUE, message

    def _unmet(self, schema: Any, file: str) -> Iterator[tuple[Path, Token, str]]:
        """Find keys that no body could have: required ones that a closed object does not take."""
        for path, node in _nodes(schema):
            required = node.get("required")
            if node.get("additionalProperties") is not False or not isinstance(required, list):
                continue
            known = self._properties(node, file)
            for index, key in enumerate(required):
                if isinstance(key, str) and key not in known:
                    hint = meant(key, known, "add it there")
                    message = f"{name(key)} is required, but not among `properties`{hint}"
                    yield (*path, "required", index), Token.VALUE, message

    def _properties(self, node: Any, file: str) -> dict[str, Any]:
        """Return the properties of an object, with those of what it refers to."""
        known: dict[str, Any] = {}
        for _ in range(_DEEPEST):
            if not isinstance(node, dict):
                break
            properties, reference = node.get("properties"), node.get("$ref")
            known |= properties if isinstance(properties, dict) else {}
            if not isinstance(reference, str):
                break
            try:
                file, path = self._resolved(reference, file, Place(file))
            except SettingsError:  # which is said where the reference stands
                break
            node = _at(self._files.read(file).value, path)
        return known

    def _size(self, target: _Target, around: tuple[_Target, ...]) -> int:
        """Return how many values a schema has with its references written out.

        Raises:
            SettingsError: They go round in circles, too deep, or make it too large.
        """
        if target in self._sizes:
            return self._sizes[target]
        located = self._files.read(target.file)
        schema = _at(located.value, target.path)
        if isinstance(schema, dict):  # definitions count where they are used
            schema = {key: value for key, value in schema.items() if key != "$defs"}
        size = 1 + sum(1 for _ in _members(schema))
        around = (*around, target)
        for path, reference in _references(schema):
            place = located.place((*target.path, *path), Token.VALUE)
            inner = self._resolved(reference, target.file, place)
            message = ""
            if inner in around:
                message = "this reference goes round in a circle; bodies have an end"
            elif len(around) > _DEEPEST:
                message = f"more than {_DEEPEST} references lead from one to the next here"
            else:
                size += self._size(inner, around)
                if size > _LARGEST:
                    message = (
                        f"with its references written out this has more than {_LARGEST:,} values"
                    )
            if message:
                raise SettingsError([Complaint(place, message)])
        self._sizes[target] = size
        return size


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _nodes(schema: Any) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield all objects of a schema with their paths; what is data is none of it."""
    waiting: list[tuple[Path, Any]] = [((), schema)]
    while waiting:
        here, node = waiting.pop()
        if isinstance(node, list):
            waiting += [((*here, index), item) for index, item in enumerate(node)]
        elif isinstance(node, dict):
            yield here, node
            names_only = _holds_names(here)
            waiting += [
                ((*here, key), value)
                for key, value in node.items()
                if names_only or key not in DATA
            ]


def _holds_names(path: Path) -> bool:
    """Tell whether the keys of the object at a path are names, whatever they look like."""
    return path[-1:] in (("properties",), ("$defs",)) and path[-2:-1] != ("properties",)


def _members(schema: Any) -> Iterator[tuple[Path, str, Any]]:
    """Yield all members of all objects of a schema, with the path of the object."""
    return ((path, key, value) for path, node in _nodes(schema) for key, value in node.items())


def _references(schema: Any) -> Iterator[tuple[Path, str]]:
    for path, key, value in _members(schema):
        if key == "$ref" and isinstance(value, str) and not _holds_names(path):
            yield (*path, key), value


def _is_prediction(path: Path) -> bool:
    """Tell whether a path leads to an entry of ``x-error`` or ``x-advice``."""
    return len(path) >= 2 and path[-2] in ("x-error", "x-advice")
