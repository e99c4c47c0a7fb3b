"""However a file is cut into pieces, it is answered as in one piece; and a cell holds whatever an input takes."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cml_calculators.batch import Progress, answer_piece, run
from cml_calculators.calculator import Calculator, Result
from cml_calculators.catalogue import CALCULATORS, calculator
from cml_calculators.cells import cells_of, record_text, result_text, text_of, value_of
from cml_calculators.cohort_header import input_columns
from cml_calculators.csv_records import LONGEST_RECORD, CohortFault, read_records
from cml_calculators.evaluation import assess
from cml_calculators.result_columns import KEYS, result_columns
from tests.case_files import Case, all_cases

CASES = all_cases()
HEADER = ["patient", "wbc_e9_per_l", "weight_kg", "note"]
CELLS = st.one_of(
    st.sampled_from(["", "12.5", "70", "abc", 'say "yes"', "a,b", "a;b", "two\nlines", "two\r\nlines", "\r", '"', "µ"]),
    st.text(st.characters(codec="utf-8"), max_size=8),
)


def outcome(pieces: list[str]) -> tuple[str, int, list[tuple[int, str]], str]:
    """All that comes of a file in these pieces: output, rows, faults of rows; or the fault of the file alone."""
    entry = calculator("hydroxyurea")
    assert entry is not None
    text, rows, faults, progress = "", 0, list[tuple[int, str]](), Progress()
    for number, piece in enumerate(pieces, start=1):
        try:
            answered = answer_piece(entry, piece, progress, last=number == len(pieces))
        except CohortFault as fault:
            return "", 0, [], str(fault)
        text, rows, progress = text + answered.text, rows + answered.rows, answered.progress
        faults += answered.faults
    return text, rows, faults, ""


def cut(text: str, places: list[int]) -> list[str]:
    ends = sorted({min(place, len(text)) for place in places})
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file as a program writes it: any cells, sometimes too few or too many."""
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=6))
    output = io.StringIO(newline="")
    separator, end = draw(st.sampled_from([",", ";", "\t"])), draw(st.sampled_from(["\n", "\r\n", "\r"]))
    csv.writer(output, delimiter=separator, lineterminator=end).writerows([HEADER, *rows])
    return draw(st.sampled_from(["", "\ufeff"])) + output.getvalue()


@given(files(), st.lists(st.integers(0, 200), max_size=12))
@settings(max_examples=300, deadline=None)
def test_a_file_in_pieces_is_answered_as_in_one(text: str, places: list[int]) -> None:
    whole = outcome([text])
    assert outcome(cut(text, places)) == whole
    assert whole[3] == ""


@given(files())
@settings(max_examples=50, deadline=None)
def test_a_file_in_single_characters_is_answered_as_in_one(text: str) -> None:
    assert outcome(list(text)) == outcome([text])


@given(
    st.text(st.sampled_from('wbc_e9_per_l,;\t"\r\n 12.a\ufeff'), max_size=60),
    st.lists(st.integers(0, 80), max_size=8),
)
@example('wbc_e9_per_l,x\r\n1,"a""b\r\n', [16, 17, 24, 25])
@example('wbc_e9_per_l;"x\n1;2', [3])
@settings(max_examples=400, deadline=None)
def test_any_text_in_pieces_is_answered_or_refused_as_in_one(tail: str, places: list[int]) -> None:
    for text in (tail, "wbc_e9_per_l,x" + tail):
        assert outcome(cut(text, places)) == outcome([text])


@given(st.lists(CELLS.filter(lambda cell: cell.strip() == cell), min_size=4, max_size=4))
@settings(max_examples=200, deadline=None)
def test_cells_that_are_no_inputs_come_back_as_they_are(cells: list[str]) -> None:
    output = io.StringIO(newline="")
    csv.writer(output).writerows([HEADER, [cells[0], "", "", cells[3]]])
    text, *_ = outcome([output.getvalue()])
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert (row[0], row[3]) == (cells[0], cells[3])


@pytest.mark.parametrize("entry", CALCULATORS, ids=lambda entry: entry.id)
def test_a_row_is_answered_as_the_same_inputs_are(entry: Calculator) -> None:
    columns = result_columns(entry.id)
    for case, answer in answered_cases(entry):
        cells = dict(cells_of(case.inputs)) or {next(input_columns(entry.inputs))[0]: ""}
        output = io.StringIO(newline="")
        csv.writer(output).writerows([cells.keys(), cells.values()])
        piece = answer_piece(entry, output.getvalue(), Progress(), last=True)
        assert piece.faults == (), case.name
        _, row = csv.reader(io.StringIO(piece.text, newline=""))
        assert row[len(cells) :][: len(columns.names)] == list(columns.cells(answer)), case.name


