"""The bands of the chart say of every value what the evaluation of the same table says of it."""

from decimal import Decimal

import pytest

from cml_calculators.criteria import Bounds, Milestone, MilestoneTable
from cml_calculators.milestones import Course, assess_table
from cml_calculators.response_levels import Amount
from handbook.intervals import Edge
from handbook.library import Library, load_library
from handbook.web.milestone_bands import Band, bands, chart_config
from tests.handbook.workspace import TESTS

WITH_LIMITS = ("eln-2006", "eln-2009", "eln-2013", "eln-2013-second-line", "eln-2020", "esmo-2017", "nccn-2024")
# At, just below and just above every limit of every table.
VALUES = [
    limit + step
    for limit in map(Decimal, ("0.001", "0.0032", "0.01", "0.1", "1", "10", "100"))
    for step in map(Decimal, ("-0.00001", "0", "0.00001"))
]
MONTHS = (3, 4, 6, 11, 12, 17, 18, 40)


@pytest.fixture(scope="module")
def library() -> Library:
    library, problems = load_library(TESTS.parent / "content")
    assert library is not None, problems
    return library


@pytest.fixture(scope="module")
def tables(library: Library) -> dict[str, MilestoneTable]:
    return {one.id: one for one in library.guidelines.values() if isinstance(one, MilestoneTable)}


def bands_over(table: MilestoneTable, month: int, value: Decimal) -> list[Band]:
    at = Edge(value)
    return [
        band
        for band in bands(table)
        if band.month <= month and (band.until is None or month < band.until)
        and band.values.start <= at and (band.values.end is None or at < band.values.end)
    ]  # fmt: skip


def evaluated(table: MilestoneTable, month: int, value: Decimal) -> str | None:
    """The category by molecular rows alone, with every other question open."""
    asked = ("tki_line", "reason_for_switch", "previous_best_percent_is", "ph_positive_percent",
             "complete_hematologic_response", "confirmed", "goal", "treatment_free")  # fmt: skip
    values = dict.fromkeys(asked) | {"tki_line": table.lines[0]}
    course = Course(values=values, months=Decimal(month), amount=Amount(value, detected=True), amount_inputs=())
    category = assess_table(table, course)["category_molecular"]
    return None if category is None else str(category)


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("own_id", (*WITH_LIMITS, "pdq-2014-imatinib"))
def test_a_band_has_the_category_that_the_evaluation_gives(
    tables: dict[str, MilestoneTable], own_id: str, month: int
) -> None:
    table = tables[own_id]
    for value in VALUES:
        found = bands_over(table, month, value)
        expected = evaluated(table, month, value)
        if not found:
            assert not any(band.month <= month and (band.until is None or month < band.until) for band in bands(table))
        else:
            (band,) = found
            assert {"depends": "unknown"}.get(band.outcome.category, band.outcome.category) == expected, value


def test_at_each_time_point_the_bands_cover_every_value_once(tables: dict[str, MilestoneTable]) -> None:
    for table in tables.values():
        for month in {band.month for band in bands(table)}:
            assert all(len(bands_over(table, month, value)) == 1 for value in VALUES)


def test_a_row_that_needs_a_second_test_is_a_note_and_no_band(tables: dict[str, MilestoneTable]) -> None:
    """ELN 2020 at 3 months: above 10% is a warning, and failure when confirmed."""
    (band,) = bands_over(tables["eln-2020"], 3, Decimal("10.01"))
    assert (band.outcome.category, band.outcome.note) == ("warning", "failure if confirmed by a second test")


def test_what_only_the_goal_decides_is_left_open_with_both_answers(tables: dict[str, MilestoneTable]) -> None:
    """NCCN 2024 at 12 months, above 0.1% and up to 1%: green when the goal is survival, else not."""
    (band,) = bands_over(tables["nccn-2024"], 12, Decimal("0.5"))
    assert band.outcome.category == "depends"
    assert "green if the goal is survival" in band.outcome.note
    assert "light green if the goal is treatment-free remission" in band.outcome.note


def test_what_the_source_leaves_out_is_a_band_of_its_own(tables: dict[str, MilestoneTable]) -> None:
    """ESMO 2017 prints below 10% and above 10%; exactly 10% is in neither."""
    (band,) = bands_over(tables["esmo-2017"], 3, Decimal(10))
    assert band.outcome.category == "not_assigned"


def test_a_time_point_without_a_limit_on_the_value_has_no_band(tables: dict[str, MilestoneTable]) -> None:
    table = MilestoneTable(
        **{**vars(tables["eln-2020"]), "milestones": (
            Milestone(category="optimal", locator="Table 1", month=3, ph_positive_percent=Bounds(at_most=Decimal(35))),
            Milestone(category="failure", locator="Table 1", month=6, bcr_abl1_percent_is=Bounds(above=Decimal(10))),
        )}
    )  # fmt: skip
    assert [(band.month, band.until, band.outcome.category) for band in bands(table)] == [
        (6, None, "not_assigned"),
        (6, None, "failure"),
    ]


def test_the_chart_offers_only_editions_with_bands_and_begins_with_one_of_them(library: Library) -> None:
    config = chart_config(library, "calculators/kinetics")
    offered = [edition["id"] for edition in config["editions"]]
    assert config["chosen"] in offered
    assert set(offered) >= set(WITH_LIMITS)
    assert len(offered) == len(set(offered))
    assert all(edition["bands"] for edition in config["editions"])


def test_the_ticks_of_the_chart_are_the_limits_of_the_levels(library: Library) -> None:
    assert [level["percent"] for level in chart_config(library, "calculators/kinetics")["levels"]] == [
        10, 1, 0.1, 0.01, 0.0032, 0.001,
    ]  # fmt: skip
