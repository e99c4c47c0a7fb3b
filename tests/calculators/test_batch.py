"""A cohort keeps every row in its place, with its answer or with what is wrong."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cml_calculators import __version__, evaluate
from cml_calculators.batch import PIECE_CHARACTERS
from cml_calculators.browser import handle
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.cohort_header import input_columns
from cml_calculators.result_columns import result_columns

HEADER = "patient,blasts_pb_percent,blasts_bm_percent,on_treatment,aca_on_treatment,note"


def run(folder: Path, calculator: str, content: bytes) -> tuple[bytes | None, subprocess.CompletedProcess[str]]:
    """The bytes of the result, None where there is none, and how the command ended."""
    source, output = folder / "cohort.csv", folder / "out.csv"
    source.write_bytes(content)
    command = [sys.executable, "-m", "cml_calculators", "batch", calculator, str(source), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return output.read_bytes() if output.exists() else None, done


def batch(folder: Path, calculator: str, *lines: str) -> tuple[list[dict[str, str]], subprocess.CompletedProcess[str]]:
    result, done = run(folder, calculator, ("\n".join(lines) + "\n").encode())
    return list(csv.DictReader(io.StringIO((result or b"").decode(), newline=""))), done


def in_pieces(calculator: str, pieces: list[str]) -> Iterator[dict[str, Any]]:
    """The answers to the requests that the page makes of a file in these pieces."""
    progress = None
    for number, text in enumerate(pieces, start=1):
        cohort = {"text": text, "last": number == len(pieces), "progress": progress}
        answer = json.loads(handle(json.dumps({"id": number, "calculator": calculator, "cohort": cohort})))
        assert answer["id"] == number
        yield answer
        progress = answer.get("progress")


def test_each_row_has_the_answer_of_its_inputs_and_keeps_its_other_cells(tmp_path: Path) -> None:
    rows, done = batch(tmp_path, "phase", HEADER, 'A1,12.5,,true,"trisomy_8, second_ph","x, y"', "A2,,,,none,")
    inputs: list[dict[str, Any]] = [
        {"blasts_pb_percent": 12.5, "on_treatment": True, "aca_on_treatment": ["trisomy_8", "second_ph"]},
        {"aca_on_treatment": []},
    ]
    for row, known in zip(rows, inputs, strict=True):
        for system in evaluate("phase", known)["result"]["systems"]:
            assert row[f"systems.{system['guideline']}.phase"] == system["phase"]
            assert row[f"systems.{system['guideline']}.missing"].split() == system["missing"]
        assert row["errors"] == ""
    assert [(row["patient"], row["note"]) for row in rows] == [("A1", "x, y"), ("A2", "")]
    assert done.returncode == 0
    assert done.stderr.endswith("2 rows\n")


def test_a_bad_row_says_why_and_loses_nothing(tmp_path: Path) -> None:
    lines = ["B1,120,abc,perhaps,trisomy_9,kept", "B2,1 000,,,,", "B3,3", "B4,4,,,,,too much", "B5,5,,,,"]
    rows, done = batch(tmp_path, "phase", HEADER, *lines)
    assert [row["patient"] for row in rows] == ["B1", "B2", "B3", "B4", "B5"]
    assert rows[0]["note"] == "kept"
    fields = [error.split(":")[0] for error in rows[0]["errors"].split(" | ")]
    assert fields == ["blasts_pb_percent", "blasts_bm_percent", "on_treatment", "aca_on_treatment"]
    assert "not '1 000'" in rows[1]["errors"]
    assert rows[2]["errors"] == "row: must have 6 cells as the header has, not 2"
    assert rows[3]["errors"] == "row: must have 6 cells as the header has, not 7; left over: too much"
    assert rows[4]["errors"] == "" and rows[4]["systems.ibmtr.phase"] == "undetermined"
    assert rows[4]["systems.pdq-2025.blast_crisis"] == "unknown"
    assert (done.returncode, done.stderr) == (0, "5 rows, 4 with errors\n")


def test_numbers_words_and_warnings_of_a_molecular_cohort(tmp_path: Path) -> None:
    header = "bcr_abl1_percent_is,months_on_tki,tki_line,transcript"
    [row], _ = batch(tmp_path, "molecular-response", header, "0.0032,12,1,e14a2")
    assert (row["depth"], row["major_molecular_response"]) == ("MR4.5", "true")
    assert row["milestones.eln-2020.category"] == "optimal"
    [unknown_transcript], _ = batch(tmp_path, "molecular-response", header, "0.0032,12,1,")
    assert "transcript" in unknown_transcript["warnings"]


def test_a_file_that_cannot_be_read_leaves_the_earlier_result(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("earlier\n", encoding="utf-8")
    result, done = run(tmp_path, "phase", b"blasts_pb_percent\n\xff\xfe\n")
    assert done.returncode == 2
    assert "cohort.csv: must be a readable CSV file in UTF-8" in done.stderr
    assert result == b"earlier\n"
    assert [file.name for file in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-m", "cml_calculators", "batch", "phase", str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{tmp_path / name}: must be a readable CSV file in UTF-8: ")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_separator_line_ends_and_mark_of_the_byte_order_make_no_difference(
    tmp_path: Path, separator: str, end: str, mark: str
) -> None:
    lines = [["patient", "blasts_pb_percent"], ["A", "25"], [f'"x{separator}y{end}z"', "3"]]
    text = mark + end.join(separator.join(line) for line in lines) + end
    result, done = run(tmp_path, "phase", text.encode())
    assert done.returncode == 0, done.stderr
    rows = list(csv.reader(io.StringIO((result or b"").decode(), newline=""), delimiter=separator))
    assert [row[:2] for row in rows] == [["patient", "blasts_pb_percent"], ["A", "25"], [f"x{separator}y{end}z", "3"]]
    assert rows[1][rows[0].index("systems.who-2016.phase")] == "blast"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty; its first line must name the columns"),
        ("\n\n", "the file is empty; its first line must name the columns"),
        ("12.5,3,true\n", "line 1: the first line must name the columns, and it holds values: 12.5, 3, true."),
        ("a|b\n1|2\n", "none of these is an input of phase: a|b. Inputs: blasts_pb_percent, blasts_bm_percent"),
        ("bcr_abl1_percent_is\n1\n", "(there are inputs of molecular-response among them)"),
        ("Blast_pb_percent\n1\n", "; Blast_pb_percent may be blasts_pb_percent"),
        ("fever,fever\ntrue,true\n", "line 1: a column that is an input must stand once, and these stand twice: fever"),
        ("fever,errors\ntrue,\n", "line 1: columns named as the result's must be renamed or left out: errors"),
        ('fever,n\ntrue,1\n"true,2\n', "line 3: a cell in quotation marks must end with a quotation mark"),
        ('fever,n\ntrue,"1"2\n', "line 2: after the quotation mark that ends a cell the next cell must follow"),
        ("fever,n\ntrue," + "x" * 600_000, "line 2: a row must have at most 500000 characters"),
    ],
)
def test_a_file_that_cannot_be_answered_is_refused_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    result, done = run(tmp_path, "phase", content.encode())
    assert (done.returncode, result) == (2, None)
    assert message in done.stderr
    answer = next(one for one in in_pieces("phase", [content[:7], content[7:]]) if not one["ok"])
    assert answer["errors"][0]["field"] == "cohort"
    assert message in answer["errors"][0]["message"]


def test_a_column_that_looks_like_an_input_is_reported_and_copied(tmp_path: Path) -> None:
    rows, done = batch(tmp_path, "phase", "blasts_bm_percent,blast_pb_percent,platelets,note", "3,25,300,x")
    assert rows[0]["blast_pb_percent"] == "25"
    assert rows[0]["systems.ibmtr.missing"].split()[0] == "blasts_pb_percent"
    assert done.stderr.splitlines() == [
        "column blast_pb_percent is no input and is copied; blasts_pb_percent may be meant",
        "column platelets is no input and is copied; platelets_e9_per_l may be meant",
        "1 rows",
    ]


def test_without_a_file_for_it_the_result_is_printed(tmp_path: Path) -> None:
    result, _ = run(tmp_path, "phase", b"note,fever\n\xc3\xa4,true\n")
    command = [sys.executable, "-m", "cml_calculators", "batch", "phase", str(tmp_path / "cohort.csv")]
    assert subprocess.run(command, capture_output=True, check=True).stdout == result


def test_other_columns_may_have_no_name_or_the_same_one(tmp_path: Path) -> None:
    result, done = run(tmp_path, "phase", b"note,fever,note,,\n1,true,2,3,4\n")
    assert done.returncode == 0
    assert (result or b"").splitlines()[1].startswith(b"1,true,2,3,4,")


def test_a_file_of_many_pieces_is_answered_as_its_rows_are(tmp_path: Path) -> None:
    many = PIECE_CHARACTERS // 40
    lines = [f"P{number:05},{number % 50},{'x' * 40}" for number in range(many)]
    rows, done = batch(tmp_path, "hydroxyurea", "patient,wbc_e9_per_l,filler", *lines)
    assert [row["patient"] for row in rows] == [f"P{number:05}" for number in range(many)]
    assert done.stderr.endswith(f"\n{many} rows\n")


@pytest.mark.parametrize("calculator", [entry.id for entry in CALCULATORS])
def test_columns_of_the_result_follow_from_the_calculator_and_none_hides_another(calculator: str) -> None:
    [entry] = [one for one in CALCULATORS if one.id == calculator]
    names = result_columns(calculator).names
    assert names
    assert len(set(names)) == len(names)
    assert not set(names) & {name for name, _ in input_columns(entry.inputs)}
    [answer] = in_pieces(calculator, [f"{next(input_columns(entry.inputs))[0]},patient\n,P1\n"])
    header, row = csv.reader(io.StringIO(answer["csv"], newline=""))
    assert header[2:] == [*names, "warnings", "errors"]
    assert len(row) == len(header) and row[-1] == ""


def test_the_page_hears_of_columns_rows_and_faults() -> None:
    text = "patient,fever,Malaise\nA,true,\nB,perhaps,\nC\n"
    first, second = in_pieces("phase", [text[:30], text[30:]])
    assert first["columns"] == {"read": ["fever"], "copied": ["patient", "Malaise"], "meant": {"Malaise": "malaise"}}
    assert (first["rows"], first["faulty"]) == (1, 0)
    assert "columns" not in second
    assert (second["rows"], second["faulty"]) == (2, 2)
    assert [fault["line"] for fault in second["faults"]] == [3, 4]
    assert second["faults"][1]["message"] == "row: must have 3 cells as the header has, not 1"


def test_the_page_hears_whose_answer_it_is_and_of_ten_faults() -> None:
    text = "fever\n" + "perhaps\n" * 11
    [answer] = in_pieces("phase", [text])
    assert (answer["ok"], answer["calculator"], answer["version"]) == (True, "phase", __version__)
    assert (answer["rows"], answer["faulty"]) == (11, 11)
    assert [fault["line"] for fault in answer["faults"]] == list(range(2, 12))


@pytest.mark.parametrize(
    "cohort",
    [None, 3, {}, {"text": 3}, {"text": "", "progress": 3}, {"text": "", "progress": {"header": []}}, {"text": None}],
)
def test_a_request_that_is_none_is_refused(cohort: Any) -> None:
    answer = json.loads(handle(json.dumps({"id": 1, "calculator": "phase", "cohort": cohort})))
    assert answer["errors"] == [{"field": "cohort", "message": "cohort must be one JSON object"}]


def test_an_unknown_calculator_is_refused() -> None:
    answer = json.loads(handle(json.dumps({"id": 1, "calculator": "phases", "cohort": {"text": ""}})))
    assert [error["field"] for error in answer["errors"]] == ["calculator"]


def test_progress_that_is_none_is_refused() -> None:
    refused: tuple[Any, ...] = (
        {"header": [], "separator": ",", "line": "x", "rest": ""}, {"header": []}, {"header": 1}, 5,
    )  # fmt: skip
    for wrong in refused:
        request = {"id": 1, "calculator": "phase", "cohort": {"text": "", "last": True, "progress": wrong}}
        answer = json.loads(handle(json.dumps(request)))
        assert (answer["id"], answer["ok"], answer["errors"][0]["field"]) == (1, False, "cohort")


def test_a_request_is_named_by_a_number_that_a_page_can_count_to() -> None:
    for given, named in ((10**19, 10**19), (10**20, None), (1.5, None), ("a", "a"), ([], None)):
        assert json.loads(handle(json.dumps({"id": given, "calculator": "phase", "inputs": {}})))["id"] == named
