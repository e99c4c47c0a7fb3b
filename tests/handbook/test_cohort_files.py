"""The example files of the page that answers a file: real rows, answered without a fault, for every calculator."""

import csv
import io
from pathlib import Path

import pytest

from cml_calculators import evaluate
from cml_calculators.batch import Progress, answer_piece
from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import CALCULATORS
from handbook.library import load_library
from handbook.web.cohort import example_files

LIBRARY, _ = load_library(Path(__file__).parents[2] / "content")


@pytest.mark.parametrize("entry", CALCULATORS, ids=lambda entry: entry.id)
def test_the_examples_of_a_calculator_are_rows_that_it_answers(entry: Calculator) -> None:
    assert LIBRARY is not None
    own = sorted(
        (one for one in LIBRARY.examples.values() if one.calculator == entry.id), key=lambda one: (one.order, one.id)
    )
    text = example_files(LIBRARY)[f"assets/cohort/{entry.id}-example.csv"].decode()
    piece = answer_piece(entry, text, Progress(), last=True)
    assert piece.faults == ()
    rows = list(csv.DictReader(io.StringIO(piece.text, newline="")))
    assert [row["example"] for row in rows] == [one.title for one in own]
    for row, one in zip(rows, own, strict=True):
        warnings = evaluate(entry.id, one.inputs)["warnings"]
        assert row["warnings"] == " | ".join(warning["message"] for warning in warnings)
