"""Charts: the same bytes each time, nothing that a strict content policy refuses, and a table with the same figures."""

import re
from pathlib import Path

import pytest

from handbook.library import Library, load_library
from handbook.web.charts import chart, drawing
from tests.handbook.workspace import TESTS

ROOT = Path(__file__).parents[2]


def library(content: Path) -> Library:
    loaded, problems = load_library(content)
    assert loaded is not None, problems
    return loaded


SMALL = library(TESTS / "fixtures" / "content")
ALL = library(ROOT / "content")


@pytest.mark.parametrize("own_id", sorted(ALL.charts))
def test_a_chart_of_the_site_is_deterministic_inert_and_described(own_id: str) -> None:
    drawn = chart(ALL, "studies/index", own_id)
    assert drawn == chart(ALL, "studies/index", own_id)
    assert not re.search(r"style=|<style|<script|href=\"http|\son[a-z]+=", drawn)
    assert f'aria-labelledby="{own_id}-title {own_id}-desc"' in drawn
    assert drawn.count("<svg") == 1 and '<div class="table-scroll chart-table"' in drawn
    assert "#" not in "".join(re.findall(r'(?:fill|stroke)="([^"]+)"', drawn)), "a color that no scheme can change"


def test_every_figure_stands_in_the_drawing_and_in_the_table() -> None:
    drawn = chart(SMALL, "studies/index", "example-bars")
    svg, table = drawn.split("</svg>")
    for words in ("71% (95% CI 61.1% to 79.6%)", "44%"):
        assert words in svg and words in table
    assert "Imatinib" in svg and "Control" in table


@pytest.mark.parametrize("own_id", sorted(ALL.drawings))
def test_a_drawing_of_the_site_is_inert_and_described_in_words(own_id: str) -> None:
    drawn = drawing(ALL, "disease/genetics", own_id)
    assert not re.search(r"style=|<style|<script|href=|url\(|\son[a-z]+=", drawn)
    assert f'aria-labelledby="{own_id}-title {own_id}-desc"' in drawn
    one = ALL.drawings[own_id]
    assert f'<title id="{own_id}-title">{one.title}</title>' in drawn
    assert f"In words: {one.description}" in drawn


def test_a_drawing_names_all_its_sources() -> None:
    drawn = drawing(SMALL, "studies/index", "example-drawing")
    assert "[@pdq-2025, Figure 1; @arber-2016, cited there; @arber-2016, Figure 2]" in drawn


def test_boxes_of_a_flow_hold_their_numbers_and_never_overlap() -> None:
    for library, own_id in ((SMALL, "example-flow"), (ALL, "dose-escalation-flow"), (ALL, "hematopoietic-tree")):
        svg = chart(library, "studies/index", own_id).split("</svg>")[0]
        boxes = [tuple(map(float, found)) for found in re.findall(
            r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', svg)]  # fmt: skip
        assert len(boxes) == len(library.charts[own_id].nodes)
        for index, (x, y, width, height) in enumerate(boxes):
            for other_x, other_y, other_width, other_height in boxes[index + 1 :]:
                apart = x + width <= other_x or other_x + other_width <= x
                assert apart or y + height <= other_y or other_y + other_height <= y, own_id
    assert texts(chart(SMALL, "studies/index", "example-flow")) == ["10 treated", "6 women", "3 stopped"]


def test_the_flow_of_the_dose_escalation_study_has_the_numbers_of_the_paper() -> None:
    """Kantarjian 2003, study design and results; parts add up: 149 + 112, 47 + 7, 8 + 2 + 3 + 2 + 1, 10 + 1."""
    lines = texts(chart(ALL, "studies/imatinib-dose-escalation", "dose-escalation-flow"))
    numbers = [int(found[1]) for line in lines if (found := re.match(r"(\d+) ", line))]
    assert numbers == [261, 149, 112, 54, 47, 7, 38, 16, 8, 2, 3, 2, 1, 11, 10, 1]


def texts(drawn: str) -> list[str]:
    return re.findall(r"<text [^>]*>([^<]+)</text>", drawn.split("</svg>")[0])


def test_a_range_is_drawn_to_its_upper_end_and_said_in_words() -> None:
    drawn = chart(SMALL, "studies/index", "example-ranges")
    svg, table = drawn.split("</svg>")
    assert ">40% to 50%</text>" in svg and ">60%</text>" in svg
    assert 'opacity="0.45"' in svg
    assert re.search(r"<td>40</td><td>50</td>", table)
    assert "[@pdq-2025, Table 4; @arber-2016, Table 1]" in table


def test_an_inferred_mark_has_another_shape_than_a_printed_one() -> None:
    drawn = chart(ALL, "studies/imatinib-dose-escalation", "dose-escalation-ph")
    svg = drawn.split("</svg>")[0]
    table = re.findall(r"<td>(yes|no)</td>", drawn)
    dashed = len(re.findall(r'stroke-dasharray="4,3"', svg))
    assert (table.count("yes"), len(table)) == (5, 21)
    assert dashed == 5
    assert "A diamond on a dashed line is a value that is inferred" in drawn
    assert "A diamond" not in chart(ALL, "studies/index", "frontline-mmr")


def test_a_lost_cell_is_drawn_where_it_must_have_been_and_said_to_be_inferred() -> None:
    drawn = chart(SMALL, "studies/index", "example-pairs")
    rows = re.findall(r"<tr><th scope=row>(\d)</th><td>(\d+)</td><td>(\d+)</td><td>(\w+)</td>", drawn)
    assert rows == [("1", "100", "0", "no"), ("2", "90", "30", "yes")]
