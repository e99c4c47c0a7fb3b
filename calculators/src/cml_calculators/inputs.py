"""Reads one JSON object of inputs: every fault at once, nothing converted by guess.

A value that is absent, `null` or `""` is not known and becomes None. Numbers become decimals of the text as typed,
so that bounds and sums are compared as written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from cml_calculators.shapes import (
    Choice,
    Day,
    Days,
    Number,
    Numbers,
    Quantity,
    Records,
    Simple,
    Texts,
    Words,
    WordSeries,
    YesNo,
)

MOST_ENTRIES = 500
LONGEST_TEXT = 100
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Fault:
    """What must hold of one input."""

    field: str
    message: str


@dataclass(frozen=True)
class Warn:
    """Something that the reader should check; the result stands."""

    message: str
    field: str | None = None


Values = Mapping[str, Any]


def read(quantities: tuple[Quantity, ...], raw: Any) -> tuple[dict[str, Any], list[Fault]]:
    """The values by input name (None: not known) and all faults, in the order of the inputs."""
    if not isinstance(raw, Mapping):
        return {}, [Fault("inputs", f"inputs must be one JSON object, not {_shown(raw)}")]
    known = {quantity.name: quantity for quantity in quantities}
    faults = [_unknown(str(name), known) for name in raw if name not in known]
    values: dict[str, Any] = {}
    for name, quantity in known.items():
        values[name], found = _read_one(quantity, name, raw.get(name))
        faults += found
    return values, faults


def warnings(quantities: tuple[Quantity, ...], values: Values) -> list[Warn]:
    """Values inside their range that are unusual enough to be a slip."""
    return [
        Warn(f"{number.label}: {value} {number.unit} is unusual; check value and unit.", field)
        for quantity in quantities
        for field, number, value in _measured(quantity, quantity.name, values.get(quantity.name))
        if (number.warn_below is not None and value < number.warn_below)
        or (number.warn_above is not None and value > number.warn_above)
    ]


def _measured(quantity: Quantity, field: str, value: Any) -> Iterator[tuple[str, Number, Decimal]]:
    """Every known number of an input with the name of its field."""
    match quantity:
        case _ if value is None:
            return
        case Number():
            yield field, quantity, value
        case Numbers():
            for index, entry in enumerate(value):
                yield f"{field}[{index}]", quantity.entry, entry
        case Records():
            for index, record in enumerate(value):
                for part in quantity.fields:
                    yield from _measured(part, f"{field}[{index}].{part.name}", record[part.name])


def plain(value: Any) -> Any:
    """`value` as JSON has it: decimals as whole or floating-point numbers, dates as `2026-03-31`."""
    if value is None or isinstance(value, (str, bool)):  # most of a result
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    return value


def range_in_words(number: Number) -> str:
    """The range with its unit: `above 0 and at most 10000 ×10⁹/L`."""
    low = f"above {number.above}" if number.above is not None else f"at least {number.at_least}"
    return f"{low} and at most {number.at_most} {number.unit}"


def _unknown(name: str, known: Mapping[str, Quantity]) -> Fault:
    near = get_close_matches(name, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return Fault(name, f"{name} must be an input of this calculator, and is not{hint}")


def _read_one(quantity: Quantity, field: str, raw: Any) -> tuple[Any, list[Fault]]:
    """The value of one input, and the faults of it or of its entries."""
    if raw is None or (isinstance(raw, str) and raw == ""):
        return None, []
    match quantity:
        case Records():
            return _read_list(quantity, field, raw, _read_record)
        case Numbers():
            return _read_list(quantity, field, raw, lambda _, name, entry: _entry(quantity.entry, name, entry))
        case Days():
            return _read_list(
                quantity, field, raw, lambda _, name, entry: _entry(Day(name=name, label=""), name, entry)
            )
        case Texts():
            return _read_list(quantity, field, raw, lambda _, name, entry: _judged(name, _read_text(name, entry)))
        case WordSeries():
            return _read_list(quantity, field, raw, _read_word)
    return _judged(field, _read_simple(quantity if quantity.name == field else replace(quantity, name=field), raw))


def _judged(field: str, read: tuple[Any, str | None]) -> tuple[Any, list[Fault]]:
    value, message = read
    return value, [Fault(field, message)] if message else []


def _read_simple(quantity: Simple, raw: Any) -> tuple[Any, str | None]:
    match quantity:
        case Number():
            return _read_number(quantity, raw)
        case YesNo() if isinstance(raw, bool):
            return raw, None
        case YesNo():
            return None, f"{quantity.name} must be true or false, not {_shown(raw)}"
        case Choice():
            return _read_choice(quantity, raw)
        case Words():
            return _read_words(quantity, raw)
        case Day():
            return _read_day(quantity, raw)
    raise TypeError(f"{quantity} is read entry by entry")


def _read_list(
    quantity: Quantity, field: str, raw: Any, read_entry: Callable[[Any, str, Any], tuple[Any, list[Fault]]]
) -> tuple[tuple[Any, ...] | None, list[Fault]]:
    """Every entry with its faults. A series with a fault is not known; of a table only the faulty cells are."""
    if not isinstance(raw, (list, tuple)):
        return None, [Fault(field, f"{field} must be a list, not {_shown(raw)}")]
    if len(raw) > MOST_ENTRIES:
        return None, [Fault(field, f"{field} must have at most {MOST_ENTRIES} entries, not {len(raw)}")]
    read = [read_entry(quantity, f"{field}[{index}]", entry) for index, entry in enumerate(raw)]
    faults = [fault for _, found in read for fault in found]
    whole = not faults or (isinstance(quantity, Records) and all(value is not None for value, _ in read))
    return (tuple(value for value, _ in read) if whole else None), faults


def _entry(quantity: Simple, field: str, raw: Any) -> tuple[Any, list[Fault]]:
    """An entry of a list must be there: a gap in a series has no meaning."""
    if raw is None or raw == "":
        return None, [Fault(field, f"{field} must be given, or the list must be shorter")]
    return _judged(field, _read_simple(replace(quantity, name=field), raw))


def _read_record(records: Records, field: str, raw: Any) -> tuple[Any, list[Fault]]:
    if not isinstance(raw, Mapping):
        return None, [Fault(field, f"{field} must be one JSON object, not {_shown(raw)}")]
    known = {part.name: part for part in records.fields}
    faults = [Fault(f"{field}.{fault.field}", fault.message) for name in raw if name not in known
              for fault in [_unknown(str(name), known)]]  # fmt: skip
    record = {}
    for name, part in known.items():
        record[name], found = _read_one(part, f"{field}.{name}", raw.get(name))
        faults += found
    return record, faults


def _read_word(series: WordSeries, field: str, raw: Any) -> tuple[str | None, list[Fault]]:
    allowed = [word for word, _ in series.words]
    if isinstance(raw, str) and raw in allowed:
        return raw, []
    return None, [Fault(field, f"{field} must be one of {', '.join(allowed)}, not {_shown(raw)}")]


def _read_text(field: str, raw: Any) -> tuple[str | None, str | None]:
    if not isinstance(raw, str) or not raw.strip():
        return None, f"{field} must be a text, not {_shown(raw)}"
    if len(raw) > LONGEST_TEXT:
        return None, f"{field} must have at most {LONGEST_TEXT} characters, not {len(raw)}"
    return raw.strip(), None


def _read_day(day: Day, raw: Any) -> tuple[date | None, str | None]:
    must = f"{day.name} must be a date written YYYY-MM-DD, such as 2026-03-31"
    # Only this form: 03/04/2026 is read in two ways.
    if not isinstance(raw, str) or not ISO_DATE.fullmatch(raw) or not raw.isascii():
        return None, f"{must}, not {_shown(raw)}"
    try:
        return date.fromisoformat(raw), None
    except ValueError:
        return None, f"{must}, and a day that exists, not {_shown(raw)}"


def _read_number(number: Number, raw: Any) -> tuple[Decimal | None, str | None]:
    must = f"{number.name} must be {'a whole number ' if number.whole else ''}{range_in_words(number)}"
    if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
        return None, f"{must}, as a number, not {_shown(raw)}"
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        return None, f"{must}, not {raw}"
    low = (number.above is None or value > number.above) and (number.at_least is None or value >= number.at_least)
    if not low or value > number.at_most or (number.whole and value != value.to_integral_value()):
        return None, f"{must}, not {_shown(raw)}"
    return value, None


def _read_choice(choice: Choice, raw: Any) -> tuple[Any, str | None]:
    values: list[Any] = [int(word) if choice.numeric else word for word, _ in choice.words]
    allowed = ", ".join(map(str, values))
    kinds: tuple[type, ...] = (int, float, Decimal) if choice.numeric else (str,)
    strange = isinstance(raw, bool) or not isinstance(raw, kinds) or (isinstance(raw, Decimal) and not raw.is_finite())
    if strange or raw not in values:
        return None, f"{choice.name} must be one of {allowed}, not {_shown(raw)}"
    return values[values.index(raw)], None


def _read_words(words: Words, raw: Any) -> tuple[tuple[str, ...] | None, str | None]:
    allowed = [word for word, _ in words.words]
    if not isinstance(raw, (list, tuple)):
        return None, f"{words.name} must be a list of {', '.join(allowed)}, not {_shown(raw)}"
    if len(raw) > MOST_ENTRIES:
        return None, f"{words.name} must have at most {MOST_ENTRIES} entries, not {len(raw)}"
    strange = [entry for entry in raw if not isinstance(entry, str) or entry not in allowed]
    if strange:
        return None, f"{words.name} must hold only {', '.join(allowed)}, not {', '.join(map(_shown, strange[:5]))}"
    return tuple(word for word in allowed if word in raw), None


def _shown(raw: Any) -> str:
    """`raw` as short text for a message."""
    if isinstance(raw, Decimal):
        return str(raw)
    if isinstance(raw, int) and abs(raw) >= 10**40:
        return "a number of more than 40 digits"
    text = repr(raw) if not isinstance(raw, bool) else str(raw).lower()
    return text if len(text) <= 40 else text[:37] + "…"
