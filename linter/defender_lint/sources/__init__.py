"""Bytes to Documents: JSON, YAML and NDJSON with the place of every key and value."""

from defender_lint.sources.document import Absent, Document, Part, Path, Problem
from defender_lint.sources.limits import Limits
from defender_lint.sources.reading import SourceError, Syntax, parse_text, read
from defender_lint.sources.value import ValueDocument

__all__ = [
    "Absent",
    "Document",
    "Limits",
    "Part",
    "Path",
    "Problem",
    "SourceError",
    "Syntax",
    "ValueDocument",
    "parse_text",
    "read",
]
