"""``python -m defender_lint.gates ID``: show the gate of an operation."""

from __future__ import annotations

import sys

from defender_lint.catalogue import Catalogue
from defender_lint.gates.generator import generate

if __name__ == "__main__":
    for id in sys.argv[1:]:
        sys.stdout.write(generate(Catalogue.shipped().resolve(id).strict_schema, id))
