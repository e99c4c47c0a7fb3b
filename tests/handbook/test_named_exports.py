"""The WebAssembly with fewer exports: what is asked for by name stays, and nothing else changes."""

import re
from pathlib import Path

import pytest

from handbook.pyodide_files import LOADER, SCRIPT, WASM, Pyodide, read_pyodide
from handbook.runtime.lean_script import WORD, lean_script
from handbook.runtime.named_exports import with_named_exports
from handbook.runtime.wasm_binary import EXPORTS, IMPORTS, Section, number, read_sections, with_size, write_module
from handbook.stopped import BuildStopped

FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)


def exporting(*exports: tuple[str, int], imports: bytes = b"") -> bytes:
    """A WebAssembly with exports of these names and kinds."""
    each = (with_size(name.encode()) + bytes([kind]) + number(300) for name, kind in exports)
    content = number(len(exports)) + b"".join(each)
    return write_module([Section(IMPORTS, imports), Section(EXPORTS, content), Section(10, b"code")])


def offset(table: bytes, name: bytes) -> bytes:
    """An import from the global offset table: a global, i32, mutable."""
    return with_size(table) + with_size(name) + b"\x03\x7f\x01"


def test_exports_that_are_named_stay_and_others_go() -> None:
    before = exporting(("named", FUNCTION), ("other", FUNCTION), ("value", GLOBAL), ("lost", GLOBAL))
    after = exporting(("named", FUNCTION), ("value", GLOBAL))
    assert with_named_exports(before, {"named", "value", "oth", "others"}) == after


def test_memories_tables_and_tags_stay() -> None:
    kinds = [("memory", MEMORY), ("table", TABLE), ("tag", TAG)]
    assert with_named_exports(exporting(*kinds, ("gone", FUNCTION)), set()) == exporting(*kinds)


def test_what_the_module_asks_the_address_of_stays() -> None:
    imports = number(3) + offset(b"GOT.func", b"called_back") + offset(b"GOT.mem", b"error") + offset(b"env", b"gone")
    before = exporting(("called_back", FUNCTION), ("error", GLOBAL), ("gone", FUNCTION), imports=imports)
    after = exporting(("called_back", FUNCTION), ("error", GLOBAL), imports=imports)
    assert with_named_exports(before, set()) == after


def test_a_module_without_an_export_to_spare_stops_the_build() -> None:
    with pytest.raises(BuildStopped, match="must have exports that no script names"):
        with_named_exports(exporting(("named", FUNCTION)), {"named"})


@pytest.fixture(scope="module")
def pyodide() -> Pyodide:
    return read_pyodide(Path(__file__).parents[2] / "node_modules")


def test_the_script_finds_each_export_that_it_asks_for(pyodide: Pyodide) -> None:
    script, loader, wasm = pyodide.files[SCRIPT].decode(), pyodide.files[LOADER].decode(), pyodide.files[WASM]
    lean = lean_script(script, wasm, loader, pyodide.version)
    fewer = with_named_exports(wasm, set(WORD.findall(lean)))
    asked = set(re.findall(r'wasmExports(?:\["|\.)([\w$]+)', lean))
    [before, after] = (
        b"".join(one.content for one in read_sections(module) if one.id == EXPORTS) for module in (wasm, fewer)
    )
    assert len(asked) > 100
    for name in (with_size(one.encode()) for one in asked):
        assert (name in after) == (name in before)
    assert len(after) < len(before) / 10


def test_nothing_but_the_exports_changes(pyodide: Pyodide) -> None:
    wasm = pyodide.files[WASM]
    fewer = with_named_exports(wasm, {"free"})
    before, after = ([one for one in read_sections(module) if one.id != EXPORTS] for module in (wasm, fewer))
    assert after == before
