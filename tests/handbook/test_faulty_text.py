"""Whatever an author's slip makes of a file, the answer is a list of problems and never a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from handbook.checks import run_checks
from handbook.layout import Layout
from handbook.library import load_library
from handbook.web.edition import markdown_files
from tests.handbook.workspace import FIXTURES, workspace

FILES = sorted(path.relative_to(FIXTURES) for path in (FIXTURES / "content").rglob("*") if path.is_file())
MARKS = "[]{}:,-#&*!|>'\"%@`?~=<\\ \n\t()_.0123456789\u202eé"
SLIPS = st.sampled_from([*MARKS, "---\n", "null", "[@", "::: {"])


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    return workspace(tmp_path_factory.mktemp("slips"))


@settings(deadline=None)
@given(file=st.sampled_from(FILES), slip=SLIPS, place=st.floats(0, 1), taken=st.integers(0, 20))
def test_a_slip_of_the_keyboard_never_ends_in_a_traceback(
    layout: Layout, file: Path, slip: str, place: float, taken: int
) -> None:
    text = (FIXTURES / file).read_text(encoding="utf-8")
    at = int(place * len(text))
    path = layout.root / file
    try:
        path.write_text(text[:at] + slip + text[at + taken :], encoding="utf-8")
        library, problems = load_library(layout.content)
        found = run_checks(library) if library else problems
        assert library is not None or problems
        assert all(problem.line >= 1 and problem.message for problem in found)
    finally:
        path.write_text(text, encoding="utf-8")


@settings(deadline=None)
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(layout: Layout, raw: bytes) -> None:
    path = layout.content / "glossary" / "bytes.yml"
    try:
        path.write_bytes(raw)
        library, problems = load_library(layout.content)
        assert library is None
        assert problems
    finally:
        path.unlink()


RECORDS = [path for path in FILES if path.suffix == ".yml"]
WORDS = st.sampled_from(
    ["imatinib", "inc-limit", "[@nobody, x]", "](", "2026-11-20", "nothing", "", " ", "|", "# x", "```"]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**6), st.floats(), WORDS, st.text(max_size=12),
)  # fmt: skip
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3))


@settings(deadline=None, max_examples=60)
@given(file=st.sampled_from(RECORDS), place=st.floats(0, 1), value=VALUES)
def test_any_value_in_any_field_is_a_problem_or_can_be_rendered(
    layout: Layout, file: Path, place: float, value: Any
) -> None:
    text = (FIXTURES / file).read_text(encoding="utf-8")
    record = YAML(typ="safe").load(text)
    places = list(_places(record))
    holder, key = places[int(place * (len(places) - 1))]
    holder[key] = value
    path = layout.root / file
    try:
        path.write_text(json.dumps(record, default=str), encoding="utf-8")
        library, problems = load_library(layout.content)
        found = run_checks(library) if library else problems
        assert library is not None or problems
        assert all(problem.line >= 1 and problem.message for problem in found)
        if library is not None and not found:
            assert markdown_files(library)
    finally:
        path.write_text(text, encoding="utf-8")


def _places(value: Any) -> Any:
    """Every place of a tree where another value can be put: its holder and its key."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from _places(inner)
