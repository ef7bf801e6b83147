"""No script makes the reader crash, hang, or meet the recursion limit."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from defender_lint.sources.reading import requests
from defender_lint.sources.scripts.beginnings import script_of
from defender_lint.sources.scripts.powershell_text import masked
from defender_lint.sources.source import Source
from support import thinned

SCRIPTS = Path(__file__).parents[2] / "scripts"
TELL = "# https://api.security.microsoft.com/api/machines\n"
CALLS = {
    "a.ps1": "Invoke-RestMethod -Method Post -Uri 'https://api.security.microsoft.com/api/machines/x/offboard' -Body (%s)\n",
    "a.py": "requests.post('https://api.security.microsoft.com/api/machines/x/offboard', json=%s)\n",
    "a.ts": "axios.post('https://api.security.microsoft.com/api/machines/x/offboard', %s);\n",
    "a.cs": 'class C { void M() { c.PostAsync("https://api.security.microsoft.com/api/machines/x/offboard", %s); } }\n',
    "a.go": 'package p\nfunc f() { c.Post("https://api.security.microsoft.com/api/machines/x/offboard", "a/b", %s) }\n',
    "a.rs": 'fn f() { c.post("https://api.security.microsoft.com/api/machines/x/offboard").json(&%s).send(); }\n',
    "a.sh": "curl https://api.security.microsoft.com/api/machines/x/offboard -d %s\n",
}
"""A call whose body is something."""

OPENERS = (
    "(",
    "[",
    "{",
    "@{a=",
    '"$(',
    "{'a': ",
    "{a: ",
    "new { a = ",
    "f'{",
    "`${",
    "$(",
    "if (1) {",
)
EXPRESSIONS = {
    "a.ps1": "'a' + ",
    "a.py": "'a' + ",
    "a.ts": "`a` + ",
    "a.cs": '"a" + ',
    "a.go": '"a" + ',
    "a.rs": '"a" + ',
    "a.sh": "'a'",
}


def read(text: str, name: str) -> int:
    return len(list(requests(Source(text, name))))


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    "opener",
    [pytest.param(each, marks=[] if each in "([{" else pytest.mark.slow) for each in OPENERS],
)
def test_nesting_has_no_end(name: str, opener: str) -> None:
    started = time.process_time()
    read(TELL + CALLS[name] % (opener * 2_000), name)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", thinned([*CALLS], ["a.ps1", "a.py"]))
def test_one_expression_of_a_hundred_kilobytes(name: str) -> None:
    piece = EXPRESSIONS[name]
    started = time.process_time()
    read(TELL + CALLS[name] % (piece * (100_000 // len(piece)) + "'a'"), name)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("name", "link"),
    [*((name, "(u).post(u)") for name in CALLS if name != "a.sh"), ("a.ts", "`a` ")],
)
def test_a_chain_of_thousands_of_calls(name: str, link: str) -> None:
    started = time.process_time()
    read(TELL + CALLS[name] % ("x" + link * (12_000 // len(link))), name)
    assert time.process_time() - started < 1


PIECES = (
    "<#",
    "# ",
    "#\n",
    " ",
    "a, ",
    '"$(',
    '"$(a)',
    '"" $(',
    "'",
    "`",
    '@"\n',
    ",\n",
    "a ? ",
    "\n\n",
)


@pytest.mark.parametrize("piece", thinned(PIECES, ["<#", '"$(', "a ? "]))
def test_what_is_masked_is_found_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    started = time.process_time()
    assert len(masked(text).encode()) == len(text)
    script_of(text + " Invoke-RestMethod")
    assert time.process_time() - started < 2


@pytest.mark.parametrize("times", [12, pytest.param(60, marks=pytest.mark.slow)])
def test_names_that_double_each_other(times: int) -> None:
    lines = ["$a0 = 'https://api.security.microsoft.com/api/machines/'"]
    lines += [f'$a{i + 1} = "$a{i}$a{i}"' for i in range(times)]
    lines += ["$t0 = @{ x = 1 }"]
    lines += [f"$t{i + 1} = @{{ x = $t{i}; y = $t{i} }}" for i in range(times)]
    for url in (f"$a{times}", "$a0"):
        lines += [f"Invoke-RestMethod -Method Post -Uri {url} -Body ($t{times} | ConvertTo-Json)"]
    started = time.process_time()
    read("\n".join(lines), "a.ps1")
    assert time.process_time() - started < 10


def test_names_that_stand_for_each_other() -> None:
    text = (
        "class C:\n    a = b\n    b = a\n\n    def f(self):\n"
        "        requests.post(self.a + '/api/machines/x/offboard', json=self.b)\n"
        "        self.a = self.b\n"
    )
    assert read(text, "a.py") == 1


ALL = sorted(
    path
    for path in SCRIPTS.glob("*/*")
    if path.suffix not in (".out", ".py", ".pyc") and path.is_file()
)


@given(st.data())
def test_half_a_script_is_read_as_far_as_it_goes(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(ALL))
    text = path.read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    read(TELL + text[start:end], path.name)
    read(text[:start] + text[end:], path.name)


@pytest.mark.slow
def test_ten_thousand_lines() -> None:
    function = """
function Set-Thing%d {
    param([string] $Id, [string] $Comment = 'none', [string[]] $Tags)
    $base = 'https://api.security.microsoft.com/api'
    $headers = @{ Authorization = "Bearer $(Get-Token)"; 'Content-Type' = 'application/json' }
    if ($Tags.Count -gt 0) {
        foreach ($tag in $Tags) {
            $body = @{ Value = $tag; Action = 'Add' } | ConvertTo-Json
            Invoke-RestMethod -Method Post -Uri "$base/machines/$Id/tags" -Headers $headers -Body $body
        }
    }
    $body = @{
        Comment       = $Comment
        IsolationType = 'Full'
    } | ConvertTo-Json -Depth 3
    try {
        $answer = Invoke-RestMethod -Method Post -Uri "$base/machines/$Id/isolate" -Headers $headers -Body $body
        Write-Verbose "Action $($answer.id) for $Id is $($answer.status)"
    } catch {
        Write-Error "No answer: $($_.Exception.Message)"
    }
}
"""
    text = "".join(function % number for number in range(480))
    assert text.count("\n") > 10_000
    started = time.process_time()
    assert read(text, "a.psm1") == 960
    assert time.process_time() - started < 1.5
