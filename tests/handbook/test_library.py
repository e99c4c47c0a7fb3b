"""What the reader makes of an author's text."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from cml_calculators.criteria import MilestoneTable
from handbook.bibliography import format_references, links, short_name
from handbook.block_calls import BLOCKS
from handbook.checks.review_dates import overdue
from handbook.command import check, checked_library
from handbook.compile import write_criteria
from handbook.csl import csl_item
from handbook.library import Library
from handbook.web.blocks import RENDERERS, WAITING
from tests.handbook.workspace import workspace


def small(root: Path) -> Library:
    library, problems = checked_library(workspace(root))
    assert library is not None, problems
    return library


def test_numbers_reach_the_record_as_they_are_written(tmp_path: Path) -> None:
    layout = workspace(tmp_path)
    path = layout.content / "guidelines" / "milestones" / "example-2016.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("at_most: 0.1", "at_most: 0.0032"), encoding="utf-8")
    library, _ = checked_library(layout)
    assert library is not None
    table = library.guidelines["milestones/example-2016"]
    assert isinstance(table, MilestoneTable)
    bounds = table.milestones[3].bcr_abl1_percent_is
    assert bounds is not None
    assert bounds.at_most == Decimal("0.0032")
    write_criteria(library, layout.criteria)
    assert "0.0032" in layout.criteria.read_text(encoding="utf-8")


def test_one_id_may_name_a_classification_and_a_milestone_table(tmp_path: Path) -> None:
    assert {"phase/example-2016", "milestones/example-2016"} <= set(small(tmp_path).guidelines)


def test_compiled_criteria_hold_every_guideline_and_level(tmp_path: Path) -> None:
    library = small(tmp_path)
    path = tmp_path / "out" / "criteria.json"
    write_criteria(library, path)
    plain = json.loads(path.read_text(encoding="utf-8"))
    assert [entry["title"] for entry in plain["guidelines"]] == [one.title for one in library.guidelines.values()]
    assert [entry["id"] for entry in plain["response_levels"]] == ["mmr"]
    assert [file.name for file in path.parent.iterdir()] == ["criteria.json"]


def test_overdue_reviews_are_listed_against_a_given_date_only(tmp_path: Path) -> None:
    library = small(tmp_path)
    assert overdue(library, date(2027, 11, 20)) == []
    late = overdue(library, date(2027, 11, 21))
    assert str(late[0]) == (
        "content/checklists/example-list.yml:12: review_due: "
        "must be on or after 2027-11-21, not 2027-11-20: the review is overdue"
    )
    assert check(workspace(tmp_path / "again"), as_of=date(2100, 1, 1)) == 1
    assert check(workspace(tmp_path / "again")) == 0


def test_a_reference_is_formatted_with_all_initials_and_et_al(tmp_path: Path) -> None:
    reference = small(tmp_path).references["arber-2016"]
    text = format_references([reference])["arber-2016"]
    assert text.startswith("Arber DA, Orazi A, et al. The 2016 revision")
    assert "<i>Blood</i>. 2016;127(20):2391-2405" in text
    assert short_name(reference) == "Arber 2016"
    assert links(reference) == (("DOI", "https://doi.org/10.1182/blood-2016-03-643544"),)
    assert csl_item(reference)["issued"] == {"date-parts": [[2016, 5, 19]]}


def test_every_block_that_may_be_called_can_be_rendered() -> None:
    assert set(BLOCKS) == {*RENDERERS, *WAITING}
