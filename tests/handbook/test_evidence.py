"""The evidence page says what the tests hold, and when its figures are of an earlier text."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from cml_calculators.catalogue import CALCULATORS
from handbook import evidence
from handbook.library import Library, load_library
from handbook.web.evidence import evidence_table

ROOT = Path(__file__).parents[2]
SCORE = {
    "module": "phase", "date": "2026-11-21", "version": "0.1.0", "python": "3.11.7", "source": "0" * 16,
    "every": 4, "mutants": 200, "killed": 199, "survivors": [{"was": "a < b", "becomes": "a <= b"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    found, problems = load_library(ROOT / "content")
    assert found is not None, problems
    return found


@pytest.fixture
def recorded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of tests with one score and nothing else."""
    (tmp_path / "mutants").mkdir()
    with (tmp_path / "mutants" / "scores.yml").open("w", encoding="utf-8") as target:
        YAML().dump([SCORE], target)
    monkeypatch.setattr(evidence, "TESTS", tmp_path)
    return tmp_path


def test_every_calculator_has_its_row_with_its_cases(library: Library) -> None:
    table = evidence_table(library, "about/evidence", "cases")
    for entry in CALCULATORS:
        assert entry.title in table
        assert any(case.calculator == entry.id for case in evidence.cases()), f"{entry.id} has no case"


def test_every_known_mistake_names_a_case_that_there_is(library: Library) -> None:
    table = evidence_table(library, "about/evidence", "known-wrong")
    refused = YAML(typ="safe").load((ROOT / "tests" / "parity" / "refused.yml").read_text(encoding="utf-8"))
    names = {case.name for case in evidence.cases()} | {entry["name"] for entry in refused}
    for mistake in evidence.mistakes():
        assert mistake.killed_by in names
        assert mistake.killed_by.replace("&", "&amp;") in table


def test_a_module_that_changed_since_its_run_is_named(library: Library, recorded: Path) -> None:
    table = evidence_table(library, "about/evidence", "mutants")
    assert "an earlier text: phase" in table
    assert "99.5%" in table
    assert "200 (one in 4)" in table
    assert "<code>a &lt; b</code>" in table
    assert "No reason is recorded yet." in table


def test_a_survivor_stands_with_its_reason(library: Library, recorded: Path) -> None:
    reason = {"module": "phase", "was": "a < b", "becomes": "a <= b", "reason": "The two are never equal."}
    with (recorded / "mutants" / "survivors.yml").open("w", encoding="utf-8") as target:
        YAML().dump([reason], target)
    assert "The two are never equal." in evidence_table(library, "about/evidence", "mutants")


def test_without_a_recorded_run_the_page_says_so(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "TESTS", tmp_path)
    assert "No run is recorded." in evidence_table(library, "about/evidence", "mutants")


def test_rules_that_nobody_read_in_the_source_are_listed(library: Library) -> None:
    table = evidence_table(library, "about/evidence", "sources")
    for edition in library.guidelines.values():
        assert (edition.verification == "primary") or edition.title.replace("&", "&amp;") in table


def test_the_pythons_are_those_of_the_public_test_run_and_of_the_page() -> None:
    cpython, pyodide = evidence.engines()
    assert cpython.version.startswith("3.")
    assert f'"pyodide": "{pyodide.version}"' in (ROOT / "package.json").read_text(encoding="utf-8")
