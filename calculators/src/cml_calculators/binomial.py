"""The exact (Clopper-Pearson) interval of a proportion, with decimals only: the same digits in every Python.

The lower limit is the proportion p under which `successes` or more of `trials` have the probability 2.5%; the upper
limit is found the same way for the failures. At 0 the lower limit is 0, at `trials` the upper one is 1.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from cml_calculators.conditions import WORKING

# In each tail of the two-sided 95% interval.
TAIL = Decimal("0.025")
# After a step this small, relative to the limit, the error is its square times at most the number of trials.
LAST_STEP = Decimal("1e-17")


def interval_95(successes: Decimal, trials: Decimal) -> tuple[Decimal, Decimal]:
    """Both limits in percent, for whole numbers with 0 <= successes <= trials and trials >= 1.

    >>> [round(limit, 2) for limit in interval_95(Decimal(0), Decimal(20))]
    [Decimal('0'), Decimal('16.84')]
    """
    low, high = lower_limit(int(successes), int(trials)), lower_limit(int(trials - successes), int(trials))
    return WORKING.multiply(low, Decimal(100)), WORKING.multiply(WORKING.subtract(Decimal(1), high), Decimal(100))


@lru_cache(maxsize=10_000)  # a cohort has the same few counts again and again
def lower_limit(successes: int, trials: int) -> Decimal:
    """The proportion under which `successes` or more have the probability `TAIL`; 0 when there was no success.

    Newton's method for the logarithm of that probability P as a function of ln p. Its slope is successes / at_least
    (`_shares`), which falls as p grows: the function is concave, so that after one step every guess lies below the
    limit and climbs to it.
    """
    if successes == 0:
        return Decimal(0)
    guess = WORKING.divide(Decimal(successes), Decimal(trials + 1))
    while True:
        at_least, fewer = _shares(successes, trials, guess)
        excess = WORKING.ln(WORKING.divide(at_least, WORKING.multiply(TAIL, WORKING.add(at_least, fewer))))
        step = WORKING.divide(WORKING.multiply(excess, at_least), Decimal(successes))
        guess = WORKING.multiply(guess, WORKING.exp(WORKING.minus(step)))
        if abs(step) < LAST_STEP:
            return guess


def _shares(successes: int, trials: int, p: Decimal) -> tuple[Decimal, Decimal]:
    """The weight of `successes` or more, and of fewer, both relative to that of exactly `successes`.

    Each probability of the binomial distribution follows from its neighbor: one success more multiplies it by
    (trials - j) / (j + 1) × p / (1 - p).
    """
    odds = WORKING.divide(p, WORKING.subtract(Decimal(1), p))
    upward = (WORKING.divide(WORKING.multiply(odds, trials - j), j + 1) for j in range(successes, trials))
    odds_against = WORKING.divide(Decimal(1), odds)
    downward = (WORKING.divide(WORKING.multiply(odds_against, j), trials - j + 1) for j in range(successes, 0, -1))
    return WORKING.add(Decimal(1), _sum_of_products(upward)), _sum_of_products(downward)


def _sum_of_products(factors: Iterable[Decimal]) -> Decimal:
    """The first factor, the product of the first two, of the first three, and so on, together.

    The factors fall, so that the sum has all its digits as soon as a product does not change it.
    """
    total, product = Decimal(0), Decimal(1)
    for factor in factors:
        product = WORKING.multiply(product, factor)
        longer = WORKING.add(total, product)
        if longer == total:
            break
        total = longer
    return total
