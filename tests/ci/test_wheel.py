"""The wheel holds the whole package: what it lacks, hooks and CI would lack."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from defender_lint.catalogue import Catalogue
from defender_lint.gates import module_name
from defender_lint.gates.generator import generate

pytestmark = pytest.mark.slow


def test_every_module_and_every_schema_is_in_the_wheel(wheel: Path, checkout: Path) -> None:
    modules = (checkout / "linter").rglob("*.py")
    schemas = (checkout / "schemas").rglob("*.json")
    expected = {path.relative_to(checkout / "linter").as_posix() for path in modules}
    expected |= {f"defender_lint/{path.relative_to(checkout).as_posix()}" for path in schemas}
    expected |= {"defender_lint/py.typed", "defender_lint/settings/settings.schema.json"}
    with ZipFile(wheel) as archive:
        assert expected <= set(archive.namelist())


def test_the_wheel_holds_a_gate_for_every_body(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        built = {
            Path(name).name: archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("defender_lint/gates/built/") and not name.endswith("__init__.py")
        }
    assert built == {
        f"{module_name(operation.id)}.py": generate(operation.strict_schema, operation.id)
        for operation in Catalogue.shipped().with_body()
    }
