"""Halving time, doubling time and ratio: two values of one laboratory, and nothing in between.

Exponential course between two samples: the time in which the value halves or doubles is
days × ln 2 / ln(higher value / lower value). A common unit and any base of the logarithm serve, as only the ratio
counts. Applied by Branford 2014 (halving, Blood 124:511, abstract) and Branford 2012 (doubling, Blood 119:4264).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Any

from cml_calculators.inputs import Warn
from cml_calculators.kinetics_series import Measurement
from cml_calculators.molecular_response import EARLY_FROM_DAY, EARLY_TO_DAY

# "At 3 months" is the sample nearest to this day within the window of the early response; both are our choice.
THREE_MONTHS_DAY = 90
# Shorter intervals give no rate, longer ones are no "3 months": our guard rails, not a source's.
LEAST_DAYS = 14
MOST_DAYS_TO_THREE_MONTHS = 120
# Rounded to 34 digits from 50, so that a value that halves in exactly 76 days has exactly 76.
_WORKING, _RESULT = Context(prec=50), Context(prec=34)
_LN_2 = _WORKING.ln(Decimal(2))
# A ratio beyond what a number in JSON can hold is none.
_MOST_MAGNITUDE = 300


@dataclass(frozen=True, kw_only=True)
class Pair:
    """The two samples of a rate; or, while `later` is None, why there are not two. `warning`: so say it aloud."""

    earlier: Measurement | None = None
    later: Measurement | None = None
    reason: str = ""
    warning: Warn | None = None

    @property
    def days(self) -> int:
        assert self.earlier and self.later
        return (self.later.day - self.earlier.day).days


def days_to_factor_two(days: int, higher: Decimal, lower: Decimal) -> Decimal | None:
    """Days in which the value halves or doubles; None when `higher` is not the higher one.

    >>> days_to_factor_two(90, Decimal(100), Decimal(25))
    Decimal('45.00000000000000000000000000000000')
    """
    fold = _WORKING.subtract(_WORKING.ln(higher), _WORKING.ln(lower))
    if fold <= 0:
        return None
    return _RESULT.plus(_WORKING.divide(_WORKING.multiply(Decimal(days), _LN_2), fold))


def ratio(pair: Pair) -> Decimal | None:
    """The later value over the earlier one."""
    if not pair.earlier or not pair.later or pair.earlier.percent is None or pair.later.percent is None:
        return None
    if abs(pair.later.percent.adjusted() - pair.earlier.percent.adjusted()) > _MOST_MAGNITUDE:
        return None
    return _RESULT.divide(pair.later.percent, pair.earlier.percent)


def halving_pair(series: Sequence[Measurement], start: date | None, same_laboratory: bool | None) -> Pair:
    """The last sample up to the start of treatment, and the one nearest to day 90 within the window."""
    before = _baseline(series, start)
    later = _three_months(series, start)
    if start is None:
        return Pair(reason="the start of treatment is not known")
    if before is None:
        return Pair(reason="there is no value up to the start of treatment, and 100% is never taken in its place")
    if later is None:
        return Pair(reason=f"there is no value from day {EARLY_FROM_DAY} to day {EARLY_TO_DAY} of treatment")
    if before.percent is None:
        return Pair(reason="the last value up to the start of treatment is undetectable")
    if later.percent is None:
        return Pair(reason="the value nearest to day 90 is undetectable")
    return _of_one_laboratory(before, later, same_laboratory)


def doubling_pair(series: Sequence[Measurement], same_laboratory: bool | None) -> Pair:
    """The last two samples, if the later one is the higher."""
    if len(series) < 2:
        return Pair(reason="there are not two values")
    earlier, later = series[-2:]
    days = (later.day - earlier.day).days
    if days < LEAST_DAYS:
        message = f"The last two values are {days} days apart; below {LEAST_DAYS} days no rate is computed."
        too_close = f"the last two values are less than {LEAST_DAYS} days apart"
        return Pair(reason=too_close, warning=Warn(message, _at(later)))
    if earlier.percent is None or later.percent is None:
        return Pair(reason="one of the last two values is undetectable")
    if later.percent <= earlier.percent:
        return Pair(reason="the last value is not higher than the one before")
    return _of_one_laboratory(earlier, later, same_laboratory)


def ratio_pair(series: Sequence[Measurement], start: date | None, same_laboratory: bool | None) -> Pair:
    """The baseline and the last detected value after it."""
    before = _baseline(series, start)
    if before is None or before.percent is None:
        return Pair(reason="there is no detected value up to the start of treatment")
    later = next((one for one in reversed(series) if one.percent is not None and one.day > before.day), None)
    if later is None:
        return Pair(reason="there is no detected value after the baseline")
    return _of_one_laboratory(before, later, same_laboratory)


def are_comparable(samples: Sequence[Measurement], same_laboratory: bool | None) -> bool:
    """Whether the values may be set against each other: not known to be of two laboratories or reference genes."""
    genes = {one.gene for one in samples if one.gene is not None}
    return same_laboratory is not False and len(genes) < 2


def pair_warnings(halving: Pair, others: Sequence[Pair]) -> list[Warn]:
    """What the pairs have to say, each once, and an interval too long to be 3 months."""
    found = [pair.warning for pair in (halving, *others) if pair.warning]
    if halving.later and halving.days > MOST_DAYS_TO_THREE_MONTHS:
        message = (
            f"The baseline was taken {halving.days} days before the value at 3 months. More than "
            f"{MOST_DAYS_TO_THREE_MONTHS} include time before treatment: the halving time comes out too long."
        )
        found.append(Warn(message, _at(halving.earlier)))
    return list(dict.fromkeys(found))


def laboratory_warnings(series: Sequence[Measurement], same_laboratory: bool | None) -> list[Warn]:
    if same_laboratory is False:
        message = "The values are of more than one laboratory: no halving time, doubling time or ratio is computed."
        return [Warn(message, "same_laboratory")]
    if same_laboratory is None and len(series) > 1:
        message = (
            "It is not known whether all values are of one laboratory and one reference gene; only such values can be "
            "compared."
        )
        return [Warn(message, "same_laboratory")]
    return []


def _of_one_laboratory(earlier: Measurement, later: Measurement, same_laboratory: bool | None) -> Pair:
    if are_comparable((earlier, later), same_laboratory):
        return Pair(earlier=earlier, later=later)
    if same_laboratory is False:
        return Pair(reason="the values are of more than one laboratory")
    message = (
        f"The values of {earlier.day} and {later.day} have different reference genes; like values of two laboratories "
        "they give no rate."
    )
    field = f"measurements[{later.index}].reference_gene"
    return Pair(reason="the values have different reference genes", warning=Warn(message, field))


def _baseline(series: Sequence[Measurement], start: date | None) -> Measurement | None:
    return next((one for one in reversed(series) if start and one.day <= start), None)


def _three_months(series: Sequence[Measurement], start: date | None) -> Measurement | None:
    """The nearest to day 90; of two at the same distance the earlier."""
    if start is None:
        return None
    days = {(one.day - start).days: one for one in series}
    inside = [day for day in days if EARLY_FROM_DAY <= day <= EARLY_TO_DAY]
    nearest = min(inside, key=lambda day: abs(day - THREE_MONTHS_DAY), default=None)
    return None if nearest is None else days[nearest]


def _at(measurement: Measurement | None) -> str:
    assert measurement
    return f"measurements[{measurement.index}].date"


def rate_of(pair: Pair, *, falling: bool) -> Decimal | None:
    """Halving time (`falling`) or doubling time of the pair."""
    if not pair.earlier or not pair.later:
        return None
    earlier, later = pair.earlier.percent, pair.later.percent
    assert earlier is not None and later is not None
    higher, lower = (earlier, later) if falling else (later, earlier)
    return days_to_factor_two(pair.days, higher, lower)


def dates_of(prefix: str, pair: Pair) -> dict[str, Any]:
    """The days of the two samples, for the line between them."""
    return {
        f"{prefix}_from": pair.earlier and pair.earlier.day,
        f"{prefix}_to": pair.later and pair.later.day,
    }
