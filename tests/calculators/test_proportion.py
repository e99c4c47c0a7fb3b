"""Faults, warnings and displayed text of the proportion; its figures stand in tests/cases/proportion.yml."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.display import percent_range, rounded_to, shown_beside
from cml_calculators.proportion import CALCULATOR, percentage


def asked(**inputs: Any) -> dict[str, Any]:
    return evaluate("proportion", inputs)


@given(st.integers(1, 10_000_000), st.data(), st.integers(0, 12))
def test_rounding_is_half_up_in_whole_numbers(total: int, data: st.DataObject, decimals: int) -> None:
    n = data.draw(st.integers(0, total))
    scaled = Fraction(100 * n * 10**decimals, total)
    expected = int(scaled + Fraction(1, 2))
    percent = percentage(Decimal(n), Decimal(total))
    assert percent is not None
    assert rounded_to(percent, decimals) * 10**decimals == expected


def test_a_percentage_without_an_end_has_34_digits() -> None:
    assert percentage(Decimal(1), Decimal(3)) == Decimal("33.33333333333333333333333333333333")
    assert percentage(Decimal(2), Decimal(3)) == Decimal("66.66666666666666666666666666666667")


def test_a_part_above_its_whole_is_a_fault_of_n_alone() -> None:
    answer = asked(n=55, total=54)
    assert answer["errors"] == [{"field": "n", "message": "n must be at most the total, 54, not 55"}]
    assert asked(n=54, total=54)["ok"]


@pytest.mark.parametrize(
    ("printed", "decimals", "warned"),
    [(7.41, 1, True), (7.4, 1, False), (7, 1, False), (7.41, 2, False), (8, 0, False)],
)
def test_more_decimals_than_printed_are_a_warning(printed: float, decimals: int, warned: bool) -> None:
    warnings = asked(n=4, total=54, printed_percent=printed, decimals=decimals)["warnings"]
    assert [warning["field"] for warning in warnings] == (["decimals"] if warned else [])
    if warned:
        assert f"{printed}% has more decimals than {decimals}" in warnings[0]["message"]


@pytest.mark.parametrize("field", ["n", "total", "decimals"])
def test_counts_are_whole(field: str) -> None:
    answer = asked(**{field: 1.5})
    assert [error["field"] for error in answer["errors"]] == [field]
    assert "whole number" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("value", "limits", "decimals", "text"),
    [
        ("0.8", ["0.8"], 2, "0.80"),
        ("0.7996", ["0.8"], 2, "0.7996"),
        ("0.80000000000000000000000000000000001", ["0.8"], 2, "0.80000000000000000000000000000000001"),
        ("1.995", [], 2, "2.00"),
        ("1.994999", [], 2, "1.99"),
        ("53000000000000000.126", [], 2, "53000000000000000.13"),
    ],
)
def test_a_value_is_shown_on_its_own_side(value: str, limits: list[str], decimals: int, text: str) -> None:
    assert shown_beside(Decimal(value), [Decimal(limit) for limit in limits], decimals) == text


def test_a_value_closer_to_a_limit_than_any_text_is_shown_in_full() -> None:
    value = Decimal("1." + "0" * 600 + "1")
    assert shown_beside(value, [Decimal(1)], 0) == str(value)


def test_a_value_very_near_to_0_is_shown_with_an_exponent() -> None:
    shown = [shown_beside(Decimal(text), [Decimal(0)], 1) for text in ("2e-20", "2e-21", "2e-999999", "0")]
    assert shown == ["0.00000000000000000002", "2E-21", "2E-999999", "0.0"]


def test_an_interval_is_shown_with_one_decimal_and_never_ends_at_0_by_rounding() -> None:
    assert percent_range(Decimal("2.06"), Decimal("17.89")) == "2.1% to 17.9%"
    assert percent_range(Decimal("0.0004"), Decimal("99.99")) == "0.0004% to 99.99%"


@pytest.mark.parametrize(
    ("inputs", "texts"),
    [
        ({"n": 4, "total": 54, "printed_percent": 8, "decimals": 0}, ["7.41%", "7%", "No", "2.1% to 17.9%"]),
        ({"n": 13, "total": 34, "printed_percent": 38, "decimals": 0}, ["38.24%", "38%", "Yes", "22.2% to 56.4%"]),
        ({}, ["Not known", "Not known", "Not known", "Not known"]),
    ],
)
def test_answers_in_the_readers_words(inputs: dict[str, Any], texts: list[str]) -> None:
    labels = [
        "Recomputed",
        "Rounded to the printed decimals",
        "Agrees with the printed percentage",
        "Exact 95% interval",
    ]
    assert list(answer_lines(CALCULATOR, asked(**inputs)["result"])) == list(zip(labels, texts, strict=True))


def test_every_input_stands_in_one_group_of_the_form() -> None:
    grouped = [name for group in CALCULATOR.groups for name in group.names]
    assert sorted(grouped) == sorted(quantity.name for quantity in CALCULATOR.inputs)
