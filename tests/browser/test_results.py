"""From entries to an answer: the page computes what Python computes, and says it in words."""

from typing import Any

import pytest
from playwright.sync_api import expect

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage

BLAST: dict[str, Any] = {
    "blasts_pb_percent": 25,
    "on_treatment": True,
    "aca_on_treatment": ["trisomy_8"],
    "aca_at_diagnosis": [],
}
OPTIMAL: dict[str, Any] = {
    "bcr_abl1_percent_is": 0.05,
    "detected": True,
    "transcript": "e14a2",
    "months_on_tki": 12,
    "tki_line": 1,
}


def test_the_phase_page_gives_what_python_gives(started_phase: CalculatorPage):
    assert started_phase.compute(**BLAST) == evaluate("phase", BLAST)
    cards = started_phase.root.locator(".cml-card")
    assert cards.count() == len(evaluate("phase", BLAST)["result"]["systems"])
    expect(cards.filter(has_text="5th edition, 2022").locator(".cml-badge").first).to_have_text("Blast phase")


def test_the_molecular_page_gives_what_python_gives(started_molecular: CalculatorPage):
    assert started_molecular.compute(**OPTIMAL) == evaluate("molecular-response", OPTIMAL)
    expect(started_molecular.root.locator(".cml-facts")).to_contain_text("MR3")
    expect(started_molecular.root.locator(".cml-lead")).to_contain_text("0.05% IS")


def test_a_form_left_empty_is_answered_with_what_is_missing(started_phase: CalculatorPage):
    assert started_phase.compute() == evaluate("phase", {})
    expect(started_phase.root.locator(".cml-summary")).to_contain_text("Not known, and could change an answer")
    started_phase.root.locator(".cml-summary [data-to-field=blasts_pb_percent]").click()
    expect(started_phase.control("blasts_pb_percent")).to_be_focused()


@pytest.mark.parametrize("typed, same_as", [("1e-3", 0.001), (" 0.0032\u00a0", 0.0032), (".05", 0.05), ("+10.", 10)])
def test_numbers_are_read_as_typed(started_molecular: CalculatorPage, typed: str, same_as: float):
    given: dict[str, Any] = {"transcript": "e14a2", "bcr_abl1_percent_is": same_as}
    assert started_molecular.compute(transcript="e14a2", bcr_abl1_percent_is=typed) == evaluate(
        "molecular-response", given
    )


def test_digits_that_a_binary_number_would_lose_decide(started_phase: CalculatorPage):
    """0.1 + 0.2 kept apart from 0.3, and 19.999…9 below 20, whatever the number of digits."""
    result = started_phase.compute(blasts_pb_percent="19.99999999999999999999", blasts_bm_percent="5")
    pdq = next(system for system in result["result"]["systems"] if system["guideline"] == "pdq-2025")
    assert pdq["phase"] == "accelerated"


def test_each_criterion_names_value_bound_and_source(phase: CalculatorPage):
    phase.open()
    phase.compute(**BLAST)
    card = phase.root.locator(".cml-card").filter(has_text="NCI PDQ")
    expect(card).to_contain_text("Value: 25%. Bound: at least 20%.")
    source = card.locator(".cml-source a").first
    expect(source).to_have_attribute("href", "../../reference/bibliography/#pdq-2025")
    source.click()
    expect(phase.page.locator("#pdq-2025")).to_be_visible()


def test_a_result_whose_entries_have_changed_says_so(started_phase: CalculatorPage):
    started_phase.compute(**BLAST)
    stale = started_phase.root.locator("[data-stale]")
    expect(stale).to_be_hidden()
    started_phase.fill(blasts_pb_percent=3)
    expect(stale).to_be_visible()
    started_phase.submit()
    expect(stale).to_be_hidden(timeout=10_000)


def test_none_found_and_a_finding_exclude_each_other(started_phase: CalculatorPage):
    started_phase.fill(aca_at_diagnosis=["trisomy_8"])
    started_phase.control("aca_at_diagnosis", "none").check()
    expect(started_phase.control("aca_at_diagnosis", "trisomy_8")).not_to_be_checked()


def test_clear_empties_the_form_and_the_result(phase: CalculatorPage):
    phase.open("#blasts_pb_percent=12")
    phase.compute(**BLAST)
    phase.root.get_by_role("button", name="Clear").click()
    phase.expect_state("ready")
    assert phase.value("blasts_pb_percent") == ""
    expect(phase.root.locator("[data-result-region]")).to_be_hidden()
    assert "#" not in phase.page.url


# The second question is asked two seconds late.
SECOND_IS_LATE = """
    const PlainWorker = window.Worker;
    let questions = 0;
    window.Worker = class extends PlainWorker {
      postMessage(message, ...others) {
        const isLate = "json" in message && (questions += 1) === 2;
        setTimeout(() => super.postMessage(message, ...others), isLate ? 2000 : 0);
      }
    };
"""


def test_a_result_stands_until_the_next_but_not_while_that_is_waited_for(phase: CalculatorPage):
    phase.page.add_init_script(SECOND_IS_LATE)
    phase.open()
    phase.compute(**BLAST)
    region = phase.root.locator("[data-result-region]")
    phase.fill(blasts_pb_percent=3)
    phase.submit()
    assert region.is_visible()
    assert phase.root.get_attribute("data-state") == "computing"
    expect(region).to_be_hidden(timeout=1500)
    assert phase.root.locator("script[data-result]").text_content() == ""
    phase.expect_state("result")
    expect(region).to_be_visible()


# Counts the questions; each is put LATE ms later.
COUNTED = """
    const PlainWorker = window.Worker;
    window.questions = 0;
    window.Worker = class extends PlainWorker {
      postMessage(message, ...others) {
        if (!("json" in message)) return super.postMessage(message, ...others);
        window.questions += 1;
        setTimeout(() => super.postMessage(message, ...others), LATE);
      }
    };
"""


def test_what_was_entered_is_answered_before_the_reader_presses(phase: CalculatorPage):
    phase.page.add_init_script(COUNTED.replace("LATE", "0"))
    # By this clock every answer is quick, on any machine.
    phase.page.add_init_script("performance.now = () => 0")
    phase.open()
    first = phase.compute(blasts_pb_percent=3)
    phase.fill(blasts_pb_percent=25)
    for _ in range(100):
        phase.page.wait_for_timeout(100)
        if phase.page.evaluate("window.questions") == 2:
            break
    else:
        pytest.fail("nothing was asked before the press")
    assert phase.root.get_attribute("data-state") == "result"
    assert phase.result() == first
    assert phase.compute() == evaluate("phase", {"blasts_pb_percent": 25})
    assert phase.page.evaluate("window.questions") == 2


def test_a_calculator_whose_answers_take_long_is_asked_by_pressing_alone(phase: CalculatorPage):
    phase.page.add_init_script(COUNTED.replace("LATE", "300"))
    phase.open()
    phase.compute(blasts_pb_percent=3)
    phase.fill(blasts_pb_percent=25)
    phase.page.wait_for_timeout(300)
    assert phase.page.evaluate("window.questions") == 1
    assert phase.compute() == evaluate("phase", {"blasts_pb_percent": 25})
    assert phase.page.evaluate("window.questions") == 2


def test_a_fault_takes_the_place_of_a_result(started_phase: CalculatorPage):
    started_phase.compute(**BLAST)
    started_phase.fill(blasts_pb_percent="abc")
    started_phase.submit()
    started_phase.expect_state("error")
    expect(started_phase.root.locator("[data-result-region]")).to_be_hidden()
