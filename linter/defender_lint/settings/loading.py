"""Loading: a settings file and the options of the command line become Settings."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, Final

from defender_lint.named_tuple import NamedTuple
from defender_lint.repository import is_below
from defender_lint.settings.errors import Complaint, Place, SettingsError
from defender_lint.settings.keys import KEYS, LIMITS
from defender_lint.settings.located import Located, Path, Token, read_toml, read_yaml
from defender_lint.settings.own_schemas import own_schemas
from defender_lint.settings.patterns import Patterns
from defender_lint.settings.schema import folder_fault, judge
from defender_lint.settings.selection import Layer, Selection
from defender_lint.settings.values import DEFAULT, OwnSchema, Settings, Suppression
from defender_lint.sources.holes.placeholders import Placeholders
from defender_lint.sources.limits import Limits
from defender_lint.words import name

TABLE: Final[Path] = ("tool", "defender-lint")

_ADDED: Final = (
    "apis", "extend-select", "ignore", "per-file-ignores", "placeholders", "severity", "schemas",
)  # fmt: skip
"""Settings to which an option adds, where it takes the place of others."""

_MENTIONED: Final = re.compile(r"defender[-_ ]?lint", re.IGNORECASE)
_SUFFIXES: Final = (".yaml", ".yml", ".json", ".toml")


class Base(NamedTuple):
    """The folders that the paths of settings are relative to.

    Attributes:
        cwd: That of paths on the command line, and of the patterns of options.
        patterns: That of the file's patterns.
        root: That below which names of folders say which API a body is for, if there is one.
        repository: That of the git repository around, if there is one.
    """

    cwd: str
    patterns: str
    root: str | None
    repository: str | None


class _Layer(NamedTuple):
    """What one place says, the file or the command line."""

    values: Mapping[str, Any]
    located: Located
    patterns: str
    folder: str

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Return a list of strings, each once; None if it is not set."""
        value = self.values.get(name)
        return None if value is None else _texts(value)


def load(path: str | None, shown: str, overrides: Mapping[str, Any], base: Base) -> Settings:
    """Load settings.

    Args:
        path: The settings file, None to go by ``overrides`` alone.
        shown: How messages call the file.
        overrides: What the command line says, as a settings file would say it.
        base: What paths are relative to.

    Raises:
        SettingsError: Something is wrong with them; carries everything that is.
    """
    located = Located({}, _option, {}, ()) if path is None else read_settings(path, shown)
    folder = os.path.dirname(os.path.abspath(path)) if path else base.cwd
    file = _layer(located, base.patterns, folder)
    options = _layer(Located(dict(overrides), _option, {}, ()), base.cwd, base.cwd)
    layers = (file, options)
    complaints = list(located.complaints)
    folders = _folders(layers, complaints, base)
    own = own_schemas(folders, complaints, base.cwd, base.repository)
    by = judge(tuple(schema.id for schema in own))
    for layer in layers:
        complaints += [
            Complaint(layer.located.place(fault.path, fault.part), fault.message)
            for fault in by.faults(layer.values)
        ]
    if complaints:
        raise SettingsError(complaints)
    return _settings(file, options, tuple(folders), own, shown if path else None, base)


def read_settings(path: str, shown: str) -> Located:
    """Read a settings file: YAML or JSON as it is, TOML by its table.

    Raises:
        SettingsError: It cannot be read, or holds no settings.
    """
    suffix = os.path.splitext(path)[1].lower()
    if suffix not in _SUFFIXES and os.path.isfile(path):
        message = "settings are YAML or TOML; name a .yaml file or a pyproject.toml"
        raise SettingsError([Complaint(Place(shown), message)])
    located = (
        read_toml(path, shown, TABLE)
        if suffix == ".toml"
        else read_yaml(path, shown, "settings file")
    )
    value = table_in(located, shown) if suffix == ".toml" else located.value
    if value is None and suffix == ".toml":
        message = "there is no table `[tool.defender-lint]` in it"
        raise SettingsError([Complaint(Place(shown), message)])
    if value is not None and not isinstance(value, dict):
        message = "settings are keys with values, such as `fail-on: warning`"
        raise SettingsError(
            [*located.complaints, Complaint(located.place((), Token.START), message)]
        )
    return located._replace(value=value or {})


def table_in(located: Located, shown: str) -> Any:
    """Return the table of a TOML file that holds our settings, None if there is none.

    Raises:
        SettingsError: There is one by another name.
    """
    tools = located.value.get(TABLE[0])
    tools = tools if isinstance(tools, dict) else {}
    for key in tools:
        if key != TABLE[1] and TABLE[1] not in tools and _MENTIONED.fullmatch(key):
            message = f"the table is called `[tool.defender-lint]`, not `[tool.{key}]`"
            raise SettingsError([Complaint(Place(shown), message)])
    return tools.get(TABLE[1])


def _layer(located: Located, patterns: str, folder: str) -> _Layer:
    """Leave out what nobody has filled in yet, and read ``yes`` as true where a switch stands."""
    values = {}
    for key, value in located.value.items():
        if isinstance(value, str) and key in KEYS and KEYS[key].shape in ("switch", "placeholders"):
            value = located.meanings.get((key,), value)
        if value is not None or key not in KEYS:
            values[key] = value
    return _Layer(values, located, patterns, folder)


def _option(path: Path, _part: Token) -> Place:
    """Return the option that says something; all of its values stand together."""
    name = str(path[0])
    if name == "limits" and len(path) > 1:
        return Place(LIMITS[str(path[1])][0])
    option = KEYS[name].option if name in KEYS else None
    return Place(re.split(r" / |, ", option or name)[0])


