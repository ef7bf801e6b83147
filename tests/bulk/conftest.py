"""Clusters of this machine, whose processes speak with each other over sockets."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from loopback import REAL_CONNECT


@pytest.fixture
def _only_this_machine(_no_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test speak with the processes of this machine, and with nobody else."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert ipaddress.ip_address(address[0]).is_loopback, "a socket left this machine"
        REAL_CONNECT(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
