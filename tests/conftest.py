"""What all tests share: no network, no colour from outside, the shipped catalogue."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from defender_lint.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[1]

STARTED_WITH = dict(os.environ)
if sys.dont_write_bytecode:
    # Every process that a test starts would compile the program and the gates of the schemas anew.
    # Users' bytecode is kept; where this environment keeps none, that of tests has a folder.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(ROOT / ".pytest_cache/bytecode")

CI_SERVICES = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD")
"""Variables by which a CI service makes itself known."""

# How many examples a property test draws is said here and nowhere else. That drawing takes its time
# on a busy machine, and that examples share a test's fixtures, is no mistake of a test.
# Where `CI` is set, Hypothesis draws the same examples in every run, and each profile takes that over.
EVERYWHERE = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("inner loop", EVERYWHERE, max_examples=5)
settings.register_profile("thorough", EVERYWHERE, max_examples=100)  # .ci/run
settings.register_profile("fuzz", EVERYWHERE, max_examples=2_000, print_blob=True)  # each day
settings.load_profile("inner loop")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases",
        action="store_true",
        help="write the reports of tests/cases anew; look at the difference before you keep it",
    )


def pytest_collection_finish() -> None:
    """Spare the garbage collector the tests themselves, and what all of them share.

    It stays to the end, and to go through it again and again took a tenth of the time of a run,
    and seconds of the time that some tests bound.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """The tool promises never to open a connection, so no test may."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        for variable in (*CI_SERVICES, "NO_COLOR", "FORCE_COLOR", "COLUMNS", "DEFENDER_LINT_DEBUG"):
            patch.delenv(variable, raising=False)
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.shipped()


@pytest.fixture(scope="session")
def clean_environment() -> dict[str, str]:
    """Return variables for other programs: ours in front, git as it is on nobody's machine."""
    kept = {
        name: value
        for name, value in STARTED_WITH.items()
        if name not in {*CI_SERVICES, "COLUMNS", "FORCE_COLOR"} and not name.startswith("GIT")
    }
    return {
        **kept,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), STARTED_WITH["PATH"])),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Test",
        "GIT_AUTHOR_EMAIL": "test@example.com",
        "GIT_COMMITTER_NAME": "Test",
        "GIT_COMMITTER_EMAIL": "test@example.com",
    }


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory, clean_environment: dict[str, str]) -> Path:
    """Return a repository with this one's files as they are now, in one commit."""
    folder = tmp_path_factory.mktemp("checkout") / "defender-lint"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "All"]):
        subprocess.run(["git", *command], cwd=folder, env=clean_environment, check=True)
    return folder


@pytest.fixture(scope="session")
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip what installs packages where there is no package index to be reached."""
    folder = tmp_path_factory.mktemp("download")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    tried = subprocess.run(
        [*command, "--dest", str(folder), "idna"], capture_output=True, text=True, check=False
    )
    if tried.returncode:
        pytest.skip(f"no package index can be reached: {tried.stderr.strip()[-200:]}")
