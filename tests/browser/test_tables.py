"""Tables that sort and filter: by keyboard, said to screen readers, complete on paper and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site_server import SiteServer

STUDIES, MUTATIONS = "studies/", "response/mutations/"


@pytest.fixture
def studies(page: Page, site: SiteServer) -> Page:
    page.goto(site.url + STUDIES)
    expect(bar(page)).to_be_visible()
    return page


def region(page: Page, name: str = "All studies") -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def bar(page: Page, name: str = "All studies") -> Locator:
    return page.get_by_role("group", name=f"Filters: {name}", exact=True)


def head(page: Page, name: str, table: str = "All studies") -> Locator:
    return region(page, table).get_by_role("columnheader", name=name, exact=True)


def column(page: Page, number: int, table: str = "All studies") -> list[str]:
    """The words of a column in the rows that are shown."""
    cells = region(page, table).locator(f"tbody tr:not([hidden]) > :nth-child({number})")
    return [" ".join(text.split()) for text in cells.all_inner_texts()]


def figures(page: Page) -> list[int]:
    return [int(text.replace(",", "")) for text in column(page, 6) if text != "–"]


def test_a_column_is_sorted_by_keyboard_up_down_and_back(studies: Page) -> None:
    before = column(studies, 1)
    button = head(studies, "Patients").get_by_role("button")
    button.focus()
    studies.keyboard.press("Enter")
    expect(head(studies, "Patients")).to_have_attribute("aria-sort", "ascending")
    assert figures(studies) == sorted(figures(studies)) and len(set(figures(studies))) > 10
    studies.keyboard.press("Space")
    expect(head(studies, "Patients")).to_have_attribute("aria-sort", "descending")
    assert figures(studies) == sorted(figures(studies), reverse=True)
    studies.keyboard.press("Enter")
    expect(head(studies, "Patients")).not_to_have_attribute("aria-sort", "ascending")
    expect(button).to_be_focused()
    assert column(studies, 1) == before


def test_only_one_column_says_that_it_sorts_the_table(studies: Page) -> None:
    head(studies, "Patients").get_by_role("button").click()
    head(studies, "Study").get_by_role("button").click()
    expect(region(studies).locator("[aria-sort]")).to_have_count(1)
    names = column(studies, 1)
    assert names == sorted(names, key=str.lower)


def test_what_no_source_states_stays_last_both_ways(studies: Page) -> None:
    for _ in range(2):
        head(studies, "Patients").get_by_role("button").click()
        shown = column(studies, 6)
        assert shown.index("–") == len(figures(studies))


def test_filters_leave_the_rows_that_fit_all_and_say_how_many(studies: Page) -> None:
    rows = len(column(studies, 1))
    expect(bar(studies).get_by_role("status")).to_have_text(f"{rows} of {rows} rows")
    bar(studies).get_by_label("Line").select_option("First line")
    bar(studies).get_by_label("Drugs").select_option("Dasatinib")
    expect(bar(studies).get_by_role("status")).to_have_text(f"{len(column(studies, 1))} of {rows} rows")
    assert "DASISION" in column(studies, 1) and "ENESTnd" not in column(studies, 1)
    assert set(column(studies, 4)) == {"First line"}
    assert all("Dasatinib" in drugs for drugs in column(studies, 5))


def test_choices_that_no_row_fits_are_said_and_taken_back_by_one_button(studies: Page) -> None:
    before = column(studies, 1)
    head(studies, "Patients").get_by_role("button").click()
    bar(studies).get_by_label("Line").select_option("Transplantation")
    bar(studies).get_by_label("Drugs").select_option("Omacetaxine")
    expect(bar(studies).get_by_role("status")).to_have_text("No row fits all of these choices.")
    assert column(studies, 1) == []
    bar(studies).get_by_role("button").click()
    assert column(studies, 1) == before
    expect(bar(studies).get_by_label("Line")).to_have_value("")
    expect(region(studies).locator("[aria-sort]")).to_have_count(0)


def test_outcomes_are_filtered_by_drug_line_and_endpoint(studies: Page) -> None:
    name = "All outcomes"
    bar(studies, name).get_by_label("Endpoint").select_option("Major molecular response")
    bar(studies, name).get_by_label("Drugs").select_option("Nilotinib")
    bar(studies, name).get_by_label("Line").select_option("First line")
    assert set(column(studies, 1, name)) == {"Major molecular response"}
    assert any("ENESTnd" in study for study in column(studies, 2, name))
    assert not any("BFORE" in study for study in column(studies, 2, name))


def test_inhibitors_by_variant_answer_for_t315i_as_the_sources_print(page: Page, site: SiteServer) -> None:
    """PDQ 2025, Treatment of Relapsed CML: T315I resists four inhibitors, and ponatinib is active."""
    name = "Inhibitors by variant"
    page.goto(site.url + MUTATIONS)
    bar(page, name).get_by_label("Variant").select_option("T315I")
    read = dict(zip(column(page, 2, name), column(page, 3, name), strict=True))
    avoided = dict.fromkeys(("Imatinib", "Dasatinib", "Nilotinib", "Bosutinib"), "Avoid")
    assert read == {**avoided, "Ponatinib": "Susceptible"}
    bar(page, name).get_by_label("Inhibitor").select_option("Ponatinib")
    assert len(column(page, 1, name)) == 1
    bar(page, name).get_by_role("button").click()
    bar(page, name).get_by_label("Reading").select_option("With caution")
    assert ("G250E", "Nilotinib") in zip(column(page, 1, name), column(page, 2, name), strict=True)


def test_a_lost_cell_sorts_by_what_it_must_have_held(page: Page, site: SiteServer) -> None:
    """Kantarjian 2003, Table 3: the 0% of patients 1 to 5 is lost in the copy and comes first."""
    name = "Cytogenetic responses of the 21 patients"
    page.goto(site.url + "studies/imatinib-dose-escalation/")
    head(page, "Lowest Ph+ after it (%)", name).get_by_role("button").click()
    assert column(page, 4, name)[:7] == ["lost [0]"] * 5 + ["3", "10"]


def test_paper_has_every_row_and_no_control(studies: Page) -> None:
    rows = len(column(studies, 1))
    bar(studies).get_by_label("Line").select_option("Transplantation")
    assert len(column(studies, 1)) < rows
    studies.emulate_media(media="print")
    assert region(studies).locator("tbody tr:visible").count() == rows
    expect(bar(studies)).to_be_hidden()


def test_without_javascript_the_table_is_complete_and_offers_nothing_that_does_nothing(
    browser: Browser, studies: Page, site: SiteServer
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(site.url + STUDIES)
        assert column(plain, 1) == column(studies, 1)
        assert region(plain).get_by_role("button").count() == plain.locator(".hb-filters").count() == 0


@pytest.mark.parametrize("path", [STUDIES, MUTATIONS])
def test_at_320_pixels_the_controls_fit_and_the_page_never_scrolls_sideways(
    page: Page, site: SiteServer, path: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(site.url + path)
    for select in page.locator(".hb-filters select").all():
        box = select.bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 320
        assert box["height"] >= 24
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
