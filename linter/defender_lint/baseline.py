"""The baseline: findings that are known, so that only new ones count.

An entry is keyed by file, JSON pointer, rule and a digest of the value. It survives reformatting
and moved lines, and ends when the value changes; what is wrong with a key does not end so. The file
holds no values.
"""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final

from defender_lint.checks.locate import Placed
from defender_lint.diagnostic import Token, value_at
from defender_lint.named_tuple import NamedTuple
from defender_lint.os_errors import reason
from defender_lint.sources.value import Absent
from defender_lint.whole_files import write_whole

VERSION: Final = 1


class BaselineError(Exception):
    """The baseline cannot be used. The text says why and what to do."""


class Entry(NamedTuple):
    """A known finding: where, which rule, and a digest of the value that it is about."""

    file: str
    pointer: str
    rule: str
    digest: str


def entry_of(each: Placed) -> Entry:
    """Return the entry of a problem; its file is named as the run names it.

    The digest is of the value that the problem is about. What is about a key, or missing, has none,
    so its entries differ by place only; text that does not parse stands for itself.
    """
    diagnostic, body = each.diagnostic, each.request.body
    about: Any = None
    if body is None or isinstance(body.data, Absent):
        if each.text is not None:
            about = each.text.source.excerpt(each.at, each.until).text.strip()
    elif diagnostic.start is not None:
        about = None if each.text is None else each.text.chars[diagnostic.start : diagnostic.end]
    elif diagnostic.token is Token.VALUE:
        about = value_at(body.data, diagnostic.path)
    canonical = json.dumps(about, sort_keys=True, separators=(",", ":"))
    digest = sha256(canonical.encode()).hexdigest()[:16]
    return Entry(each.request.source.name, each.pointer, diagnostic.rule, digest)


class Baseline:
    """Known findings, each as often as it is known."""

    def __init__(self, path: str, known: Iterable[Entry] = ()) -> None:
        """Make a baseline of ``known`` entries that is kept in ``path``."""
        self._path = path
        self._folder = os.path.dirname(os.path.abspath(path))
        self._known = Counter(known)
        self._met: Counter[Entry] = Counter()
        self._files: set[str] = set()

    @classmethod
    def load(cls, path: str) -> Baseline | None:
        """Read a baseline.

        Returns:
            The baseline; None where the path is a link, a pipe or a device. Somebody else may have
            put it there, to be followed to another file, or to keep the run waiting.

        Raises:
            BaselineError: There is none, it is broken, or a newer version wrote it.
        """
        if os.path.lexists(path) and not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        content = _content(path)
        version = content["version"]
        if version > VERSION:
            raise BaselineError(
                f"{path}: a newer defender-lint wrote this baseline (version {version}, this one "
                f"reads {VERSION}); update defender-lint or write the baseline again"
            )
        return cls(path, _entries(path, content.get("entries")))

    @classmethod
    def begin(cls, path: str) -> Baseline:
        """Make a baseline that is empty and will be saved to ``path``.

        Raises:
            BaselineError: Something else is in that file, such as the first payload of
                ``--write-baseline *.json``.
        """
        if os.path.isfile(path) and os.path.getsize(path) > 0:
            try:
                list(_entries(path, _content(path).get("entries")))
            except BaselineError as error:
                raise BaselineError(f"{error}; to write one there, delete it first") from error
        return cls(path)

    def known_of(self, file: str) -> Counter[Entry]:
        """Return the entries of a file, named as the run names it, each as often as it is known."""
        name = self._name(file)
        return Counter(
            {
                entry._replace(file=file): number
                for entry, number in self._known.items()
                if entry.file == name
            }
        )

    def note(self, file: str, met: Iterable[Entry]) -> None:
        """Note what was found in a file, so that what is not met in it is gone."""
        name = self._name(file)
        self._files.add(name)
        self._met.update(entry._replace(file=name) for entry in met)

    def gone(self) -> list[Entry]:
        """Return known entries that were not met, of files that were linted or are no longer."""
        missing = self._known - self._met
        return sorted(
            entry
            for entry in missing.elements()
            if entry.file in self._files
            or not os.path.exists(os.path.join(self._folder, entry.file))
        )

    def pruned(self) -> Baseline:
        """Return the baseline without what is gone."""
        return Baseline(self._path, (self._known - Counter(self.gone())).elements())

    def renewed(self) -> Baseline:
        """Return a baseline of everything that was met."""
        return Baseline(self._path, self._met.elements())

    def save(self) -> int:
        """Write the baseline to its file, whole or not at all.

        Returns:
            How many entries it has.

        Raises:
            BaselineError: The file cannot be written.
        """
        entries = sorted(self._known.elements())
        lines = ",\n".join("    " + json.dumps(entry._asdict()) for entry in entries)
        listed = f"[\n{lines}\n  ]" if entries else "[]"
        text = f'{{\n  "version": {VERSION},\n  "entries": {listed}\n}}\n'
        try:
            write_whole(self._path, [text.encode()])
        except OSError as error:
            raise BaselineError(f"cannot write {self._path}: {reason(error)}") from error
        return len(entries)

    def _name(self, file: str) -> str:
        """Name a file as seen from the baseline, the same on every system."""
        try:
            return os.path.relpath(file, self._folder).replace(os.sep, "/")
        except ValueError:  # another drive
            return file.replace(os.sep, "/")


def _content(path: str) -> dict[str, Any]:
    """Return what is in the file of a baseline: an object with a version."""
    try:
        with open(path, encoding="utf-8-sig") as stream:  # editors add a mark
            content = json.load(stream)
    except FileNotFoundError:
        raise BaselineError(f"{path}: no such baseline; --write-baseline makes one") from None
    except OSError as error:
        raise BaselineError(f"{path}: {reason(error)}") from error
    except (ValueError, RecursionError):
        raise BaselineError(f"{path}: this is not a baseline: no JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("version"), int):
        raise BaselineError(f"{path}: this is not a baseline: no version")
    return content


def _entries(path: str, listed: Any) -> Iterator[Entry]:
    if not isinstance(listed, list):
        raise BaselineError(f"{path}: this is not a baseline: no entries")
    for number, item in enumerate(listed, 1):
        fields = [item.get(field) for field in Entry._fields] if isinstance(item, dict) else []
        texts = [field for field in fields if isinstance(field, str)]
        if len(texts) != len(Entry._fields):
            raise BaselineError(f"{path}: entry {number} is not file, pointer, rule and digest")
        yield Entry(*texts)
