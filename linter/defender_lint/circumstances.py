"""What is known of a run's requests besides what their files say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from defender_lint.record import Record

if TYPE_CHECKING:
    from defender_lint.claims import Claims
    from defender_lint.sources.request import Request
    from defender_lint.tenant.facts import Tenant


class Circumstances(Record):
    """What the command line says of all requests.

    Attributes:
        line: The request line that all bodies are sent with, and its headers.
        claims: What the access token says.
        tenant: What is known of the tenant.
    """

    __slots__ = ("claims", "line", "tenant")

    def __init__(
        self,
        line: Request | None = None,
        claims: Claims | None = None,
        tenant: Tenant | None = None,
    ) -> None:
        self.line: Final = line
        self.claims: Final = claims
        self.tenant: Final = tenant


NONE: Final = Circumstances()
