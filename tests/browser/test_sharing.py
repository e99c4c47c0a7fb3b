"""Taking inputs and results along: only when the reader asks for it."""

from playwright.sync_api import expect

from tests.browser.calculator_page import CalculatorPage


def test_a_link_fills_the_form_and_computes_nothing(phase: CalculatorPage):
    phase.open("#blasts_pb_percent=12&on_treatment=true&aca_on_treatment=trisomy_8,second_ph&aca_at_diagnosis=none")
    assert phase.value("blasts_pb_percent") == "12"
    expect(phase.control("on_treatment", "true")).to_be_checked()
    expect(phase.control("aca_on_treatment", "trisomy_8")).to_be_checked()
    expect(phase.control("aca_on_treatment", "second_ph")).to_be_checked()
    expect(phase.control("aca_at_diagnosis", "none")).to_be_checked()
    phase.page.wait_for_timeout(500)
    phase.expect_state("idle")
    result = phase.compute()["result"]
    assert result["systems"]


def test_names_that_the_form_does_not_have_are_left_and_said(phase: CalculatorPage):
    phase.open("#blasts_pb_percent=12&blasts=5&on_treatment=perhaps")
    note = phase.root.locator("[data-fragment-note]")
    expect(note).to_contain_text("blasts and on_treatment")
    assert phase.value("blasts_pb_percent") == "12"


def test_an_ordinary_anchor_fills_nothing(phase: CalculatorPage):
    phase.open("#when-not-to-use")
    expect(phase.root.locator("[data-fragment-note]")).to_be_hidden()


def test_markup_in_a_link_stays_text(phase: CalculatorPage):
    phase.open("#blasts_pb_percent=%3Cimg%20src%3Dx%3E&%3Cb%3Ename=1")
    expect(phase.root.locator("[data-fragment-note]")).to_contain_text("<b>name")
    phase.compute("error")
    expect(phase.error_at("blasts_pb_percent")).to_contain_text("<img src=x>")
    assert phase.root.locator("img").count() == 0


def test_the_result_is_copied_with_inputs_units_editions_and_version(started_phase: CalculatorPage):
    answer = started_phase.compute(blasts_pb_percent="12.50", on_treatment=False)
    started_phase.root.get_by_role("button", name="Copy result as text").click()
    expect(started_phase.root.locator(".cml-shared")).to_contain_text("was copied")
    text = started_phase.page.evaluate("navigator.clipboard.readText()")
    assert "Blasts in blood: 12.50 % of white cells" in text
    assert "Is the patient on treatment for CML? no" in text
    assert "NCI PDQ, 13 March 2025" in text and "Accelerated phase" in text
    assert f"Calculators version {answer['version']}" in text
    assert "not a medical device" in text


def test_where_the_clipboard_is_refused_the_text_stands_selected(phase: CalculatorPage):
    phase.page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    phase.open()
    phase.compute(blasts_pb_percent=25)
    phase.root.get_by_role("button", name="Copy result as text").click()
    field = phase.root.locator(".cml-shared textarea")
    expect(field).to_be_focused()
    assert "Blast phase" in field.input_value()


def test_a_link_to_the_inputs_is_made_only_on_request_and_leads_back(phase: CalculatorPage):
    phase.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    phase.open()
    phase.fill(aca_on_treatment=["trisomy_8"], aca_at_diagnosis=[])
    first = phase.compute(blasts_pb_percent="12", on_treatment=True)
    assert "12" not in phase.page.url.partition("#")[2]
    phase.root.get_by_role("button", name="Link to these inputs").click()
    expect(phase.root.locator(".cml-shared")).to_contain_text("Whoever has this link can read the inputs")
    link = phase.page.evaluate("navigator.clipboard.readText()")
    assert (
        link == f"{phase.url}#on_treatment=true&blasts_pb_percent=12&aca_at_diagnosis=none&aca_on_treatment=trisomy_8"
    )
    assert phase.page.url == link
    phase.page.goto("about:blank")
    phase.page.goto(link)
    phase.expect_state("idle")
    assert phase.compute() == first
