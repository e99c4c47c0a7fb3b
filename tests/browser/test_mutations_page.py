"""Variants against inhibitors in the page: a matrix in words, its tables, and what nobody has read kept apart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, expect

from cml_calculators import evaluate
from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

VARIANTS = ["T315I", "p.Phe317Leu", "G250E", "D276G"]


@pytest.fixture
def mutations(started: Callable[[str], CalculatorPage], site: SiteServer) -> CalculatorPage:
    return started("mutations")


def cell(page: CalculatorPage, variant: str, inhibitor: str) -> Locator:
    heads = page.root.locator(".cml-mutations thead th").all_text_contents()
    row = page.root.locator(".cml-mutations tbody tr").filter(has=page.page.get_by_role("rowheader", name=inhibitor))
    return row.locator("th, td").nth(heads.index(variant))


def test_the_matrix_says_in_words_what_python_gives(mutations: CalculatorPage) -> None:
    given = {"variants": VARIANTS, "compound": False}
    assert mutations.compute(variants=", ".join(VARIANTS), compound=False) == evaluate("mutations", given)
    for variant, inhibitor, words in (
        ("T315I", "Imatinib", "✗ Avoid"), ("T315I", "Ponatinib", "✓ Susceptible"), ("T315I", "Asciminib", "– No data"),
        ("F317L", "Dasatinib", "✗ Avoid"), ("F317L", "Nilotinib", "✓ Susceptible"),
        ("G250E", "Nilotinib", "! With caution"), ("D276G", "Imatinib", "– No data"),
    ):  # fmt: skip
        expect(cell(mutations, variant, inhibitor).locator(".cml-badge")).to_have_text(words)
    expect(mutations.root.locator(".cml-lead")).to_contain_text(
        [
            "T315I – avoid: imatinib, dasatinib, nilotinib and bosutinib; susceptible: ponatinib; no data: asciminib.",
            "F317L – avoid: imatinib and dasatinib; susceptible: nilotinib; no data: bosutinib,",
            "G250E – avoid: imatinib; with caution: nilotinib; susceptible: dasatinib; no data:",
            "D276G – no data for any inhibitor.",
        ]
    )


def test_each_cell_names_its_tables(mutations: CalculatorPage) -> None:
    mutations.compute(variants="T315I", compound=False)
    tables = cell(mutations, "T315I", "Dasatinib").locator("a")
    assert tables.all_text_contents() == ["PDQ 2025", "Soverini 2012", "Branford 2009"]
    href = "../../reference/guidelines/mutations/branford-2009/"
    assert tables.nth(2).get_attribute("href") == href
    card = mutations.root.locator('[data-variant="T315I"]')
    card.get_by_text("What each table prints").click()
    expect(card).to_contain_text("Branford 2009: “no”. Source: Branford 2009, table, row T315I")
    expect(card).to_contain_text("200 mg twice daily")
    expect(card).to_contain_text("without a known T315I mutation")
    expect(cell(mutations, "T315I", "Asciminib").locator("a")).to_have_count(0)


def test_what_was_not_read_stands_below_and_is_linked(mutations: CalculatorPage) -> None:
    mutations.compute(variants="A337V", compound=False)
    expect(mutations.root.locator('[data-variant="A337V"]')).to_contain_text("This variant stands in no table")
    expect(mutations.root.locator("[data-result-region]")).not_to_contain_text("myristoyl")
    mutations.root.get_by_role("link", name="further down, never evaluated").click()
    heading = mutations.page.get_by_role("heading", name="Lists that are shown, never evaluated")
    expect(heading).to_be_in_viewport()
    assert mutations.value("variants") == "A337V"


def test_a_compound_mutation_is_not_called_susceptible(mutations: CalculatorPage) -> None:
    mutations.compute(variants="T315I E453K", compound=True)
    expect(mutations.root.locator(".cml-warnings")).to_contain_text("do not cover compound mutations")
    expect(mutations.root.locator(".cml-mutations")).not_to_contain_text("Susceptible")
    expect(mutations.root.locator(".cml-summary")).to_contain_text("ponatinib, too, may fail")


def test_a_name_that_is_no_variant_is_a_fault_of_the_field(mutations: CalculatorPage) -> None:
    mutations.compute("error", variants="T315I\nT315*")
    expect(mutations.error_at("variants")).to_contain_text("“T315*” is a stop or an unknown residue")
    expect(mutations.error_at("variants")).to_be_visible()


def test_the_text_to_take_along_has_every_table(mutations: CalculatorPage) -> None:
    mutations.compute(variants="F317L/V", compound=False)
    mutations.root.get_by_role("button", name="Copy result as text").click()
    expect(mutations.root.get_by_text("The result was copied.")).to_be_visible()
    text = mutations.page.evaluate("navigator.clipboard.readText()")
    for line in (
        "  F317L\n",
        "Dasatinib: Avoid. Soverini 2012: Avoid (printed: “listed”) [table, F317]; Branford 2009: Avoid",
        "Nilotinib: Susceptible. Branford 2009: Susceptible (printed: “yes”) [table, row F317L/I/V]",
        "F317V: A monograph on dasatinib calls it inactive",
        "were not read and are not part of this answer",
    ):
        assert line in text


def test_the_tables_are_whole_without_scripts(browser: Browser, served: SiteServer) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served.url}calculators/mutations/")
    for title, rows in (("PDQ 2025, variants", 1), ("Soverini 2012", 17), ("Branford 2009", 11)):
        table = page.locator(".mutations table").filter(has=page.locator("caption", has_text=title))
        expect(table.locator("tbody tr")).to_have_count(rows)
    expect(page.locator(".mutations tr.not-evaluated")).to_have_count(3)
    expect(page.locator(".card table")).to_have_count(4)
    context.close()
