"""Charts: the same bytes each time, nothing that a strict content policy refuses, and a table with the same figures."""

import re
from pathlib import Path

import pytest

from handbook.library import Library, load_library
from handbook.web.charts import chart
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


def test_a_lost_cell_is_drawn_where_it_must_have_been_and_said_to_be_inferred() -> None:
    drawn = chart(SMALL, "studies/index", "example-pairs")
    rows = re.findall(r"<tr><th scope=row>(\d)</th><td>(\d+)</td><td>(\d+)</td><td>(\w+)</td>", drawn)
    assert rows == [("1", "100", "0", "no"), ("2", "90", "30", "yes")]
