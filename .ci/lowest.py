"""Print constraints that pin every dependency of the installed package to the lowest it allows.

The numbers are those of ``pyproject.toml``, read from what pip made of it, so no list can go stale.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import requires

for requirement in requires("defender-lint") or ():
    if lowest := re.match(r"([\w.-]+)(?:\[.*?\])?>=([\w.]+)", requirement):
        sys.stdout.write("{}=={}\n".format(*lowest.groups()))
