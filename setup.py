"""What pyproject.toml cannot say: gates are generated from the schemas when a wheel is built."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).parent / "linter"))


class BuildWithGates(build_py):
    """Copies the package and adds :mod:`defender_lint.gates.built`, a module an operation."""

    def run(self) -> None:
        """Build; an editable installation makes its gates when it needs them."""
        super().run()
        if not self.editable_mode:
            self._add_gates(Path(self.build_lib) / "defender_lint" / "gates" / "built")

    def _add_gates(self, folder: Path) -> None:
        from defender_lint.catalogue import Catalogue
        from defender_lint.gates import module_name
        from defender_lint.gates.generator import generate

        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text('"""Gates of all operations."""\n', encoding="utf-8")
        for operation in Catalogue.shipped().with_body():
            source = generate(operation.strict_schema, operation.id)
            (folder / f"{module_name(operation.id)}.py").write_text(source, encoding="utf-8")


setup(cmdclass={"build_py": BuildWithGates})
