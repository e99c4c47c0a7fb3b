"""What a reader enters: each input with what it accepts and boxes to fill."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from cml_calculators.calculator import Calculator
from cml_calculators.shapes import (
    Choice,
    Day,
    Days,
    Number,
    Numbers,
    Quantity,
    Records,
    Texts,
    Words,
    WordSeries,
    YesNo,
)
from handbook import wording

DATE = "a date, as 2026-03-31"
# Boxes for a series, and rows for a table of measurements.
SERIES, ROWS = 6, 8
YES_NO = ("Yes", "No")


def groups(calculator: Calculator) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The title of each group of the form with its entries; a table of measurements stands by itself."""
    by_name = {quantity.name: quantity for quantity in calculator.inputs}
    found = [
        (group.title, [_entry(by_name[name]) for name in group.names if not isinstance(by_name[name], Records)])
        for group in calculator.groups
    ]
    return [(title, entries) for title, entries in found if entries]


def records(calculator: Calculator) -> list[Mapping[str, Any]]:
    """Tables of measurements: label, hint, and the columns with what each accepts."""
    return [
        {
            "label": quantity.label,
            "hint": quantity.hint,
            "columns": [(part.label, accepted(part)) for part in quantity.fields],
            "rows": range(1, ROWS + 1),
        }
        for quantity in calculator.inputs
        if isinstance(quantity, Records)
    ]


def accepted(quantity: Quantity) -> str:
    """The range with its unit, or the words to choose from."""
    match quantity:
        case Number():
            return _range(quantity)
        case Numbers():
            return f"{_range(quantity.entry)}; one box for each"
        case YesNo():
            return "yes or no"
        case Choice():
            return "one of these"
        case Words():
            return "any of these"
        case Day():
            return DATE
        case Days():
            return f"{DATE}; one box for each"
        case WordSeries():
            return f"{_or([label.lower() for _, label in quantity.words])}; one box for each"
        case Texts():
            return "names; one box for each"
        case Records():
            raise TypeError(f"{quantity.name} is a table, not an entry of one")


def _entry(quantity: Quantity) -> Mapping[str, Any]:
    """A row of the table of entries: words to tick, or boxes to write in with their unit."""
    options: Sequence[str] = ()
    match quantity:
        case YesNo():
            options = YES_NO
        case Choice():
            options = [label for _, label in quantity.words]
        case Words():
            options = [*(label for _, label in quantity.words), "Looked for, none found"]
    number = quantity.entry if isinstance(quantity, Numbers) else quantity
    return {
        "label": quantity.label,
        "hint": quantity.hint,
        "accepted": accepted(quantity),
        "options": options,
        "boxes": range(SERIES if isinstance(quantity, (Numbers, Days, WordSeries, Texts)) else 1),
        "long": isinstance(quantity, Day),
        "unit": number.unit if isinstance(number, Number) else "",
    }


def _range(number: Number) -> str:
    """`0 to 100`, or `above 0, up to 10,000`."""
    low = number.above if number.above is not None else number.at_least or Decimal(0)
    words = f"above {wording.number(low)}, up to" if number.above is not None else f"{wording.number(low)} to"
    return f"{words} {wording.number(number.at_most)}{', whole' if number.whole else ''}"


def _or(words: Sequence[str]) -> str:
    *before, last = words
    return f"{', '.join(before)} or {last}" if before else last
