"""What is asked of both Pythons: the cases of `tests/cases/`, faulty requests, and drawn combinations of inputs."""

import json
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

CASES = Path(__file__).parents[1] / "cases"
REFUSED = Path(__file__).with_name("refused.yml")


def cases() -> dict[str, str]:
    """The request texts of every case, by file and name."""
    return {
        f"{path.name}: {case['name']}": request(case["calculator"], case["inputs"])
        for path in sorted(CASES.glob("**/*.yml"))
        for case in YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    }


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