def _settings(
    file: _Layer,
    options: _Layer,
    folders: tuple[str, ...],
    own: tuple[OwnSchema, ...],
    shown: str | None,
    base: Base,
) -> Settings:
    layers = (file, options)
    values = {key: value for layer in layers for key, value in layer.values.items()}

    def files(name: str) -> Patterns:
        saying = next((layer for layer in reversed(layers) if name in layer.values), None)
        if saying is None:
            return Patterns(base.patterns, _texts(KEYS[name].default), cwd=base.cwd)
        return Patterns(saying.patterns, saying.texts(name) or (), cwd=base.cwd)

    def by_pattern(name: str) -> list[tuple[Patterns, Any]]:
        return [
            (Patterns(layer.patterns, (pattern,), cwd=base.cwd), value)
            for layer in layers
            for pattern, value in layer.values.get(name, {}).items()
            if value is not None
        ]

    def merged(name: str) -> dict[str, Any]:
        members = (layer.values.get(name, {}) for layer in layers)
        return {key: value for each in members for key, value in each.items() if value is not None}

    def value(name: str) -> Any:
        return values.get(name, KEYS[name].default)

    limits = {**KEYS["limits"].default, **merged("limits")}
    max_findings = limits.pop("findings")
    return Settings(
        apis=tuple(by_pattern("apis")),
        include=files("include"),
        exclude=files("exclude"),
        respect_gitignore=value("respect-gitignore"),
        force_exclude=value("force-exclude"),
        selection=Selection(
            _selection(layers),
            tuple((files, _texts(names)) for files, names in by_pattern("per-file-ignores")),
        ),
        severity=merged("severity"),
        fail_on=value("fail-on"),
        output_format=value("output-format"),
        placeholders=_placeholders(layers),
        limits=Limits(**limits),
        max_findings=max_findings,
        schemas=folders,
        own_schemas=own,
        suppressions=tuple(_suppressions(file, base.cwd)),
        sources=_provenance(file, options),
        file=shown,
        root=base.root,
        cwd=base.cwd,
    )


def _texts(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(dict.fromkeys(value))


def _selection(layers: tuple[_Layer, ...]) -> tuple[Layer, ...]:
    """Make a layer of each place that says something. ``--select`` begins anew."""
    found: list[Layer] = []
    for layer in layers:
        select = layer.texts("select")
        extend = layer.texts("extend-select") or ()
        ignore = layer.texts("ignore") or ()
        if select is not None:
            found.clear()
        if select is not None or extend or ignore:
            found.append(Layer(select, extend, ignore))
    return tuple(found)


def _placeholders(layers: tuple[_Layer, ...]) -> Placeholders:
    """Add up the patterns of all places; false takes them away, and the usual forms with them."""
    patterns: tuple[str, ...] = ()
    enabled = True
    for layer in layers:
        value = layer.values.get("placeholders")
        if isinstance(value, bool):
            patterns, enabled = (), value
        elif value is not None:
            patterns, enabled = (*patterns, *_texts(value)), True
    return Placeholders(tuple(dict.fromkeys(patterns)), enabled=enabled)


def _suppressions(file: _Layer, cwd: str) -> list[Suppression]:
    return [
        Suppression(
            files=Patterns(file.patterns, _texts(entry["files"]), cwd=cwd),
            pointer=entry.get("pointer"),
            rules=_texts(entry.get("rules") or ()),
            reason=entry["reason"],
            place=file.located.place(("suppress", index), Token.START),
        )
        for index, entry in enumerate(file.values.get("suppress", ()))
    ]


def _folders(
    layers: tuple[_Layer, ...], complaints: list[Complaint], base: Base
) -> dict[str, Place]:
    """Return the folders with a team's own schemas, and where each is named."""
    found: dict[str, Place] = {}
    for layer in layers:
        value = layer.values.get("schemas", [])
        named = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        for index, folder in enumerate(named):
            if not isinstance(folder, str) or folder_fault(folder):
                continue  # which is said when all of it is judged
            at = ("schemas", index) if isinstance(value, list) else ("schemas",)
            place = layer.located.place(at, Token.VALUE)
            path = os.path.normpath(os.path.join(layer.folder, folder))
            if (
                layer.located.place is not _option
                and base.repository
                and not is_below(path, base.repository)
            ):
                message = (
                    f"{name(folder)} is outside the repository; move it, or name it by --schemas"
                )
                complaints.append(Complaint(place, message))
            else:
                found.setdefault(path, place)
    return found


def _provenance(file: _Layer, options: _Layer) -> dict[str, str]:
    """Say of each value where it comes from, as ``Settings.sources`` does."""

    def places(*path: str) -> list[str]:
        found = []
        for layer in (file, options):
            inner: Any = layer.values
            for step in path:
                inner = inner.get(step) if isinstance(inner, dict) else None
            if inner is not None:
                found.append(layer.located.place(path, Token.KEY).short)
        return found

    sources: dict[str, str] = {}
    for key in KEYS:
        said = places(key)
        begun_anew = key in ("extend-select", "ignore") and "select" in options.values
        if begun_anew:
            sources[key] = said[-1] if key in options.values else "--select"
        else:
            sources[key] = (", ".join(said) if key in _ADDED else "".join(said[-1:])) or DEFAULT
    del sources["limits"]
    sources |= {f"limits.{key}": "".join(places("limits", key)[-1:]) or DEFAULT for key in LIMITS}
    return sources
