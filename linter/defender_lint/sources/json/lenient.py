"""JSON as the standard library takes it, from any character of a text on."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

DECODER: Final = json.JSONDecoder()
value_at: Final[Callable[[str, int], tuple[Any, int]]] = vars(DECODER)["scan_once"]
"""Returns the value that begins at an offset, and where it ends; StopIteration where none does."""
string_at: Final[Callable[[str, int], tuple[str, int]]] = vars(DECODER)["parse_string"]
"""Returns the string whose opening quote stands before an offset, and where it ends."""
