"""Mending one file of a run: read, mend, write back, and say what is left."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from defender_lint.findings import Finding
from defender_lint.fixing.files import NotWritten, Original, load
from defender_lint.fixing.mend import BrokenFix, mend
from defender_lint.linting import Judged, Linter
from defender_lint.settings import Settings
from defender_lint.sources import SourceError
from defender_lint.sources.encoding import Undecodable, decode
from defender_lint.sources.paths import Found
from defender_lint.sources.reading import STDIN, parse_text, plain_reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of mending a file.

    Attributes:
        file: How reports call it.
        before: Its text as it was.
        after: Its text now.
        data: Its bytes now, in the encoding that it came in.
        fixed: What was mended.
        left: Its bodies with the findings that are left; None for bodies of no known API.
    """

    file: str
    before: str
    after: str
    data: bytes
    fixed: list[Finding]
    left: list[Judged]


def mend_file(
    found: Found,
    settings: Settings,
    linter: Linter,
    *,
    stdin: BytesIO | None,
    name: str,
    with_unsafe: bool,
    write: bool,
) -> Outcome | None:
    """Apply fixes to a file.

    Args:
        found: The file.
        settings: What applies to it.
        linter: Lints its bodies.
        stdin: Standard input, if that is the file.
        name: How to call standard input.
        with_unsafe: Apply unsafe fixes, too.
        write: Write the file; standard input is never written.

    Returns:
        What came of it; None where the bytes are no text, so that there is nothing to mend.

    Raises:
        SourceError: The file cannot be read.
        NotWritten: It cannot be written, or a fix would break it; it is as it was.
    """
    original = _load(found, stdin)
    if original is None:
        return None
    file = name if found.path == STDIN else found.path
    bodies: list[Judged] = []

    def check(text: str) -> list[Finding]:
        bodies[:] = [
            (document, linter.lint(document, settings, is_named=found.named))
            for document in parse_text(text, filename=file, limits=settings.limits)
        ]
        return [finding for _, findings in bodies for finding in findings or ()]

    def is_wanted(finding: Finding) -> bool:
        return finding.fix is not None and (with_unsafe or finding.fix.applicability == "safe")

    try:
        mended = mend(original.text, check, is_wanted)
    except BrokenFix as error:
        raise NotWritten(
            f"{file}: not mended: {error}, which is a defect of defender-lint; please report it"
        ) from error
    if mended.text != original.text and write and found.path != STDIN:
        original.replace(mended.text)
    data = original.data if mended.text == original.text else original.bytes_of(mended.text)
    return Outcome(file, original.text, mended.text, data, mended.fixed, bodies)


def untouched(file: str, data: bytes) -> Outcome:
    """Return what comes of input that cannot be mended: itself, for whoever reads the output."""
    return Outcome(file, "", "", data, [], [])


def _load(found: Found, stdin: BytesIO | None) -> Original | None:
    if found.path != STDIN:
        try:
            return load(found.path)
        except OSError as error:
            raise SourceError(found.path, plain_reason(error)) from error
    data = stdin.getvalue() if stdin else b""
    decoded = decode(data)
    return None if isinstance(decoded, Undecodable) else Original(found.path, data, decoded)
