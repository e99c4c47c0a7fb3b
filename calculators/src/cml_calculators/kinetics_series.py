"""A series of measurements of one patient: read, put in order, and placed on the axis of days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from itertools import pairwise
from typing import Any, TypedDict

from cml_calculators.criteria import ResponseLevel
from cml_calculators.inputs import Fault, Warn
from cml_calculators.response_levels import Amount, amount_of, read_sample

Values = Mapping[str, Any]

# The limit of detection is 3 copies of BCR::ABL1 (cross-2015, as restated in secondary sources): 3 × 100 percent of the
# reference-gene copies, before the laboratory's conversion factor.
_COPIES_TIMES_PERCENT = Decimal(300)
_DIGITS = Context(prec=34)
# What one sample has to say is read as `molecular-response` reads it, without the inputs that it has besides.
_NOT_ASKED = {"bcr_abl1_copies": None, "conversion_factor": None, "transcript": None}


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """One sample with a result: its percentage, or nothing detected.

    index: its place among the inputs, which names its fields.
    amount: what limits are compared with; None for an undetectable sample whose copies support no level.
    """

    index: int
    day: date
    percent: Decimal | None
    limit_of_detection: Decimal | None
    gene: str | None
    amount: Amount | None


class Point(TypedDict):
    """A sample on the chart.

    day: days from the start of treatment, or from the first sample while the start is not known.
    percent: the value; for an undetectable sample (`open`) its limit of detection, null when that is not known.
    """

    date: date
    day: int
    percent: Decimal | None
    open: bool


def faults(values: Values) -> list[Fault]:
    """Rows without a date, a percentage beside "not detected", two rows of one day, an end before the start."""
    found = []
    first_of: dict[date, int] = {}
    for index, row in enumerate(values["measurements"] or ()):
        own = f"measurements[{index}]"
        if row["date"] is None:
            message = f"{own}.date must be given, written YYYY-MM-DD; without it the row has no place in the series"
            found.append(Fault(f"{own}.date", message))
        if row["bcr_abl1_percent_is"] is not None and row["detected"] is False:
            message = f"{own}.bcr_abl1_percent_is must be left out when detected is false: there is no percentage then"
            found.append(Fault(f"{own}.bcr_abl1_percent_is", message))
        earlier = first_of.setdefault(row["date"], index) if row["date"] else index
        if earlier != index:
            message = f"{own}.date must be another day than measurements[{earlier}].date: a day has one value"
            found.append(Fault(f"{own}.date", message))
    start, stop = values["treatment_start"], values["treatment_stop"]
    if start and stop and stop < start:
        found.append(Fault("treatment_stop", f"treatment_stop must not be before treatment_start, {start}, not {stop}"))
    return found


def read_series(values: Values, levels: tuple[ResponseLevel, ...]) -> tuple[Measurement, ...]:
    """The samples that have a result, the oldest first."""
    rows = enumerate(values["measurements"] or ())
    series = (_measurement(index, row, levels) for index, row in rows if _has_result(row))
    return tuple(sorted(series, key=lambda one: one.day))


def _has_result(row: Mapping[str, Any]) -> bool:
    return row["bcr_abl1_percent_is"] is not None or row["detected"] is False


def _measurement(index: int, row: Mapping[str, Any], levels: tuple[ResponseLevel, ...]) -> Measurement:
    copies, percent = row["reference_gene_copies"], row["bcr_abl1_percent_is"]
    return Measurement(
        index=index,
        day=row["date"],
        percent=percent,
        limit_of_detection=limit_of_detection(copies) if percent is None and copies else None,
        gene=row["reference_gene"],
        amount=amount_of(read_sample(levels, {**_NOT_ASKED, **row})),
    )


def limit_of_detection(reference_gene_copies: Decimal) -> Decimal:
    """The percentage that 3 copies of BCR::ABL1 would be.

    >>> limit_of_detection(Decimal(30000))
    Decimal('0.01')
    """
    return _DIGITS.divide(_COPIES_TIMES_PERCENT, reference_gene_copies)


def points(series: Sequence[Measurement], start: date | None) -> list[Point]:
    """Every sample with its place on the chart; an undetectable one is never drawn at 0."""
    origin = start or (series[0].day if series else None)
    return [
        {
            "date": one.day,
            "day": (one.day - origin).days if origin else 0,
            "percent": one.limit_of_detection if one.percent is None else one.percent,
            "open": one.percent is None,
        }
        for one in series
    ]


def warnings(values: Values) -> list[Warn]:
    """Rows out of order, and rows that say nothing."""
    rows = values["measurements"] or ()
    found = []
    if any(later["date"] < earlier["date"] for earlier, later in pairwise(rows)):
        found.append(Warn("The measurements were not in the order of their dates and were sorted.", "measurements"))
    for index, row in enumerate(rows):
        if not _has_result(row):
            lacks = "a percentage" if row["detected"] else "a percentage or an answer on detection"
            message = f"The measurement of {row['date']} is left out: it is without {lacks}."
            found.append(Warn(message, f"measurements[{index}].bcr_abl1_percent_is"))
    return found
