"""Settings shown: their values as a settings file would have them."""

from __future__ import annotations

from typing import Any

from defender_lint.settings.values import Settings, Suppression


def shown(settings: Settings) -> dict[str, Any]:
    """Return every value by the names of ``Settings.sources``, ready to be written as JSON."""
    return {
        "apis": {patterns.lines[0]: id for patterns, id in settings.apis},
        "include": list(settings.include.lines),
        "exclude": list(settings.exclude.lines),
        "respect-gitignore": settings.respect_gitignore,
        "force-exclude": settings.force_exclude,
        "select": list(settings.select),
        "extend-select": list(settings.extend_select),
        "ignore": list(settings.ignore),
        "per-file-ignores": _ignores(settings),
        "severity": dict(settings.severity),
        "fail-on": settings.fail_on,
        "output-format": settings.output_format,
        "limits.depth": settings.limits.depth,
        "limits.size": settings.limits.size,
        "limits.nodes": settings.limits.nodes,
        "limits.findings": settings.max_findings,
        "schemas": list(settings.schemas),
        "suppress": [suppression_shown(entry) for entry in settings.suppressions],
    }


def suppression_shown(entry: Suppression) -> dict[str, Any]:
    """Return an entry of ``suppress`` as a settings file would have it."""
    whole = {
        "files": list(entry.files.lines),
        "pointer": entry.pointer,
        "rules": list(entry.rules) or None,
        "reason": entry.reason,
    }
    return {key: value for key, value in whole.items() if value is not None}


def _ignores(settings: Settings) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for patterns, names in settings.per_file_ignores:
        found.setdefault(patterns.lines[0], []).extend(names)
    return found
