"""An Operation: one REST API and the JSON Schema of its request body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from defender_lint.catalogue.schemas import Schema, strict


@dataclass(frozen=True, eq=False)
class Operation:
    """One REST API, as its schema file describes it.

    Attributes:
        id: The schema file's name without its suffix, such as ``isolate-machine``.
        schema: The body's JSON Schema with references inlined and our ``x-`` keywords kept.
        facts: The schema's ``x-operation`` object; ``schemas/vocabulary.json`` describes it.
    """

    id: str
    schema: Schema
    facts: Mapping[str, Any]

    @cached_property
    def strict_schema(self) -> Schema:
        """The schema for the engines: soft rules included."""
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
    def path(self) -> str:
        """The path template, such as ``/api/machines/{id}/isolate``."""
        return str(self.facts["path"])

    @property
    def title(self) -> str:
        """A short name for people."""
        return str(self.facts["title"])

    @property
    def description(self) -> str:
        """What the operation does, in a sentence or two."""
        return str(self.schema.get("description", ""))

    @property
    def docs(self) -> str:
        """The URL of its documentation page."""
        return str(self.facts["docs"])

    @property
    def content_type(self) -> str:
        """The media type that the request must have."""
        return str(self.facts["contentType"])

    @property
    def permissions(self) -> Mapping[str, tuple[str, ...]]:
        """Permissions that allow the call, by kind: ``application``, ``delegated``."""
        return {kind: tuple(names) for kind, names in self.facts["permissions"].items()}

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
    def retirement(self) -> Mapping[str, str] | None:
        """``since``, ``source`` and ``replacement`` of an API that is being retired."""
        return self.facts.get("retirement")

    @property
    def examples(self) -> list[Any]:
        """Valid bodies."""
        return list(self.schema.get("examples", ()))
