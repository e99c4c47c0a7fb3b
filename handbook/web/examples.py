"""Worked examples: the answer is what the calculator itself gives when the page is built."""

from typing import Any

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines, with_unit
from cml_calculators.catalogue import calculator
from cml_calculators.quantities import INPUTS
from cml_calculators.shapes import Choice, Number, Numbers, Quantity, Records, Words, WordSeries
from handbook.library import Library
from handbook.web.rendering import render


def examples(library: Library, slug: str) -> str:
    """The examples of the calculator of this page, in their order."""
    entry = calculator(library.pages[slug].head.calculator or "")
    assert entry is not None  # a check refuses pages with unknown calculators
    own = [example for example in library.examples.values() if example.calculator == entry.id]
    rows = []
    for example in sorted(own, key=lambda one: (one.order, one.id)):
        answer = evaluate(example.calculator, example.inputs)
        given = [(INPUTS[name].label, value_in_words(INPUTS[name], value)) for name, value in example.inputs.items()]
        rows.append((example.title, given, list(answer_lines(entry, answer["result"]))))
    return render("examples.html", rows=rows)


def value_in_words(quantity: Quantity, value: Any) -> str:
    """What was entered, with units and the words of the form."""
    match quantity:
        case Number():
            return with_unit(f"{value:,}", quantity.unit)
        case Numbers():
            return ", ".join(value_in_words(quantity.entry, entry) for entry in value)
        case Choice():
            return dict(quantity.words)[str(value)]
        case Words() | WordSeries():
            return ", ".join(dict(quantity.words)[word] for word in value) or "None found"
        case Records():
            return "; ".join(_row(quantity, record) for record in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _row(records: Records, record: dict[str, Any]) -> str:
    """One row of a table in one line: its date, and the other fields with their labels."""
    fields = {part.name: part for part in records.fields}
    cells = [f"{fields[name].label} {value_in_words(fields[name], value)}" for name, value in record.items()]
    return ", ".join(cells)
