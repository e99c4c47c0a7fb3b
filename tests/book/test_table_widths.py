"""Columns of printed tables: none narrower than its longest word, none wider together than the page; wide ones turn."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.book.convert import blocks
from handbook.book.widths import CellWidths, column_widths, metrics, table_widths
from tests.book.small_book import FONTS, chapter

TOKENS = st.lists(st.floats(0.5, 12), min_size=1, max_size=30).map(tuple)
CELLS = st.lists(TOKENS, min_size=1, max_size=3).map(lambda paragraphs: CellWidths(tuple(paragraphs), 0.25))
ROWS = st.integers(1, 9).flatmap(
    lambda columns: st.lists(
        st.lists(st.none() | CELLS, min_size=columns, max_size=columns), min_size=1, max_size=8
    )
)  # fmt: skip


@given(ROWS, st.floats(200, 700))
def test_columns_hold_their_longest_word_and_fit_the_page_or_there_are_none(
    rows: list[list[CellWidths | None]], room: float
) -> None:
    table = table_widths(rows)
    widths = column_widths(table, 8.5, 8, room)
    least = [width * 8.5 + 8 for width in table.least]
    if widths is None:
        assert sum(least) > room
        return
    assert sum(widths) <= room + 1e-6
    assert all(width >= narrowest - 1e-6 for width, narrowest in zip(widths, least, strict=True))


def test_a_small_table_keeps_its_natural_widths() -> None:
    table = table_widths([[CellWidths(((4.0, 3.0),), 0.25), CellWidths(((2.0,),), 0.25)]])
    assert column_widths(table, 10, 8, 400) == [4 * 10 + 3 * 10 + 2.5 + 8, 2 * 10 + 8]


def test_the_column_with_the_long_text_gets_the_room() -> None:
    short, long = CellWidths(((3.0,) * 4,), 0.25), CellWidths(((3.0,) * 60,), 0.25)
    widths = column_widths(table_widths([[short, long]]), 8.5, 8, 400)
    assert widths is not None
    assert widths[1] > 2 * widths[0]


def test_a_cell_is_as_high_as_its_lines() -> None:
    cell = CellWidths(((2.0, 2.0, 2.0), (1.0,)), 0.5)
    assert (cell.lines(2), cell.lines(4.5), cell.lines(100)) == (4, 3, 2)


def test_letters_are_measured_in_the_font_of_the_book() -> None:
    font = metrics(FONTS / "SourceSans3-Semibold.ttf")
    assert font.width("mm") == pytest.approx(2 * font.width("m"))
    assert font.width("W") > font.width("i")


@pytest.mark.parametrize(
    ("columns", "letters", "set_as"),
    # An n is 0.56 of the size wide and a cell has 8 points around it: eight columns of 11 n take 486 points at 8.5 and
    # 434 at 7.5, where 158 mm are 448 points and 229 mm are 649.
    [(3, 10, ("upright", "8.5")), (8, 11, ("upright", "7.5")), (8, 13, ("turned", "8.5")), (8, 19, ("turned", "6.5"))],
)
def test_a_wide_table_shrinks_and_then_turns(columns: int, letters: int, set_as: tuple[str, str]) -> None:
    word = "n" * letters
    row = "".join(f"<td>{word} {word}</td>" for _ in range(columns))
    one = chapter(f"<table><tr>{row}</tr></table>")
    code = " ".join(blocks(one, one.page.body))
    assert re.findall(r"(upright|turned)-table", code) == [set_as[0]]
    assert re.findall(r"size: ([\d.]+)pt", code) == [set_as[1]]
    assert one.problems == []


def test_a_row_too_long_for_a_page_may_break() -> None:
    text = "word " * 4000
    one = chapter(f"<table><tr><td>{text}</td><td>{text}</td></tr></table>")
    assert "breaks: true" in " ".join(blocks(one, one.page.body))
