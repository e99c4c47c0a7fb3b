"""The kinds of input that a calculator takes. The inputs themselves stand in `quantities`."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Number:
    """A measurement in one unit: refused outside its range, questioned outside `warn_below` to `warn_above`."""

    name: str
    label: str
    unit: str
    at_least: Decimal | None = None
    above: Decimal | None = None
    at_most: Decimal
    whole: bool = False
    warn_below: Decimal | None = None
    warn_above: Decimal | None = None
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class YesNo:
    """A question that is answered yes, no or not at all."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a closed list; `words` pairs each value with its label."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    hint: str = ""
    numeric: bool = False


@dataclass(frozen=True, kw_only=True)
class Words:
    """Any of a closed list. The empty list means looked for, none found."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A calendar date, written `2026-03-31`."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Measurements of one kind in the order in which they were made; `entry` says what each must be."""

    name: str
    label: str
    entry: Number
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Days:
    """Dates in their order."""

    name: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class WordSeries:
    """Words of a closed list in their order; a word may come again."""

    name: str
    label: str
    words: tuple[tuple[str, str], ...]
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Short texts, each written by the reader, such as names of variants."""

    name: str
    label: str
    hint: str = ""


Simple = Number | YesNo | Choice | Words | Day | Numbers | Days | WordSeries | Texts


@dataclass(frozen=True, kw_only=True)
class Records:
    """Rows of a table; `fields` are its columns."""

    name: str
    label: str
    fields: tuple[Simple, ...]
    hint: str = ""


Quantity = Simple | Records


def percentage(name: str, label: str, unit: str, warn_above: str | None = None, hint: str = "") -> Number:
    """A number from 0 to 100."""
    limit = None if warn_above is None else Decimal(warn_above)
    return Number(
        name=name, label=label, unit=unit, at_least=Decimal(0), at_most=Decimal(100), warn_above=limit, hint=hint
    )
