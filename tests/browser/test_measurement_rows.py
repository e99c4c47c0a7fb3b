"""Measurements typed, pasted from a spreadsheet or opened from a file: rows come and go, and nothing is guessed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

FIELDS = ("date", "bcr_abl1_percent_is", "detected", "reference_gene_copies", "reference_gene")
HEAD = ",".join(FIELDS)


@pytest.fixture
def rows(calculator: Callable[[str], CalculatorPage]) -> CalculatorPage:
    return calculator("kinetics").open()


def button(shown: CalculatorPage, name: str) -> Locator:
    return shown.root.get_by_role("button", name=name)


def count(shown: CalculatorPage) -> int:
    return shown.root.locator('[data-row="measurements"]').count()


def entered(shown: CalculatorPage) -> list[dict[str, str]]:
    """What stands in the rows, read by the names of the controls."""
    found: list[dict[str, str]] = shown.root.locator("form").evaluate(
        """(form, fields) => {
            const entered = new FormData(form);
            const textOf = (row, field) => entered.get(`measurements.${row}.${field}`) ?? "";
            const rows = [...form.querySelectorAll('[data-row="measurements"]')];
            return rows.map((_, row) => Object.fromEntries(fields.map((field) => [field, textOf(row, field)])));
        }""",
        list(FIELDS),
    )
    return found


def dates(shown: CalculatorPage) -> list[str]:
    return [row["date"] for row in entered(shown)]


def paste(shown: CalculatorPage, text: str, name: str = "measurements.0.date") -> None:
    """As the browser does it: with the keyboard, from the clipboard."""
    shown.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shown.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    shown.control(name).focus()
    shown.page.keyboard.press("Control+V")


def open_file(shown: CalculatorPage, content: str | bytes, name: str = "series.csv") -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    shown.root.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": raw})


def said(shown: CalculatorPage) -> Locator:
    return shown.root.locator("[data-records-status]")


def test_a_row_is_added_numbered_and_takes_the_focus(rows: CalculatorPage) -> None:
    button(rows, "Add a row").click()
    expect(rows.control("measurements.1.date")).to_be_focused()
    expect(said(rows)).to_have_text("Row 2 was added.")
    rows.fill(**{"measurements.1.detected": False})
    assert entered(rows)[1]["detected"] == "false"
    assert entered(rows)[0]["detected"] == ""


def test_rows_stay_numbered_without_gaps_after_one_is_removed(rows: CalculatorPage) -> None:
    paste(rows, "2020-01-01\t50\n2020-02-01\t20\n2020-03-01\t5")
    expect(rows.control("measurements.2.date")).to_have_value("2020-03-01")
    rows.fill(**{"measurements.2.detected": True})
    button(rows, "Remove row 2").click()
    assert dates(rows) == ["2020-01-01", "2020-03-01"]
    assert entered(rows)[1]["detected"] == "true"
    expect(said(rows)).to_have_text("Row 2 was removed. 2 rows left.")
    expect(button(rows, "Remove row 2")).to_be_focused()
    ids = rows.root.locator("[id]").evaluate_all("(all) => all.map((one) => one.id)")
    assert len(ids) == len(set(ids))
    button(rows, "Undo").click()
    assert dates(rows) == ["2020-01-01", "2020-02-01", "2020-03-01"]


def test_the_last_row_is_emptied_and_stays(rows: CalculatorPage) -> None:
    rows.fill(**{"measurements.0.date": "2020-01-01", "measurements.0.detected": True})
    button(rows, "Remove row 1").click()
    assert entered(rows) == [dict.fromkeys(FIELDS, "")]


def test_cells_of_a_spreadsheet_fill_rows_and_are_taken_back(rows: CalculatorPage) -> None:
    paste(rows, "2020-01-01\t50\tyes\t32000\tABL1\r\n2020-04-01\t\tno\t45000\tGUSB\r\n")
    expect(said(rows)).to_contain_text("2 rows filled in from the clipboard.")
    assert entered(rows) == [
        dict(zip(FIELDS, ("2020-01-01", "50", "true", "32000", "ABL1"), strict=True)),
        dict(zip(FIELDS, ("2020-04-01", "", "false", "45000", "GUSB"), strict=True)),
    ]
    button(rows, "Undo").click()
    assert entered(rows) == [dict.fromkeys(FIELDS, "")]
    expect(button(rows, "Undo")).to_be_hidden()


def test_cells_go_where_they_are_pasted(rows: CalculatorPage) -> None:
    button(rows, "Add a row").click()
    rows.fill(**{"measurements.0.date": "2020-01-01"})
    paste(rows, "10\n5", "measurements.1.bcr_abl1_percent_is")
    expect(rows.control("measurements.2.bcr_abl1_percent_is")).to_have_value("5")
    assert [row["bcr_abl1_percent_is"] for row in entered(rows)] == ["", "10", "5"]
    assert dates(rows) == ["2020-01-01", "", ""]


def test_one_cell_is_pasted_as_anywhere(rows: CalculatorPage) -> None:
    paste(rows, "2020-01-01\n")
    assert dates(rows) == ["2020-01-01"]
    assert count(rows) == 1


@pytest.mark.parametrize(
    "head", [HEAD, "Sample date;BCR::ABL1 (% IS);Detected;Copies;Gene", "DATE|% IS|detected|copies|gene"]
)
def test_a_head_is_understood_by_input_names_and_plain_words(rows: CalculatorPage, head: str) -> None:
    sign = next(sign for sign in ";|," if sign in head)
    open_file(rows, f"{head}\n{sign.join(('2020-01-01', '0.5', 'TRUE', '32000', 'abl1'))}\n")
    expect(said(rows)).to_contain_text("1 row filled in from series.csv.")
    assert entered(rows) == [dict(zip(FIELDS, ("2020-01-01", "0.5", "true", "32000", "ABL1"), strict=True))]


def test_columns_may_stand_in_any_order_and_unknown_ones_are_named(rows: CalculatorPage) -> None:
    open_file(rows, '\ufeffComment,percent,date\n"high, rising",12,2020-01-01\n')
    expect(said(rows)).to_contain_text("Left out, as no field has this name: Comment.")
    assert entered(rows)[0] == dict.fromkeys(FIELDS, "") | {"date": "2020-01-01", "bcr_abl1_percent_is": "12"}


def test_a_file_comes_after_what_is_there(rows: CalculatorPage) -> None:
    rows.fill(**{"measurements.0.date": "2019-12-01"})
    open_file(rows, f"{HEAD}\n2020-01-01,,,,\n")
    expect(rows.control("measurements.1.date")).to_have_value("2020-01-01")
    open_file(rows, f"{HEAD}\n2020-02-01,,,,\n")
    expect(rows.control("measurements.2.date")).to_have_value("2020-02-01")


@pytest.mark.parametrize(
    "typed", ["03/04/2020", "3.4.2020", "1 Feb 2020", "<0.001", "not detected", "0", "0,5", "12 %"]
)
def test_what_is_no_iso_date_and_no_plain_number_is_kept_as_it_is(rows: CalculatorPage, typed: str) -> None:
    paste(rows, f"{typed}\t{typed}\n{typed}\t{typed}")
    expect(rows.control("measurements.1.bcr_abl1_percent_is")).to_have_value(typed)
    assert dates(rows) == [typed, typed]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-01-01\t5\tmaybe\n", "Row 1: under “Was BCR::ABL1 detected?” must stand yes, no or nothing, not “maybe”"),
        ("2020-01-01\t5\t-\n", "not “-”"),
        ("date,percent\n2020-01-01,0,5\n", "Row 1 has more cells than there are columns (“5”). Where commas part"),
        ("2020-01-01,12,5\n", "decimals need a point"),
        ("date,date\n2020-01-01,2020-01-02\n", "Two columns are headed as “Date of the sample”"),
        ('2020-01-01,"5\n', "Quotation marks do not match"),
        ("date,percent\n", "There is no row with a value"),
        (b"\xff\xfed\x00a\x00t\x00e\x00", "series.csv is not a text in UTF-8"),
        (b"PK\x03\x04\x00\x00", "series.csv is not a text in UTF-8"),
        ("\n".join("2020-01-01" for _ in range(501)), "There are 501 rows, and 500 are the most"),
        ("x" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_what_cannot_be_taken_over_whole_is_refused_whole(rows: CalculatorPage, text: Any, reason: str) -> None:
    rows.fill(**{"measurements.0.date": "2019-12-01"})
    open_file(rows, text)
    expect(said(rows)).to_contain_text(reason)
    expect(said(rows)).to_contain_text("Nothing was filled in.")
    assert dates(rows) == ["2019-12-01"]


def test_more_rows_than_there_can_be_are_refused_together_with_those_that_are_there(rows: CalculatorPage) -> None:
    rows.fill(**{"measurements.0.date": "2019-12-01"})
    open_file(rows, "\n".join("2020-01-01" for _ in range(500)))
    expect(said(rows)).to_contain_text("500 rows more would make over 500")
    assert count(rows) == 1


def test_500_rows_are_filled_in_and_cleared(rows: CalculatorPage) -> None:
    open_file(rows, "\n".join(f"2020-01-01,{index}.5,yes,32000,ABL1" for index in range(500)))
    expect(said(rows)).to_contain_text("500 rows filled in", timeout=30_000)
    button(rows, "Add a row").click()
    expect(said(rows)).to_contain_text("500 rows are the most")
    assert entered(rows)[499]["bcr_abl1_percent_is"] == "499.5"
    button(rows, "Remove all rows").click()
    assert count(rows) == 1
    button(rows, "Undo").click()
    assert count(rows) == 500


def test_typing_on_ends_what_can_be_taken_back(rows: CalculatorPage) -> None:
    paste(rows, "2020-01-01\t50\n2020-02-01\t20")
    expect(button(rows, "Undo")).to_be_visible()
    rows.fill(**{"measurements.0.bcr_abl1_percent_is": "51"})
    expect(button(rows, "Undo")).to_be_hidden()


def test_a_link_adds_the_rows_that_it_needs(rows: CalculatorPage) -> None:
    rows.page.goto("about:blank")
    second = "&".join(
        f"measurements.2.{cell}" for cell in ("bcr_abl1_percent_is=0.5", "detected=true", "reference_gene=ABL1")
    )
    rows.open(f"#measurements.0.date=2021-02-03&{second}&measurements.0.color=red&measurements.900.date=2021-01-01")
    assert dates(rows) == ["2021-02-03", "", ""]
    assert entered(rows)[2] == dict(zip(FIELDS, ("", "0.5", "true", "", "ABL1"), strict=True))
    expect(rows.root.locator("[data-fragment-note]")).to_contain_text("measurements.0.color and measurements.900.date")


def test_clear_leaves_one_empty_row(rows: CalculatorPage) -> None:
    paste(rows, "2020-01-01\t50\tyes\n2020-02-01\t20\tno")
    expect(rows.control("measurements.1.date")).to_have_value("2020-02-01")
    rows.root.locator("[data-clear]").click()
    assert entered(rows) == [dict.fromkeys(FIELDS, "")]
    expect(button(rows, "Undo")).to_be_hidden()


def test_a_parser_that_does_not_come_is_said_and_asked_for_again(rows: CalculatorPage, site: SiteServer) -> None:
    site.faults["papaparse.min.js"] = "is missing"
    open_file(rows, "2020-01-01,5\n")
    expect(said(rows)).to_contain_text("papaparse.min.js could not be fetched. Nothing was filled in.")
    site.faults.clear()
    open_file(rows, "2020-01-01,5\n")
    expect(said(rows)).to_contain_text("1 row filled in")


def test_no_content_of_a_file_leaves_the_browser(rows: CalculatorPage) -> None:
    asked: list[str] = []
    rows.page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    open_file(rows, "2020-01-01,37.4193\n")
    expect(rows.control("measurements.0.bcr_abl1_percent_is")).to_have_value("37.4193")
    assert asked and all(one.startswith(rows.url.split("calculators/")[0]) for one in asked)
    assert not any("37.4193" in one for one in asked)