@pytest.mark.parametrize("entry", CALCULATORS, ids=lambda entry: entry.id)
def test_lists_with_columns_of_their_own_have_the_same_entries_in_every_result(entry: Calculator) -> None:
    blank = assess(entry, {}).result or {}
    own = {column.split(".")[0] for column in result_columns(entry.id).names if "." in column}
    for case, answer in answered_cases(entry):
        for name in own:
            if isinstance(answer[name], list):
                assert [_key(one) for one in answer[name]] == [_key(one) for one in blank[name]], case.name


def answered_cases(entry: Calculator) -> Iterator[tuple[Case, Result]]:
    """The cases of a calculator that have a result; but for a table without rows, which a file has no columns for."""
    for case in CASES:
        if case.calculator == entry.id and case.inputs.get("measurements") != []:
            answer = assess(entry, case.inputs)
            if answer.result is not None:
                yield case, answer.result


def _key(record: dict[str, Any]) -> Any:
    return next(record[key] for key in KEYS if key in record)


@pytest.mark.parametrize(
    ("calculator_id", "name", "text", "value"),
    [
        ("resistance", "ph_positive_history_percent", "90 40;20", ["90", "40", "20"]),
        ("resistance", "ph_positive_history_percent", "90, 40,\t20 ; 5", ["90", "40", "20", "5"]),
        ("resistance", "ph_positive_history_percent", "1,5", ["1,5"]),
        ("resistance", "ph_positive_history_percent", "none", []),
        ("post-transplant-imatinib", "nested_pcr_dates", "2026-01-31,2026-02-28", ["2026-01-31", "2026-02-28"]),
        ("post-transplant-imatinib", "nested_pcr_results", "negative negative", ["negative", "negative"]),
        ("mutations", "variants", "T315I; p.Phe317Leu F317L/V", ["T315I", "p.Phe317Leu", "F317L/V"]),
        ("phase", "aca_at_diagnosis", "trisomy_8,second_ph", ["trisomy_8", "second_ph"]),
        ("phase", "aca_at_diagnosis", "none", []),
        ("phase", "fever", "TRUE", True),
        ("phase", "fever", "yes", "yes"),
        ("phase", "wbc_e9_per_l", "1_000", "1_000"),
        ("phase", "wbc_e9_per_l", "١٢", "١٢"),
    ],
)
def test_a_cell_holds_a_list_or_one_value(calculator_id: str, name: str, text: str, value: Any) -> None:
    [quantity] = [one for entry in CALCULATORS if entry.id == calculator_id for one in entry.inputs if one.name == name]
    found = value_of(quantity, text)  # type: ignore[arg-type]
    assert [str(one) for one in found] == value if isinstance(found, list) else found == value


def test_faults_in_a_table_name_the_column_of_the_file() -> None:
    entry = calculator("kinetics")
    assert entry is not None
    names = [f"measurements.{row}.{field}" for row in (0, 1, 4) for field in ("date", "bcr_abl1_percent_is")]
    text = ",".join(names) + "\n2026-01-01,10,,,2026-03-31,abc\n2026-01-01,10,,,,3\n"
    piece = answer_piece(entry, text, Progress(), last=True)
    [(_, number), (_, date)] = piece.faults
    assert number.startswith("measurements.4.bcr_abl1_percent_is: measurements.4.bcr_abl1_percent_is must be above 0")
    assert date.startswith("measurements.4.date: ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "true"), (False, "false"), (3, "3"), (Decimal("0.50"), "0.5"), ("T315I", "T315I"),
        (date(2026, 3, 31), "2026-03-31"), ([], "none"), ((), "none"), (["a", "b"], "a b"), (("a", "b"), "a b"),
        ([90, Decimal(40)], "90 40"), ([date(2026, 1, 31), date(2026, 2, 28)], "2026-01-31 2026-02-28"),
    ],
)  # fmt: skip
def test_a_value_as_a_cell_has_it(value: Any, text: str) -> None:
    assert text_of(value) == text


def test_the_inputs_of_a_table_are_columns_by_row_and_field() -> None:
    rows: list[dict[str, Any]] = [
        {"date": date(2026, 1, 1), "detected": None}, {"date": date(2026, 4, 1), "detected": False},
    ]  # fmt: skip
    for table in (rows, tuple(rows)):
        assert dict(cells_of({"same_laboratory": True, "measurements": table})) == {
            "same_laboratory": "true", "measurements.0.date": "2026-01-01", "measurements.0.detected": "",
            "measurements.1.date": "2026-04-01", "measurements.1.detected": "false",
        }  # fmt: skip


def test_the_fields_of_a_record_keep_their_places_in_a_cell() -> None:
    record = {"event": "mmr", "value": Decimal("0.1"), "words": ["x", "y"], "none": None, "empty": [], "open": False}
    assert (
        record_text(("event", "value", "none", "words", "empty", "open", "absent"), record) == "mmr 0.1 - x y - false -"
    )


