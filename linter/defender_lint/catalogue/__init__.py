"""The catalogue: every operation that takes a body, read from ``schemas/`` when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from defender_lint.catalogue.endpoints import UnknownEndpoint, match_endpoint
from defender_lint.catalogue.error_codes import ErrorCode, ErrorCodes
from defender_lint.catalogue.operation import Operation
from defender_lint.catalogue.schemas import SchemaReader

__all__ = [
    "Catalogue",
    "ErrorCode",
    "ErrorCodes",
    "Operation",
    "Product",
    "UnknownApi",
    "UnknownEndpoint",
]


class UnknownApi(LookupError):
    """There is no operation of that name.

    Attributes:
        name: What was asked for.
        suggestions: The ids that come nearest, best first.
    """

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.suggestions = suggestions


class Product(NamedTuple):
    """A product, Microsoft's or a team's own: id, name and the hosts that serve its API."""

    id: str
    title: str
    hosts: tuple[str, ...]


def _shipped_folder() -> str:
    """Return where the schemas are: inside an installed package, or in the checkout around it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(package, "schemas")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(os.path.dirname(package)), "schemas")


class Catalogue:
    """Operations by id. Schema files are read one by one, when they are needed."""

    def __init__(self, folder: str, own: Mapping[str, str] | None = None) -> None:
        """Look for ``<product>/<id>.json`` below ``folder``.

        Args:
            folder: Where our schemas are.
            own: Schema files of a team's own bodies by id; they have been found to be usable.
        """
        self._folder = folder
        self._reader = SchemaReader()
        self._files = {
            name.removesuffix(".json"): os.path.join(folder, product, name)
            for product in sorted(next(os.walk(folder))[1])
            for name in sorted(os.listdir(os.path.join(folder, product)))
            if name.endswith(".json")
        }
        self._own = dict(own or {})
        self._files.update(self._own)
        self._operations: dict[str, Operation] = {}

    @classmethod
    def shipped(cls, own: Mapping[str, str] | None = None) -> Catalogue:
        """Return the catalogue that comes with the package, and a team's own schemas beside it."""
        return cls(_shipped_folder(), own)

    def ids(self) -> list[str]:
        """Return all ids, product by product; reads no schema."""
        return list(self._files)

    def __contains__(self, id: str) -> bool:
        return id in self._files

    def __getitem__(self, id: str) -> Operation:
        if id not in self._operations:
            schema = self._reader.inlined(self._files[id])
            if id in self._own:
                from defender_lint.catalogue.own import completed

                schema = completed(schema, id)
            self._operations[id] = Operation(id=id, schema=schema, facts=schema["x-operation"])
        return self._operations[id]

    def __iter__(self) -> Iterator[Operation]:
        return (self[id] for id in self._files)

    def resolve(self, name: str) -> Operation:
        """Find an operation by its id or by the last part of its documentation page's URL.

        Raises:
            UnknownApi: Neither fits; carries the nearest ids.
        """
        wanted = name.strip().lower().replace("_", "-")
        if wanted in self._files:
            return self[wanted]
        on_page = [op for op in self if op.docs and op.docs.rsplit("/", 1)[-1] == wanted]
        if len(on_page) == 1:
            return on_page[0]
        if on_page:  # a page that describes several operations
            raise UnknownApi(name, tuple(op.id for op in on_page))
        from difflib import get_close_matches

        parts = [id for id in self._files if wanted and (wanted in id or id in wanted)]
        near = get_close_matches(wanted, self._files, n=3, cutoff=0.5)
        raise UnknownApi(name, tuple(dict.fromkeys([*near, *parts]))[:3])

    def resolve_endpoint(self, request_line: str) -> Operation:
        """Find an operation by a request line such as ``POST /api/machines/1/isolate``.

        Raises:
            UnknownEndpoint: No operation fits; the message says what to do.
        """
        return match_endpoint(request_line, self)

    @cached_property
    def errors(self) -> ErrorCodes:
        """The service's error codes."""
        table = self._reader.read(os.path.join(self._folder, "errors.json"))
        return ErrorCodes(table["codes"])

    @cached_property
    def products(self) -> dict[str, Product]:
        """Products by id; one that only a team's own schemas name has no hosts."""
        table = self._reader.read(os.path.join(self._folder, "products.json"))
        products = {
            id: Product(id, entry["title"], tuple(entry["hosts"]))
            for id, entry in table["products"].items()
        }
        for own in self._own:
            id = self[own].product
            products.setdefault(id, Product(id, id, ()))
        return products

    @cached_property
    def vocabulary(self) -> dict[str, Any]:
        """The JSON Schema that schema files are judged by."""
        vocabulary: dict[str, Any] = self._reader.read(
            os.path.join(self._folder, "vocabulary.json")
        )
        return vocabulary
