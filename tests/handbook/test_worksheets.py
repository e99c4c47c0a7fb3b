"""Each calculator has a whole worksheet: boxes, addresses, nothing of a template, formulas that compute."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
import zxingcpp

from cml_calculators.catalogue import CALCULATORS
from cml_calculators.shapes import Records
from handbook.addresses import worksheet_slug
from handbook.library import Library
from handbook.site_address import site_url
from handbook.stopped import BuildStopped
from handbook.worksheets import worksheet_html
from handbook.worksheets.arithmetic import number_in_words
from handbook.worksheets.decisions import editions, names_looked_at
from handbook.worksheets.pages import worksheet_pages
from handbook.worksheets.qr import QUIET_ZONE
from handbook.worksheets.worked_out import WORKED_OUT
from tests.handbook.paper.sheet import CITATION, Sheet, read_sheet, text

SITE = "https://reader.example/handbook/"
IDS = [entry.id for entry in CALCULATORS]
ELEMENTS = frozenset(
    """section div figure figcaption svg title desc path rect line text h3 p strong a span sup br ul li table caption
    thead tbody tr th td var""".split()  # noqa: SIM905
)
CLASSES = frozenset(
    """worksheet worksheet-head qr plot fill long tick option hint inputs group formulas levels decision rows test all
    any reading scoring lookup card example sum table-scroll on-paper entries""".split()  # noqa: SIM905
)


@pytest.fixture(scope="module")
def fragments(handbook: Library) -> dict[str, str]:
    return {calculator_id: worksheet_html(handbook, calculator_id, SITE) for calculator_id in IDS}


@pytest.fixture(scope="module")
def sheets(fragments: dict[str, str]) -> dict[str, Sheet]:
    return {calculator_id: read_sheet(fragment) for calculator_id, fragment in fragments.items()}


@pytest.mark.parametrize("calculator_id", IDS)
def test_no_text_of_a_template_is_left(fragments: dict[str, str], calculator_id: str) -> None:
    text = CITATION.sub("", fragments[calculator_id])
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\{[a-zA-Z]|Undefined|\[@|&amp;(amp|lt|gt|#)", text)
    words = " ".join(ElementTree.fromstring(text).itertext())
    assert not re.search(r"\b[a-z]+_[a-z]+", words), "a name of the code stands where a word should"


@pytest.mark.parametrize("calculator_id", IDS)
def test_only_the_agreed_elements_and_classes_are_used(fragments: dict[str, str], calculator_id: str) -> None:
    root = ElementTree.fromstring(fragments[calculator_id])
    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert {one for element in root.iter() for one in element.get("class", "").split()} <= CLASSES
    assert "\n\n" not in fragments[calculator_id]


@pytest.mark.parametrize("calculator_id", IDS)
def test_every_input_has_its_boxes_and_its_range(sheets: dict[str, Sheet], calculator_id: str) -> None:
    sheet = sheets[calculator_id]
    entry = next(one for one in CALCULATORS if one.id == calculator_id)
    records = [quantity for quantity in entry.inputs if isinstance(quantity, Records)]
    assert set(sheet.entries) == {one.label for one in entry.inputs} - {one.label for one in records}
    for row in (row for table in sheet.of_kind("inputs") for row in table.rows):
        boxes = [
            part
            for cell in row.elements
            for part in cell.iter()
            if {"fill", "tick"} & set(part.get("class", "").split())
        ]
        assert boxes, row.head
    for quantity in records:
        (table,) = (one for one in sheet.of_kind("inputs") if quantity.label.lower() in one.caption)
        assert set(table.heads) == {"Row", *(part.label for part in quantity.fields)}


@pytest.mark.parametrize("calculator_id", IDS)
def test_every_edition_stands_on_the_sheet_with_how_it_was_read(
    handbook: Library, sheets: dict[str, Sheet], calculator_id: str
) -> None:
    entry = next(one for one in CALCULATORS if one.id == calculator_id)
    for edition in editions(handbook, entry):
        table = sheets[calculator_id].titled(edition.title)
        assert {"primary": "read in the source", "secondary": "secondary source", "unverified": "not verified"}[
            edition.verification
        ] in table.caption
        assert ("card" in table.kind.split()) == (edition.kind == "card")


@pytest.mark.parametrize("calculator_id", IDS)
def test_everything_that_a_row_looks_at_is_an_entry_or_is_explained(
    handbook: Library, sheets: dict[str, Sheet], calculator_id: str
) -> None:
    entry = next(one for one in CALCULATORS if one.id == calculator_id)
    looked_at = {name for edition in editions(handbook, entry) for name in names_looked_at(edition)}
    explained = {one.name for one in WORKED_OUT.get(calculator_id, ())} | {one.name for one in entry.inputs}
    # "Above the lowest so far" compares two entries.
    assert looked_at - explained <= {"risen"}


@pytest.mark.parametrize("calculator_id", IDS)
def test_there_are_worked_examples_with_an_answer(sheets: dict[str, Sheet], calculator_id: str) -> None:
    examples = sheets[calculator_id].of_kind("example")
    assert len(examples) >= 2
    for table in examples:
        assert table.rows[0].head == "Entered"
        assert len(table.rows) >= 2
        assert all(row.cells[0] for row in table.rows)


@pytest.mark.parametrize("calculator_id", IDS)
def test_the_qr_code_leads_to_the_live_page(fragments: dict[str, str], calculator_id: str) -> None:
    svg = next(ElementTree.fromstring(fragments[calculator_id]).iter("svg"))
    found = zxingcpp.read_barcodes(_pixels(svg))
    assert [one.text for one in found] == [f"{SITE}calculators/{calculator_id}/"]
    assert svg.find("desc") is not None and svg.findtext("desc") == found[0].text


def _pixels(svg: ElementTree.Element) -> memoryview:
    """The drawing as gray pixels, eight for each module: strokes one module wide, as the path says."""
    size = int(str(svg.get("viewBox")).split()[2])
    dark = [[False] * size for _ in range(size)]
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmhz]*)", str(svg.findall("path")[-1].get("d"))):
        parts = [float(part) for part in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for module in range(int(x), int(x + parts[0])):
                dark[int(y)][module] = True
            x += parts[0]
        else:
            x, y = (parts[0], parts[1]) if command == "M" else (x + parts[0], y + parts[1])
    assert not any(dark[0]) and not any(row[QUIET_ZONE - 1] for row in dark)
    scale = 8
    rows = [bytes(0 if module else 255 for module in row for _ in range(scale)) for row in dark for _ in range(scale)]
    return memoryview(b"".join(rows)).cast("B", (size * scale, size * scale))


def test_the_same_content_gives_the_same_sheet(handbook: Library, fragments: dict[str, str]) -> None:
    assert worksheet_html(handbook, "kinetics", SITE) == fragments["kinetics"]
    assert worksheet_html(handbook, "kinetics", SITE, level=2) == re.sub(r"(</?h)3>", r"\g<1>2>", fragments["kinetics"])


def test_every_calculator_page_has_its_worksheet_page(handbook: Library) -> None:
    pages = {slug: body for slug, _, body in worksheet_pages(handbook, SITE)}
    assert set(pages) == {worksheet_slug(f"calculators/{calculator_id}") for calculator_id in IDS}
    for body in pages.values():
        assert body.count('<section class="worksheet">') == 1
        assert 'href="../"' in body


def test_the_address_of_the_site_is_read_from_the_settings(tmp_path: Path) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text("site_name: x\nsite_url: https://reader.example/a/b\n", encoding="utf-8")
    assert site_url(settings) == "https://reader.example/a/b/"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", "mkdocs.yml:1: site_url: must be the http or https address of the site, not None"),
        ("site_url: ''", "mkdocs.yml:2: site_url: must be the http or https address of the site, not ''"),
        ("site_url: handbook", "mkdocs.yml:2: site_url: must be the http or https address of the site, not 'handbook'"),
    ],
)
def test_without_an_address_no_qr_code_is_printed(tmp_path: Path, line: str, problem: str) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(f"site_name: x\n{line}\n", encoding="utf-8")
    with pytest.raises(BuildStopped, match=re.escape(problem)):
        site_url(settings)


@pytest.mark.parametrize("calculator_id", IDS)
def test_every_sheet_with_criteria_says_how_to_read_them(sheets: dict[str, Sheet], calculator_id: str) -> None:
    sheet = sheets[calculator_id]
    said = [text(part) for part in sheet.root.iter("p") if "reading" in part.get("class", "").split()]
    assert bool(said and all(said)) == bool(sheet.of_kind("decision") or sheet.of_kind("scoring"))


def test_a_value_of_an_example_is_never_printed_on_the_other_side_of_a_limit() -> None:
    limits = [Decimal(76), Decimal(10)]
    assert number_in_words(75.99999999, limits) == "75.99999999"
    assert number_in_words(10.000000001, limits) == "10.000000001"
    assert number_in_words(32.88312345, limits) == "32.8831"
