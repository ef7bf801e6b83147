"""``README.md``: the tables between ``<!-- generated: NAME -->`` and ``<!-- end -->``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from markdown_text import prose, table
from transcript import ROOT

from defender_lint.catalogue import Catalogue
from defender_lint.project import rule_page
from defender_lint.rules import RULES


def page() -> str:
    """Return the README with its tables as they should be.

    Raises:
        KeyError: A marker names no table.
    """
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return _MARKED.sub(lambda found: _section(found["name"]), text)


_MARKED: Final = re.compile(r"<!-- generated: (?P<name>\w+) -->\n.*?<!-- end -->", re.DOTALL)


def _section(name: str) -> str:
    return f"<!-- generated: {name} -->\n\n{''.join(_TABLES[name]())}\n<!-- end -->"


def _rules() -> Iterator[str]:
    yield from table(
        ("rule", "what is wrong", "severity", "fix"),
        (
            (
                f"[`{rule.name}`]({rule_page(rule.name)})",
                prose(rule.summary),
                "off by default" if rule.optional else rule.severity,
                rule.fix or "",
            )
            for rule in RULES.values()
        ),
    )


def _codes() -> Iterator[str]:
    yield from table(
        ("code", "status", "predicted by"),
        (
            (f"`{code.name}`", str(code.status), ", ".join(f"`{rule}`" for rule in rules))
            for code in Catalogue.shipped().errors
            if (rules := [rule for rule in code.rules if rule in RULES])
        ),
    )


_TABLES: Final[dict[str, Callable[[], Iterator[str]]]] = {"rules": _rules, "codes": _codes}
