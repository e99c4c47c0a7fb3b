"""The search dialog: keyboard, words for everybody, nothing leaves the page, and every way in which loading fails."""

import gzip
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.rules import SCHEMES, sideways, violations
from tests.browser.site_server import SiteServer

MOST_BEFORE_THE_FIRST_QUESTION = 100_000


class Search:
    """A page with its search dialog."""

    def __init__(self, page: Page, site: SiteServer, path: str = "drugs/imatinib/") -> None:
        self.page, self.site = page, site
        self.requests: list[Request] = []
        page.on("request", lambda request: self.requests.append(request))
        page.goto(site.url + path)
        self.link = page.get_by_role("link", name="Search", exact=True)
        self.dialog = page.get_by_role("dialog", name="Search")
        self.field = page.get_by_role("searchbox", name="Search this handbook")
        self.results = self.dialog.get_by_role("list", name="Results").get_by_role("link")
        self.status = self.dialog.get_by_role("status")

    def open(self) -> "Search":
        self.link.click()
        expect(self.field).to_be_focused()
        return self

    def ready(self) -> "Search":
        self.open()
        self.page.wait_for_selector("dialog[data-state=ready]")
        return self

    def ask(self, question: str) -> Locator:
        self.field.fill(question)
        expect(self.results.first).to_be_visible()
        return self.results

    def asked_for(self) -> list[str]:
        return [request.url.removeprefix(self.site.url) for request in self.requests]


@pytest.fixture
def search(page: Page, site: SiteServer) -> Search:
    return Search(page, site)


def test_a_result_names_page_and_section_and_leads_there(search: Search):
    first = search.ready().ask("Sprycel pleural effusion").first
    expect(first).to_contain_text("Dasatinib (Sprycel)")
    expect(first).to_contain_text("Drugs › Safety")
    expect(first.locator("mark", has_text="effusion").first).to_be_visible()
    first.click()
    search.page.wait_for_url(search.site.url + "drugs/dasatinib/#safety")


def test_the_keyboard_alone_opens_searches_moves_and_goes(search: Search):
    keyboard = search.page.keyboard
    keyboard.press("Control+k")
    expect(search.field).to_be_focused()
    keyboard.type("T315I")
    expect(search.results.first).to_be_visible()
    keyboard.press("ArrowDown")
    expect(search.results.first).to_be_focused()
    keyboard.press("ArrowDown")
    expect(search.results.nth(1)).to_be_focused()
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    expect(search.field).to_be_focused()
    keyboard.press("ArrowDown")
    keyboard.type("x")
    expect(search.field).to_have_value("T315Ix")
    keyboard.press("Backspace")
    target = search.results.first.get_attribute("href")
    keyboard.press("Enter")
    assert target is not None
    search.page.wait_for_url(target)


def test_escape_closes_and_the_focus_returns(search: Search):
    search.link.focus()
    search.page.keyboard.press("Enter")
    expect(search.field).to_be_focused()
    search.page.keyboard.press("Escape")
    if search.dialog.is_visible():  # the first Escape empties the field in some browsers
        search.page.keyboard.press("Escape")
    expect(search.dialog).to_be_hidden()
    expect(search.link).to_be_focused()


def test_letters_in_the_dialog_are_no_shortcuts_of_the_theme(search: Search):
    search.ready().ask("imatinib").first.focus()
    for key in ("n", "p", ","):
        search.page.keyboard.press(key)
    expect(search.dialog).to_be_visible()
    assert search.page.url == search.site.url + "drugs/imatinib/"


def test_the_number_of_results_is_announced_once_the_reader_pauses(search: Search):
    search.ready().ask("dasatanib dose")
    expect(search.status).to_have_text(
        re.compile(r"Searched for dasatinib \(for dasatanib\)\. \d+ pages, the best first\.")
    )


def test_more_results_are_one_press_away(search: Search):
    search.ready().ask("imatinib")
    expect(search.results).to_have_count(10)
    search.dialog.get_by_role("button", name="More results").click()
    expect(search.results).to_have_count(20)
    expect(search.results.nth(10)).to_be_focused()


def test_a_section_of_the_same_page_closes_the_dialog(search: Search):
    search.ready().ask("imatinib interactions grapefruit").first.click()
    expect(search.dialog).to_be_hidden()
    assert search.page.url == search.site.url + "drugs/imatinib/#interactions"


def test_nothing_is_fetched_before_somebody_will_search(search: Search):
    search.page.wait_for_load_state("networkidle")
    assert [path for path in search.asked_for() if "search/" in path] == ["assets/javascripts/search/open.mjs"]


def test_what_is_needed_for_the_first_question_is_small(search: Search):
    search.page.wait_for_load_state("networkidle")
    before = len(search.requests)
    search.ready()
    fetched = search.asked_for()[before:]
    assert "assets/search/index.json" in fetched
    assert "assets/search/texts.json" not in fetched
    size = sum(len(gzip.compress((search.site.folder / path).read_bytes(), 6)) for path in fetched)
    assert size <= MOST_BEFORE_THE_FIRST_QUESTION, f"{size} bytes"


