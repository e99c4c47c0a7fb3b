"""Numbers as text that never contradicts a limit: a value next to a cut-off is shown with more decimals."""

from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from itertools import count

# However many digits a number has, only the rounding that is asked for takes place.
_ROUNDING = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX, rounding=ROUND_HALF_UP)
# Nearer to 0 than this power of ten a number is written with an exponent.
_SMALLEST = -20


def shown_beside(value: Decimal, limits: Iterable[Decimal], decimals: int) -> str:
    """`value` with `decimals` decimals, or as many as it takes to stand on its own side of every limit.

    >>> shown_beside(Decimal("0.7996"), [Decimal("0.8")], 2)
    '0.7996'
    >>> shown_beside(Decimal("0.7946"), [Decimal("0.8")], 2)
    '0.79'
    """
    limits = tuple(limits)
    if value and value.adjusted() < _SMALLEST:
        return f"{value:E}"
    for digits in count(decimals):  # ends at the latest where the value itself ends
        rounded = rounded_to(value, digits)
        if all(rounded.compare(limit) == value.compare(limit) for limit in limits):
            break
    return f"{rounded:f}"


def rounded_to(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up in decimal, as a person does: 0.125 with two decimals is 0.13."""
    return value.quantize(Decimal(f"1e-{decimals}"), context=_ROUNDING)


def percent_range(low: Decimal, high: Decimal, decimals: int = 1) -> str:
    """An interval in percent: `2.1% to 17.9%`; a limit that is not 0 or 100 is never shown as 0 or 100."""
    ends = (Decimal(0), Decimal(100))
    return f"{shown_beside(low, ends, decimals)}% to {shown_beside(high, ends, decimals)}%"
