"""An Operation: one REST API, and the JSON Schema of its request body where that is described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from defender_lint.catalogue.schemas import Schema, strict


class Operation:
    """One REST API: facts that are always at hand, and a schema that is read when it is needed.

    Attributes:
        id: Its name, such as ``isolate-machine``; the schema file's name without its suffix.
        facts: What is known of it; ``x-operation`` in ``schemas/vocabulary.json`` describes it.
        description: What it does, in a sentence or two; may be empty.
        read_schema: Reads the body's schema; None where no body is taken or none is described.
    """

    def __init__(
        self,
        id: str,
        facts: Mapping[str, Any],
        description: str = "",
        read_schema: Callable[[], Schema] | None = None,
    ) -> None:
        self.id: Final = id
        self.facts: Final = facts
        self.description: Final = description
        self.read_schema: Final = read_schema

    @property
    def has_schema(self) -> bool:
        """Whether the body is described; only then may :attr:`schema` be asked for."""
        return self.read_schema is not None

    @cached_property
    def schema(self) -> Schema:
        """The body's JSON Schema with references inlined and our ``x-`` keywords kept.

        Raises:
            ValueError: No body is described (:attr:`has_schema`), or the file is broken.
            OSError: The file cannot be read.
        """
        if self.read_schema is None:
            raise ValueError(f"the body of {self.id} is not described")
        return self.read_schema()

    @cached_property
    def strict_schema(self) -> Schema:
        """The schema for the engines: soft rules included. Raises as :attr:`schema`."""
        merged = strict(self.schema)
        assert isinstance(merged, dict)
        return merged

    @property
    def product(self) -> str:
        """The id of its product, such as ``mde``."""
        return str(self.facts["product"])

    @property
    def method(self) -> str:
        """The HTTP method, in capitals."""
        return str(self.facts["method"])

    @property
    def takes_body(self) -> bool:
        """Whether a body is sent, described or not."""
        return self.method not in ("GET", "DELETE")

    @property
    def path(self) -> str:
        """The path template, such as ``/api/machines/{id}/isolate``."""
        return str(self.facts["path"])

    @property
    def other_paths(self) -> tuple[str, ...]:
        """Other spellings of the path that the pages print."""
        return tuple(self.facts.get("otherPaths", ()))

    @property
    def title(self) -> str:
        """A short name for people."""
        return str(self.facts["title"])

    @property
    def docs(self) -> str:
        """The URL of its documentation page; empty where it has none."""
        return str(self.facts.get("docs", ""))

    @property
    def basis(self) -> str:
        """What says that there is such an operation: ``documented``, ``service``, ``observed``."""
        return str(self.facts.get("basis", "documented"))

    @property
    def is_documented(self) -> bool:
        """Whether it stands on a page; others only the service itself or its clients know."""
        return self.basis == "documented"

    @property
    def content_type(self) -> str | None:
        """The media type that the body must have; None where no body is described."""
        return self.facts.get("contentType")

    @property
    def permissions(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Permissions by kind (``application``, ``delegated``): of each group, one is needed.

        A kind without groups cannot call the operation; a missing kind is not documented.
        """
        return {kind: _groups(names) for kind, names in self.facts.get("permissions", {}).items()}

    @property
    def role(self) -> str | None:
        """The portal role that a user needs besides the permission."""
        return self.facts.get("role")

    @property
    def rate_limit(self) -> Mapping[str, Any] | None:
        """``perMinute``, ``perHour`` and ``notes``, as far as documented."""
        return self.facts.get("rateLimit")

    @property
    def limits(self) -> tuple[str, ...]:
        """Other documented limits, a sentence each."""
        return tuple(self.facts.get("limits", ()))

    @property
    def supported_on(self) -> tuple[str, ...]:
        """Operating systems and client versions, a sentence each."""
        return tuple(self.facts.get("supportedOn", ()))

    @property
    def answers(self) -> tuple[Mapping[str, Any], ...]:
        """Documented answers: ``status`` and ``meaning``."""
        return tuple(self.facts.get("answers", ()))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a caller should know besides, such as where the pages contradict each other."""
        return tuple(self.facts.get("notes", ()))

    @property
    def retirement(self) -> Mapping[str, Any] | None:
        """``since``, ``source`` and ``replacement`` of an API that is being retired.

        ``until`` is the first day on which it returns nothing, ``changes`` what else its successor
        wants, as far as they are known.
        """
        return self.facts.get("retirement")

    @property
    def examples(self) -> list[Any]:
        """Valid bodies."""
        return list(self.schema.get("examples", ())) if self.has_schema else []


def _groups(names: list[Any]) -> tuple[tuple[str, ...], ...]:
    """Read "all of [any of]", or the short form for one group: a list of names."""
    if not names:
        return ()
    if all(isinstance(each, str) for each in names):
        return (tuple(names),)
    return tuple(tuple(group) for group in names)
