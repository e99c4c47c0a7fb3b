"""The command line and the page's one function give what `evaluate` gives."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

import cml_calculators
from cml_calculators import evaluate
from cml_calculators.browser import handle
from cml_calculators.catalogue import CALCULATORS


def command(*arguments: str, stdin: str = "") -> tuple[int, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "cml_calculators", *arguments],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def test_run_prints_the_result_and_exits_with_0() -> None:
    status, answer = command("run", "phase", stdin='{"blasts_pb_percent": 12.5}')
    assert status == 0
    assert answer == evaluate("phase", {"blasts_pb_percent": 12.5})


def test_run_prints_errors_and_exits_with_2() -> None:
    status, answer = command("run", "phase", stdin='{"blasts_pb_percent": NaN}')
    assert status == 2
    assert answer["errors"][0]["field"] == "blasts_pb_percent"


def test_an_answer_is_printed_line_by_line_with_its_signs_as_they_are() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cml_calculators", "run", "phase"],
        input='{"platelets_e9_per_l": 0}', capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    message = "platelets_e9_per_l must be above 0 and at most 10000 ×10⁹/L, not 0"
    assert done.stdout.splitlines() == [
        "{", '  "ok": false,', '  "errors": [', "    {", '      "field": "platelets_e9_per_l",',
        f'      "message": "{message}"', "    }", "  ]", "}",
    ]  # fmt: skip


def test_run_refuses_what_is_not_json() -> None:
    assert command("run", "phase", stdin="blasts 12")[0] == 2


def test_run_refuses_an_unknown_calculator() -> None:
    status, answer = command("run", "fase", stdin="{}")
    assert (status, answer["errors"][0]["field"]) == (2, "calculator")


def test_list_and_describe_name_every_input_once() -> None:
    _, listed = command("list")
    assert listed == [{"id": one.id, "title": one.title, "question": one.question} for one in CALCULATORS]
    for entry in listed:
        _, described = command("describe", entry["id"])
        names = [one["name"] for one in described["inputs"]]
        grouped = [name for group in described["groups"] for name in group["inputs"]]
        assert sorted(names) == sorted(grouped) == sorted(set(names))
        # A proportion is arithmetic, and its interval the exact one: no source decides.
        assert described["sources"] or entry["id"] == "proportion"


def test_handle_returns_the_answer_with_the_id_of_the_request() -> None:
    request = {"id": 7, "calculator": "phase", "inputs": {"blasts_pb_percent": 12.5}}
    assert json.loads(handle(json.dumps(request))) == {"id": 7, **evaluate("phase", {"blasts_pb_percent": 12.5})}


def test_handle_answers_nonsense_with_an_error() -> None:
    for nonsense in ("", "[]", "null", "{", '{"id": 1}', '{"id": 1, "calculator": ["phase"], "inputs": 3}'):
        assert json.loads(handle(nonsense))["ok"] is False


@pytest.mark.parametrize("text", ["", "[]", "null", "3", "{", "[" * 100_000])
def test_what_is_no_request_is_answered_without_a_number(text: str) -> None:
    message = "request must be one JSON object"
    expected = {"id": None, "ok": False, "errors": [{"field": "request", "message": message}]}
    assert json.loads(handle(text)) == expected


def test_the_answer_to_a_page_has_its_signs_as_they_are() -> None:
    text = handle('{"id": 1, "calculator": "phase", "inputs": {"platelets_e9_per_l": 0}}')
    assert "10000 ×10⁹/L, not 0" in text


def test_numbers_are_compared_as_typed() -> None:
    inputs = '{"blasts_pb_percent": 9.99999999999999999999, "blasts_bm_percent": 0}'
    text = f'{{"id": 1, "calculator": "phase", "inputs": {inputs}}}'
    systems = {entry["guideline"]: entry for entry in json.loads(handle(text))["result"]["systems"]}
    assert systems["icc-2022"]["possible_phases"] == ["chronic", "accelerated", "blast"]
    blasts = next(entry for entry in systems["icc-2022"]["criteria"] if entry["criterion"] == "blasts-10-19")
    assert blasts["status"] == "not_met"


@pytest.mark.parametrize("exponent", ["400", "9999999999999999999"])
def test_a_number_with_a_huge_exponent_is_refused_on_its_field(exponent: str) -> None:
    status, answer = command("run", "phase", stdin=f'{{"wbc_e9_per_l": 1e{exponent}}}')
    assert (status, answer["errors"][0]["field"]) == (2, "wbc_e9_per_l")
    assert json.loads(handle(f'{{"id": 1e{exponent}, "calculator": "phase", "inputs": {{}}}}'))["ok"]


def test_run_writes_utf_8_on_every_machine() -> None:
    """A pipe of another encoding, and a text that UTF-8 cannot hold."""
    for stdin in ("{}", '{"\\ud800": 1}'):
        done = subprocess.run(
            [sys.executable, "-m", "cml_calculators", "run", "phase"],
            input=stdin.encode(), capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        )  # fmt: skip
        assert done.returncode in (0, 2)
        assert json.loads(done.stdout.decode("utf-8"))["ok"] is (done.returncode == 0)


@pytest.mark.parametrize(("stdin", "field"), [('{"Á": 1}'.encode(), "Á"), (b'{"\xff": 1}', "\ufffd")])
def test_run_reads_utf_8_on_every_machine(stdin: bytes, field: str) -> None:
    """A pipe of another encoding, and bytes that are no UTF-8."""
    done = subprocess.run(
        [sys.executable, "-m", "cml_calculators", "run", "phase"],
        input=stdin, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "cp1252"},
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert json.loads(done.stdout.decode("utf-8"))["errors"][0]["field"] == field


def spoken(*arguments: str) -> tuple[int, str]:
    """Exit status, and what is said to a person."""
    command = [sys.executable, "-m", "cml_calculators", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def test_the_help_says_what_can_be_asked() -> None:
    status, text = spoken("--help")
    assert status == 0
    assert text.startswith("usage: python -m cml_calculators ")
    assert "The command line: `list`, `describe ID`, `run ID` (inputs as JSON on standard input) and `batch ID" in text
    assert "Exit status" not in text
    for purpose in (
        "the calculators there are",
        "inputs, units, ranges and sources",
        "inputs as JSON on standard input",
    ):
        assert purpose in text


@pytest.mark.parametrize("arguments", [[], ["describe"], ["run"], ["batch", "phase"], ["tell"]])
def test_an_incomplete_command_is_refused_with_its_usage(arguments: list[str]) -> None:
    status, text = spoken(*arguments)
    assert status == 2
    assert text.startswith("usage: python -m cml_calculators ")


def test_the_package_offers_two_functions_and_its_version() -> None:
    assert sorted(cml_calculators.__all__) == ["__version__", "describe", "evaluate"]
    assert all(hasattr(cml_calculators, name) for name in cml_calculators.__all__)


def test_every_calculator_answers_an_empty_question() -> None:
    for entry in CALCULATORS:
        assert evaluate(entry.id, {})["ok"]
