"""Molecular response: bad input, warnings, and what must hold of every answer."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators import evaluate, molecular_response
from cml_calculators.loading import milestone_tables, molecular_levels
from cml_calculators.molecular_response import CALCULATOR as MOLECULAR_RESPONSE
from cml_calculators.shapes import Choice, Number, Quantity, YesNo

DEPTHS = ["none", "MR1", "MR2", "MR3", "MR4", "MR4.5", "MR5"]
LIMITS = [Decimal(limit) for limit in ("10", "1", "0.1", "0.01", "0.0032", "0.001")]


def result(**inputs: Any) -> dict[str, Any]:
    answer = evaluate("molecular-response", inputs)
    assert answer["ok"], answer
    found: dict[str, Any] = answer["result"]
    return found


def messages(**inputs: Any) -> dict[str | None, str]:
    """The warnings by field."""
    return {entry.get("field"): entry["message"] for entry in evaluate("molecular-response", inputs)["warnings"]}


def fields(**inputs: Any) -> list[str]:
    """The fields of the errors."""
    return [entry["field"] for entry in evaluate("molecular-response", inputs)["errors"]]


def category(table: str, found: dict[str, Any]) -> str:
    return next(str(entry["category"]) for entry in found["milestones"] if entry["guideline"] == table)


@pytest.mark.parametrize(
    ("inputs", "at"),
    [
        ({"bcr_abl1_percent_is": 0.1, "detected": False}, ["bcr_abl1_percent_is"]),
        ({"bcr_abl1_percent_is": 0.1, "bcr_abl1_copies": 3}, ["bcr_abl1_percent_is"]),
        ({"bcr_abl1_percent_is": 0.1, "conversion_factor": 1}, ["bcr_abl1_percent_is"]),
        ({"bcr_abl1_percent_is": 0.1, "bcr_abl1_copies": 3, "conversion_factor": 1}, ["bcr_abl1_percent_is"]),
        ({"bcr_abl1_copies": 0, "detected": True}, ["bcr_abl1_copies"]),
        ({"bcr_abl1_copies": 1, "detected": False}, ["bcr_abl1_copies"]),
        ({"bcr_abl1_percent_is": 0}, ["bcr_abl1_percent_is"]),
        ({"bcr_abl1_percent_is": 400.01}, ["bcr_abl1_percent_is"]),
        ({"bcr_abl1_percent_is": "0.1"}, ["bcr_abl1_percent_is"]),
        ({"reference_gene_copies": 10000.5}, ["reference_gene_copies"]),
        ({"conversion_factor": 0.049}, ["conversion_factor"]),
        ({"conversion_factor": 20.1}, ["conversion_factor"]),
        ({"tki_line": 4}, ["tki_line"]),
        ({"tki_line": "1"}, ["tki_line"]),
        ({"months_on_tki": 600.1}, ["months_on_tki"]),
        ({"goal": "cure"}, ["goal"]),
        ({"bcr_abl1_copies": 1, "detected": False, "days_on_tki": -1}, ["days_on_tki", "bcr_abl1_copies"]),
    ],
)
def test_bad_input_is_reported_on_its_field(inputs: dict[str, Any], at: list[str]) -> None:
    assert fields(**inputs) == at


def test_the_reference_gene_and_its_copies_may_stand_beside_a_percentage() -> None:
    assert result(bcr_abl1_percent_is=0.1, reference_gene="ABL1", reference_gene_copies=50000)["depth"] == "MR3"


@pytest.mark.parametrize(
    ("inputs", "field", "words"),
    [
        ({"bcr_abl1_percent_is": 0.1}, "transcript", "not known"),
        ({"bcr_abl1_percent_is": 0.1, "transcript": "other"}, "transcript", "e13a2 and e14a2 only"),
        ({"bcr_abl1_copies": 5, "reference_gene_copies": 40000}, "conversion_factor", "not on the International Scale"),
        (
            {"bcr_abl1_copies": 5, "reference_gene_copies": 0, "conversion_factor": 1},
            "reference_gene_copies", "above 0",
        ),
        ({"detected": True}, "bcr_abl1_percent_is", "without a percentage"),
        ({"detected": False}, "reference_gene", "without the reference gene and the reference-gene copies"),
        ({"detected": False, "reference_gene": "ABL1"}, "reference_gene_copies", "without the reference-gene copies"),
        ({"detected": False, "reference_gene": "BCR", "reference_gene_copies": 50000}, "reference_gene", "BCR"),
        (
            {"detected": False, "reference_gene": "ABL1", "reference_gene_copies": 9999},
            "reference_gene_copies", "fewer than the 10000 that MR4 needs",
        ),
        (
            {"bcr_abl1_percent_is": 5, "reference_gene": "GUSB", "reference_gene_copies": 23999},
            "reference_gene_copies", "fewer than the 24000 that MR4 needs",
        ),
        (
            {"bcr_abl1_percent_is": 0.002, "reference_gene": "ABL1", "reference_gene_copies": 15000},
            "reference_gene_copies", "support MR4 only",
        ),
        ({"detected": False, "reference_gene": "GUSB", "reference_gene_copies": 90000}, "reference_gene", "not used"),
        (
            {"bcr_abl1_copies": 50000, "reference_gene_copies": 10000, "conversion_factor": 1},
            "bcr_abl1_copies", "500% IS",
        ),
        ({"bcr_abl1_percent_is": 0.1, "months_on_tki": 12, "days_on_tki": 90}, "days_on_tki", "differ"),
        ({"bcr_abl1_percent_is": 100.1}, "bcr_abl1_percent_is", "unusual"),
    ],
)  # fmt: skip
def test_a_warning_names_what_limits_the_result(inputs: dict[str, Any], field: str, words: str) -> None:
    assert words in messages(**inputs)[field]


@pytest.mark.parametrize(("copies", "fields"), [(9999, []), (10000, []), (10001, ["bcr_abl1_copies"])])
def test_more_than_100_percent_from_copies_is_unusual(copies: int, fields: list[str]) -> None:
    sample = {"bcr_abl1_copies": copies, "reference_gene_copies": 10000, "conversion_factor": 1}
    assert list(messages(**sample, transcript="both")) == fields


def test_no_copies_go_with_nothing_detected() -> None:
    sample = {"detected": False, "reference_gene": "ABL1", "reference_gene_copies": 10000}
    assert result(**sample, bcr_abl1_copies=0) == result(**sample)


def test_only_limits_that_nobody_has_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """ABL1 has a limit for each of MR4, MR4.5 and MR5; here the one for MR5 counts as not read."""
    sample = {"detected": False, "reference_gene": "ABL1", "reference_gene_copies": 200000, "transcript": "both"}
    assert messages(**sample) == {}
    *others, deepest = molecular_levels()
    not_read = tuple(replace(limit, verification="unverified") for limit in deepest.undetected_copies)
    levels = (*others, replace(deepest, undetected_copies=not_read))
    monkeypatch.setattr(molecular_response, "molecular_levels", lambda: levels)
    assert messages(**sample) == {
        "reference_gene": "Limits for ABL1 deeper than MR4.5 were read in no source and are not used."
    }


def test_a_gene_without_deeper_limits_lacks_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """GUSB with its limit for MR4 alone, beside three limits for ABL1."""
    levels = tuple(
        replace(
            level, undetected_copies=tuple(one for one in level.undetected_copies if one.verification != "unverified")
        )
        for level in molecular_levels()
    )
    monkeypatch.setattr(molecular_response, "molecular_levels", lambda: levels)
    sample = {"detected": False, "reference_gene": "GUSB", "reference_gene_copies": 24000, "transcript": "both"}
    assert result(**sample)["depth"] == "MR4"
    assert messages(**sample) == {}


def test_enough_copies_and_a_known_transcript_give_no_warning() -> None:
    sample = {"bcr_abl1_percent_is": 0.002, "reference_gene": "ABL1", "reference_gene_copies": 32000}
    assert messages(**sample, transcript="both", months_on_tki=12, days_on_tki=365) == {}


def test_nothing_known_gives_no_warning() -> None:
    assert messages() == {}


def test_unread_limits_of_gusb_are_never_evaluated() -> None:
    for copies in (77000, 240000, 10_000_000):
        found = result(detected=False, reference_gene="GUSB", reference_gene_copies=copies)
        assert found["supported_depth"] == found["depth"] == "MR4"
        assert all(entry.get("at_least") in (None, 24000) for entry in found["criteria"])


def test_each_level_is_a_criterion_with_its_bound_and_source() -> None:
    criteria = {entry["criterion"]: entry for entry in result(bcr_abl1_percent_is=0.0032)["criteria"]}
    statuses = [criteria[level]["status"] for level in ("mr1", "mr2", "mr3", "mr4", "mr4.5", "mr5")]
    assert statuses == ["met"] * 5 + ["not_met"]
    assert criteria["mr4.5"]["at_most"] == 0.0032
    assert all(entry["reference"] and entry["locator"] for entry in criteria.values())


def test_an_undetectable_sample_shows_the_copies_that_decided() -> None:
    found = result(detected=False, reference_gene="ABL1", reference_gene_copies=32000)
    criteria = {entry["criterion"]: entry for entry in found["criteria"]}
    assert (criteria["mr4.5"]["status"], criteria["mr5"]["status"]) == ("met", "unknown")
    decided = criteria["mr4.5-copies"]
    assert (decided["status"], decided["value"], decided["at_least"]) == ("met", 32000, 32000)
    assert criteria["mr5-copies"]["status"] == "not_met"


def test_the_levels_of_the_content_are_the_words_of_the_contract() -> None:
    levels = molecular_levels()
    assert [level.abbreviation for level in levels] == DEPTHS[1:]
    assert [level.bcr_abl1_percent_is.at_most for level in levels if level.bcr_abl1_percent_is] == LIMITS


def _values(quantity: Quantity) -> st.SearchStrategy[Any]:
    match quantity:
        case Number(whole=True):
            known: st.SearchStrategy[Any] = st.integers(0, int(quantity.at_most))
        case Number():
            low = quantity.at_least if quantity.at_least is not None else Decimal("1e-9")
            known = st.one_of(
                st.decimals(low, quantity.at_most, allow_nan=False),
                st.sampled_from([*LIMITS, *map(Decimal, (3, 6, 12, 18, 35, 95))]),
            )
        case YesNo():
            known = st.booleans()
        case Choice():
            known = st.sampled_from([int(word) if quantity.numeric else word for word, _ in quantity.words])
        case _:
            raise AssertionError(quantity)
    return st.none() | known


INPUTS = st.fixed_dictionaries({quantity.name: _values(quantity) for quantity in MOLECULAR_RESPONSE.inputs})
PERCENTAGES = st.one_of(
    st.sampled_from(LIMITS), st.decimals("0.00001", "400", allow_nan=False), st.decimals("0.00001", "1.1", places=5)
)
PART_OF_PERCENT = ("bcr_abl1_copies", "conversion_factor", "detected", "transcript")


@given(INPUTS)
def test_every_answer_is_json_and_names_only_unknown_inputs(inputs: dict[str, Any]) -> None:
    answer = evaluate("molecular-response", inputs)
    json.dumps(answer, allow_nan=False)
    for entry in answer["result"]["milestones"] if answer["ok"] else ():
        assert all(inputs[name] is None for name in entry["missing"])
        assert entry["missing"] == sorted(entry["missing"])
        if entry["criterion"]:
            assert entry["criterion"]["category"] == entry["category"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from([entry.name for entry in MOLECULAR_RESPONSE.inputs]) | st.text(), JUNK))
def test_junk_is_answered_and_never_raises(inputs: dict[str, Any]) -> None:
    json.dumps(evaluate("molecular-response", inputs), allow_nan=False)


@given(INPUTS, PERCENTAGES, PERCENTAGES)
def test_a_lower_percentage_is_never_shallower_and_never_a_worse_category(
    inputs: dict[str, Any], one: Decimal, other: Decimal
) -> None:
    base = {name: value for name, value in inputs.items() if name not in PART_OF_PERCENT}
    low = result(**base | {"bcr_abl1_percent_is": min(one, other)})
    high = result(**base | {"bcr_abl1_percent_is": max(one, other)})
    assert DEPTHS.index(low["depth"]) >= DEPTHS.index(high["depth"])
    for table in milestone_tables():
        better, worse = category(table.id, low), category(table.id, high)
        if better in table.categories and worse in table.categories:
            assert table.categories.index(better) >= table.categories.index(worse), table.id


@given(PERCENTAGES)
def test_the_percentage_shown_stands_where_the_value_stands(percent: Decimal) -> None:
    shown = Decimal(result(bcr_abl1_percent_is=percent)["percent_shown"])
    assert [shown.compare(limit) for limit in LIMITS] == [percent.compare(limit) for limit in LIMITS]


@given(st.integers(1, 10**7), st.integers(1, 10**7), st.decimals("0.05", "20", places=3))
def test_a_percentage_from_copies_has_the_depth_of_the_exact_fraction(copies: int, total: int, factor: Decimal) -> None:
    found = result(bcr_abl1_copies=copies, reference_gene_copies=total, conversion_factor=factor)
    thousandths = int(factor * 1000)
    reached = sum(thousandths * copies * 1000 <= limit * 10000 * total for limit in LIMITS)
    assert found["depth"] == DEPTHS[reached]


@given(INPUTS, st.sampled_from([(10000, "0.01"), (32000, "0.0032"), (100000, "0.001")]), st.fractions("1/1000", 1))
def test_an_undetectable_sample_has_the_category_of_every_value_below_its_level(
    inputs: dict[str, Any], level: tuple[int, str], share: Any
) -> None:
    copies, limit = level
    names = ("bcr_abl1_percent_is", "reference_gene", "reference_gene_copies", *PART_OF_PERCENT)
    base = {name: value for name, value in inputs.items() if name not in names}
    sample = {"detected": False, "reference_gene": "ABL1", "reference_gene_copies": copies}
    undetectable = result(**base, **sample)
    percent = Decimal(limit) * share.numerator / share.denominator
    exact = result(**base, bcr_abl1_percent_is=percent)
    for entry in undetectable["milestones"]:
        open_row = any(row["status"] == "unknown" for row in entry["criteria"])
        assert open_row or entry["category"] == category(entry["guideline"], exact)
