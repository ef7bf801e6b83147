"""Strangers are passed over unread; one-sided: never what the long way would speak of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.linting import Linter
from defender_lint.settings.values import defaults
from defender_lint.sources.content import content_of
from defender_lint.sources.reading import read
from defender_lint.sources.registry import format_of, suffixes
from defender_lint.sources.strangers import bodies_of_stranger
from defender_lint.sources.tells import mentions

TESTS = Path(__file__).parents[1]
CATALOGUE = Catalogue.shipped()
FILES = sorted(
    path
    for folder in (
        TESTS / "cases",
        TESTS / "containers/files",
        TESTS / "scripts",
        TESTS.parent / "docs/examples",
        TESTS.parent / "examples",
    )
    for path in folder.rglob("*")
    if path.is_file() and format_of(path.name) is not None
)
SNIPPETS = (
    b"\n---\n", b"\n...\n", b"{# ", b" #}", b"{{ x }}", b"{% if x %}", b'"', b"'", b"#", b"\n", b"\r",
    b"\xe2\x80\xa8", b"- ", b"name: x\n", b'{"name": 1}', b"Comment: x\n", b'"Comment": "x",',
    b"title: |\n  text\n", b"status: new\n", b"id: 7\n", b"\xef\xbb\xbf", b"\x00", b"/", b"\\u0041",
)  # fmt: skip


@pytest.mark.parametrize("share", [pytest.param(1, marks=pytest.mark.slow), 8])
def test_a_stranger_is_nothing_to_the_long_way(share: int, tmp_path: Path) -> None:
    """Every file that there is, under a name that says nothing, as it is and mutated."""
    linter = Linter(defaults(str(tmp_path)), CATALOGUE)
    strangers = 0
    for number, path in enumerate(FILES[::share]):
        ending = "".join(path.suffixes[-2:]) if path.suffix in (".j2", ".tmpl") else path.suffix
        file = tmp_path / f"x{ending}"
        format = format_of(file.name)
        assert format is not None
        for data in mutated(path.read_bytes(), random.Random(number)):  # noqa: S311 - the same each time
            bodies = bodies_of_stranger(format, data)
            if bodies is None:
                continue
            strangers += 1
            file.write_bytes(data)
            results = [linter.lint(each, is_named=False) for each in read(str(file))]
            said = [each for result in results for each in result.findings]
            assert not said, (path, data)
            assert not sum(result.requests for result in results), (path, data)
            skipped = sum(result.skipped for result in results)
            assert skipped == bodies or format.name == "yaml", (path, data)
    assert strangers > 500 // share


def mutated(data: bytes, chance: random.Random) -> Iterator[bytes]:
    yield data
    yield data[: len(data) // 2]
    yield data.replace(b"\n", b"\r\n")
    if data.isascii():
        yield data.decode().encode("utf-16")
        yield data.decode().encode("utf-8-sig")
    for _ in range(8):
        changed = data
        for _ in range(chance.randint(1, 3)):
            at = chance.randint(0, min(len(changed), 200))
            end = at + chance.choice((0, 0, 1, 10, 60))
            changed = changed[:at] + chance.choice((b"", *SNIPPETS)) + changed[end:]
        yield changed


STRANGE = [
    ("package.json", b'{"name": "x", "description": "y"}', 1),
    ("package.json", b'\r\n{ "description": "y", "name": "x" }', 1),
    ("list.json", b'[{"Comment": "x"}]', 1),
    ("text.json", b'"Comment"', 1),
    ("empty.json", b"", 1),
    ("empty.json", b" {} \n", 1),
    ("broken.json", b'{"name": ', 1),
    ("non-ascii.json", '{"name": "ä"}'.encode(), 1),
    ("mark.json", b'\xef\xbb\xbf{"name": "x"}', 1),
    ("log.har", b'{"log": {"entries": []}}', 1),
    ("ci.yaml", b"# CI\n\non: push\njobs: {}\n", 1),
    ("list.yml", b"- hosts: all\n", 1),
    ("empty.yaml", b"# nothing\n", 1),
    ("k8s.yaml", b"---\napiVersion: v1\n---\nkind: x\n---\n", 2),
    ("sigma.yml", b"title: A 'name'\nid: 1\ndescription: |\n  x: \"\n\n  y\nlogsource: {}\n", 1),
    ("compose.yml", b"version: 2\nservices:\n  a: b\n", 1),
    ("page.md", b"# A page\n", 0),
    ("script.py", b"import os\n", 0),
    ("calls.http", b"GET https://example.com/api\n", 0),
    ("report.json", b'{"version": 1,\n"findings": []}', 0),
]
CLOSER = [
    ("a.json", b'{"Comment": "x"}'),
    ("a.json", b'{"\\u0043omment": "x"}'),
    ("a.json", b'{"comment": "x", "Isolation Type": "Full"}'),
    ("a.json", b'{"@odata.type": "x"}'),
    ("a.json", b'{"{{key}}": "y", "Comment": "x"}'),
    ("a.json", b'{"__KEY__": "y", "Comment": "x"}'),
    ("a.yaml", b"__KEY__: y\nComment: x\n"),
    ("a.json", b'\xef\xbb\xbf\xef\xbb\xbf{"name": "x"}'),
    ("a.json", '{"name": "x"}'.encode("utf-16")),
    ("a.json", b'{"name": "\xff"}'),
    ("a.json", b'{{ x }}: {"name": 1}'),
    ("a.json", b'{ {{ x }}: 1, "name": 2}'),
    ("a.json", b'{"name": "https://api.securitycenter.microsoft.com"}'),
    ("a.json", b'{"name": "{{base}}\\/api\\/ALERTS"}'),
    ("a.json", b'{"name": "{{base}}\\u002fapi\\u002falerts"}'),
    ("a.json", b'{"name": "\\u0077datp"}'),
    ("a.yaml", b"Comment: x\n"),
    ("a.yaml", b"name: x\n---\nComment: x\n"),
    ("a.yaml", b"name: x\n...\nComment: x\n"),
    ("a.yaml", b"# x\xe2\x80\xa8Comment: x\nname: x\n"),
    ("a.yaml", b"# {#\nname: x\n# #}\nComment: x\n"),
    ("a.yaml", b"title: 'x\nname: y'\n"),
    ("a.yaml", b"title:\n  'x\nname: y'\n"),
    ("a.yaml", b"title: {a: b,\nname: y}\n"),
    ("a.yaml", b"name: x # defender-lint: api=isolate-machine\n"),
    ("a.yaml", b"{Comment: x}\n"),
    ("a.yaml", b"? name\n: x\n"),
    ("a.md", b"`POST /api/machines/{id}/isolate`\n"),
    ("a.py", b'url = base + "libraryfiles"\n'),
    ("a.ndjson", b'{"name": "x"}\n'),
]


@pytest.mark.parametrize(("name", "data", "bodies"), STRANGE)
def test_strangers(name: str, data: bytes, bodies: int) -> None:
    format = format_of(name)
    assert format is not None
    assert bodies_of_stranger(format, data) == bodies


@pytest.mark.parametrize(("name", "data"), CLOSER)
def test_what_is_worth_a_closer_look(name: str, data: bytes) -> None:
    format = format_of(name)
    assert format is not None
    assert bodies_of_stranger(format, data) is None


def test_every_host_is_a_tell() -> None:
    assert [host for host in CATALOGUE.hosts if not mentions(f"https://{host.upper()}/x")] == []


def test_every_path_that_takes_a_body_is_a_tell() -> None:
    paths = [each.path for each in CATALOGUE if each.has_schema]
    assert [path for path in paths if not mentions(f"{{{{base}}}}{path}")] == []


def test_large_files_are_read_in_pieces_and_larger_ones_are_not(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    for size in (0, 65_535, 65_536, 1_000_000):
        file.write_bytes(b"x" * size)
        assert content_of(str(file)) == b"x" * size
    file.write_bytes(b" " * (8 * 1024 * 1024 + 1))
    assert content_of(str(file)) is None
    assert content_of(str(tmp_path / "none.json")) is None
    assert content_of("a\0b") is None


def test_a_suffix_is_told_whatever_stands_before_it() -> None:
    for end in suffixes():
        format = format_of(f"x{end}")
        assert format is not None, end
        assert [format_of(f"{stem}{end.upper()}") for stem in ("a/b", "..a", "a..")] == [format] * 3
        assert format_of(f"x{end}.j2") is format, end
        assert [format_of(f"{stem}{end}") for stem in ("", "a/", ".", "a/..")] == [None] * 4, end
