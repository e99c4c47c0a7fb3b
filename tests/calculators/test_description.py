"""What `describe` says of a calculator: the names that other programs read."""

from typing import Any

import pytest

from cml_calculators import __version__, describe
from cml_calculators.catalogue import CALCULATORS

IDS = tuple(entry.id for entry in CALCULATORS)
OF_ALL = {"name", "kind", "label", "hint"}
OF_KIND = {
    "number": {"unit", "range", "whole"}, "yes_no": set(), "choice": {"words", "numeric"}, "words": {"words"},
    "word_series": {"words"}, "date": set(), "dates": set(), "numbers": {"entry"}, "texts": set(),
    "records": {"fields"},
}  # fmt: skip
KINDS = {
    ("molecular-response", "transcript"): "choice",
    ("resistance", "ph_positive_history_percent"): "numbers",
    ("mutations", "variants"): "texts",
    ("kinetics", "measurements"): "records",
    ("kinetics", "treatment_start"): "date",
    ("post-transplant-imatinib", "nested_pcr_results"): "word_series",
    ("post-transplant-imatinib", "nested_pcr_dates"): "dates",
    ("phase", "extramedullary_sites"): "words",
    ("phase", "blasts_pb_percent"): "number",
    ("marrow-indication", "fever"): "yes_no",
}
COUNT = {"kind": "number", "hint": "", "unit": "patients", "whole": True}
PROPORTION = {
    "id": "proportion",
    "title": "Proportion and interval",
    "question": "Does a printed percentage agree with its own numbers, and how exact can it be?",
    "version": __version__,
    "groups": [
        {"title": "Counts", "inputs": ["n", "total"]},
        {"title": "As printed", "inputs": ["printed_percent", "decimals"]},
    ],
    "inputs": [
        {**COUNT, "name": "n", "label": "Number with the finding", "range": {"at_least": 0, "at_most": 10_000_000}},
        {**COUNT, "name": "total", "label": "Number in all", "range": {"at_least": 1, "at_most": 10_000_000}},
        {"name": "printed_percent", "kind": "number", "label": "Percentage as printed", "hint": "", "unit": "%",
         "range": {"at_least": 0, "at_most": 100}, "whole": False},
        {"name": "decimals", "kind": "number", "label": "Decimals of the printed percentage", "hint": "",
         "unit": "digits", "range": {"at_least": 0, "at_most": 12}, "whole": True},
    ],
    "answers": [
        {"name": "recomputed_percent", "label": "Recomputed", "unit": "%", "words": [], "shown": "shown", "join": ", "},
        {"name": "rounded", "label": "Rounded to the printed decimals", "unit": "%", "words": [], "shown": "",
         "join": ", "},
        {"name": "agrees", "label": "Agrees with the printed percentage", "unit": "", "words": [], "shown": "",
         "join": ", "},
        {"name": "interval_95", "label": "Exact 95% interval", "unit": "", "words": [], "shown": "interval_shown",
         "join": ", "},
    ],
    "entries": None,
    "sources": [],
}  # fmt: skip


def without_schemas(calculator: str) -> dict[str, Any]:
    described = describe(calculator)
    assert set(described.pop("schemas")) == {"inputs", "answer"}
    return described


def test_all_that_is_said_of_a_small_calculator() -> None:
    assert without_schemas("proportion") == PROPORTION


@pytest.mark.parametrize("calculator", IDS)
def test_every_description_has_the_same_parts(calculator: str) -> None:
    described = without_schemas(calculator)
    assert list(described) == list(PROPORTION)
    assert described["version"] == __version__
    for quantity in described["inputs"]:
        assert set(quantity) == OF_ALL | OF_KIND[quantity["kind"]]
        parts = [quantity.get("entry"), *quantity.get("fields", [])]
        assert all(set(part) == OF_ALL | OF_KIND[part["kind"]] for part in parts if part)
    entries = described["entries"] or {"answers": []}
    assert set(entries) in ({"answers"}, {"name", "key", "label", "answers"})
    for answer in [*described["answers"], *entries["answers"]]:
        assert set(answer) == {"name", "label", "unit", "words", "shown", "join"}
        assert all(set(word) == {"value", "label"} for word in answer["words"])


@pytest.mark.parametrize(("calculator", "name"), KINDS)
def test_inputs_have_the_kind_of_the_contract(calculator: str, name: str) -> None:
    [found] = [one for one in describe(calculator)["inputs"] if one["name"] == name]
    assert found["kind"] == KINDS[calculator, name]


def test_words_stand_with_their_labels() -> None:
    [spleen] = [one for one in describe("marrow-indication")["inputs"] if one["name"] == "spleen"]
    assert spleen["words"] == [
        {"value": "normal", "label": "Not enlarged"},
        {"value": "enlarged", "label": "Enlarged"},
        {"value": "rapidly_enlarging", "label": "Rapidly enlarging"},
    ]
    assert spleen["numeric"] is False


def test_a_guideline_a_level_and_an_equation_are_sources_of_their_own_kind() -> None:
    assert describe("marrow-indication")["sources"] == [
        {"guideline": "pdq-2025", "title": "NCI PDQ, March 2025", "reference": "pdq-2025", "verification": "primary",
         "reviewed": "2026-11-20"},
    ]  # fmt: skip
    of_levels = [one for one in describe("molecular-response")["sources"] if "response_level" in one]
    assert {one["response_level"] for one in of_levels} >= {"mr3", "mr4", "mr4.5", "mr5"}
    assert all(set(one) == {"response_level", "title", "reference", "verification", "reviewed"} for one in of_levels)
    of_equations = [one for one in describe("risk-scores")["sources"] if "equation" in one]
    assert {one["equation"] for one in of_equations} == {"Sokal", "Euro (Hasford)", "EUTOS", "ELTS", "IMTF"}
    assert {one["locator"] for one in of_equations} == {"Table 1", "Formula"}
    assert all(set(one) == {"equation", "reference", "locator"} for one in of_equations)


def test_ranges_name_their_bounds_as_the_contract_does() -> None:
    inputs = {one["name"]: one for one in describe("phase")["inputs"]}
    assert inputs["blasts_pb_percent"]["range"] == {"at_least": 0, "at_most": 100}
    assert inputs["blasts_pb_percent"]["unit"] == "% of white cells"
