"""What all tests share: no network, no colour from outside, the shipped catalogue."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from defender_lint.catalogue import Catalogue


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="write the reports of tests/cases anew; look at the difference before you keep it",
    )


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tool promises never to open a connection, so no test may."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for variable in ("NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "DEFENDER_LINT_DEBUG"):
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.shipped()
