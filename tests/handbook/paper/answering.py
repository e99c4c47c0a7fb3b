"""A sheet filled at random beside what the calculator answers."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

from cml_calculators import evaluate
from cml_calculators.catalogue import calculator
from handbook.library import Library
from handbook.worksheets import worksheet_html
from tests.handbook.paper.filling import Inputs, on_paper, sheets_to_fill
from tests.handbook.paper.sheet import Sheet, classes, formula_of, read_sheet

STATUS = {True: "met", False: "not_met", None: "unknown"}


def printed(handbook: Library, calculator_id: str) -> Sheet:
    return read_sheet(worksheet_html(handbook, calculator_id, "https://reader.example/"))


def answered(
    sheet: Sheet,
    calculator_id: str,
    draws: int,
    *,
    unknown: float = 0,
    also: Callable[[Random, Inputs], Inputs] = lambda random, inputs: inputs,
) -> Iterator[tuple[Inputs, dict[str, Any], dict[str, Any]]]:
    """Inputs, the sheet that they fill, and the calculator's result; inputs that it refuses are drawn for nothing.

    also: what else is drawn, or left out again.
    """
    taken = refused = 0
    random = Random(calculator_id)
    for drawn in sheets_to_fill(sheet, calculator_id, calculator_id, draws, unknown=unknown):
        inputs = also(random, drawn)
        answer = evaluate(calculator_id, inputs)
        refused += not answer["ok"]
        if answer["ok"]:
            taken += 1
            yield inputs, on_paper(calculator_id, inputs), answer["result"]
    assert taken >= draws / 3, f"{refused} of {taken + refused} refused"


def words_of(calculator_id: str, answer: str) -> dict[str, str]:
    """What the calculator's answers call the words of its result."""
    entry = calculator(calculator_id)
    assert entry is not None
    answers = (*entry.answers, *(entry.entries.answers if entry.entries else ()))
    return dict(next(one for one in answers if one.name == answer).words)


def exact(values: list[float]) -> list[Decimal]:
    return [Decimal(repr(value)) for value in values]


def percents(random: Random, least: int, near: list[str]) -> list[float]:
    """A short series, mostly around these values."""
    return [float(random.choice(near)) for _ in range(random.randint(least, 4))]


def formulas(sheet: Sheet) -> dict[str, str]:
    """The printed arithmetic by its head, without the unit."""
    (table,) = sheet.of_kind("formulas")
    sums = (row for row in table.rows if any("sum" in classes(part) for part in row.elements[0].iter()))
    return {row.head.split(" (")[0]: formula_of(row.elements[0]) for row in sums}
