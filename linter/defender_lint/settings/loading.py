"""Loading: a settings file and the options of the command line become Settings."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from defender_lint.catalogue import Catalogue
from defender_lint.settings import entries, patterns, shapes
from defender_lint.settings.errors import Complaint, SettingsError
from defender_lint.settings.given import Given, provenance
from defender_lint.settings.keys import KEYS, choices
from defender_lint.settings.nodes import InOptions, Node
from defender_lint.settings.own_schemas import own_catalogue
from defender_lint.settings.patterns import Patterns
from defender_lint.settings.reading import settings_in
from defender_lint.settings.selection import Layer, Selection
from defender_lint.settings.values import Settings, Suppression, defaults
from defender_lint.sources.document import Part
from defender_lint.sources.limits import Limits

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings and the catalogue that they ask for."""

    settings: Settings
    catalogue: Catalogue


def load(path: str | None, shown: str, root: str, overrides: Mapping[str, Any], cwd: str) -> Loaded:
    """Load settings.

    Args:
        path: The settings file, None to go by ``overrides`` alone.
        shown: How messages call the file.
        root: The folder that the file's patterns are relative to.
        overrides: What the command line says, as a settings file would say it; its patterns and
            folders are relative to ``cwd``.
        cwd: The current folder.

    Raises:
        SettingsError: Something is wrong with them; carries everything that is.
    """
    complaints: list[Complaint] = []
    file = Given(root, os.path.dirname(os.path.abspath(path)) if path else cwd)
    if path is not None:
        node = settings_in(path, shown, required=True)
        assert node is not None
        complaints = node.complaints
        file.nodes = _nodes(node)
    given = Node(dict(overrides), (), InOptions(), complaints)
    options = Given(cwd, cwd, _nodes(given))
    loaded = _merged(file, options, complaints, shown if path else None)
    if complaints:
        raise SettingsError(sorted(complaints, key=_order))
    return loaded


def _order(complaint: Complaint) -> tuple[str, int, int]:
    place = complaint.place
    return place.file, place.line or 0, place.column or 0


def _nodes(mapping: Node) -> dict[str, Node]:
    """Return the settings of a mapping by name, and complain of keys that are none."""
    for key in mapping.value:
        if key not in KEYS:
            mapping.child(key).complain(shapes.unknown_key(key, KEYS), Part.KEY)
    return {key: node for key, node in mapping.members() if key in KEYS and not node.is_empty}


def _merged(file: Given, options: Given, complaints: list[Complaint], shown: str | None) -> Loaded:
    both = (file, options)
    usual = defaults(file.root)

    def last(name: str, shape: Callable[[Node], _Value | None], default: _Value) -> _Value:
        """Take the option, else the file, else the default."""
        values = [source.take(name, shape) for source in both]
        return next((value for value in reversed(values) if value is not None), default)

    def files(name: str, default: Patterns) -> Patterns:
        taken = [_patterns(name, source) for source in both]
        return next((value for value in reversed(taken) if value is not None), default)

    catalogue, schemas = _catalogue(both, complaints)
    ids = catalogue.body_ids()
    limits: dict[str, int] = {}
    severity: dict[str, Any] = {}
    apis: list[tuple[Patterns, str]] = []
    ignores: list[tuple[Patterns, tuple[str, ...]]] = []
    suppressions: list[Suppression] = []
    for source in both:
        limits.update(source.take("limits", shapes.limits) or {})
        severity.update(source.take("severity", shapes.severities) or {})
        if "apis" in source.nodes:
            node = source.nodes["apis"]
            apis += shapes.by_pattern(node, source.root, lambda n: shapes.operation(n, ids))
        if "per-file-ignores" in source.nodes:
            node = source.nodes["per-file-ignores"]
            ignores += shapes.by_pattern(node, source.root, shapes.rules)
        if "suppress" in source.nodes:
            suppressions += entries.suppressions(source.nodes["suppress"], source.root)
    findings = limits.pop("findings", usual.max_findings)
    settings = Settings(
        apis=tuple(apis),
        include=files("include", usual.include),
        exclude=files("exclude", usual.exclude),
        respect_gitignore=last("respect-gitignore", shapes.switch, usual.respect_gitignore),
        force_exclude=last("force-exclude", shapes.switch, usual.force_exclude),
        selection=Selection(_layers(both), tuple(ignores)),
        severity=severity,
        fail_on=last("fail-on", _choice("fail-on"), usual.fail_on),  # type: ignore[arg-type]  # one of the choices
        output_format=last("output-format", _choice("output-format"), usual.output_format),
        limits=Limits(**limits),
        max_findings=findings,
        schemas=schemas,
        suppressions=tuple(suppressions),
        sources=provenance(file, options),
        file=shown,
        root=file.root,
    )
    return Loaded(settings, catalogue)


def _choice(name: str) -> Callable[[Node], str | None]:
    return lambda node: shapes.choice(node, choices(name))


def _patterns(name: str, source: Given) -> Patterns | None:
    lines = source.take(name, lambda node: shapes.texts(node, patterns.fault))
    return None if lines is None else Patterns(source.root, lines)


def _layers(both: tuple[Given, ...]) -> tuple[Layer, ...]:
    """Make a layer of each source that says something. ``--select`` begins anew."""
    layers: list[Layer] = []
    for source in both:
        select = source.take("select", shapes.rules)
        extend = source.take("extend-select", shapes.rules) or ()
        ignore = source.take("ignore", shapes.rules) or ()
        if select is not None:
            layers.clear()
        if select is not None or extend or ignore:
            layers.append(Layer(select, extend, ignore))
    return tuple(layers)


def _catalogue(
    both: tuple[Given, ...], complaints: list[Complaint]
) -> tuple[Catalogue, tuple[str, ...]]:
    """Return the catalogue with a team's own schemas, and the folders that they are in."""
    folders: dict[str, Node] = {}
    for source in both:
        node = source.nodes.get("schemas")
        if node is None:
            continue
        shapes.texts(node, lambda value: None if value else "a folder is empty")
        items = node.items() if isinstance(node.value, list) else [node]
        for item in items:
            if isinstance(item.value, str) and item.value:
                folder = os.path.normpath(os.path.join(source.folder, item.value))
                folders.setdefault(folder, item)
    if not folders:
        return Catalogue.shipped(), ()
    return own_catalogue(folders, complaints), tuple(folders)
