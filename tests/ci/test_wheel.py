"""The wheel holds the whole package: what it lacks, hooks and CI would lack."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow


def test_every_module_and_every_schema_is_in_the_wheel(wheel: Path, checkout: Path) -> None:
    modules = (checkout / "linter").rglob("*.py")
    schemas = (checkout / "schemas").rglob("*.json")
    expected = {path.relative_to(checkout / "linter").as_posix() for path in modules}
    expected |= {f"defender_lint/{path.relative_to(checkout).as_posix()}" for path in schemas}
    expected |= {"defender_lint/py.typed", "defender_lint/settings/settings.schema.json"}
    with ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())
