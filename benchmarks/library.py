"""A program that uses a library: ``library.py jsonschema|jsonschema_rs SCHEMA FILE...``.

Every error of every body is printed with its path inside the body; libraries know no lines.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any


def bodies(path: str) -> Iterator[Any]:
    """Yield the body of a JSON file, or those of the lines of an NDJSON file."""
    with open(path, encoding="utf-8") as file:
        if path.endswith(".jsonl"):
            yield from map(json.loads, file)
        else:
            yield json.load(file)


def main(library: str, schema: str, *paths: str) -> int:
    """Print what is wrong; return the exit status."""
    with open(schema, encoding="utf-8") as file:
        validator: Any = import_module(library).Draft7Validator(json.load(file))
    is_bad = False
    for path in paths:
        for number, body in enumerate(bodies(path)):
            for error in validator.iter_errors(body):
                is_bad = True
                path_in_body = error.path if library == "jsonschema" else error.instance_path
                where = "/".join(map(str, path_in_body))
                sys.stdout.write(f"{path}:{number}: {where}: {error.message}\n")
    return int(is_bad)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