def test_a_list_stands_in_one_cell() -> None:
    assert result_text(["a", "b"]) == result_text(("a", "b")) == "a b"


TOO_LONG = "a row must have at most 500000 characters"


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_record_has_at_most_500_000_characters_with_its_end(end: str, last: bool) -> None:
    """Two short records stand before it, on the lines 5 and 6."""
    longest = ("x" * 99 + ",") * (LONGEST_RECORD // 100)
    longest = longest[: LONGEST_RECORD - len(end)] + end
    found = read_records("a\nb\n" + longest, ",", line=5, last=last)
    complete = bool(end) or last
    assert [number for number, _ in found.complete] == [5, 6, *([7] if complete else [])]
    assert (found.rest, found.line) == (("", 8) if complete else (longest, 7))
    with pytest.raises(CohortFault, match=f"^line 7: {TOO_LONG}"):
        read_records("a\nb\nx" + longest, ",", line=5, last=last)


def test_a_cell_in_quotation_marks_that_does_not_end_is_refused_when_it_is_too_long() -> None:
    with pytest.raises(CohortFault, match=f"^line 1: {TOO_LONG}"):
        read_records('"' + "x\n" * (LONGEST_RECORD // 2), ",", line=1, last=False)
    waits = '"' + "x\n" * 1000
    assert read_records(waits, ",", line=1, last=False).rest == waits


def test_empty_lines_before_the_header_are_no_records() -> None:
    found = read_records("\n\na,b\n1,2\n", ",", line=1, last=False, most=1)
    assert (found.complete, found.rest, found.line) == (((3, ["a", "b"]),), "1,2\n", 4)
    text, rows, _, fault = outcome(["\n\nwbc_e9_per_l\n12\n"])
    assert (rows, fault) == (1, "")
    assert text.startswith("wbc_e9_per_l,")


def test_what_follows_the_header_may_be_longer_than_a_record() -> None:
    rows = "1,2\n" * (LONGEST_RECORD // 4 + 1)
    assert read_records("a,b\n" + rows, ",", line=1, last=False, most=1).rest == rows


def test_a_short_row_leaves_the_answers_in_their_columns() -> None:
    text, *_ = outcome(["patient,wbc_e9_per_l,weight_kg,note\n1,12.5\n"])
    header, row = csv.reader(io.StringIO(text))
    assert len(header) == len(row)
    assert row[:4] == ["1", "12.5", "", ""]


def test_a_header_with_a_blank_column_is_not_called_blank() -> None:
    *_, fault = outcome(["alias,,other\n1,2,3\n"])
    assert "none of these is an input" in fault


def test_a_separator_that_breaks_a_cell_is_not_the_separator() -> None:
    """Between commas the second name would be in quotation marks, with a letter after them."""
    text, rows, faults, fault = outcome(['wbc_e9_per_l;x,"y"z\n12;1\n'])
    assert (rows, faults, fault) == (1, [], "")
    header, row = csv.reader(io.StringIO(text), delimiter=";", quoting=csv.QUOTE_NONE)
    assert header[0] == "wbc_e9_per_l"
    assert row[:2] == ["12", "1"]


@pytest.mark.parametrize(
    ("rows", "heard"),
    [(999, ["999 rows"]), (1000, ["1000 rows", "1000 rows"]), (1001, ["1001 rows", "1001 rows"])],
)
def test_a_long_file_is_reported_on_the_way_and_at_its_end(rows: int, heard: list[str]) -> None:
    entry, found = calculator("hydroxyurea"), list[str]()
    assert entry is not None
    run(entry, io.StringIO("weight_kg\n" + "70\n" * rows), io.StringIO(), found.append)
    assert found == heard


def heard_of(text: str) -> list[str]:
    """What is reported while a file is answered."""
    entry, heard = calculator("hydroxyurea"), list[str]()
    assert entry is not None
    run(entry, io.StringIO(text), io.StringIO(), heard.append)
    return heard


def test_each_thousand_of_rows_is_reported_once_when_it_is_full() -> None:
    # Pieces have 131,072 characters, rows 256: after each piece 512 more are complete, but for the one that is cut.
    assert heard_of("weight_kg,note\n" + f"70,{'x' * 252}\n" * 2600) == ["1023 rows", "2047 rows", "2600 rows"]


def test_rows_with_errors_and_columns_that_look_like_an_input_are_reported() -> None:
    assert heard_of("weight_kg,note\nabc,\n70,\nabc,\n") == ["3 rows, 2 with errors"]
    assert heard_of("weight_kg,wbc_e9_per_L_\n70,1\n") == [
        "column wbc_e9_per_L_ is no input and is copied; wbc_e9_per_l may be meant", "1 rows"
    ]  # fmt: skip
