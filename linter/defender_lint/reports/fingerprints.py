"""Fingerprints: what makes a finding the same one in the next run.

A system that tracks findings over time must recognise one although lines moved. So a fingerprint
is made of the file, the place in the body, the rule, and, where these are equal (the bodies of an
NDJSON file), of how many came before; not of line numbers, message texts or values.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256

from defender_lint.findings import Finding
from defender_lint.reports.uris import plain_path


class Fingerprints:
    """Gives each finding of one run its fingerprint, 32 hexadecimal digits."""

    def __init__(self, folder: str = "") -> None:
        """Begin a run; ``folder`` is the one that paths are taken relative to."""
        self._folder = folder
        self._met: Counter[tuple[str, str, str]] = Counter()

    def of(self, finding: Finding) -> str:
        """Return the fingerprint of the run's next finding."""
        identity = (plain_path(finding.file, self._folder), finding.pointer, finding.rule)
        self._met[identity] += 1
        # As JSON, so that no two lists of texts look the same, and any text can be encoded.
        text = json.dumps([*identity, self._met[identity]])
        return sha256(text.encode()).hexdigest()[:32]
