"""The exact (Clopper-Pearson) interval of a proportion, with decimals only: the same digits in every Python.

The lower limit is the proportion p under which `successes` or more of `trials` have the probability 2.5%; the upper
limit is found the same way for the failures. At 0 the lower limit is 0, at `trials` the upper one is 1.
"""

from decimal import Context, Decimal
from functools import lru_cache

# In each tail of the two-sided 95% interval.
TAIL = Decimal("0.025")
# The 97.5th percentile of the normal distribution; only the first guess is made with it.
NORMAL_QUANTILE = Decimal("1.96")

WORKING = Context(prec=34)
# Terms smaller than this share of their sum cannot reach the digits of a floating-point number.
NEGLIGIBLE = Decimal("1e-26")
# A step of Newton's method this small, relative to the limit, leaves an error of about its square.
LAST_STEP = Decimal("1e-13")


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
    guess = _first_guess(successes, trials)
    while True:
        at_least, fewer = _shares(successes, trials, guess)
        excess = WORKING.ln(WORKING.divide(at_least, WORKING.multiply(TAIL, WORKING.add(at_least, fewer))))
        step = WORKING.divide(WORKING.multiply(excess, at_least), Decimal(successes))
        guess = WORKING.multiply(guess, WORKING.exp(WORKING.minus(step)))
        if abs(step) < LAST_STEP:
            return guess


def _first_guess(successes: int, trials: int) -> Decimal:
    """The lower limit of the score interval for half a success fewer, which lies near and is cheap."""
    z2 = WORKING.multiply(NORMAL_QUANTILE, NORMAL_QUANTILE)
    found, n = Decimal(successes) - Decimal("0.5"), Decimal(trials)
    spread = WORKING.divide(WORKING.multiply(found, n - found), n)
    root = WORKING.sqrt(WORKING.add(spread, WORKING.divide(z2, Decimal(4))))
    center = WORKING.add(found, WORKING.divide(z2, Decimal(2)))
    return WORKING.divide(WORKING.subtract(center, WORKING.multiply(NORMAL_QUANTILE, root)), WORKING.add(n, z2))


def _shares(successes: int, trials: int, p: Decimal) -> tuple[Decimal, Decimal]:
    """The weight of `successes` or more, and of fewer, both relative to that of exactly `successes`.

    Each probability of the binomial distribution follows from its neighbor: one success more multiplies it by
    (trials - j) / (j + 1) × p / (1 - p).
    """
    odds = WORKING.divide(p, WORKING.subtract(Decimal(1), p))
    at_least = term = Decimal(1)
    for j in range(successes, trials):
        term = WORKING.divide(WORKING.multiply(WORKING.multiply(term, odds), trials - j), j + 1)
        at_least = WORKING.add(at_least, term)
        if term < WORKING.multiply(NEGLIGIBLE, at_least):
            break
    fewer, term = Decimal(0), Decimal(1)
    for j in range(successes, 0, -1):
        term = WORKING.divide(WORKING.multiply(term, j), WORKING.multiply(odds, trials - j + 1))
        fewer = WORKING.add(fewer, term)
        if term < WORKING.multiply(NEGLIGIBLE, fewer):
            break
    return at_least, fewer
