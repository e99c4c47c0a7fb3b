"""Dates, series and rows: what they take, what they refuse, and on which field."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cml_calculators.inputs import plain, read, warnings
from cml_calculators.shapes import Choice, Day, Days, Number, Numbers, Records, Texts, Words, WordSeries, YesNo

PERCENT = Number(
    name="percent", label="Percent", unit="%", above=Decimal(0), at_most=Decimal(100), warn_above=Decimal(90)
)
QUANTITIES = (
    Day(name="start", label="Start"),
    Numbers(name="readings", label="Readings", entry=PERCENT),
    Days(name="dates", label="Dates"),
    WordSeries(name="results", label="Results", words=(("negative", "Negative"), ("positive", "Positive"))),
    Texts(name="variants", label="Variants"),
    Records(
        name="rows",
        label="Rows",
        fields=(
            Day(name="date", label="Date"),
            PERCENT,
            YesNo(name="detected", label="Detected?"),
            Choice(name="gene", label="Gene", words=(("ABL1", "ABL1"),)),
        ),
    ),
)


def known(**raw: Any) -> dict[str, Any]:
    values, faults = read(QUANTITIES, raw)
    assert faults == []
    return {name: value for name, value in values.items() if value is not None}


def faults(**raw: Any) -> dict[str, str]:
    values, found = read(QUANTITIES, raw)
    for fault in found:
        name, _, cell = fault.field.partition("].")
        assert not cell or values["rows"] is None or values["rows"][int(name.split("[")[1])].get(cell) is None
        assert cell or values[name.split("[")[0]] is None
    return {fault.field: fault.message for fault in found}


def test_a_date_is_read() -> None:
    assert known(start="2024-02-29") == {"start": date(2024, 2, 29)}
    assert plain({"start": date(2024, 2, 29)}) == {"start": "2024-02-29"}


@pytest.mark.parametrize(
    "raw",
    ["2023-02-29", "29/02/2024", "02/03/2024", "20240229", "2024-2-9", "2024-02-29T00:00", "٢٠٢٤-٠٢-٢٩", 20240229],
)
def test_only_a_day_that_exists_written_one_way_is_a_date(raw: Any) -> None:
    assert "start must be a date written YYYY-MM-DD, such as 2026-03-31" in faults(start=raw)["start"]


def test_series_keep_order_and_repetition() -> None:
    assert known(readings=[3, 1.5, 3]) == {"readings": (Decimal(3), Decimal("1.5"), Decimal(3))}
    assert known(results=["negative", "positive", "negative"]) == {"results": ("negative", "positive", "negative")}
    assert known(dates=["2024-03-01", "2024-02-01"]) == {"dates": (date(2024, 3, 1), date(2024, 2, 1))}
    assert known(variants=[" T315I ", "T315I"]) == {"variants": ("T315I", "T315I")}
    assert known(readings=[], rows=[]) == {"readings": (), "rows": ()}


def test_each_entry_has_its_own_fault() -> None:
    assert set(faults(readings=[0, 5, 100.1, "7", None, ""])) == {f"readings[{index}]" for index in (0, 2, 3, 4, 5)}
    assert set(faults(results=["negative", "neg", None, 0])) == {"results[1]", "results[2]", "results[3]"}
    assert set(faults(dates=["2024-03-01", "1 March"])) == {"dates[1]"}
    assert set(faults(variants=["T315I", "", " ", 315, "x" * 101])) == {f"variants[{index}]" for index in range(1, 5)}


def test_a_fault_names_the_entry_its_unit_and_range() -> None:
    assert faults(readings=[5, 101])["readings[1]"] == "readings[1] must be above 0 and at most 100 %, not 101"
    assert faults(variants=["x" * 101])["variants[0]"] == "variants[0] must have at most 100 characters, not 101"
    assert known(variants=["x" * 100])


@pytest.mark.parametrize("name", ["readings", "dates", "results", "variants", "rows"])
@pytest.mark.parametrize("raw", [5, "negative", {"0": 5}, True])
def test_a_series_is_a_list(name: str, raw: Any) -> None:
    assert f"{name} must be a list, not " in faults(**{name: raw})[name]


@pytest.mark.parametrize(
    ("name", "entry"),
    [("readings", 1), ("dates", "2024-01-01"), ("results", "negative"), ("variants", "T315I"), ("rows", {})],
)
def test_a_series_has_at_most_500_entries(name: str, entry: Any) -> None:
    assert len(known(**{name: [entry] * 500})[name]) == 500
    assert faults(**{name: [entry] * 20_000}) == {name: f"{name} must have at most 500 entries, not 20000"}


def test_a_row_has_every_field_and_blank_is_not_known() -> None:
    nothing = {"date": None, "percent": None, "detected": None, "gene": None}
    assert known(rows=[{}, {"date": "", "percent": None}, {"percent": 5, "gene": "ABL1"}])["rows"] == (
        nothing, nothing, {**nothing, "percent": Decimal(5), "gene": "ABL1"},
    )  # fmt: skip


def test_every_fault_of_every_row_is_reported() -> None:
    rows = [{"date": "soon", "percent": 0}, 5, {"gene": "GUSB", "detected": 1, "persent": 3}]
    found = faults(rows=rows)
    assert set(found) == {
        "rows[0].date", "rows[0].percent", "rows[1]", "rows[2].gene", "rows[2].detected", "rows[2].persent",
    }  # fmt: skip
    assert found["rows[0].percent"] == "rows[0].percent must be above 0 and at most 100 %, not 0"
    assert found["rows[2].persent"].endswith("did you mean percent?")


def test_a_faulty_cell_leaves_the_other_cells_known() -> None:
    values, found = read(QUANTITIES, {"rows": [{"date": "soon", "percent": 3}, {"percent": 0, "gene": "ABL1"}]})
    assert [fault.field for fault in found] == ["rows[0].date", "rows[1].percent"]
    first, second = values["rows"]
    assert (first["date"], first["percent"]) == (None, Decimal(3))
    assert (second["percent"], second["gene"]) == (None, "ABL1")


def test_unusual_entries_are_questioned_where_they_stand() -> None:
    values = known(readings=[90, 91], rows=[{"percent": 95}, {}])
    assert [warning.field for warning in warnings(QUANTITIES, values)] == ["readings[1]", "rows[0].percent"]


def test_words_of_a_finding_stay_a_set_without_order() -> None:
    words = Words(name="found", label="Found", words=(("a", "A"), ("b", "B")))
    assert read((words,), {"found": ["b", "a", "b"]}) == ({"found": ("a", "b")}, [])
