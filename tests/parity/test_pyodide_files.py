"""Only the pinned files of Pyodide are served, and nothing is offered to install."""

import json
import shutil
from pathlib import Path

import pytest

from handbook.pyodide_files import read_pyodide
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "node_modules" / "pyodide", tmp_path / "node_modules" / "pyodide")
    return tmp_path / "node_modules"


def test_the_lock_file_offers_nothing_to_install(node_modules: Path) -> None:
    lock = read_pyodide(node_modules).lock
    assert lock["packages"] == {}
    assert len(json.dumps(lock)) < 1024


def test_the_pinned_version_is_the_one_in_package_json(node_modules: Path) -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]["pyodide"]
    assert read_pyodide(node_modules).version == wanted


def test_a_changed_file_is_refused(node_modules: Path) -> None:
    with (node_modules / "pyodide" / "pyodide.asm.wasm").open("ab") as wasm:
        wasm.write(b"\0")
    with pytest.raises(BuildStopped, match=r"pyodide\.asm\.wasm: must have the SHA-256 [0-9a-f]{64}, not"):
        read_pyodide(node_modules)


def test_another_version_is_refused(node_modules: Path) -> None:
    description = node_modules / "pyodide" / "package.json"
    description.write_text(json.dumps({"version": "999.0.0"}))
    with pytest.raises(BuildStopped, match=r"must be version [0-9.]+, not 999\.0\.0"):
        read_pyodide(node_modules)


@pytest.mark.parametrize("missing", ["package.json", "python_stdlib.zip"])
def test_a_missing_file_is_named_with_the_command_that_fetches_it(missing: str, node_modules: Path) -> None:
    (node_modules / "pyodide" / missing).unlink()
    with pytest.raises(BuildStopped, match="`npm ci` fetches it"):
        read_pyodide(node_modules)
