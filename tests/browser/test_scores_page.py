"""Scores side by side and term by term in the page, and the pages of proportions and cytogenetic response."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

# Golden patient D of the cases, with white cells and hemoglobin.
PATIENT: dict[str, Any] = {
    "age_years": 72, "spleen_cm": 15, "platelets_e9_per_l": 1600, "blasts_pb_percent": 6, "basophils_pb_percent": 12,
    "eosinophils_pb_percent": 4, "wbc_e9_per_l": 180, "hemoglobin_g_per_dl": 10.2,
}  # fmt: skip


@pytest.fixture
def scores(started: Callable[[str], CalculatorPage], site: SiteServer) -> CalculatorPage:
    return started("risk-scores")


def row(page: CalculatorPage, score: str) -> Locator:
    table = page.root.locator("table").filter(has_text="All scores side by side")
    return table.locator("tbody tr").filter(has=page.page.get_by_role("rowheader", name=score, exact=True))


def test_the_scores_stand_side_by_side_with_their_groups_in_words(scores: CalculatorPage) -> None:
    assert scores.compute(**PATIENT) == evaluate("risk-scores", PATIENT)
    for score, value, group in (
        ("Sokal", "6.13", "High"), ("Euro (Hasford)", "3111.7", "High"), ("EUTOS", "144.0", "High"),
        ("ELTS", "2.8113", "High"), ("IMTF", "5", "Very high"),
    ):  # fmt: skip
        expect(row(scores, score).locator("td").first).to_have_text(value)
        expect(row(scores, score).locator(".cml-badge")).to_have_text(group)
    expect(row(scores, "EUTOS")).to_contain_text("34.1% (read in a secondary source)")


def test_a_score_without_an_input_names_it_and_leads_to_its_field(scores: CalculatorPage) -> None:
    scores.compute(**{name: value for name, value in PATIENT.items() if name != "eosinophils_pb_percent"})
    expect(row(scores, "Euro (Hasford)")).to_contain_text("Not computed")
    row(scores, "Euro (Hasford)").get_by_role("link", name="Eosinophils in blood").click()
    expect(scores.control("eosinophils_pb_percent")).to_be_focused()
    expect(row(scores, "ELTS").locator(".cml-badge")).to_have_text("High")
    expect(scores.root.locator(".cml-lead")).to_contain_text("One score is not computed.")


def test_the_terms_of_a_score_are_folded_beneath(scores: CalculatorPage) -> None:
    scores.compute(**PATIENT)
    sokal = scores.root.locator("details").filter(has_text="Sokal, term by term")
    expect(sokal.locator("table")).to_be_hidden()
    sokal.locator("summary").click()
    expect(sokal.locator("tbody tr")).to_have_count(4)
    expect(sokal.locator("tbody tr").nth(2)).to_contain_text("Platelets: 1600 ×10⁹/L")
    expect(sokal.locator("tbody tr").nth(2)).to_contain_text("0.188 × ((platelets / 700)² − 0.563)")
    expect(sokal.locator("tfoot")).to_contain_text("Sum of the terms1.812455")
    expect(sokal).to_contain_text("Groups: below 0.8: low risk; at least 0.8 and at most 1.2: intermediate risk")
    expect(sokal.get_by_role("link", name="Leukemia 2025")).to_have_attribute(
        "href", "../../reference/bibliography/#prognostic-scores-2025"
    )


def test_the_text_to_take_along_has_every_term(scores: CalculatorPage) -> None:
    scores.compute(spleen_cm=16.5, basophils_pb_percent=3)
    scores.root.get_by_role("button", name="Copy result as text").click()
    expect(scores.root.get_by_text("The result was copied.")).to_be_visible()
    text = scores.page.evaluate("navigator.clipboard.readText()")
    for line in (
        "EUTOS: 87.0, low risk\n",
        "Basophils in blood 3%: 7 × basophils in blood = 21\n",
        "Groups: at most 87: low risk; above 87: high risk [",
        "Sokal: not computed. Not known: Age, Blasts in blood and Platelets",
    ):
        assert line in text


def test_a_differential_above_100_percent_is_a_fault_of_the_blasts(scores: CalculatorPage) -> None:
    scores.compute("error", blasts_pb_percent=60, basophils_pb_percent=41)
    expect(scores.error_at("blasts_pb_percent")).to_contain_text("at most 100% together, not 101%")


def test_equations_and_limits_stand_on_the_page_without_scripts(browser: Browser, served: SiteServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}calculators/risk-scores/")
    equations, groups = (page.locator(".scores table").nth(index) for index in (0, 1))
    expect(equations.locator("tbody")).to_have_count(5)
    expect(equations).to_contain_text("0.4104 / √(platelets / 1000)")
    expect(groups.locator("tbody tr")).to_have_count(16)
    expect(page.locator(".card table")).to_have_count(2)
    context.close()


def test_a_cytogenetic_response_names_its_metaphases_and_limits(
    started: Callable[[str], CalculatorPage], site: SiteServer
) -> None:
    page = started("cytogenetic-response")
    given: dict[str, Any] = {"ph_positive_metaphases": 7, "metaphases_examined": 20}
    assert page.compute(**given) == evaluate("cytogenetic-response", given)
    expect(page.root.locator(".cml-summary")).to_contain_text("15.4% to 59.2%")
    partial, minor = page.root.locator(".cml-card").all()
    expect(partial.locator(".cml-badge")).to_have_text("Partial")
    expect(partial).to_contain_text("Value: 35%. Bound: above 0% and at most 35%.")
    expect(minor.locator(".cml-badge")).to_have_text("Minor")


def test_a_proportion_is_recomputed(started: Callable[[str], CalculatorPage], site: SiteServer) -> None:
    page = started("proportion")
    given: dict[str, Any] = {"n": 4, "total": 54, "printed_percent": 8, "decimals": 0}
    assert page.compute(**given) == evaluate("proportion", given)
    expect(page.root.locator(".cml-facts")).to_contain_text("2.1% to 17.9%")
    page.compute("error", n=55)
    expect(page.error_at("n")).to_contain_text("at most")
