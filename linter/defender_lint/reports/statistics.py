"""Statistics: how often each rule found something, the most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from defender_lint.findings import Finding
from defender_lint.reports.style import Style
from defender_lint.summary import Summary


def render(findings: Iterable[Finding], _summary: Summary, _style: Style) -> Iterator[str]:
    """Give a line for each rule and predicted code: how often, and how many a fix can remove."""
    found: Counter[tuple[str, str]] = Counter()
    safe: Counter[tuple[str, str]] = Counter()
    unsafe: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        key = (finding.rule, finding.code or "-")
        found[key] += 1
        if finding.fix is not None:
            (safe if finding.fix.applicability == "safe" else unsafe)[key] += 1
    if not found:
        return
    digits = max(len(f"{number:,}") for number in found.values())
    rules = max(len(rule) for rule, _ in found)
    codes = max(len(code) for _, code in found)
    for key, number in sorted(found.items(), key=lambda entry: (-entry[1], entry[0])):
        fixable = [f"{safe[key]:,} with --fix"] if safe[key] else []
        fixable += [f"{unsafe[key]:,} with --unsafe-fixes"] if unsafe[key] else []
        line = f"{number:>{digits},}  {key[0]:<{rules}}  {key[1]:<{codes}}"
        yield f"{line}  {', '.join(fixable)}".rstrip() + "\n"
