"""Clusters of this machine, whose processes speak with each other over sockets."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from loopback import REAL_CONNECT


@pytest.fixture(scope="module")
def _only_this_machine(_no_network: None) -> Iterator[None]:
    """Let a module speak with the processes of this machine, and with nobody else."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            assert ipaddress.ip_address(address[0]).is_loopback, "a socket left this machine"
        REAL_CONNECT(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield
