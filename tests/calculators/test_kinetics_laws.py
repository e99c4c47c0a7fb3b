"""Kinetics: what must hold of every series, however long, steep or deep."""

import cProfile
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators.kinetics import _three_digits
from cml_calculators.kinetics_series import limit_of_detection
from tests.calculators.kinetics_rows import answer, result, row


@given(
    st.decimals("0.01", "400", places=4), st.decimals("0.01", "400", places=4), st.integers(70, 112),
    st.integers(0, 60),
)  # fmt: skip
def test_the_rule_of_76_days_holds_without_logarithms(earlier: Any, later: Any, to: int, before: int) -> None:
    """A value halves in less than 76 days just when (earlier / later)^76 is above 2^days, in whole numbers."""
    found = result(row(-before, earlier), row(to, later))
    below = Fraction(earlier) ** 76 > Fraction(later) ** 76 * 2 ** (to + before)
    expected = "not_applicable" if later <= 10 else "below_76_days" if below else "at_least_76_days"
    assert found["halving_time_category"] == expected
    assert (found["halving_time_days"] is None) == (later >= earlier)
    if later < earlier:
        shown = Fraction(found["halving_time_shown"])
        assert (shown < 76) == below
        assert abs(shown - Fraction(found["halving_time_days"])) <= Fraction(1, 20)
    assert (found["noise"] is None) == (expected == "not_applicable")


SAMPLES = st.tuples(st.integers(-100, 1500), st.decimals("0.0001", "150", places=4))


@given(st.lists(SAMPLES, unique_by=lambda one: one[0]), st.randoms())
def test_the_order_of_the_rows_changes_nothing_but_a_warning(samples: list[tuple[int, Any]], random: Any) -> None:
    rows = [row(number, percent) for number, percent in sorted(samples)]
    shuffled = random.sample(rows, len(rows))
    assert result(*rows) == result(*shuffled)


@given(st.decimals("0.001", "20", places=3), st.decimals("0.001", "20", places=3), st.integers(14, 400))
def test_a_doubling_time_doubles(earlier: Any, later: Any, days: int) -> None:
    """The value after as many doublings as the interval holds is the later value."""
    found = result(row(500, earlier), row(500 + days, later))
    if later <= earlier:
        assert found["doubling_time_days"] is None
    else:
        grown = float(earlier) * 2 ** (days / found["doubling_time_days"])
        assert grown == pytest.approx(float(later), rel=1e-9)


@pytest.mark.parametrize(
    "rows",
    [
        [row(0, 400), row(90, 1e-300)],
        [row(0, 1e-300), row(90, 400)],
        [row(0, 20), row(90, 19.999999999999996)],
        [{"date": "0001-01-01", "bcr_abl1_percent_is": 80}, {"date": "9999-12-31", "bcr_abl1_percent_is": 0.1}],
    ],
)
def test_extreme_series_are_answered(rows: list[dict[str, Any]]) -> None:
    assert answer(*rows)["ok"]
    assert answer(*rows, treatment_start="9999-12-31")["ok"]
    assert answer(*rows, treatment_start="0001-01-01", treatment_stop="9999-12-31")["ok"]


def test_a_ratio_beyond_what_a_number_can_hold_is_none() -> None:
    assert result(row(0, 100), row(90, Decimal("1e-298")))["ratio_to_baseline"] == 1e-300
    assert result(row(0, 100), row(90, Decimal("1e-299")))["ratio_to_baseline"] is None


def test_a_limit_of_detection_has_34_digits() -> None:
    """3 of 700 is 0.00428571…, with a period of six digits."""
    assert limit_of_detection(Decimal(70000)) == Decimal("0.00" + "428571" * 5 + "4286")


def calls_for(samples: int) -> int:
    """The function calls that a series costs: the same on every machine, as its time is not."""
    rows = [row(20 * number, 100 / (number + 1)) for number in range(samples)]
    profile = cProfile.Profile()
    found = profile.runcall(result, *rows, tki_line=1)
    assert len(found["points"]) == samples
    return sum(entry.callcount for entry in profile.getstats())


def test_the_work_for_a_series_grows_with_its_length_alone() -> None:
    assert calls_for(500) <= 12 * calls_for(50)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("100", "100"), ("1234567", "1230000"), ("12345678", "1.23E+7"), ("0.0000012345", "0.00000123"),
     ("0.00000012345", "1.23E-7"), ("0.5", "0.5"), ("-250", "-250")],
)  # fmt: skip
def test_three_digits_are_written_out_while_they_can_be_read(number: str, shown: str) -> None:
    assert _three_digits(Decimal(number)) == shown
