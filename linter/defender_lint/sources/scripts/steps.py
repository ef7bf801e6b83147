"""Steps of CI files: the scripts of GitHub Actions, Azure Pipelines and GitLab CI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from defender_lint.diagnostic import Path
from defender_lint.sources.options import ReadOptions
from defender_lint.sources.request import Request
from defender_lint.sources.scripts.languages import language_of, requests_in
from defender_lint.sources.source import Source
from defender_lint.sources.text import Segment, Text
from defender_lint.sources.value import Value
from defender_lint.sources.yaml import text as yaml_text

_SCRIPTS: Final = {
    "run": "shell",
    "script": "shell",
    "before_script": "shell",
    "after_script": "shell",
    "bash": "shell",
    "pwsh": "powershell",
    "powershell": "powershell",
    "inlineScript": "shell",
    "Inline": "powershell",
}
"""Keys whose values are scripts, and the language unless something beside them says another."""

_TYPES: Final = {"pscore": "powershell", "ps": "powershell", "batch": None, "cmd": None}
"""``scriptType`` of Azure Pipelines, and shells of GitHub Actions, that no language is called."""

_MOST: Final = 100_000  # values that are looked at


def recognises(data: Any) -> bool:
    """Tell whether some data is a CI file: one whose steps are scripts."""
    if not isinstance(data, dict):
        return False
    if any(isinstance(data.get(key), (dict, list)) for key in ("jobs", "steps", "stages")):
        return next(_scripts(data), None) is not None
    jobs = (each for each in data.values() if isinstance(each, dict))
    return any(isinstance(job.get("script"), (str, list)) for job in jobs)


def requests(value: Value, _: Source, options: ReadOptions) -> Iterator[Request]:
    """Yield the requests of the scripts of a CI file."""
    index = 0
    for path, language in _scripts(value.data):
        for request in requests_in(_text(value, path), language, options):
            yield request.replace(index=index, kind="ci")
            index += 1


def _scripts(data: Any) -> Iterator[tuple[Path, str]]:
    """Yield where scripts stand, and their languages."""
    todo: list[tuple[Path, Any]] = [((), data)]
    seen = 0
    while todo and seen < _MOST:
        seen += 1
        path, value = todo.pop()
        if isinstance(value, dict):
            for key, inner in value.items():
                language = _language(key, value) if _is_script(key, inner) else None
                if language is not None:
                    yield (*path, key), language
            todo.extend(((*path, key), inner) for key, inner in reversed(value.items()))
        elif isinstance(value, list):
            todo.extend(((*path, index), value[index]) for index in reversed(range(len(value))))


def _is_script(key: Any, value: Any) -> bool:
    if key not in _SCRIPTS:
        return False
    is_list = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return isinstance(value, str) or is_list


def _language(key: str, around: dict[str, Any]) -> str | None:
    for beside in ("shell", "scriptType"):
        named = around.get(beside)
        if isinstance(named, str):
            name = named.split()[0].lower() if named.split() else ""
            return _TYPES[name] if name in _TYPES else language_of(name)
    return _SCRIPTS[key]


def _text(value: Value, path: Path) -> Text:
    data = value.data
    for step in path:
        data = data[step]
    if isinstance(data, str):
        return yaml_text.string_at(value, path)
    assert value.text is not None
    parts: list[Text] = []
    for index in range(len(data)):
        line = yaml_text.string_at(value, (*path, index))
        end = line.outer(len(line.chars), len(line.chars))[0]
        stop = Segment(0, 1, end, end)
        parts += (line, Text("\n", value.text.source, (stop,), escape=line.escape))
    return Text.joined(parts, value.text.source)
