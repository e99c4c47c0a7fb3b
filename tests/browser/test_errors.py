"""Entries that are refused: all at once, beside their fields, with what must hold; what was typed stays."""

import pytest
from playwright.sync_api import expect

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage


def test_values_out_of_range_are_refused_as_python_refuses_them(started_phase: CalculatorPage):
    inputs = {"blasts_pb_percent": 120, "platelets_e9_per_l": 250000}
    assert started_phase.compute("error", **inputs) == evaluate("phase", inputs)
    expect(started_phase.error_at("platelets_e9_per_l")).to_contain_text("above 0 and at most 10000 ×10⁹/L")
    expect(started_phase.error_at("blasts_pb_percent")).to_contain_text("at most 100")
    assert started_phase.value("platelets_e9_per_l") == "250000"


@pytest.mark.parametrize(
    "typed", ["1,5", "abc", "<0.01", "250 000", "1.5%", "NaN", "Infinity", "10^-3", "0x10", "1e9999"]
)
def test_what_is_no_plain_number_is_refused_and_never_converted(started_phase: CalculatorPage, typed: str):
    result = started_phase.compute("error", platelets_e9_per_l=typed)
    assert [error["field"] for error in result["errors"]] == ["platelets_e9_per_l"]
    expect(started_phase.error_at("platelets_e9_per_l")).to_contain_text("above 0 and at most 10000 ×10⁹/L")
    assert started_phase.value("platelets_e9_per_l") == typed


def test_faults_of_the_form_and_of_python_come_together(started_phase: CalculatorPage):
    result = started_phase.compute("error", blasts_pb_percent="1,5", blasts_bm_percent=120, basophils_pb_percent="abc")
    fields = {error["field"] for error in result["errors"]}
    assert fields == {"blasts_pb_percent", "blasts_bm_percent", "basophils_pb_percent"}
    assert result["ok"] is False


def test_the_summary_takes_the_focus_and_leads_to_each_field(started_phase: CalculatorPage):
    started_phase.compute("error", blasts_pb_percent=120)
    expect(started_phase.root.locator("[data-error-summary]")).to_be_focused()
    started_phase.root.locator("[data-error-summary] a").first.click()
    field = started_phase.control("blasts_pb_percent")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert started_phase.error_at("blasts_pb_percent").get_attribute("id") in described


def test_a_corrected_entry_leads_to_a_result_without_marks(started_phase: CalculatorPage):
    started_phase.compute("error", blasts_pb_percent=120)
    started_phase.compute("result", blasts_pb_percent=12)
    expect(started_phase.root.locator("[data-error-summary]")).to_be_hidden()
    assert started_phase.control("blasts_pb_percent").get_attribute("aria-invalid") is None


def test_faults_between_inputs_are_shown_in_the_words_of_the_form(started_phase: CalculatorPage):
    started_phase.compute("error", extramedullary_blasts=False, extramedullary_sites=["skin"])
    error = started_phase.error_at("extramedullary_sites")
    expect(error).to_contain_text("Sites of blasts outside blood and marrow must")
    expect(error).not_to_contain_text("extramedullary_")


def test_a_percentage_beside_not_detected_is_refused(started_molecular: CalculatorPage):
    result = started_molecular.compute("error", detected=False, bcr_abl1_percent_is="0.01")
    assert [error["field"] for error in result["errors"]] == ["bcr_abl1_percent_is"]
