"""``NamedTuple`` as :mod:`typing` has it, for half of the time that each class takes there.

That one compiles every annotation, which nobody here asks for, and a run that finds something has
some fifty of these classes.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
    from typing import NamedTuple as NamedTuple
else:

    class _Meta(type):
        def __new__(meta, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
            """Make a named tuple of what would be a subclass."""
            if not bases:
                return super().__new__(meta, name, bases, namespace)
            fields = namespace.get("__annotations__", {})
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            for key, value in namespace.items():
                if key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Meta):
        """The base of named tuples."""
