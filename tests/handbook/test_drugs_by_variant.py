"""The table of inhibitors by variant says what the calculator of mutations says."""

import re
from pathlib import Path

from cml_calculators import evaluate
from handbook.library import load_library
from handbook.web.mutation_tables import drugs_by_variant

LIBRARY, _ = load_library(Path(__file__).parents[2] / "content")
assert LIBRARY is not None
BLOCK = drugs_by_variant(LIBRARY, "response/mutations")
ROWS = re.findall(r'<tr><th scope="row">(\w+)</th><td>(\w+)</td><td data-status="(\w+)"', BLOCK)


def test_every_reading_is_that_of_the_calculator_and_none_is_left_out() -> None:
    variants = sorted({variant for variant, _, _ in ROWS})
    matrix = evaluate("mutations", {"variants": variants})["result"]["matrix"]
    said = {(cell["variant"], cell["inhibitor"].capitalize()): cell["status"] for cell in matrix}
    shown = {(variant, inhibitor): status for variant, inhibitor, status in ROWS}
    assert {pair: said[pair] for pair in shown} == shown
    assert [pair for pair, status in said.items() if status != "no_data" and pair not in shown] == []


def test_a_printed_word_stands_in_quotes_with_its_table() -> None:
    """Branford 2009: G250E and nilotinib, yes, with caution."""
    [row] = re.findall(r"<tr><th scope=\"row\">G250E</th><td>Nilotinib</td>.*?</tr>", BLOCK)
    assert "With caution" in row and "“yes, with caution” [@branford-2009, table, row G250E]" in row


def test_a_question_mark_is_no_data_and_never_susceptible() -> None:
    assert ("M244V", "Ponatinib", "no_data") in ROWS
