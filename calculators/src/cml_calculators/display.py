"""Numbers as text that never contradicts a limit: a value next to a cut-off is shown with more decimals."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal

# Enough for every decimal of a 34-digit number; quantize refuses what would not fit.
_ROUNDING = Context(prec=120, rounding=ROUND_HALF_UP)
_MOST_DECIMALS = 60


def shown_beside(value: Decimal, limits: Iterable[Decimal], decimals: int) -> str:
    """`value` with `decimals` decimals, or as many as it takes to stand on its own side of every limit.

    >>> shown_beside(Decimal("0.7996"), [Decimal("0.8")], 2)
    '0.7996'
    >>> shown_beside(Decimal("0.7946"), [Decimal("0.8")], 2)
    '0.79'
    """
    limits = tuple(limits)
    for digits in range(decimals, _MOST_DECIMALS):
        rounded = rounded_to(value, digits)
        if all(rounded.compare(limit) == value.compare(limit) for limit in limits):
            return f"{rounded:f}"
    return f"{value:f}"


def rounded_to(value: Decimal, decimals: int) -> Decimal:
    """Rounded half up in decimal, as a person does: 0.125 with two decimals is 0.13."""
    return value.quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)


def percent_range(low: Decimal, high: Decimal, decimals: int = 1) -> str:
    """An interval in percent: `2.1% to 17.9%`; a limit that is not 0 or 100 is never shown as 0 or 100."""
    ends = (Decimal(0), Decimal(100))
    return f"{shown_beside(low, ends, decimals)}% to {shown_beside(high, ends, decimals)}%"
