"""``schemas/vocabulary.json``: the names of the rules, from ``schemas/rules.json``."""

from __future__ import annotations

import json
import re
from typing import Final

from transcript import ROOT

from defender_lint.rules import RULES

_NAMES: Final = re.compile(
    r'(?<="description": "A rule that data may name.",\n      "enum": )\[[^]]*\]'
)


def page() -> str:
    """Return the file with its list of rules as it should be."""
    text = (ROOT / "schemas/vocabulary.json").read_text(encoding="utf-8")
    names = ",\n".join(f"        {json.dumps(name)}" for name in RULES)
    return _NAMES.sub(f"[\n{names}\n      ]", text)
