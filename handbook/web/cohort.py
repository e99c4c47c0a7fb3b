"""The page that answers a file: its form, the columns of every calculator, and an example file for each."""

import csv
import io
from collections.abc import Mapping

from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import CALCULATORS
from cml_calculators.cells import NONE, cells_of
from cml_calculators.cohort_header import input_columns
from cml_calculators.inputs import MOST_ENTRIES, range_in_words
from cml_calculators.result_columns import result_columns
from cml_calculators.shapes import Choice, Day, Days, Number, Numbers, Records, Simple, Texts, Words, WordSeries
from handbook.addresses import relative_address
from handbook.library import Library
from handbook.web.rendering import render

FOLDER = "assets/cohort"
BETWEEN = "Entries apart by spaces or semicolons."


def cohort(library: Library, slug: str) -> str:
    """The form and the tables of columns. The state is set by the script alone."""
    root = relative_address(slug, "index")
    examples = example_files(library)
    rows = [
        {
            "id": entry.id,
            "title": entry.title,
            "example": f"{root}{name}" if (name := _file_name(entry)) in examples else "",
            "columns": [(name, part.label, *_cell(part)) for name, part in input_columns(entry.inputs)],
            "tables": [part.name for part in entry.inputs if isinstance(part, Records)],
            "results": result_columns(entry.id),
        }
        for entry in CALCULATORS
    ]
    config = {"titles": {entry.id: entry.title for entry in CALCULATORS}}
    return render("cohort.html", rows=rows, config=config, most=MOST_ENTRIES - 1)


def example_files(library: Library) -> Mapping[str, bytes]:
    """For each calculator with worked examples a file with their inputs, by its path in the site."""
    found = {}
    for entry in CALCULATORS:
        own = [example for example in library.examples.values() if example.calculator == entry.id]
        in_order = sorted(own, key=lambda one: (one.order, one.id))
        rows = [{"example": one.title, **dict(cells_of(one.inputs))} for one in in_order]
        if rows:
            found[_file_name(entry)] = _table(entry, rows)
    return found


def _file_name(entry: Calculator) -> str:
    return f"{FOLDER}/{entry.id}-example.csv"


def _table(entry: Calculator, rows: list[dict[str, str]]) -> bytes:
    """The rows as a file, with the columns that one of them has in the order of the catalogue."""
    order = [quantity.name for quantity in entry.inputs]
    used = dict.fromkeys(name for row in rows for name in row if name != "example")
    columns = ["example", *sorted(used, key=lambda name: (order.index(name.split(".")[0]), _row_of(name)))]
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return output.getvalue().encode()


def _row_of(name: str) -> int:
    return int(name.split(".")[1]) if "." in name else 0


def _cell(quantity: Simple) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a cell holds: a sentence, and the words to choose from with their labels."""
    match quantity:
        case Number():
            return _number(quantity), ()
        case Numbers():
            return f"Numbers in their order, each {range_in_words(quantity.entry)}. {BETWEEN}", ()
        case Choice():
            return "One of", quantity.words
        case Words():
            return f"{BETWEEN} Any of", (*quantity.words, (NONE, "Looked for, none found"))
        case WordSeries():
            return f"Words in their order. {BETWEEN}", quantity.words
        case Day():
            return "A date as 2026-03-31.", ()
        case Days():
            return f"Dates in their order, each as 2026-03-31. {BETWEEN}", ()
        case Texts():
            return f"Texts. {BETWEEN}", ()
    return "", (("true", "Yes"), ("false", "No"))


def _number(number: Number) -> str:
    kind = "A whole number" if number.whole else "A number"
    return f"{kind}, {range_in_words(number)}."
