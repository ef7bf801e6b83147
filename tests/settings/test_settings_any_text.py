"""Whatever stands in a settings file: Settings, or a SettingsError with places, nothing else."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from defender_lint.settings import Settings, SettingsError, SettingsFinder
from defender_lint.settings.keys import KEYS

_PIECES = st.sampled_from(
    [
        *KEYS, "depth", "files", "reason", "pointer", "ALL", "key-case", "isolate-machine",
        "*.json", ": ", ":", "\n", "\n  ", "\n- ", "- ", "[", "]", "{", "}", ", ", "=", " = ", '"',
        "'",
        "[tool.defender-lint]\n", "[[tool.defender-lint.suppress]]\n", "[tool.defender-lint.", ".",
        '"""', "'''", "#", "&a ", "*a", "!t ", "|", ">", "---", "true", "yes", "1", "-1", "1.5",
        "2030-01-01", "\\", "é", "\x00", "\ufeff", "\t", "\r\n", "\U0001f600", "null", "~", "<<: ",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40)


def _load(path: Path) -> None:
    try:
        loaded = SettingsFinder(config=str(path)).for_run()
    except SettingsError as error:
        lines = str(error).split("\n")
    else:
        assert isinstance(loaded, Settings)
        return
    assert lines
    assert all(line.startswith(f"{path}:") for line in lines)


@given(text=_TEXTS)
@example(text="a: &a [*a]")
@example(text="[" * 200)
@example(text="? [a]\n: b")
@example(text="limits: {depth: " + "9" * 5000 + "}")
def test_yaml(text: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    _load(path)


@given(text=_TEXTS)
@example(text="ignore = " + "[" * 5000)
@example(text="limits.depth = " + "9" * 5000)
@example(text="suppress = [1]\n[[tool.defender-lint.suppress]]")
def test_toml(text: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(f"[tool.defender-lint]\n{text}".encode("utf-8", "surrogatepass"))
    _load(path)


@given(data=st.binary(max_size=60))
def test_bytes(data: bytes, tmp_path: Path) -> None:
    for name in ("settings.yaml", "settings.toml", "settings.json"):
        path = tmp_path / name
        path.write_bytes(data)
        _load(path)
