"""A cohort keeps every row in its place, with its answer or with what is wrong."""

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

from cml_calculators import evaluate

HEADER = "patient,blasts_pb_percent,blasts_bm_percent,on_treatment,aca_on_treatment,note"


def batch(folder: Path, calculator: str, *lines: str) -> tuple[list[dict[str, str]], subprocess.CompletedProcess[str]]:
    source, output = folder / "cohort.csv", folder / "out.csv"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "cml_calculators", "batch", calculator, str(source), "-o", str(output)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    rows = list(csv.DictReader(output.open(encoding="utf-8", newline=""))) if output.exists() else []
    return rows, done


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
    assert rows[2]["errors"] == rows[3]["errors"] == "row: must have 6 cells as the header has"
    assert rows[4]["errors"] == "" and rows[4]["systems.ibmtr.phase"] == "undetermined"
    assert rows[4]["systems.pdq-2025.blast_crisis"] == "unknown"
    assert done.returncode == 0


def test_numbers_words_and_warnings_of_a_molecular_cohort(tmp_path: Path) -> None:
    header = "bcr_abl1_percent_is,months_on_tki,tki_line,transcript"
    [row], _ = batch(tmp_path, "molecular-response", header, "0.0032,12,1,e14a2")
    assert (row["depth"], row["major_molecular_response"]) == ("MR4.5", "true")
    assert row["milestones.eln-2020.category"] == "optimal"
    [unknown_transcript], _ = batch(tmp_path, "molecular-response", header, "0.0032,12,1,")
    assert "transcript" in unknown_transcript["warnings"]


def test_a_file_that_cannot_be_read_leaves_the_earlier_result(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("earlier\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_bytes(b"blasts_pb_percent\n\xff\xfe\n")
    command = [sys.executable, "-m", "cml_calculators", "batch", "phase", "bad.csv", "-o", "out.csv"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert "bad.csv: must be a readable CSV file in UTF-8" in done.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "earlier\n"
