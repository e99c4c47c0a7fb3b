"""The annotated examples of CONTRIBUTING work: each, laid over the real content, has no problem and gives its pages."""

import json
import re
import shutil
from pathlib import Path

import pytest

from handbook.command import checked_library
from handbook.compile import write_criteria
from handbook.layout import Layout
from handbook.library import Library
from handbook.web.edition import markdown_files
from tests.handbook.workspace import TESTS

ROOT = TESTS.parent
EXAMPLES = sorted(path for path in (ROOT / "examples").iterdir() if path.is_dir())


def with_example(name: str, root: Path) -> Library:
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copytree(ROOT / "examples" / name, root / "content", dirs_exist_ok=True)
    library, problems = checked_library(Layout(root))
    assert problems == []
    assert library is not None
    return library


def test_every_example_is_named_and_adds_only_new_files() -> None:
    described = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert [path.name for path in EXAMPLES] == ["drug", "guideline-edition", "trial"]
    for example in EXAMPLES:
        files = [path for path in example.rglob("*") if path.is_file()]
        assert f"examples/{example.name}" in described
        assert files
        assert [path for path in files if (ROOT / "content" / path.relative_to(example)).exists()] == []
        assert any("#" in path.read_text(encoding="utf-8") for path in files if path.suffix == ".yml")


def test_the_example_of_an_edition_is_in_tables_pages_and_criteria(tmp_path: Path) -> None:
    library = with_example("guideline-edition", tmp_path)
    files = markdown_files(library)
    page = files["reference/guidelines/milestones/example-society-2030.md"]
    assert "BCR::ABL1 &gt;\u00a00.1% and ≤\u00a01%" in page
    assert "Example 2030" in files["response/milestones.md"]
    assert "Superseded" in files["reference/guidelines/milestones/eln-2020.md"]
    write_criteria(library, tmp_path / "criteria.json")
    compiled = json.loads((tmp_path / "criteria.json").read_text(encoding="utf-8"))["guidelines"]
    [own] = [one for one in compiled if one["id"] == "example-society-2030"]
    assert own["milestones"][3]["bcr_abl1_percent_is"] == {"above": 0.1, "at_most": 1}


@pytest.mark.parametrize(
    ("name", "page", "words"),
    [
        ("trial", "studies/example-trial.md", ["EXAMPLE-TRIAL", "600 mg once daily", "72 of 150", "P = .16"]),
        ("drug", "drugs/examplinib.md", ["Examplinib", "100 mg once daily.", "invented"]),
    ],
)
def test_the_example_of_a_record_is_on_its_page_and_in_the_lists(
    name: str, page: str, words: list[str], tmp_path: Path
) -> None:
    files = markdown_files(with_example(name, tmp_path))
    text = re.sub(r"\s+", " ", files[page])
    assert [word for word in words if word not in text] == []
    listed = files["studies/index.md" if name == "trial" else "drugs/index.md"]
    assert words[0] in listed
