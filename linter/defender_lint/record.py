"""Record: the base of the light values that flow through a run.

A dataclass would say the same, but importing ``dataclasses`` and running the code that it generates
takes longer than a whole run over a valid body.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeVar

    R = TypeVar("R", bound="Record")


class Record:
    """A value of named fields, the ``__slots__`` of its class, set by its ``__init__``.

    Two are equal if they are of one class and their fields are. By convention nobody changes one:
    :meth:`replace` makes another.
    """

    __slots__: tuple[str, ...] = ()

    def replace(self: R, **changes: Any) -> R:
        """Return a copy with some fields changed.

        Raises:
            AttributeError: There is no such field.
        """
        new: R = object.__new__(type(self))
        for name in self.__slots__:
            setattr(new, name, changes.pop(name) if name in changes else getattr(self, name))
        for name, value in changes.items():
            setattr(new, name, value)
        return new

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.__slots__))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__name__}({fields})"
