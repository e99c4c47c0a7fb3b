"""A cell of a table as the value of an input, and a value as the text of a cell."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cml_calculators.inputs import plain
from cml_calculators.shapes import Choice, Days, Number, Numbers, Simple, Texts, Words, WordSeries, YesNo

# An empty list: looked for, none found.
NONE = "none"
_BETWEEN = re.compile(r"[\s,;]+")
# Between numbers a comma needs a space after it: 1,5 could be one number.
_BETWEEN_NUMBERS = re.compile(r"(?:;|,?\s)+")
_YES_NO = {"true": True, "false": False}


def value_of(quantity: Simple, text: str) -> Any:
    """The cell as its input takes it; a text that is no such value stays text and is refused in the input's words."""
    match quantity:
        case Number():
            return _number(text)
        case Choice() if quantity.numeric:
            return _number(text)
        case YesNo():
            return _YES_NO.get(text.lower(), text)
        case Numbers() if text:
            return [_number(entry) for entry in _entries(text, _BETWEEN_NUMBERS)]
        case Words() | WordSeries() | Days() | Texts() if text:
            return _entries(text, _BETWEEN)
    return text


def text_of(value: Any) -> str:
    """The value as a cell has it: entries of a list apart by spaces, `none` for an empty one, not known is empty."""
    if isinstance(value, (list, tuple)):
        return " ".join(map(text_of, value)) or NONE
    return _simple_text(value)


def cells_of(inputs: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The inputs as cells by the names of their columns; rows of a table are `measurements.0.date`."""
    for name, value in inputs.items():
        if isinstance(value, (list, tuple)) and any(isinstance(one, Mapping) for one in value):
            for row, record in enumerate(value):
                yield from ((f"{name}.{row}.{field}", text_of(cell)) for field, cell in record.items())
        else:
            yield name, text_of(value)


def result_text(value: Any) -> str:
    """A value of a result as a cell has it; an empty list is empty."""
    return " ".join(map(_simple_text, value)) if isinstance(value, (list, tuple)) else _simple_text(value)


def record_text(fields: tuple[str, ...], record: Mapping[str, Any]) -> str:
    """The named values of a record, apart by spaces; a hyphen for what is not known."""
    return " ".join(result_text(record.get(name)) or "-" for name in fields)


def _simple_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(plain(value))


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text) if text.isascii() and "_" not in text else text
    except InvalidOperation:
        return text


def _entries(text: str, between: re.Pattern[str]) -> list[str]:
    return [] if text == NONE else [entry for entry in between.split(text) if entry]
