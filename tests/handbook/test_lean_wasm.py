"""The lean WebAssembly: every function keeps its place, needed and short ones their body."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.pyodide_files import WASM, read_pyodide
from handbook.runtime import lean_wasm
from handbook.runtime.lean_wasm import ALWAYS_KEPT_BYTES, LEFT_OUT, lean, read_record
from handbook.runtime.wasm_binary import (
    CODE,
    HEADER,
    Section,
    number,
    read_functions,
    read_number,
    read_sections,
    write_functions,
    write_module,
)
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return read_pyodide(ROOT / "node_modules").files[WASM]


def bodies(module: bytes) -> list[bytes]:
    [code] = [one.content for one in read_sections(module) if one.id == CODE]
    return read_functions(code)


def test_what_is_read_and_written_again_is_the_same(whole: bytes) -> None:
    sections = [
        Section(one.id, write_functions(read_functions(one.content))) if one.id == CODE else one
        for one in read_sections(whole)
    ]
    # Numbers have more than one spelling; written again they are the shortest.
    again = write_module(sections)
    assert len(again) <= len(whole)
    assert write_module(read_sections(again)) == again
    assert bodies(again) == bodies(whole)


def test_functions_keep_their_places_and_the_needed_and_short_ones_their_bodies(whole: bytes) -> None:
    _, needed = read_record(lean_wasm.NEEDED.read_text(encoding="utf-8"))
    before, after = bodies(whole), bodies(lean(whole))
    assert len(after) == len(before)
    for index, (was, becomes) in enumerate(zip(before, after, strict=True)):
        kept = index in needed or len(was) <= ALWAYS_KEPT_BYTES
        assert becomes == (was if kept else LEFT_OUT)


def test_everything_but_the_code_stays(whole: bytes) -> None:
    before, after = ([one for one in read_sections(module) if one.id != CODE] for module in (whole, lean(whole)))
    assert before == after


def test_a_record_of_another_module_stops_the_build(whole: bytes) -> None:
    with pytest.raises(BuildStopped, match="must be recorded of this Pyodide, not of another; `make needs` does it"):
        lean(whole + b"\0\1\0")


def test_a_file_that_is_no_webassembly_is_refused() -> None:
    with pytest.raises(ValueError, match="must start as a WebAssembly module"):
        list(read_sections(b"PK\3\4 no module"))


def test_a_record_has_the_hash_and_spans() -> None:
    assert read_record("# words\nabc\n0-2 7\n9-10\n") == ("abc", {0, 1, 2, 7, 9, 10})


# Core Specification 2.0, section 5.2.2, and the example of the article on LEB128 in Wikipedia.
@pytest.mark.parametrize(
    ("value", "spelled"), [(0, b"\x00"), (127, b"\x7f"), (128, b"\x80\x01"), (624485, b"\xe5\x8e\x26")]
)
def test_numbers_are_spelled_as_the_specification_says(value: int, spelled: bytes) -> None:
    assert number(value) == spelled
    assert read_number(spelled, 0) == (value, len(spelled))


@given(st.integers(0, 2**32 - 1), st.binary(max_size=3))
def test_numbers_come_back(value: int, before: bytes) -> None:
    spelled = before + number(value) + b"\xff"
    assert read_number(spelled, len(before)) == (value, len(spelled) - 1)


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_functions_come_back(written: list[bytes]) -> None:
    module = write_module([Section(0, b"\0"), Section(CODE, write_functions(written))])
    assert module.startswith(HEADER)
    assert bodies(module) == written
