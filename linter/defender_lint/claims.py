"""What an access token says of itself. It is never verified, kept, or shown.

Only the service can verify a token. For a prediction it is enough to read what it claims.
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any, Final

from defender_lint.record import Record

LONGEST: Final = 65_536
"""Characters of a token that are read; headers of HTTP are far shorter."""


class TokenError(ValueError):
    """A text is no access token. The text of the error says why, and holds nothing of it."""


class Claims(Record):
    """What a token claims.

    Attributes:
        audiences: What it is for, as URIs or ids.
        roles: Permissions of an application.
        scopes: Permissions of a user.
        not_before: When it begins to be valid; None where it does not say.
        expires: When it ceases to be.
    """

    __slots__ = ("audiences", "expires", "not_before", "roles", "scopes")

    def __init__(
        self,
        audiences: tuple[str, ...] = (),
        roles: tuple[str, ...] = (),
        scopes: tuple[str, ...] = (),
        not_before: datetime | None = None,
        expires: datetime | None = None,
    ) -> None:
        self.audiences: Final = audiences
        self.roles: Final = roles
        self.scopes: Final = scopes
        self.not_before: Final = not_before
        self.expires: Final = expires

    @property
    def is_delegated(self) -> bool:
        """Whether it speaks for a user; an application's has no scopes."""
        return bool(self.scopes)


def claims_of(token: str) -> Claims:
    """Read an access token; ``Bearer`` may stand before it, or the answer to a sign-in around it.

    Raises:
        TokenError: It is none.
    """
    token = _in_answer(token.strip()).strip("\"'")
    if token[:6].lower() == "bearer":
        token = token[6:].lstrip(" :\t")
    if not token:
        raise TokenError("the token is empty")
    if len(token) > LONGEST:
        raise TokenError("this is too long for an access token")
    if token.startswith("{"):
        raise TokenError(
            "this is no access token, and no answer that holds one as `access_token`; a JWT begins "
            "with `eyJ`"
        )
    if token.count(".") == 4:
        raise TokenError("the token is encrypted (JWE): only the service can read it")
    if token.count(".") != 2:
        raise TokenError(
            "this is no access token: a JWT has three parts with dots between them, and begins "
            "with `eyJ`"
        )
    import jwt

    try:
        claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    except (jwt.InvalidTokenError, ValueError, RecursionError) as error:
        # What PyJWT says may quote the token.
        raise TokenError("this is no access token: its parts are not what a JWT has") from error
    return Claims(
        audiences=_strings(claims.get("aud")),
        roles=_strings(claims.get("roles")),
        scopes=tuple(" ".join(_strings(claims.get("scp"))).split()),
        not_before=_time(claims.get("nbf")),
        expires=_time(claims.get("exp")),
    )


def _in_answer(text: str) -> str:
    """Return the token in what a sign-in or ``az account get-access-token`` answers."""
    if not text.startswith("{"):
        return text
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        return text
    token = answer.get("access_token", answer.get("accessToken"))
    return token if isinstance(token, str) else text


def _strings(claim: Any) -> tuple[str, ...]:
    each = claim if isinstance(claim, list) else [claim]
    return tuple(one for one in each if isinstance(one, str))


def _time(claim: Any) -> datetime | None:
    if isinstance(claim, bool) or not isinstance(claim, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(claim, timezone.utc)
    except (OverflowError, OSError, ValueError):
        return None
