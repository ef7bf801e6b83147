"""Say whether a tag, the package and the changelog name the same version; the release asks.

Usage: ``python .ci/version.py v0.1.0``. Exit status 1, and a sentence for each that differs.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_PACKAGE = re.compile(r'^__version__.*= "(.+)"$', re.MULTILINE)
_NEWEST = re.compile(r"^## \[(\d.*?)\] - \d{4}-\d\d-\d\d$", re.MULTILINE)


def main(tag: str) -> int:
    """Compare the three and return the exit status."""
    places = {
        "linter/defender_lint/__init__.py": _PACKAGE,
        "CHANGELOG.md": _NEWEST,
    }
    status = 0
    for name, pattern in places.items():
        found = pattern.search((ROOT / name).read_text(encoding="utf-8"))
        version = found[1] if found else "no released version"
        if tag != f"v{version}":
            sys.stderr.write(f"the tag is {tag}, but {name} names {version}\n")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
