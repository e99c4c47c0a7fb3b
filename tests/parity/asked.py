"""What is asked of both Pythons: cases, faulty requests, drawn combinations of inputs, odd values, whole files."""

import csv
import io
import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from cml_calculators.catalogue import CALCULATORS
from cml_calculators.cells import cells_of
from cml_calculators.description import describe

CASES = Path(__file__).parents[1] / "cases"
REFUSED = Path(__file__).with_name("refused.yml")
COMBINATIONS = 150
ROWS_OF_A_LONG_FILE = 500
# What no form sends, as JSON: every input meets each of them.
ODD = (
    '"ﬁ 中文 \\u0000 \\ud800 😀 İ"', '"1,5"', '"  12 "', '"µ٠١"', "1e-400", "-0.0", "0.10000000000000000555111512312",
    "123456789012345678901234567890", "1e308", "-1e400", "true", "null", "[]", "{}", "[[[[]]]]",
    '{"a": {"b": [1, null]}}', '["a", 1, null, true, 2.5, {}]', '[{"date": "2024-13-45", "detected": "x", "zzz": 1}]',
    '"2024-02-30"', '"0001-01-01"', json.dumps(["T315I"] * 300), json.dumps("x" * 20_000),
    json.dumps([n / 7 for n in range(200)]),
)  # fmt: skip
ODD_REQUESTS = ("[" * 300, '{"id": 1.5, "calculator": "phase"}', '{"id": "a", "calculator": null}', "\ufeff{}", "nul")
ODD_FILES = (
    "", "\ufeff", "a,b\n1", 'x\n"', "age_years;sex\n1;2;3\n", "\t\t\n", "age_yaers,weight_kg\nabc,70\r7,\n", "µ\n😀\n",
)  # fmt: skip


@cache
def everything() -> dict[str, str]:
    """Every request, by its name."""
    drawn: dict[str, str] = {}
    for calculator in CALCULATORS:
        drawn |= combinations(describe(calculator.id), COMBINATIONS)
    return cases() | refused() | drawn | odd() | cohorts()


def cases() -> dict[str, str]:
    """The request texts of every case, by file and name."""
    return {f"{case['file']}: {case['name']}": request(case["calculator"], case["inputs"]) for case in _entries()}


@cache
def _entries() -> tuple[dict[str, Any], ...]:
    """The cases as they stand in their files."""
    return tuple(
        {"file": path.name, **case}
        for path in sorted(CASES.glob("**/*.yml"))
        for case in YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    )


def refused() -> dict[str, str]:
    """Request texts with faults, by name; they are texts, since some are not JSON."""
    entries = YAML(typ="safe").load(REFUSED.read_text(encoding="utf-8"))
    return {f"refused: {entry['name']}": entry["request"] for entry in entries}


def combinations(described: dict[str, Any], count: int) -> dict[str, str]:
    """`count` requests, each with some of a calculator's inputs known; the same ones in every run."""
    random = Random(described["id"])
    drawn: dict[str, str] = {}
    for number in range(count):
        known_share = random.random()
        known = [quantity for quantity in described["inputs"] if random.random() < known_share]
        inputs = {quantity["name"]: _value(quantity, random) for quantity in known}
        drawn[f"{described['id']}: combination {number}"] = request(described["id"], inputs)
    return drawn


def request(calculator: str, inputs: dict[str, Any]) -> str:
    return json.dumps({"id": 1, "calculator": calculator, "inputs": inputs})


def _value(quantity: dict[str, Any], random: Random) -> Any:
    if quantity["kind"] == "yes_no":
        return random.choice([True, False])
    if quantity["kind"] == "number":
        return _number(quantity, random)
    if quantity["kind"] == "date":
        return _date(random)
    if quantity["kind"] in ("numbers", "dates", "texts", "records", "word_series"):
        return [_entry(quantity, random) for _ in range(random.randrange(6))]
    words = [word["value"] for word in quantity["words"]]
    if quantity["kind"] == "words":
        return [word for word in words if random.random() < 0.3]
    word = random.choice(words)
    return int(word) if quantity.get("numeric") else word


def _entry(quantity: dict[str, Any], random: Random) -> Any:
    match quantity["kind"]:
        case "numbers":
            return _number(quantity["entry"], random)
        case "dates":
            return _date(random)
        case "texts":
            return random.choice(["T315I", "F317L/V/I/C", "p.Tyr253His", "V299L", "no variant"])
        case "records":
            return {part["name"]: _value(part, random) for part in quantity["fields"] if random.random() < 0.8}
    return random.choice(quantity["words"])["value"]


def _date(random: Random) -> str:
    return (date(2020, 1, 1) + timedelta(days=random.randrange(1500))).isoformat()


def _number(quantity: dict[str, Any], random: Random) -> float:
    """Low values more often than high ones: that is where the cut-offs are. Now and then the highest of all."""
    bounds = quantity["range"]
    lowest = float(bounds.get("at_least", bounds.get("above", 0)))
    highest = float(bounds.get("at_most", bounds.get("below", 1_000_000)))
    drawn = highest if random.random() < 0.1 else lowest + (highest - lowest) * random.random() ** 4
    if quantity["whole"]:
        return min(int(drawn) + 1, int(highest))
    return drawn if random.random() < 0.5 else round(drawn, 2) or highest


def odd() -> dict[str, str]:
    """Every input with every odd value, and requests that are odd themselves."""
    asked = {f"odd request {number}": text for number, text in enumerate(ODD_REQUESTS)}
    for calculator in CALCULATORS:
        for quantity in calculator.inputs:
            for number, value in enumerate(ODD):
                inputs = f'{{"{quantity.name}": {value}}}'
                text = f'{{"id": 1, "calculator": "{calculator.id}", "inputs": {inputs}}}'
                asked[f"odd: {calculator.id} {quantity.name} {number}"] = text
    return asked


def cohorts() -> dict[str, str]:
    """For each calculator files with its cases: one of usual length, one long, and odd ones."""
    asked: dict[str, str] = {}
    for calculator in CALCULATORS:
        entries = [case["inputs"] for case in _entries() if case["calculator"] == calculator.id]
        rows = [dict(cells_of(inputs)) for inputs in entries]
        long = [row for number in range(ROWS_OF_A_LONG_FILE // max(len(rows), 1)) for row in rows]
        texts = [_table(rows), _table(long), *ODD_FILES]
        for number, text in enumerate(texts):
            request_of = {"id": 1, "calculator": calculator.id, "cohort": {"text": text, "last": True}}
            asked[f"cohort: {calculator.id} {number}"] = json.dumps(request_of)
    return asked


def _table(rows: list[dict[str, str]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, ["patient", *columns])
    table.writeheader()
    table.writerows({"patient": str(number), **row} for number, row in enumerate(rows))
    return written.getvalue()
