"""The first line of a cohort's file: what it is taken for, what may be meant, and why it is refused."""

import pytest

from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import calculator
from cml_calculators.cohort_header import Header, check_header, find_header, header_of, near_misses
from cml_calculators.csv_records import CohortFault


def entry_of(calculator_id: str) -> Calculator:
    entry = calculator(calculator_id)
    assert entry is not None
    return entry


def header(calculator_id: str, *cells: str) -> Header:
    return header_of(entry_of(calculator_id), cells, ",")


def refusal(calculator_id: str, *cells: str) -> str:
    with pytest.raises(CohortFault) as fault:
        check_header(entry_of(calculator_id), header(calculator_id, *cells), ["errors"])
    return str(fault.value)


@pytest.mark.parametrize(
    ("cells", "meant"),
    [
        (["fever", "Platelets "], {"Platelets ": "platelets_e9_per_l"}),
        (["blasts"], {"blasts": "blasts_pb_percent"}),
        (["blast_pb_percent"], {"blast_pb_percent": "blasts_pb_percent"}),
        # The input that it is most like has a column of its own.
        (["blasts_pb_percent", "blast_pb_percent"], {}),
        (["blasts_pb_percent", "blasts"], {"blasts": "blasts_bm_percent"}),
        (["fever", "note", ""], {}),
    ],
)
def test_a_column_may_be_meant_as_an_input_that_has_no_column(cells: list[str], meant: dict[str, str]) -> None:
    assert near_misses(entry_of("phase"), header("phase", *cells)) == meant


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("measurements.0.date", 0),
        (" measurements.9.date ", 9),
        ("measurements.10.date", 10),
        ("measurements.499.date", 499),
        ("measurements.500.date", None),
        ("measurements.01.date", None),
        ("measurements.0.day", None),
        ("measurements.date", None),
        ("measurements", None),
        ("treatment_start.0.date", None),
    ],
)
def test_a_column_of_a_table_names_its_row_and_its_field(name: str, row: int | None) -> None:
    """A table has at most 500 rows, from 0 on."""
    found = header("kinetics", "patient", name).inputs
    assert [(column.position, column.records, column.row) for column in found] == (
        [] if row is None else [(1, "measurements", row)]
    )


@pytest.mark.parametrize(
    ("text", "separator"),
    [("fever,malaise;x\n", ","), ("fever;malaise,x\n", ";"), ("fever\tmalaise,x;y\n", "\t"), ("fever\n", ",")],
)
def test_the_separator_is_the_one_that_gives_the_most_inputs(text: str, separator: str) -> None:
    found = find_header(entry_of("phase"), text, last=True)
    assert found is not None
    assert found[0].separator == separator


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_line_that_no_separator_divides_is_refused_as_one_with_commas(separator: str) -> None:
    """Between commas the first cell goes on after its mark; between the others the second one never ends."""
    with pytest.raises(CohortFault, match="line 1: after the quotation mark that ends a cell"):
        find_header(entry_of("phase"), f'"fever"{separator}"malaise', last=True)


def test_what_the_first_line_holds_instead_is_said() -> None:
    assert refusal("phase", "", " ").startswith(
        "line 1: the first line must name the columns, and it is blank. Inputs: blasts_pb_percent, blasts_bm_percent, "
    )
    for number in ("12", "-12", "+1.5", "1,5"):
        assert f"and it holds values: alias, {number}. Inputs: " in refusal("phase", "alias", f" {number} ")
    assert "none of these is an input of phase: alias, 1.5.2. Inputs: " in refusal("phase", "alias", "1.5.2")


def test_of_a_first_line_eight_names_of_40_characters_are_repeated() -> None:
    names = [letter * 41 for letter in "qwxyzkvj"]
    expected = ", ".join(name[:40] for name in names)
    assert f"none of these is an input of phase: {expected}. Inputs: " in refusal("phase", *names, "ninth")


def test_the_calculator_that_has_the_most_of_the_columns_is_named() -> None:
    message = refusal("hydroxyurea", "tki_line", "bcr_abl1_copies", "blasts_pb_percent")
    assert "(there are inputs of molecular-response among them)" in message
    assert "(there are inputs" not in refusal("hydroxyurea", "alias")


def test_names_that_may_be_meant_end_the_refusal() -> None:
    message = refusal("hydroxyurea", "weight", " wbc_e9_per_I ")
    assert "; weight may be weight_kg; wbc_e9_per_I may be wbc_e9_per_l. Inputs: weight_kg, wbc_e9_per_l" in message


def test_a_name_of_the_result_and_a_name_that_stands_twice_are_refused() -> None:
    assert refusal("phase", "fever", " errors ").endswith("must be renamed or left out: errors")
    assert refusal("phase", "fever", "malaise", "malaise ", "fever").endswith("these stand twice: fever, malaise")
    check_header(entry_of("phase"), header("phase", "fever", "note", "note"), ["errors"])
