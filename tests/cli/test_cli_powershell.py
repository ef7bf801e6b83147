"""The recipe for PowerShell: what its pipes carry, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "preflight.md"
ID = "1e5bc9d7e413ddd7902c2932e418702b84d0cc07"


def endpoint() -> str:
    """Return the endpoint of the recipe, as PowerShell passes it on."""
    found = re.search(r'defender-lint - --endpoint "(.+)"', PAGE.read_text(encoding="utf-8"))
    assert found is not None
    return found[1].replace("$id", ID)


def piped(key: str, encoding: str) -> bytes:
    """Return what ConvertTo-Json writes, as it comes out of a pipe."""
    lines = ("{", f'    "{key}":  "Gerät isoliert",', '    "IsolationType":  "Full"', "}", "")
    return "\r\n".join(lines).encode(encoding, "replace")


ENCODINGS = {
    "[Text.Encoding]::UTF8": "utf-8-sig",
    "[Text.UTF8Encoding]::new($false), PowerShell 7": "utf-8",
    "[Text.Encoding]::Unicode": "utf-16",
    "[Text.UnicodeEncoding]::new($false, $false)": "utf-16-le",
    "[Text.Encoding]::ASCII, Windows PowerShell 5.1": "ascii",
}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=list(ENCODINGS))
def test_what_a_pipe_carries_is_read(run: Callable[..., Any], encoding: str) -> None:
    good = run("-", "--endpoint", endpoint(), stdin=piped("Comment", encoding))
    assert (good.status, good.out) == (0, "1 body in 1 file: no problems\n")
    bad = run("-", "--endpoint", endpoint(), "-f", "concise", stdin=piped("comment", encoding))
    assert bad.status == 1
    assert bad.out.startswith("<stdin>:2:5: error key-case `comment` should be `Comment`")


def test_the_recipe_itself_is_right(run: Callable[..., Any]) -> None:
    found = re.search(r"^```powershell\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert found is not None
    Path("recipe.ps1").write_text(found[1], encoding="utf-8")
    done = run("recipe.ps1")
    assert (done.status, done.out) == (0, "1 request in 1 file: no problems\n")
