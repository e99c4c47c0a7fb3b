"""A cohort: one row of a CSV file in, the same row with its result out.

Columns named as inputs are read, any other column is copied through. A row that cannot be answered keeps its cells and
its place, and says why in the column `errors`.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TextIO

from cml_calculators.calculator import Calculator
from cml_calculators.evaluation import evaluate
from cml_calculators.shapes import Choice, Number, Quantity, Words, YesNo

REPORT_EVERY = 1000
# What names an entry of a list in a result.
ENTRY_NAMES = ("guideline", "definition", "scheme")


def run(entry: Calculator, source: TextIO, target: TextIO, report: Callable[[int], None]) -> int:
    """Answer every row of `source` into `target`; `report` is told how many rows are done. Returns that number."""
    reader = csv.DictReader(source, restkey=None)
    columns = list(reader.fieldnames or ())
    blank = evaluate(entry.id, {})
    answers = [name for name in flat(blank["result"]) if name not in columns]
    writer = csv.DictWriter(target, [*columns, *answers, "warnings", "errors"], extrasaction="ignore")
    writer.writeheader()
    done = 0
    for row in reader:
        writer.writerow({**answered(entry, row, columns), **{name: row[name] for name in columns}})
        done += 1
        if done % REPORT_EVERY == 0:
            report(done)
    report(done)
    return done


def answered(entry: Calculator, row: Mapping[Any, Any], columns: list[str]) -> dict[str, str]:
    """The result columns of one row, or its errors."""
    if None in row or any(row[name] is None for name in columns):
        return {"errors": f"row: must have {len(columns)} cells as the header has"}
    known = {quantity.name: quantity for quantity in entry.inputs}
    inputs = {name: value_of(known[name], row[name].strip()) for name in columns if name in known}
    answer = evaluate(entry.id, inputs)
    if not answer["ok"]:
        return {"errors": " | ".join(f"{error['field']}: {error['message']}" for error in answer["errors"])}
    messages = " | ".join(warning["message"] for warning in answer["warnings"])
    return {**flat(answer["result"]), "warnings": messages}


def value_of(quantity: Quantity, text: str) -> Any:
    """The cell as its input takes it; a text that is no such value stays text and is refused in the input's words."""
    match quantity:
        case Number():
            return _number(text)
        case Choice() if quantity.numeric:
            return _number(text)
        case YesNo():
            return {"true": True, "false": False}.get(text.lower(), text)
        case Words() if text:
            return [] if text == "none" else text.replace(",", " ").replace(";", " ").split()
    return text


def flat(result: Mapping[str, Any]) -> dict[str, str]:
    """The answers without their evidence: `systems.who-2016.phase`, `depth`; words of a list apart by spaces."""
    return dict(_cells("", result))


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text) if text.isascii() and "_" not in text else text
    except InvalidOperation:
        return text


def _cells(prefix: str, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in record.items():
        if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
            for one in value:
                key = next((one[key] for key in ENTRY_NAMES if key in one), None)
                if key is not None:
                    answers = {
                        field: cell for field, cell in one.items() if field not in (*ENTRY_NAMES, "title", "notes")
                    }
                    yield from _cells(f"{prefix}{name}.{key}.", answers)
        elif isinstance(value, list) and name not in ("criteria", "flags", "high_risk_features", "notes"):
            yield f"{prefix}{name}", " ".join(map(str, value))
        elif name == "blast_crisis":
            yield f"{prefix}{name}", value["status"] if value else ""
        elif not isinstance(value, (list, Mapping)) and name != "criterion":
            yield f"{prefix}{name}", _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
