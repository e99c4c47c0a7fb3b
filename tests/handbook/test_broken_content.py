"""Each folder of tests/broken holds one fault: a file to lay over the small content, and the exact problem lines."""

import shutil
from pathlib import Path

import pytest

from handbook.command import check, checked_library, generate
from handbook.layout import Layout
from tests.handbook.workspace import TESTS, workspace

FAULTS = sorted(path for path in (TESTS / "broken").iterdir() if path.is_dir())


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_fault_is_reported_exactly(fault: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    _, problems = checked_library(workspace(tmp_path, overlay=fault))
    found = "".join(f"{problem}\n" for problem in problems)
    expected = fault / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")
    assert found, "a broken content set must have a problem"


def test_small_content_set_has_no_problem(tmp_path: Path) -> None:
    assert checked_library(workspace(tmp_path))[1] == []


def test_check_prints_problems_and_exits_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    layout = workspace(tmp_path, overlay=TESTS / "broken" / "page-dead-link")
    assert check(layout) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("content/pages/disease/overview.md:")
    assert printed.err == "1 problem\n"


def test_check_counts_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(workspace(tmp_path)) == 0
    assert capsys.readouterr().out == "30 files checked, no problems\n"


def test_faulty_content_leaves_an_earlier_build_untouched(tmp_path: Path) -> None:
    layout = workspace(tmp_path, overlay=TESTS / "broken" / "guideline-missing-locator")
    kept = {layout.site / "index.html": "site", layout.pages / "index.md": "page", layout.criteria: "criteria"}
    for path, text in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert generate(layout) == 1
    assert {path: path.read_text(encoding="utf-8") for path in kept} == kept


def test_oversized_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    large = layout.content / "glossary" / "large.yml"
    large.write_bytes(b"#" * 1_000_001)
    assert problem_lines(layout) == ["content/glossary/large.yml:1: file: must be at most 1000000 bytes, not 1000001"]


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    (layout.content / "glossary" / "deep.yml").write_text("id: " + "[" * 5000, encoding="utf-8")
    assert problem_lines(layout) == ["content/glossary/deep.yml:1: file: must be nested at most 12 deep, not deeper"]


def test_all_faults_are_listed_at_once_in_the_order_of_files(tmp_path: Path) -> None:
    layout = workspace(tmp_path, overlay=TESTS / "broken" / "glossary-missing-definition")
    second = Path("references/arber-2016.yml")
    shutil.copy(TESTS / "broken" / "reference-unknown-field" / second, layout.content / second)
    paths = [line.split(":")[0] for line in problem_lines(layout)]
    assert paths == ["content/glossary/mmr.yml"] + ["content/references/arber-2016.yml"] * 2


def problem_lines(layout: Layout) -> list[str]:
    return [str(problem) for problem in checked_library(layout)[1]]
