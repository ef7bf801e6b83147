"""Gates: Python that judges the bodies of one operation, generated from its schema.

An installed package has them as modules of :mod:`defender_lint.gates.built`, made when the package
was built. In a checkout a schema file is compiled when it is first needed, and again when it or the
generator has changed; the bytecode is kept beside it in ``__pycache__``, as Python does with its
own. ``python -m defender_lint.gates ID`` shows a gate.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.machinery import SourceFileLoader

from defender_lint.project import shipped_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType
    from typing import Any

    from defender_lint.catalogue import Operation

    Predicates = Mapping[str, Callable[..., bool]]
    Gate = Callable[[Any], bool]
    """Tells whether a body is right; may say no to a right one, never yes to a wrong one, or to
    one that is nested deeper than :data:`defender_lint.nesting.DEEPEST`."""


def load_gate(operation: Operation, file: str, formats: Predicates, keywords: Predicates) -> Gate:
    """Return the gate of an operation.

    Args:
        operation: One of ours.
        file: Its schema file.
        formats: Whether a string has a format, by the format's name.
        keywords: Whether a value satisfies a keyword of ours, by the keyword's name; called with
            the value and what the schema says of the keyword.

    Raises:
        NoGateError: Its schema says something that no gate can be made of.
    """
    module = _built(operation.id) or _SchemaLoader(operation.id, file, operation).module()
    gate: Gate = module.gate(formats, keywords)
    return gate


def ready_gate(id: str, formats: Predicates, keywords: Predicates) -> Gate | None:
    """Return the gate of an operation if it has been made before; reads no schema.

    Args:
        id: What may be the id of an operation.
        formats: See :func:`load_gate`.
        keywords: See :func:`load_gate`.
    """
    if not module_name(id).isidentifier():
        return None
    module = _built(id)
    if module is None and not os.path.isdir(_BUILT):
        schemas = shipped_folder()
        for product in sorted(os.listdir(schemas)):
            file = os.path.join(schemas, product, f"{id}.json")
            if product != "shared" and os.path.isfile(file):
                try:
                    module = _SchemaLoader(id, file).module()
                except _NotReadyError:
                    return None
    if module is None:
        return None
    gate: Gate = module.gate(formats, keywords)
    return gate


_BUILT = os.path.join(os.path.dirname(__file__), "built")
"""The gates of an installed package."""


def _built(id: str) -> Any:
    name = module_name(id)
    if not os.path.isfile(os.path.join(_BUILT, f"{name}.py")):
        return None
    return import_module(f"{__name__}.built.{name}")


def module_name(id: str) -> str:
    """Return the name of the module that holds the gate of an operation."""
    return id.replace("-", "_")


_PARTS = ("generator", "stricter", "formulas", "kinds")
"""The modules that make gates."""


class _NotReadyError(LookupError):
    """There is no gate that is up to date."""


class _SchemaLoader(SourceFileLoader):
    """Imports a schema file as Python does source files, with bytecode that is kept."""

    def __init__(self, id: str, file: str, operation: Operation | None = None) -> None:
        """Take a schema file; without its operation nothing is generated."""
        super().__init__(id, file)
        self._operation = operation

    def module(self) -> Any:
        """Return the module of the gate.

        Raises:
            NoGateError: The schema says something that no gate can be made of.
            _NotReadyError: It would have to be made, and the operation is not given.
        """
        module = type(os)(self.name)
        self.exec_module(module)
        return module

    # Its bases do not agree with each other: to one of them this is a static method.
    def source_to_code(self, data: Any, path: Any) -> CodeType:  # type: ignore[override]
        """Generate the gate and compile it."""
        if self._operation is None:
            raise _NotReadyError(self.name)
        from defender_lint.gates.generator import generate

        source = generate(self._operation.strict_schema, self.name)
        return compile(source, f"<gate of {self.name}>", "exec", dont_inherit=True)

    def path_stats(self, path: object) -> dict[str, int]:
        """Return what tells bytecode that is out of date: a change of anything it is made from."""
        from zlib import crc32

        stats = [(stat.st_mtime_ns, stat.st_size) for stat in map(os.stat, self._made_from())]
        # Python compares the first with what it noted in the bytecode, the second with the file.
        return {"mtime": crc32(repr(stats).encode()), "size": stats[0][1]}

    def _made_from(self) -> list[str]:
        """List the schema file, those that it may refer to, and the generator."""
        here = os.path.dirname(__file__)
        root = os.path.dirname(os.path.dirname(self.path))
        folders = filter(os.path.isdir, (root, os.path.join(root, "shared")))
        return [
            self.path,
            *(
                os.path.join(folder, name)
                for folder in folders
                for name in sorted(os.listdir(folder))
                if name.endswith(".json")
            ),
            os.path.join(here, os.pardir, "catalogue", "schemas.py"),
            *(os.path.join(here, f"{name}.py") for name in _PARTS),
        ]