def test_what_is_typed_never_leaves_the_page(search: Search):
    search.ready()
    before = len(search.requests)
    for question in ("patient name 1234", "T315I", "dasatinib"):
        search.field.fill(question)
        search.page.wait_for_timeout(300)
    assert set(search.asked_for()[before:]) == {"assets/search/texts.json"}
    assert search.page.url == search.site.url + "drugs/imatinib/"
    stored = search.page.evaluate(
        "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state])"
    )
    assert "1234" not in stored
    assert "T315I" not in stored


@pytest.mark.parametrize("fault", ["is missing", "is a web page", "is truncated", "breaks off"])
@pytest.mark.parametrize("file", ["assets/search/index.json", "search/engine.mjs"])
def test_what_cannot_be_loaded_is_said_and_tried_again(page: Page, site: SiteServer, file: str, fault: str):
    site.faults[file] = fault
    search = Search(page, site).open()
    expect(search.status).to_contain_text("The search could not be loaded.")
    expect(search.dialog.get_by_role("link", name="All pages and terms from A to Z")).to_be_visible()
    search.field.fill("imatinib")
    page.wait_for_timeout(200)
    expect(search.results).to_have_count(0)
    expect(search.status).to_contain_text("The search could not be loaded.")
    if file.endswith(".json"):
        site.faults.clear()
        search.dialog.get_by_role("button", name="Try again").click()
        expect(search.results.first).to_be_visible()


def test_an_index_of_another_shape_is_refused(page: Page, site: SiteServer):
    page.route("**/assets/search/index.json", lambda route: route.fulfill(json={"edition": "1", "pages": [{}]}))
    search = Search(page, site).open()
    expect(search.status).to_contain_text("The server sent something else.")


@pytest.mark.parametrize("fault", ["is missing", "is a web page", "is truncated"])
def test_without_the_texts_the_results_stand(page: Page, site: SiteServer, fault: str):
    site.faults["texts.json"] = fault
    first = Search(page, site).ready().ask("dasatinib").first
    expect(first).to_contain_text("Dasatinib (Sprycel)")
    expect(first.locator(".hb-result__snippet")).to_have_count(0)


def test_texts_of_another_edition_are_not_shown(page: Page, site: SiteServer):
    page.route(
        "**/assets/search/texts.json", lambda route: route.fulfill(json={"edition": "old", "pages": [["wrong"]] * 500})
    )
    search = Search(page, site).ready()
    search.ask("dasatinib")
    page.wait_for_timeout(300)
    expect(search.dialog.get_by_text("wrong")).to_have_count(0)


def test_a_dialog_that_cannot_be_loaded_leads_to_the_list(page: Page, site: SiteServer):
    site.faults["search/dialog.mjs"] = "is missing"
    Search(page, site).link.click()
    page.wait_for_url(site.url + "reference/a-z/")


def test_while_the_index_is_on_its_way_the_dialog_says_so(page: Page, site: SiteServer):
    site.faults["assets/search/index.json"] = "hangs"
    search = Search(page, site).open()
    search.field.fill("imatinib")
    expect(search.status).to_have_text("Loading the search …")


@pytest.mark.parametrize(
    "question", ["", "   ", "?!…", "<img src=x onerror=document.title=1>", "x" * 5000, "</mark><b>bold"]
)
def test_strange_questions_are_inert(search: Search, question: str):
    title = search.page.title()
    search.ready().field.fill(question)
    search.page.wait_for_timeout(600)
    assert search.page.title() == title
    assert search.dialog.locator("img, b").count() == 0
    assert len(search.field.input_value()) <= 200 or question == "x" * 5000


def test_nothing_found_is_said(search: Search):
    search.ready().field.fill("xyzzyqwert")
    expect(search.status).to_contain_text("Nothing found for “xyzzyqwert”.")


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, page: Page) -> str:
    page.emulate_media(color_scheme=request.param)
    return str(request.param)


def test_the_dialog_breaks_no_rule_of_axe(scheme: str, search: Search):
    expect(search.page.locator("body")).to_have_attribute("data-md-color-scheme", SCHEMES[scheme])
    search.ready()
    assert violations(search.page) == []
    search.ask("dasatanib dose")
    expect(search.status).not_to_be_empty()
    expect(search.dialog.locator(".hb-result__snippet").first).to_be_visible()
    assert violations(search.page) == []


def test_the_dialog_fits_320_pixels(search: Search):
    search.page.set_viewport_size({"width": 320, "height": 640})
    search.ready().ask("NCT04971226 BCR::ABL1 thrombocytopenia")
    assert sideways(search.page) == 0
    box = search.dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    wide = search.dialog.evaluate("(dialog) => dialog.scrollWidth - dialog.clientWidth")
    assert wide == 0


@pytest.fixture
def without_javascript(browser: Browser) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


def test_without_javascript_the_link_leads_to_every_page(without_javascript: Page, site: SiteServer):
    page = without_javascript
    page.goto(site.url + "drugs/imatinib/")
    page.get_by_role("link", name="Search", exact=True).click()
    assert page.url == site.url + "reference/a-z/"
    for name in ("Sprycel", "ABL001", "ASC4FIRST", "Milestones and targets"):
        expect(page.locator("article").get_by_role("link", name=name, exact=True).first).to_be_visible()
