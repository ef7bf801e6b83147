"""The catalogue: every operation, read from ``schemas/`` when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from defender_lint.catalogue.error_codes import ErrorCode, ErrorCodes
from defender_lint.catalogue.operation import Operation
from defender_lint.catalogue.schemas import SchemaReader
from defender_lint.named_tuple import NamedTuple
from defender_lint.project import NO_PRODUCTS, TABLE, shipped_folder

if TYPE_CHECKING:
    from defender_lint.catalogue.graph import Graph
    from defender_lint.catalogue.paths import PathIndex

__all__ = [
    "Catalogue",
    "ErrorCode",
    "ErrorCodes",
    "Operation",
    "Product",
    "ServiceHost",
    "UnknownApi",
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


class ServiceHost(NamedTuple):
    """A host that serves products.

    Attributes:
        name: The host, in small letters.
        products: The ids of the products that it serves.
        successor: The host to use instead of this old one.
    """

    name: str
    products: tuple[str, ...]
    successor: str | None


class Catalogue:
    """Operations by id. Files are read one by one, when they are needed.

    An operation whose body is described has a file of its own, ``<product>/<id>.json``; the others
    of a product stand together in ``<product>/operations.json``.
    """

    def __init__(self, folder: str, own: Mapping[str, str] | None = None) -> None:
        """Look for the products' folders below ``folder``.

        Args:
            folder: Where our schemas are.
            own: Schema files of a team's own bodies by id; they have been found to be usable.
        """
        self._folder = folder
        self._reader = SchemaReader()
        self._products = {
            product: sorted(os.listdir(os.path.join(folder, product)))
            for product in sorted(next(os.walk(folder))[1])
            if product not in NO_PRODUCTS
        }
        self._files = {
            name.removesuffix(".json"): os.path.join(folder, product, name)
            for product, names in self._products.items()
            for name in names
            if name.endswith(".json") and name != TABLE
        }
        self._own = dict(own or {})
        self._files.update(self._own)
        self._operations: dict[str, Operation] = {}

    @classmethod
    def shipped(cls, own: Mapping[str, str] | None = None) -> Catalogue:
        """Return the catalogue that comes with the package, and a team's own schemas beside it."""
        return cls(shipped_folder(), own) if own else _shipped()

    def ids(self) -> list[str]:
        """Return all ids: those of described bodies, the others, a team's own."""
        ours = (id for id in self._files if id not in self._own)
        return [*ours, *self._table, *self._own]

    def body_ids(self) -> list[str]:
        """Return the ids of operations whose bodies are described; reads no file."""
        return list(self._files)

    def has_body(self, id: str) -> bool:
        """Tell whether ``id`` is an operation whose body is described; reads no file."""
        return id in self._files

    def shipped_file(self, id: str) -> str | None:
        """Return the schema file of one of our operations; None for a team's own."""
        return None if id in self._own else self._files.get(id)

    def __contains__(self, id: str) -> bool:
        return id in self._files or id in self._table

    def __getitem__(self, id: str) -> Operation:
        if id not in self._operations:
            self._operations[id] = self._read(id)
        return self._operations[id]

    def __iter__(self) -> Iterator[Operation]:
        return (self[id] for id in self.ids())

    def with_body(self) -> Iterator[Operation]:
        """Yield the operations whose bodies are described."""
        return (self[id] for id in self._files)

    def _read(self, id: str) -> Operation:
        if id not in self._files:
            return Operation(id, self._table[id])
        path = self._files[id]
        if id in self._own:
            from defender_lint.catalogue.own import completed

            schema = completed(self._reader.inlined(path), id)
            description = str(schema.get("description", ""))
            return Operation(id, schema["x-operation"], description, lambda: schema)
        file = self._reader.read(path)
        return Operation(
            id, file["x-operation"], file["description"], lambda: self._reader.inlined(path)
        )

    @cached_property
    def _table(self) -> dict[str, dict[str, Any]]:
        """The facts of operations that have no file of their own, by id."""
        return {
            id: {"product": product, **facts}
            for product, names in self._products.items()
            if TABLE in names
            for id, facts in self._reader.read(os.path.join(self._folder, product, TABLE))[
                "operations"
            ].items()
        }

    @cached_property
    def paths(self) -> PathIndex:
        """All operations by their paths; reads every file once."""
        from defender_lint.catalogue.paths import PathIndex

        return PathIndex(self)

    def resolve(self, name: str) -> Operation:
        """Find an operation by its id or by the last part of its documentation page's URL.

        Raises:
            UnknownApi: Neither fits; carries the nearest ids.
        """
        wanted = name.strip().lower().replace("_", "-")
        if wanted in self._files:
            return self[wanted]
        ids = {id.lower(): id for id in self.ids()}
        if wanted in ids:
            return self[ids[wanted]]
        on_page = [op for op in self if op.docs and op.docs.rsplit("/", 1)[-1] == wanted]
        if len(on_page) == 1:
            return on_page[0]
        if on_page:  # a page that describes several operations
            raise UnknownApi(name, tuple(op.id for op in on_page))
        from difflib import get_close_matches

        of_reads = wanted.startswith(("get-", "list-"))
        for known in (() if of_reads else self._files, ids.values()):  # most names are of bodies
            near = get_close_matches(wanted, known, n=3, cutoff=0.5)
            parts = [id for id in known if wanted and (wanted in id or id in wanted)]
            if near or parts:
                raise UnknownApi(name, tuple(dict.fromkeys([*near, *parts]))[:3])
        raise UnknownApi(name, ())

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
    def hosts(self) -> dict[str, ServiceHost]:
        """Hosts by name."""
        table = self._reader.read(os.path.join(self._folder, "products.json"))
        serving: dict[str, list[str]] = {}
        for id, product in self.products.items():
            for name in product.hosts:
                serving.setdefault(name, []).append(id)
        return {
            name: ServiceHost(name, tuple(products), table["legacy"].get(name))
            for name, products in serving.items()
        }

    @cached_property
    def graph(self) -> Graph:
        """Microsoft Graph, which is known by sight."""
        from defender_lint.catalogue.graph import Graph

        return Graph(self._reader.read(os.path.join(self._folder, "graph.json")))

    def facts(self, topic: str) -> dict[str, Any]:
        """Return the file ``schemas/<topic>.json``, which says itself what it holds."""
        table: dict[str, Any] = self._reader.read(os.path.join(self._folder, f"{topic}.json"))
        return table

    @cached_property
    def vocabulary(self) -> dict[str, Any]:
        """The JSON Schema that schema files are judged by."""
        vocabulary: dict[str, Any] = self._reader.read(
            os.path.join(self._folder, "vocabulary.json")
        )
        return vocabulary


@cache  # nothing in it changes while a process runs
def _shipped() -> Catalogue:
    return Catalogue(shipped_folder())
