"""Reads one JSON object of inputs: every fault at once, nothing converted by guess.

A value that is absent, `null` or `""` is not known and becomes None. Numbers become decimals of the text as typed,
so that bounds and sums are compared as written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from cml_calculators.quantities import Choice, Number, Quantity, Words, YesNo

MOST_ENTRIES = 500


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
        value, message = _read_one(quantity, raw.get(name))
        values[name] = value
        if message:
            faults.append(Fault(name, message))
    return values, faults


def warnings(quantities: tuple[Quantity, ...], values: Values) -> list[Warn]:
    """Values inside their range that are unusual enough to be a slip."""
    found = []
    for quantity in quantities:
        value = values.get(quantity.name)
        if not isinstance(quantity, Number) or value is None:
            continue
        low, high = quantity.warn_below, quantity.warn_above
        if (low is not None and value < low) or (high is not None and value > high):
            found.append(
                Warn(f"{quantity.label}: {value} {quantity.unit} is unusual; check value and unit.", quantity.name)
            )
    return found


def plain(value: Any) -> Any:
    """`value` as JSON has it: decimals as whole or floating-point numbers."""
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


def _read_one(quantity: Quantity, raw: Any) -> tuple[Any, str | None]:
    if raw is None or (isinstance(raw, str) and raw == ""):
        return None, None
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
