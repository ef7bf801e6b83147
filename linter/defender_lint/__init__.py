"""defender-lint: what will Microsoft Defender's REST APIs answer to this request?

    >>> from defender_lint import lint
    >>> [finding.rule for finding in lint({"comment": "x"}, api="unisolate-machine")]
    ['key-case']

:func:`lint` checks a body that a program is about to send, :func:`lint_text` text, with places, and
:func:`check_request` a whole request; :mod:`defender_lint.preflight` puts that into HTTP clients.
None opens a connection or a file, but for the schemas of this package, the first time that they are
needed; and none keeps what it was given.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from defender_lint.catalogue import UnknownApi
    from defender_lint.findings import Finding, Fix
    from defender_lint.json_value import NotABody
    from defender_lint.library import lint, lint_text
    from defender_lint.preflight import PreflightError, check_request
    from defender_lint.spans import Edit, Position, Span

__version__ = "0.1.0"

__all__ = [
    "Edit",
    "Finding",
    "Fix",
    "NotABody",
    "Position",
    "PreflightError",
    "Span",
    "UnknownApi",
    "__version__",
    "check_request",
    "lint",
    "lint_text",
]

_HOMES = {
    "lint": "library",
    "lint_text": "library",
    "NotABody": "json_value",
    "PreflightError": "preflight",
    "check_request": "preflight",
    "UnknownApi": "catalogue",
    "Edit": "spans",
    "Position": "spans",
    "Span": "spans",
}


def __getattr__(name: str) -> object:
    # Imported when asked for: the command line needs neither, and starts faster without.
    if name.startswith("_") or name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'findings')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
