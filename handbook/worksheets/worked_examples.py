"""Worked examples: what was entered, the arithmetic written out, the rows that decide, the answers. All computed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cml_calculators import evaluate
from cml_calculators.answers import in_words
from cml_calculators.calculator import Calculator
from cml_calculators.criteria import Guideline, RuleSet
from cml_calculators.quantities import ALL, INPUTS
from handbook.guidelines import KIND_OF_CALCULATOR
from handbook.library import Library
from handbook.model import Example
from handbook.web.examples import value_in_words
from handbook.worksheets.arithmetic import score_sums, sums
from handbook.worksheets.deciding import deciding

Rows = Sequence[tuple[str, Sequence[str]]]


def worked_examples(library: Library, entry: Calculator) -> list[tuple[str, Rows]]:
    """The title of each example and its rows, in the order of the calculator's page."""
    own = [example for example in library.examples.values() if example.calculator == entry.id]
    ordered = sorted(own, key=lambda one: (one.order, one.id))
    return [(example.title, list(_rows(library, entry, example))) for example in ordered]


def _rows(library: Library, entry: Calculator, example: Example) -> Iterator[tuple[str, Sequence[str]]]:
    result = evaluate(entry.id, example.inputs)["result"]
    given = ((INPUTS[name], value) for name, value in example.inputs.items())
    entered = (f"{quantity.label.rstrip('?')}: {value_in_words(quantity, value)}" for quantity, value in given)
    yield "Entered", ["; ".join(entered)]
    written_out = list(sums(entry.id, example.inputs, result))
    if written_out:
        yield "Worked out", written_out
    if entry.id == "risk-scores":
        yield from score_sums(result)
        return
    yield from ((answer.label, [in_words(answer, result)]) for answer in entry.answers)
    if entry.entries is None:
        yield from _rows_met(library, entry, result)
        return
    together: dict[tuple[str, ...], list[str]] = {}
    for record in result[entry.entries.name]:
        edition = _edition(library, entry, str(record[entry.entries.key]))
        lines = (_answer(entry, record), *deciding(edition, record))
        together.setdefault(lines, []).append(edition.label if edition else record["title"])
    yield from (("; ".join(labels), lines) for lines, labels in together.items())


def _answer(entry: Calculator, record: Mapping[str, Any]) -> str:
    """All answers of one definition, guideline or score in one line."""
    assert entry.entries is not None
    answers = entry.entries.answers
    if len(answers) == 1:
        return in_words(answers[0], record)
    return "; ".join(f"{answer.label}: {in_words(answer, record)}" for answer in answers)


def _rows_met(library: Library, entry: Calculator, result: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """Of a calculator with one answer: the rows of all its editions that are met, and what is missing."""
    editions = [one for one in library.guidelines.values() if one.kind == entry.id and isinstance(one, RuleSet)]
    met = [words for edition in editions for words in deciding(edition, {"criteria": result["criteria"]})]
    if editions:
        yield "Rows that are met", met or ["No row"]
    if result["missing"] and editions:
        yield "Not known", [", ".join(ALL[name].label.rstrip("?") for name in result["missing"])]


def _edition(library: Library, entry: Calculator, own_id: str) -> Guideline | None:
    kind = KIND_OF_CALCULATOR.get(entry.id, entry.id)
    return next((one for one in library.guidelines.values() if one.kind == kind and one.id == own_id), None)
