"""Fills worksheets at random, on and beside every printed limit, and says the same to the calculator."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from random import Random
from typing import Any

from cml_calculators.catalogue import calculator
from cml_calculators.shapes import Choice, Number, Quantity, Words, YesNo
from tests.handbook.paper.reading import conditions, numeric_leaves
from tests.handbook.paper.sheet import Entry, Sheet

Inputs = dict[str, Any]
NOT_KNOWN = None
# How far beside a limit a value is put: less than any source prints.
BESIDE = Decimal("0.001")
SIMPLE = (Number, YesNo, Choice, Words)


def quantities(calculator_id: str) -> dict[str, Quantity]:
    """The inputs by the label that the sheet prints."""
    entry = calculator(calculator_id)
    assert entry is not None
    return {quantity.label: quantity for quantity in entry.inputs}


def printed_limits(sheet: Sheet) -> dict[str, set[Decimal]]:
    """Every limit that the decision tables print on an entry, by its label."""
    found: dict[str, set[Decimal]] = {label: set() for label in sheet.entries}
    small = {label.lower(): label for label in sheet.entries}
    for table in sheet.of_kind("decision"):
        for row in table.rows[:-1]:
            for cell in row.elements:
                if "test" not in cell.get("class", "").split():
                    continue
                for condition in conditions(cell):
                    for what, _, limit in numeric_leaves(condition):
                        if what.lower() in small:
                            found[small[what.lower()]].add(limit)
    return found


def sheets_to_fill(sheet: Sheet, calculator_id: str, seed: str, draws: int, *, unknown: float = 0) -> Iterator[Inputs]:
    """Random inputs; then, for every printed limit of every entry, inputs just below it, on it and just above it.

    unknown: the share of entries that are left empty.
    """
    random, limits = Random(seed), printed_limits(sheet)
    known = quantities(calculator_id)
    for _ in range(draws):
        yield _drawn(random, sheet, known, limits, unknown)
    for label, entry in sheet.entries.items():
        for limit in sorted(limits[label]):
            for value in (limit - _step(entry), limit, limit + _step(entry)):
                if _accepted(entry, value):
                    inputs = _drawn(random, sheet, known, limits, unknown)
                    yield inputs | {known[label].name: _plain(value)}


def on_paper(calculator_id: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The same inputs as they stand on the sheet: numbers exact, words as printed."""
    simple = (quantity for quantity in quantities(calculator_id).values() if isinstance(quantity, SIMPLE))
    return {quantity.label: _printed(quantity, inputs.get(quantity.name)) for quantity in simple}


def _drawn(
    random: Random, sheet: Sheet, known: Mapping[str, Quantity], limits: Mapping[str, set[Decimal]], unknown: float
) -> Inputs:
    inputs = {}
    for label, entry in sheet.entries.items():
        quantity = known[label]
        if isinstance(quantity, SIMPLE) and random.random() >= unknown:
            inputs[quantity.name] = _value(random, quantity, entry, sorted(limits[label]))
    return inputs


def _value(random: Random, quantity: Quantity, entry: Entry, limits: list[Decimal]) -> Any:
    match quantity:
        case Number():
            return _plain(_number(random, entry, limits))
        case YesNo():
            return random.random() < 0.5
        case Choice():
            word = random.choice([word for word, _ in quantity.words])
            return int(word) if quantity.numeric else word
        case Words():
            return random.sample([word for word, _ in quantity.words], random.choice([0, 0, 1, 2]))
    raise TypeError(quantity)


def _number(random: Random, entry: Entry, limits: list[Decimal]) -> Decimal:
    """On a limit, just beside one, or anywhere up to twice the greatest limit."""
    near = [limit + step for limit in limits for step in (-_step(entry), Decimal(0), _step(entry))]
    most = min(entry.high or Decimal(0), 2 * max(limits, default=Decimal(10)))
    low = entry.low or Decimal(0)
    near += [low + (most - low) * random.randint(0, 100) / 100 for _ in range(max(1, len(near)))]
    fitting = [value for value in near if _accepted(entry, value)]
    value = random.choice(fitting or [entry.high or Decimal(1)])
    return value.to_integral_value() if entry.whole else value


def _step(entry: Entry) -> Decimal:
    return Decimal(1) if entry.whole else BESIDE


def _accepted(entry: Entry, value: Decimal) -> bool:
    assert entry.low is not None and entry.high is not None
    return (value > entry.low if entry.low_excluded else value >= entry.low) and value <= entry.high


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _printed(quantity: Quantity, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    match quantity:
        case Number():
            return Decimal(repr(value))
        case Choice():
            return dict(quantity.words)[str(value)]
        case Words():
            return tuple(dict(quantity.words)[word] for word in value)
    raise TypeError(quantity)
