"""Secrets are starred out, all of them and nothing but them, in time that grows with the text."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.tokens import holds_token, mask_tokens
from support import thinned

HEADER = "eyJhbGciOiJSUzI1NiJ9"
JWT = f"{HEADER}.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"
SECRETS = {
    "signed": JWT,
    "not signed": f"{HEADER}.eyJzdWIiOiIxIn0.",
    "cut after its second part": f"{HEADER}.eyJzdWIi",
    "encrypted": f"{HEADER}.a2V5-_.aXY.Y2lwaGVy.dGFn",
    "encrypted directly: the second part is empty": f"{HEADER}..aXY.Y2lwaGVy.dGFn",
    "longer than any window": f"{HEADER}.{'a' * 10_000}.{'b' * 342}",
    "client secret": "abc8Q~dEf0123456789.-_~dEf0123456789.-_xy",
    "refresh token": "0.AXoAq1w2e3r4t5y6u7i8o9p0AAA.AgABAAEAAADnfolhJpSn.-_x",
    "refresh token of a newer kind": "1.AXoAq1w2e3r4t5y6u7i8o9p0AAA.AgABAAEAAADnfolhJpSn",
    "eyJ as an escape of JSON": rf"\u0065yJ{JWT[3:]}",
    "escaped in the middle": rf"ey\u004a{JWT[3:9]}\u{ord(JWT[9]):04x}{JWT[10:]}",
    "escaped twice, as in JSON within JSON": rf"\\u0065yJ{JWT[3:]}",
    "an escape of YAML": rf"\x65yJ{JWT[3:]}",
    "dots as an escape of URLs": JWT.replace(".", "%2E"),
}


@pytest.mark.parametrize("secret", SECRETS.values(), ids=list(SECRETS))
@pytest.mark.parametrize(("before", "after"), [("", ""), ('{"x": "', '"}'), ("é😀 ", " ende")])
def test_a_secret_is_starred_out(secret: str, before: str, after: str) -> None:
    kept = "." if secret.endswith(".") else ""
    stars = "*" * (len(secret) - len(kept))
    assert mask_tokens(before + secret + after) == before + stars + kept + after
    assert holds_token(before + secret + after)


@pytest.mark.parametrize(
    "word", ["Bearer ", "bearer ", "BEARER  ", "bearer\t", "Bearer\xa0", "beaRer\\t"]
)
def test_what_follows_bearer_is_starred_out(word: str) -> None:
    assert mask_tokens(f'"{word}abc.def+1/2=" x') == f'"{word}{"*" * 12}" x'


def test_bearer_in_a_url() -> None:
    assert mask_tokens("Bearer%20abcdefgh1") == "Bearer%20*********"


def test_all_of_several_secrets_are_starred_out() -> None:
    assert (
        mask_tokens(f"{JWT},{JWT} {JWT}") == f"{'*' * len(JWT)},{'*' * len(JWT)} {'*' * len(JWT)}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "eyJ",
        "eyJhbGciOiJSUzI1NiJ9",
        "eyJabc.def",
        "eyJhbGciOiJSUzI1NiJ9.",
        "the bearer of this",
        "Bearer\nauthorisation",
        "10.AXoAq1w2e3r4t5y6u7i8o9p0AAA",
        "0.Ashort",
        "abcQ~dEf0123456789dEf0123456789xy",
        "%41%42 \\u0041\\x42 Q~",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask_tokens(text) == text
    assert not holds_token(text)


UNITS = (
    "eyJaaaaa", "eyJ", "eyJ.", "eyJa.", "eyJaaaaa ", "bearer ", "bearer", "bearer  \t", "0.A", "1.AXoA",
    "aaa8Q~", "Q~", "\\u0065", "\\", "%65yJ", "a.", "-",
)  # fmt: skip


@pytest.mark.parametrize("unit", thinned(UNITS, ["eyJ", "bearer ", "aaa8Q~", "%65yJ"]))
def test_time_grows_with_the_text(unit: str) -> None:
    assert steps(unit, 2_000) < 8 * steps(unit, 500) + 500
    mask_tokens(unit * (500_000 // len(unit)))  # a test that hangs fails, too


def steps(unit: str, times: int) -> int:
    """Count the lines of Python that masking takes, which no busy machine changes."""
    count = 0

    def trace(*_: object) -> object:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        mask_tokens(unit * times)
    finally:
        sys.settrace(before)
    return count


PIECES = st.sampled_from(["eyJ", "aaaa", "bearer", "Q~", "\\u0065", "%41", *"aA-80.1 \\"])


@given(st.lists(PIECES).map("".join))
def test_only_stars_are_put_and_nothing_moves(text: str) -> None:
    masked = mask_tokens(text)
    assert len(masked) == len(text)
    assert all(new in (old, "*") for old, new in zip(text, masked, strict=True))
    assert mask_tokens(masked) == masked
    assert holds_token(text) == (masked != text)
