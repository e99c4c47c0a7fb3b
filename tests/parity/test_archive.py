"""The archive of bytecode: the same bytes each time, made once, and nothing in it that a page does not need."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

import handbook.runtime.archive as archive
from handbook.pyodide_files import Pyodide, read_pyodide
from handbook.runtime.archive import build_archive, entries, needed_modules
from handbook.stopped import BuildStopped
from handbook.wheel import build_wheel

ROOT = Path(__file__).parents[2]
NODE_MODULES = ROOT / "node_modules"
# The second field of bytecode: by a hash of its source, which is not looked for. Source: PEP 552.
HASHED_AND_UNCHECKED = (1).to_bytes(4, "little")

pytestmark = pytest.mark.pyodide


@pytest.fixture(scope="module")
def pyodide() -> Pyodide:
    return read_pyodide(NODE_MODULES)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(ROOT / "calculators", tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bytecode")


@pytest.fixture(scope="module")
def built(pyodide: Pyodide, wheel: Path, cache: Path) -> bytes:
    return build_archive(pyodide, NODE_MODULES, wheel, cache)


def test_two_builds_give_the_same_bytes(built: bytes, pyodide: Pyodide, wheel: Path, tmp_path: Path) -> None:
    assert build_archive(pyodide, NODE_MODULES, wheel, tmp_path) == built


def test_what_was_compiled_is_not_compiled_again(
    built: bytes, pyodide: Pyodide, wheel: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "run_node", lambda *_: pytest.fail("compiled again"))
    assert build_archive(pyodide, NODE_MODULES, wheel, cache) == built


def test_it_holds_bytecode_that_looks_for_no_source_and_the_criteria(built: bytes) -> None:
    files = entries(gzip.decompress(built))
    code = {name: content for name, content in files.items() if name.endswith(".pyc")}
    assert set(files) - set(code) == {"cml_calculators/data/criteria.json"}
    assert {content[4:8] for content in code.values()} == {HASHED_AND_UNCHECKED}


def test_it_holds_the_recorded_modules_and_the_calculators_without_their_command_line(built: bytes) -> None:
    names = {name.removesuffix(".pyc").removesuffix("/__init__") for name in entries(gzip.decompress(built))}
    modules = {name.replace("/", ".") for name in names}
    assert set(needed_modules()) <= modules
    assert "cml_calculators.phase" in modules
    assert not {"cml_calculators.__main__", "argparse", "urllib.request", "http.client"} & modules


def test_every_entry_has_the_same_time(built: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(gzip.decompress(built))) as opened:
        assert {info.date_time for info in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_module_that_pyodide_does_not_have_is_named(
    pyodide: Pyodide, wheel: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "needed_modules", lambda: ("json", "tkinter", "distutils"))
    with pytest.raises(BuildStopped, match="it has no distutils, tkinter"):
        build_archive(pyodide, NODE_MODULES, wheel, cache)


def test_a_source_that_cannot_be_compiled_stops_the_build(pyodide: Pyodide, wheel: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.whl"
    broken.write_bytes(wheel.read_bytes())
    with zipfile.ZipFile(broken, "a") as opened:
        opened.writestr("cml_calculators/wrong.py", "def (:\n")
    with pytest.raises(BuildStopped, match=r"compile\.mjs failed in Node:(.|\n)*SyntaxError"):
        build_archive(pyodide, NODE_MODULES, broken, tmp_path / "bytecode")
