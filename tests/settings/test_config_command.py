"""``defender-lint config``, and the options that every setting has."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from defender_lint.cli import main, options
from defender_lint.cli.parameters import overrides, settings_finder
from defender_lint.settings.keys import KEYS

Write = Callable[..., Path]

FILE = """\
apis:
  payloads/isolate/**: isolate-machine
per-file-ignores:
  payloads/**: [key, InvalidHash]
exclude: [vendor/]
suppress:
  - files: payloads/isolate/web01.json
    pointer: /Comment
    rules: [empty-value]
    reason: the old tenant
"""

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return a function that runs the program and gives status, output and errors."""

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        outcome = capsys.readouterr()
        return int(ended.value.code or 0), outcome.out, outcome.err

    return call


def test_a_file(write: Write, call: Call) -> None:
    write(".defender-lint.yaml", FILE)
    path = "payloads/isolate/web01.json"
    options = ("--ignore", "url", "--max-depth", "5", "--include", "*.json")
    status, out, err = call("config", path, *options)
    assert (status, err) == (0, "")
    assert (
        out
        == """\
payloads/isolate/web01.json: .defender-lint.yaml

  apis               .defender-lint.yaml:1  payloads/isolate/** = isolate-machine
  include            --include              *.json
  exclude            .defender-lint.yaml:5  vendor/
  respect-gitignore  default                yes
  force-exclude      default                no
  select             default                ALL
  extend-select      default                -
  ignore             --ignore               url
  per-file-ignores   .defender-lint.yaml:3  payloads/** = key, InvalidHash
  severity           default                -
  fail-on            default                error
  output-format      default                full
  placeholders       default                -
  limits.depth       --max-depth            5
  limits.size        default                67,108,864
  limits.nodes       default                100,000
  limits.findings    default                1,000
  schemas            default                -
  suppress           .defender-lint.yaml:6  payloads/isolate/web01.json/Comment [empty-value] (the
                                            old tenant)

What that means for this file
  - its bodies are for isolate-machine
  - it is read when a folder around it is checked
  - rules that are off: key, InvalidHash
  - findings are silent, says .defender-lint.yaml:7:5: the old tenant
"""
    )


def test_a_folder_without_settings(call: Call) -> None:
    status, out, err = call("config")
    assert (status, err) == (0, "")
    assert out.startswith(".: no settings file\n\n  apis               default  -\n")
    assert "What that means" not in out


def test_a_file_that_is_left_out(write: Write, call: Call) -> None:
    write(".defender-lint.yaml", FILE)
    _, out, _ = call("config", "vendor/a.json")
    assert out.endswith(
        "  - no pattern says which API its bodies are for\n"
        "  - it is left out when a folder around it is checked\n"
    )


def test_json(write: Write, call: Call, repository: Path) -> None:
    write(".defender-lint.yaml", FILE)
    status, out, _ = call("config", "payloads/isolate/web01.json", "--output-format", "json")
    answer = json.loads(out)
    settings = answer.pop("settings")
    assert status == 0
    assert answer == {
        "version": 1,
        "path": "payloads/isolate/web01.json",
        "file": ".defender-lint.yaml",
        "root": str(repository),
        "effect": {
            "api": "isolate-machine",
            "read_in_folders": True,
            "ignored": ["key", "InvalidHash"],
            "suppressions": [{"place": ".defender-lint.yaml:7:5", "reason": "the old tenant"}],
        },
    }
    assert settings["apis"] == {
        "value": {"payloads/isolate/**": "isolate-machine"},
        "source": ".defender-lint.yaml:1",
    }
    assert settings["limits.depth"] == {"value": 64, "source": "default"}


def test_broken_settings_are_one_line_each_and_status_2(write: Write, call: Call) -> None:
    write(".defender-lint.yaml", "selct: []\nfail-on: zero\n")
    assert call("config") == (
        2,
        "",
        "error: .defender-lint.yaml:1:1: `selct` is not a setting; did you mean `select`?\n"
        "error: .defender-lint.yaml:2:10: `zero` is not a value of `fail-on`; "
        "use `error`, `warning` or `never`\n",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--config", "none.yaml"], "none.yaml: no such file or folder"),
        (["--ignore", "key-caes"], "--ignore: `key-caes` is neither a rule nor a code; "
         "did you mean `key-case`?"),
        (["--map", "*.json=zzz"], "--map: `zzz` is the id of no API; "
         "`defender-lint apis` lists them"),
        (["--severity", "key-case=off"], "--severity: a rule is switched off by `ignore`, "
         "not by a severity"),
        (["--exclude", ""], "--exclude: a pattern is empty and would match nothing"),
        (["--schemas", "none"], "--schemas: `none`: no such file or folder"),
    ],
)  # fmt: skip
def test_options_that_are_wrong(arguments: list[str], message: str, call: Call) -> None:
    assert call("config", *arguments) == (2, "", f"error: {message}\n")


@pytest.mark.parametrize("option", ["--map", "--per-file-ignore", "--severity"])
def test_pairs_that_are_none(option: str, call: Call) -> None:
    status, _, err = call("config", option, "a")
    assert status == 2
    assert f"Invalid value for '{option}': 'a' is not like " in err


def _every_option(command: Any) -> Any:
    for group in (
        options.where, options.files, options.rules,
        options.limits, options.fail_on, options.output_format,
    ):  # fmt: skip
        command = group()(command)
    return command


@click.command()
@_every_option
@click.pass_context
def probe(context: click.Context) -> None:
    click.echo(json.dumps(overrides(context)))
    click.echo(json.dumps(settings_finder(context).for_run().as_file()))


def test_every_setting_is_an_option() -> None:
    flags = {flag for option in probe.params for flag in (*option.opts, *option.secondary_opts)}
    for key in KEYS.values():
        if key.name != "suppress":
            assert key.option is not None
            assert set(key.option.replace(",", "").replace("/ ", "").split()) <= flags


def test_what_the_options_say(capsys: pytest.CaptureFixture[str], write: Write) -> None:
    write("own/open-ticket.json",
          '{"x-operation": {"product": "a", "method": "POST", "path": "/x"}}')  # fmt: skip
    arguments = (
        "--isolated --map *.json=isolate-machine --map a=b=open-ticket --include *.txt "
        "--include *.md --exclude vendor/ --no-respect-gitignore --force-exclude --schemas own "
        "--select key,url --select ALL --extend-select deprecated-api --ignore url "
        "--per-file-ignore a:b/**:key,url --severity key-case=warning "
        "--placeholders @@*@@ --placeholders TODO "
        "--max-depth 1 --max-size 2 --max-nodes 3 --max-findings 4 --fail-on never "
        "--output-format json"
    )
    probe.main(shlex.split(arguments), standalone_mode=False)
    overrides, values = map(json.loads, capsys.readouterr().out.splitlines())
    assert overrides == {
        "apis": {"*.json": "isolate-machine", "a=b": "open-ticket"},
        "include": ["*.txt", "*.md"],
        "exclude": ["vendor/"],
        "respect-gitignore": False,
        "force-exclude": True,
        "schemas": ["own"],
        "select": ["key", "url", "ALL"],
        "extend-select": ["deprecated-api"],
        "ignore": ["url"],
        "per-file-ignores": {"a:b/**": ["key", "url"]},
        "severity": {"key-case": "warning"},
        "placeholders": ["@@*@@", "TODO"],
        "limits": {"depth": 1, "size": 2, "nodes": 3, "findings": 4},
        "fail-on": "never",
        "output-format": "json",
    }
    assert values["limits.nodes"] == 3
    assert values["apis"]["a=b"] == "open-ticket"


def test_without_options_there_are_no_overrides(capsys: pytest.CaptureFixture[str]) -> None:
    probe.main([], standalone_mode=False)
    assert capsys.readouterr().out.startswith("{}\n")


def test_own_operations_are_shown_and_listed(write: Write, call: Call) -> None:
    write(".defender-lint.yaml", "schemas: own\n")
    write("own/open-ticket.json",
          '{"x-operation": {"product": "acme", "method": "POST", "path": "/x"}, '
          '"properties": {"Summary": {"type": "string"}}}')  # fmt: skip
    assert call("apis", "ticket") == (0, "open-ticket  acme  POST  /x  open-ticket\n", "")
    assert call("apis", "--product", "acme") == call("apis", "ticket")
    status, out, _ = call("show", "open-ticket")
    assert status == 0
    assert "Product       acme\n" in out
    assert "Docs" not in out
