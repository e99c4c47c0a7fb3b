"""Only the pinned files of Pyodide are served."""

import json
import shutil
from pathlib import Path

import pytest

from handbook.pyodide_files import copy_pyodide
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]
SERVED = {"pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"}


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "node_modules" / "pyodide", tmp_path / "node_modules" / "pyodide")
    return tmp_path / "node_modules"


def test_only_the_files_that_a_page_needs_are_copied(node_modules: Path, tmp_path: Path) -> None:
    copied = copy_pyodide(node_modules, tmp_path / "served")
    assert {path.name for path in (tmp_path / "served").iterdir()} == SERVED
    assert {file.name: file.bytes for file in copied.files} == {
        path.name: path.stat().st_size for path in (tmp_path / "served").iterdir()
    }


def test_the_served_lock_file_offers_nothing_to_install(node_modules: Path, tmp_path: Path) -> None:
    copy_pyodide(node_modules, tmp_path / "served")
    lock = tmp_path / "served" / "pyodide-lock.json"
    assert json.loads(lock.read_text())["packages"] == {}
    assert lock.stat().st_size < 1024


def test_the_pinned_version_is_the_one_in_package_json(node_modules: Path, tmp_path: Path) -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]["pyodide"]
    assert copy_pyodide(node_modules, tmp_path / "served").version == wanted


def test_a_changed_file_is_refused_and_nothing_is_written(node_modules: Path, tmp_path: Path) -> None:
    with (node_modules / "pyodide" / "pyodide.asm.wasm").open("ab") as wasm:
        wasm.write(b"\0")
    with pytest.raises(BuildStopped, match=r"pyodide\.asm\.wasm: must have the SHA-256 [0-9a-f]{64}, not"):
        copy_pyodide(node_modules, tmp_path / "served")
    assert not (tmp_path / "served").exists()


def test_another_version_is_refused(node_modules: Path, tmp_path: Path) -> None:
    description = node_modules / "pyodide" / "package.json"
    description.write_text(json.dumps({"version": "999.0.0"}))
    with pytest.raises(BuildStopped, match=r"must be version [0-9.]+, not 999\.0\.0"):
        copy_pyodide(node_modules, tmp_path / "served")


@pytest.mark.parametrize("missing", ["package.json", "python_stdlib.zip"])
def test_a_missing_file_is_named_with_the_command_that_fetches_it(
    missing: str, node_modules: Path, tmp_path: Path
) -> None:
    (node_modules / "pyodide" / missing).unlink()
    with pytest.raises(BuildStopped, match="`npm ci` fetches it"):
        copy_pyodide(node_modules, tmp_path / "served")
