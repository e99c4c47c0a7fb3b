"""The exact interval against closed forms, against the binomial tail in fractions, and against mpmath."""

from decimal import Context, Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators.binomial import interval_95, lower_limit

PRECISE = Context(prec=60)


def tail(successes: int, trials: int, share: Decimal) -> Fraction:
    """The probability of `successes` or more, exactly."""
    p = Fraction(share)
    return sum(comb(trials, j) * p**j * (1 - p) ** (trials - j) for j in range(successes, trials + 1)) or Fraction(0)


@pytest.mark.parametrize("trials", [1, 2, 19, 20, 200, 10_000, 10_000_000])
def test_none_and_all_have_a_closed_form(trials: int) -> None:
    """(1 - p)^n = 2.5% at none: also there the tail is 2.5%, so the interval is two-sided."""
    root = PRECISE.power(Decimal("0.025"), PRECISE.divide(Decimal(1), Decimal(trials))) * 100
    low, high = interval_95(Decimal(0), Decimal(trials))
    assert low == 0
    assert float(high) == pytest.approx(float(PRECISE.subtract(Decimal(100), root)), rel=1e-15)
    low, high = interval_95(Decimal(trials), Decimal(trials))
    assert float(low) == pytest.approx(float(root), rel=1e-15)
    assert high == 100


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (5_000_000, 10_000_000, 49.969005252137108938, 50.030994747862891062),
        (123_456, 10_000_000, 1.2277251721786980852, 1.2414230835979781091),
        (500, 10_000_000, 0.0045712953394429733269, 0.0054580801839551195783),
        (9_990_000, 10_000_000, 99.898021493348881692, 99.901949523769083316),
    ],
)
def test_ten_million_as_by_mpmath(successes: int, trials: int, low: float, high: float) -> None:
    """Expected values: mpmath 1.4.1 with 50 digits, the tail from log-gamma functions, one step to its root."""
    assert [float(limit) for limit in interval_95(Decimal(successes), Decimal(trials))] == pytest.approx(
        [low, high], rel=1e-14
    )


@pytest.mark.parametrize(
    ("successes", "trials", "limit"),
    [
        (480, 500, "0.938897390611755306620600106489580495"),
        (9_969, 10_000, "0.995602658892355840403544608872275008"),
        (99_953, 100_000, "0.999375048077180099698383735224526103"),
    ],
)
def test_a_limit_has_32_digits(successes: int, trials: int, limit: str) -> None:
    """Expected values: mpmath with 60 digits, the sum of the tail, the secant method."""
    assert abs(PRECISE.subtract(lower_limit(successes, trials), Decimal(limit))) < Decimal("1e-32")


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2527, 0.3676), (15, 148, 0.0578, 0.1617), (0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)],
)
def test_published_examples(successes: int, trials: int, low: float, high: float) -> None:
    """Newcombe, Stat Med 1998;17:857-872, Table I, exact method."""
    found = interval_95(Decimal(successes), Decimal(trials))
    assert [round(float(limit) / 100, 4) for limit in found] == [low, high]


@given(st.integers(1, 60).flatmap(lambda trials: st.tuples(st.integers(1, trials), st.just(trials))))
@settings(max_examples=60, deadline=None)
def test_the_tail_at_the_lower_limit_is_two_and_a_half_percent(counts: tuple[int, int]) -> None:
    successes, trials = counts
    assert abs(tail(successes, trials, lower_limit(successes, trials)) - Fraction(1, 40)) < Fraction(1, 10**20)


@given(st.integers(1, 3000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials))))
@settings(max_examples=60, deadline=None)
def test_the_interval_holds_the_share_and_mirrors_that_of_the_failures(counts: tuple[int, int]) -> None:
    successes, trials = (Decimal(count) for count in counts)
    low, high = interval_95(successes, trials)
    assert low <= successes / trials * 100 <= high
    mirrored = [100 - limit for limit in interval_95(trials - successes, trials)]
    assert [float(limit) for limit in mirrored] == pytest.approx([float(high), float(low)], rel=1e-14)
