"""The published data: valid by its own schemas, complete, and the same bytes each time."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from handbook.data_files import DATA_FILES, DataFile, data_files
from handbook.library import Library, load_library
from tests.handbook.workspace import TESTS


def loaded(content: Path) -> Library:
    library, problems = load_library(content)
    assert library is not None, problems
    return library


ALL = loaded(TESTS.parent / "content")
FILES = data_files(ALL)


def read(path: str) -> Any:
    return json.loads(FILES[path])


def faults(one: DataFile, records: Any) -> list[str]:
    validator = Draft202012Validator(read(one.schema_path), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(records)]


@pytest.mark.parametrize("one", DATA_FILES, ids=lambda one: one.name)
def test_a_file_holds_every_record_and_fits_its_schema(one: DataFile) -> None:
    Draft202012Validator.check_schema(read(one.schema_path))
    records = read(one.path)
    assert faults(one, records) == []
    assert len(records) == len(list(one.records(ALL))) > 0


@pytest.mark.parametrize("one", DATA_FILES, ids=lambda one: one.name)
def test_a_schema_refuses_what_no_record_has(one: DataFile) -> None:
    [first, *_] = read(one.path)
    assert faults(one, [{**first, "nonsense": 1}])
    assert faults(one, [{key: value for key, value in first.items() if key != "id"}])
    assert faults(one, first)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert data_files(loaded(TESTS.parent / "content")) == FILES


@pytest.mark.parametrize(
    ("name", "own_id", "path", "value"),
    [
        ("trials", "enestnd", ("outcomes", 0, "figures", 0, "value"), 71),
        ("trials", "dasision", ("name",), "DASISION"),
        ("references", "apperley-2025", ("DOI",), "10.1038/s41375-025-02664-w"),
        ("references", "apperley-2025", ("author", 3, "literal"), "et al"),
        ("datasets", "kantarjian-2003-table-3", ("rows", 0, "inferred", "lowest_after"), 0),
        ("glossary", "mmr", ("term",), "MMR"),
    ],
)
def test_a_value_stands_where_a_program_looks_for_it(name: str, own_id: str, path: tuple[Any, ...], value: Any) -> None:
    """Figures as PDQ 2025 (ENESTnd), the DOI register and Table 3 of Kantarjian 2003 have them."""
    found = next(record for record in read(f"data/{name}.json") if record["id"] == own_id)
    for step in path:
        found = found[step]
    assert found == value


def test_every_reference_of_a_record_is_in_the_bibliography() -> None:
    known = {item["id"] for item in read("data/references.json")}
    for one in DATA_FILES:
        assert set(_references(read(one.path))) <= known, one.name


def _references(value: Any) -> list[str]:
    if isinstance(value, list):
        return [own for entry in value for own in _references(entry)]
    if not isinstance(value, dict):
        return []
    own = [value["reference"]] if isinstance(value.get("reference"), str) else []
    return [*own, *value.get("cites", []), *(name for entry in value.values() for name in _references(entry))]
