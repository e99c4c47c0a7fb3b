"""From dated results to rates, a picture and a table: the same content for every eye, hand and paper."""

import math
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import ConsoleMessage, expect

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage
from tests.browser.kinetics_series import SERIES, TREATMENT, bring, drawn, places, tick
from tests.browser.rules import SCHEMES, sideways, violations
from tests.browser.site_server import SiteServer


@pytest.fixture
def kinetics(started: Callable[[str], CalculatorPage], site: SiteServer) -> CalculatorPage:
    return started("kinetics")


@pytest.fixture
def shown(kinetics: CalculatorPage) -> Iterator[CalculatorPage]:
    """The page with the result of the series."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    kinetics.page.on("console", hear)
    bring(kinetics, **TREATMENT)
    kinetics.compute()
    drawn(kinetics)
    yield kinetics
    kinetics.page.remove_listener("console", hear)
    assert complaints == []


def choose(shown: CalculatorPage, edition: str) -> None:
    shown.root.get_by_label("Milestones of", exact=True).select_option(label=edition)


def test_the_page_gives_what_python_gives(shown: CalculatorPage) -> None:
    assert shown.result() == evaluate("kinetics", {"measurements": list(SERIES), **TREATMENT})


def test_500_measurements_are_computed_and_drawn(kinetics: CalculatorPage) -> None:
    days = [f"{2015 + index // 336}-{index % 336 // 28 + 1:02}-{index % 28 + 1:02}" for index in range(500)]
    series = [{"date": day, "bcr_abl1_percent_is": 1 + index % 7, "detected": True} for index, day in enumerate(days)]
    bring(kinetics, series, treatment_start="2015-01-01")
    assert kinetics.compute() == evaluate("kinetics", {"measurements": series, "treatment_start": "2015-01-01"})
    expect(drawn(kinetics).locator(".cml-point")).to_have_count(500)


def test_values_stand_on_a_logarithmic_axis_whose_ticks_are_the_levels(shown: CalculatorPage) -> None:
    texts = drawn(shown).locator(".cml-axis--y .tick text").all_text_contents()
    assert texts == ["100%", "10%", "1%", "0.1% (MMR)", "0.01%", "0.0032%", "0.001%"]
    decade = tick(shown, "10%") - tick(shown, "100%")
    measured = [row["bcr_abl1_percent_is"] for row in SERIES if "bcr_abl1_percent_is" in row]
    heights = [y for _, y in places(shown, "measured")]
    expected = [tick(shown, "100%") + decade * (2 - math.log10(percent)) for percent in measured]
    assert heights == pytest.approx(expected, abs=0.6)


def test_an_undetectable_sample_stands_open_at_its_limit_of_detection_and_is_not_joined(shown: CalculatorPage) -> None:
    """300 / 120000 copies = 0.0025%."""
    ((_, y),) = places(shown, "open")
    decade = tick(shown, "10%") - tick(shown, "100%")
    assert y == pytest.approx(tick(shown, "100%") + decade * (2 - math.log10(0.0025)), abs=0.6)
    # Five measured values in a row, and two more after those that were not detected.
    assert (drawn(shown).locator(".cml-series").get_attribute("d") or "").count("L") == 5
    expect(shown.root.locator(".cml-legend")).to_contain_text("not detected, shown at its limit of detection")


def test_a_sample_without_a_limit_stands_at_the_edge_with_a_word_of_its_own(shown: CalculatorPage) -> None:
    ((_, y),) = places(shown, "unplaced")
    assert y > tick(shown, "0.001%")
    expect(shown.root.locator(".cml-legend")).to_contain_text("limit not known: shown at the lower edge")
    row = shown.root.locator(".cml-series-table tr").filter(has_text="2022-05-09")
    expect(row).to_contain_text("not detected, limit not known")


def test_start_stop_and_rates_are_marked_in_words(shown: CalculatorPage) -> None:
    picture, result = drawn(shown), shown.result()["result"]
    assert picture.locator(".cml-treatment text").all_text_contents() == ["Start", "Stop"]
    halving = picture.locator(".cml-stretch--halving text")
    expect(halving).to_have_text(f"halves in {result['halving_time_shown']} days")
    doubling = picture.locator(".cml-stretch--doubling text")
    expect(doubling).to_have_text(f"doubles in {result['doubling_time_shown']} days")


def test_bands_of_the_chosen_edition_are_told_by_pattern_and_words_besides_color(shown: CalculatorPage) -> None:
    bands = drawn(shown).locator(".cml-band")
    # ELN 2020: two limits at 3 months, three at 6 and at 12.
    expect(bands).to_have_count(8)
    fills = set(bands.evaluate_all("(all) => all.map((one) => one.getAttribute('fill'))"))
    assert len(fills) == 3
    assert {"Optimal", "Warning", "Failure"} <= set(shown.root.locator(".cml-legend li").all_text_contents())
    expect(shown.root.locator(".cml-chart__note")).to_contain_text(
        re.compile(r"Month 3 to 6: Optimal ≤\s10%; Warning >\s10% \(failure if confirmed by a second test\)")
    )
    choose(shown, "NCCN 2024")
    expect(shown.root.locator(".cml-legend")).to_contain_text("Green")
    choose(shown, "none")
    expect(bands).to_have_count(0)


def test_the_table_has_the_content_of_the_picture(shown: CalculatorPage) -> None:
    rows = shown.root.locator(".cml-series-table tbody tr")
    assert rows.count() == len(SERIES)
    expect(rows.nth(0)).to_have_text("2019-02-04" + "0" + "80% IS" + "–" + "–" + "–")
    expect(rows.nth(3)).to_contain_text("0.08% IS")
    expect(rows.nth(3)).to_contain_text("MMR reached")
    expect(rows.nth(3)).to_contain_text("Optimal")
    expect(rows.nth(5)).to_contain_text("not detected; limit 0.0025%")
    expect(rows.nth(8)).to_contain_text("MMR lost")
    expect(shown.root.locator(".cml-series-table thead")).to_contain_text("ELN 2020")
    choose(shown, "NCCN 2024")
    expect(shown.root.locator(".cml-series-table thead")).to_contain_text("NCCN 2024")
    expect(rows.nth(3)).to_contain_text("Green")


def test_every_sample_is_reached_with_the_keyboard_and_said(shown: CalculatorPage) -> None:
    slider = shown.root.get_by_label("Sample", exact=True)
    slider.focus()
    shown.page.keyboard.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "1 of 9: 2019-02-04, day 0; 80% IS")
    heard = set()
    for _ in SERIES:
        heard.add(slider.get_attribute("aria-valuetext"))
        shown.page.keyboard.press("ArrowRight")
    assert len(heard) == len(SERIES)
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile(r"^9 of 9: 2023-05-06, day 1552; 0\.16% IS; MR2; .*MMR lost")
    )
    ring = drawn(shown).locator(".cml-chart__ring")
    assert float(ring.get_attribute("cx") or 0) == pytest.approx(places(shown, "measured")[-1][0])


def test_the_pointer_finds_the_nearest_sample(shown: CalculatorPage) -> None:
    drawn(shown).locator(".cml-point").nth(3).hover(force=True)
    expect(shown.root.locator(".cml-chart__sample")).to_contain_text("2020-02-04, day 365; 0.08% IS; MR3; MMR reached")


def test_the_picture_has_a_name_and_a_description(shown: CalculatorPage) -> None:
    picture = shown.root.get_by_role("img", name="BCR::ABL1 over time")
    expect(picture.locator("desc")).to_contain_text("9 samples from 2019-02-04 to 2023-05-06, 2 without detectable")


def test_the_fit_is_drawn_when_it_is_wanted_and_changes_nothing(shown: CalculatorPage) -> None:
    expect(drawn(shown).locator(".cml-fit text")).to_have_text("fit")
    before = shown.result()
    shown.root.get_by_label("Straight-line fit").uncheck()
    expect(drawn(shown).locator(".cml-fit")).to_have_count(0)
    assert shown.result() == before


def test_without_a_start_there_are_no_bands_and_the_reason_is_said(kinetics: CalculatorPage) -> None:
    bring(kinetics)
    kinetics.compute()
    expect(drawn(kinetics).locator(".cml-band")).to_have_count(0)
    expect(kinetics.root.locator(".cml-chart__note")).to_have_text(
        "Milestones count from the start of treatment, which was not entered."
    )
    expect(drawn(kinetics)).to_contain_text("Months since the first sample")


def test_nothing_to_draw_loads_no_library(calculator: Callable[[str], CalculatorPage]) -> None:
    page = calculator("kinetics")
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.open()
    page.compute()
    expect(page.root.locator(".cml-lead")).to_contain_text("No measurement")
    assert not [url for url in asked if "/libraries/" in url]
    bring(page)
    page.compute()
    drawn(page)
    assert [url for url in asked if "/libraries/d3-" in url]


def test_a_library_that_does_not_come_leaves_the_table(
    calculator: Callable[[str], CalculatorPage], site: SiteServer
) -> None:
    site.faults["d3-scale.min.js"] = "is missing"
    page = calculator("kinetics").open()
    bring(page, **TREATMENT)
    page.compute()
    expect(page.root.locator(".cml-chart__place")).to_contain_text(
        "d3-scale.min.js could not be fetched. The table below"
    )
    expect(page.root.locator(".cml-series-table tbody tr")).to_have_count(len(SERIES))


def test_errors_are_shown_at_the_row_that_the_reader_sees(kinetics: CalculatorPage) -> None:
    """Row 1 stays empty, so that Python counts one less than the form."""
    for _ in range(2):
        kinetics.root.get_by_role("button", name="Add a row").click()
    typed = {
        "1.date": "03/04/2020",
        "1.bcr_abl1_percent_is": "0",
        "2.date": "2020-05-01",
        "2.bcr_abl1_percent_is": "<0.01",
    }
    result = kinetics.compute("error", **{f"measurements.{name}": text for name, text in typed.items()})
    fields = [error["field"] for error in result["errors"]]
    assert fields == [
        "measurements[1].bcr_abl1_percent_is",
        "measurements[0].date",
        "measurements[0].bcr_abl1_percent_is",
    ]
    expect(kinetics.error_at("measurements.1.date")).to_contain_text("Date of the sample (row 2) must be a date")
    for row in (1, 2):
        expect(kinetics.error_at(f"measurements.{row}.bcr_abl1_percent_is")).to_contain_text(
            "When nothing was detected, leave this empty and answer “Was BCR::ABL1 detected?” with no"
        )
    kinetics.root.locator("[data-error-summary] a").first.click()
    expect(kinetics.control("measurements.1.date")).to_be_focused()


def test_a_link_holds_the_series_and_gives_the_same_answer(
    calculator: Callable[[str], CalculatorPage], shown: CalculatorPage
) -> None:
    shown.root.get_by_role("button", name="Link to these inputs").click()
    link = shown.page.evaluate("navigator.clipboard.readText()")
    again = calculator("kinetics").open("#" + link.partition("#")[2])
    assert again.compute() == shown.result()


def test_the_text_of_the_result_has_every_sample(shown: CalculatorPage) -> None:
    shown.root.get_by_role("button", name="Copy result as text").click()
    text = shown.page.evaluate("navigator.clipboard.readText()")
    assert "Measurements 2: 2019-05-05, 12% IS, detected yes" in text
    assert "2021-08-04, day 912: not detected; limit 0.0025%" in text
    assert "2020-02-04, day 365: 0.08% IS (MR3, MMR reached)" in text


def test_the_page_under_a_strict_policy_sets_no_style_in_markup(
    calculator: Callable[[str], CalculatorPage], site: SiteServer
) -> None:
    page = calculator("kinetics")
    page.open()
    bring(page, **TREATMENT)
    page.compute()
    drawn(page)
    choose(page, "NCCN 2024")
    assert page.root.locator("[style]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_form_and_result_break_no_rule_of_axe(calculator: Callable[[str], CalculatorPage], scheme: str) -> None:
    page = calculator("kinetics")
    page.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.open()
    expect(page.page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    bring(page, **TREATMENT)
    page.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert violations(page.page) == []
    page.compute()
    drawn(page)
    page.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert violations(page.page) == []


def test_rows_and_result_fit_320_pixels(shown: CalculatorPage) -> None:
    shown.page.set_viewport_size({"width": 320, "height": 700})
    shown.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    expect(drawn(shown)).to_have_attribute("width", re.compile(r"^2\d\d"))
    assert sideways(shown.page) == 0


def test_on_paper_the_picture_is_drawn_anew_in_black_and_without_controls(shown: CalculatorPage) -> None:
    shown.page.set_viewport_size({"width": 320, "height": 700})
    shown.page.emulate_media(media="print", color_scheme="dark")
    expect(drawn(shown)).to_have_attribute("width", "640")
    expect(shown.root.locator(".cml-chart__walk")).to_be_hidden()
    expect(shown.root.locator(".cml-chart__choices")).to_be_hidden()
    expect(shown.root.locator(".cml-chart__note")).to_contain_text("Limits of European LeukemiaNet 2020")
    color = drawn(shown).locator(".cml-axis--y text").first.evaluate("(text) => getComputedStyle(text).fill")
    assert color == "rgb(0, 0, 0)"
    assert shown.page.pdf(format="A4")
