"""What a calculator takes, answers and decides by, as JSON."""

from typing import Any

from cml_calculators import catalogue
from cml_calculators.calculator import Answer, Calculator
from cml_calculators.criteria import BOUNDS, ResponseLevel
from cml_calculators.evaluation import refusal_of, version
from cml_calculators.inputs import plain
from cml_calculators.json_schema import answer_schema, input_schema
from cml_calculators.shapes import (
    Choice,
    Day,
    Days,
    Number,
    Numbers,
    Quantity,
    Records,
    Texts,
    Words,
    WordSeries,
    YesNo,
)

KINDS = {
    Number: "number", YesNo: "yes_no", Choice: "choice", Words: "words", Day: "date", Numbers: "numbers",
    Days: "dates", WordSeries: "word_series", Texts: "texts", Records: "records",
}  # fmt: skip


def describe(calculator_id: str) -> dict[str, Any]:
    """The calculator's inputs with labels, units and ranges, its answers, its sources, and its JSON Schemas."""
    entry = catalogue.calculator(calculator_id)
    if entry is None:
        return refusal_of(calculator_id)
    return {
        "id": entry.id,
        "title": entry.title,
        "question": entry.question,
        "version": version(),
        "groups": [{"title": group.title, "inputs": list(group.names)} for group in entry.groups],
        "inputs": [described_input(quantity) for quantity in entry.inputs],
        **described_answers(entry),
        "sources": [
            {
                ("response_level" if isinstance(source, ResponseLevel) else "guideline"): source.id,
                "title": source.name if isinstance(source, ResponseLevel) else source.title,
                "reference": source.reference,
                "verification": source.verification,
                "reviewed": source.reviewed.isoformat(),
            }
            for source in catalogue.sources(entry)
        ]
        + [
            {"equation": equation.title, "reference": equation.reference, "locator": equation.locator}
            for equation in entry.equations
        ],
        "schemas": {"inputs": input_schema(entry), "answer": answer_schema(entry)},
    }


def described_input(quantity: Quantity) -> dict[str, Any]:
    """One input: its kind, label and hint, and what its kind has besides."""
    described: dict[str, Any] = {
        "name": quantity.name,
        "kind": KINDS[type(quantity)],
        "label": quantity.label,
        "hint": quantity.hint,
    }
    match quantity:
        case Number():
            limits = {bound: plain(limit) for bound in BOUNDS if (limit := getattr(quantity, bound, None)) is not None}
            return described | {"unit": quantity.unit, "range": limits, "whole": quantity.whole}
        case Choice():
            return described | {"words": _words(quantity.words), "numeric": quantity.numeric}
        case Words() | WordSeries():
            return described | {"words": _words(quantity.words)}
        case Numbers():
            return described | {"entry": described_input(quantity.entry)}
        case Records():
            return described | {"fields": [described_input(part) for part in quantity.fields]}
    return described


def described_answers(entry: Calculator) -> dict[str, Any]:
    """What a reader wants to see first of a result, with the words of its values."""
    return {"answers": [_answer(answer) for answer in entry.answers], "entries": _entries(entry)}


def _words(words: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in words]


def _answer(answer: Answer) -> dict[str, Any]:
    return {"name": answer.name, "label": answer.label, "unit": answer.unit, "words": _words(answer.words),
            "shown": answer.shown, "join": answer.join}  # fmt: skip


def _entries(entry: Calculator) -> dict[str, Any] | None:
    entries = entry.entries
    if entries is None:
        return None
    return {"name": entries.name, "key": entries.key, "label": entries.label,
            "answers": [_answer(answer) for answer in entries.answers]}  # fmt: skip
