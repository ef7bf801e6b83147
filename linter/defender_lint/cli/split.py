"""``defender-lint split``: from one body that is too large, several that a call takes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from defender_lint.cli import options
from defender_lint.cli.interface import CLEAN
from defender_lint.cli.output import RunFailed, write_stdout
from defender_lint.cli.parameters import settings_finder
from defender_lint.cli.run_options import one_operation
from defender_lint.os_errors import reason
from defender_lint.printable import visible
from defender_lint.words import count

if TYPE_CHECKING:
    from defender_lint.catalogue import Operation
    from defender_lint.sources.request import Request
    from defender_lint.sources.value import Value


@click.command("split", short_help="Split a batch that is too large for one call.")
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option(
    "--out", required=True, metavar="DIR", type=click.Path(), help="The folder for the new bodies."
)
@options.api()
@options.endpoint()
@options.files()
@options.where()
@click.pass_context
def command(context: click.Context, /, file: str, out: str, **asked: Any) -> int:
    """Write bodies of at most as many items as one call takes.

    FILE holds a body whose list is too long: indicators, ids, machines. Its items go to
    NAME-001.json, NAME-002.json and so on in DIR, in their order, each once; all else
    in the body stays as it is. JSON keeps its formatting; YAML is written as JSON. An
    NDJSON file is split by "defender-lint --unsafe-fixes FILE" instead.

    Nothing is overwritten: if one of the files is there already, none is written.

    Examples:
      defender-lint split feed.import-ti-indicators.json --out parts/
      defender-lint split --api batch-delete-ti-indicators ids.json --out parts/

    Exit status: 0, or 2 where the file cannot be split.
    """
    option = one_operation(asked["api"], asked["endpoint"], "split")
    request, body = _only_body(file)
    operation = _operation(request, option, context)
    key, most = _batch_of(operation)
    items = body.data.get(key) if isinstance(body.data, dict) else None
    if not isinstance(items, list):
        raise RunFailed(f"{file}: there is no list `{key}` in this body; nothing was written")
    if len(items) <= most:
        takes = f"one call takes {most:,}"
        write_stdout([f"{count(len(items), 'item')}, and {takes}: nothing to split\n"])
        return CLEAN
    texts = list(_parts(body, key, most))
    paths = _write(file, out, texts, operation)
    sizes = [min(most, len(items) - first) for first in range(0, len(items), most)]
    write_stdout(
        f"{visible(path)}: {count(size, 'item')}\n" for path, size in zip(paths, sizes, strict=True)
    )
    write_stdout([f"{count(len(items), 'item')} in {count(len(paths), 'file')}\n"])
    return CLEAN


def _only_body(file: str) -> tuple[Request, Value]:
    from defender_lint.sources.reading import SourceError, read, requests
    from defender_lint.sources.registry import format_of
    from defender_lint.sources.value import Absent

    format = format_of(file)
    if format is not None and format.name == "ndjson":
        raise RunFailed(f"{file}: NDJSON is split by `defender-lint --unsafe-fixes {file}`")
    try:
        found = [request for source in read(file) for request in requests(source)]
    except SourceError as error:
        raise RunFailed(str(error)) from error
    if len(found) != 1:
        raise RunFailed(f"{file}: there are {len(found)} bodies in this file; split wants one")
    body = found[0].body
    if body is None or body.problems or isinstance(body.data, Absent):
        raise RunFailed(f"{file}: this is not one sound body; `defender-lint {file}` says why")
    return found[0], body


def _operation(request: Request, option: Operation | None, context: click.Context) -> Operation:
    from defender_lint.catalogue import UnknownApi
    from defender_lint.linting import Linter

    finder = settings_finder(context)
    settings = finder.for_file(request.file)
    linter = Linter(settings, finder.catalogue(settings), operation=option)
    try:
        operations = linter.route(request).operations
    except UnknownApi as error:
        raise RunFailed(f"{request.file}: its comment names no API: {error.name}") from error
    if len(operations) != 1:
        raise RunFailed(f"{request.file}: say with --api which API this body is for")
    return operations[0]


def _batch_of(operation: Operation) -> tuple[str, int]:
    """Return the list that an operation limits, and how many items it takes."""
    members = operation.schema.get("properties", {}) if operation.has_schema else {}
    for key, member in members.items():
        if "maxItems" in member:
            return key, int(member["maxItems"])
    raise RunFailed(f"{operation.id} has no documented limit, so there is nothing to split by")


def _parts(body: Value, key: str, most: int) -> Iterator[str]:
    if body.media_type == "application/json":
        from defender_lint.sources.splitting import split

        yield from (
            text if text.endswith("\n") else f"{text}\n" for text in split(body, (key,), most)
        )
        return
    import json

    items = body.data[key]
    for first in range(0, len(items), most):
        part = {**body.data, key: items[first : first + most]}
        yield json.dumps(part, indent=2, ensure_ascii=False) + "\n"


def _write(file: str, out: str, texts: list[str], operation: Operation) -> list[str]:
    """Write the parts, all or none; the names keep telling the API."""
    from defender_lint.whole_files import write_whole

    stem = os.path.basename(file).rsplit(".", 1)[0]
    name, dot, id = stem.rpartition(".")
    if not dot:
        name, id = (stem, operation.id) if stem != operation.id else ("part", operation.id)
    digits = max(3, len(str(len(texts))))
    paths = [
        os.path.join(out, f"{name}-{number:0{digits}}.{id}.json")
        for number in range(1, len(texts) + 1)
    ]
    try:
        os.makedirs(out, exist_ok=True)
        present = next((path for path in paths if os.path.lexists(path)), None)
        if present is not None:
            raise RunFailed(f"{present} is there already; nothing was written")
        written: list[str] = []
        try:
            for path, text in zip(paths, texts, strict=True):
                write_whole(path, [text.encode("utf-8", "surrogatepass")])
                written.append(path)
        except BaseException:
            for path in written:
                os.unlink(path)
            raise
    except OSError as error:
        raise RunFailed(f"cannot write to {out}: {reason(error)}; nothing was written") from error
    return paths
