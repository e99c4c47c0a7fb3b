"""The first line of a cohort's file: which columns are inputs, and what separates the cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from cml_calculators import catalogue
from cml_calculators.calculator import Calculator
from cml_calculators.cells import value_of
from cml_calculators.csv_records import CohortFault, CsvRecords, read_records
from cml_calculators.inputs import MOST_ENTRIES
from cml_calculators.shapes import Quantity, Records, Simple

# A comma, and what spreadsheets write where a comma stands in numbers or between columns.
SEPARATORS = (",", ";", "\t")
_RECORD_COLUMN = re.compile(r"(?P<list>[a-z0-9_]+)\.(?P<row>0|[1-9][0-9]{0,2})\.(?P<field>[a-z0-9_]+)")
_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")
# How alike two names must be for the one to be offered in place of the other.
_LIKENESS = 0.8


@dataclass(frozen=True)
class InputColumn:
    """A column that is an input, or (with `row`) one field in one row of an input that is a table."""

    position: int
    quantity: Simple
    records: str = ""
    row: int = 0


@dataclass(frozen=True)
class Header:
    """The names in the first line as they stand there, what separates them, and those that are inputs."""

    cells: tuple[str, ...]
    separator: str
    inputs: tuple[InputColumn, ...]

    @property
    def read(self) -> list[str]:
        return [self.cells[column.position].strip() for column in self.inputs]

    @property
    def copied(self) -> list[str]:
        positions = {column.position for column in self.inputs}
        return [name for position, name in enumerate(self.cells) if position not in positions]


def find_header(entry: Calculator, text: str, *, last: bool) -> tuple[Header, CsvRecords] | None:
    """The header of a file that begins with `text`, and what follows it; None while its end has not come.

    The separator is the one with which most of the names are inputs.

    Raises:
        CohortFault: the file is empty, or its first line can be read with no separator.
    """
    if last and not text.strip("\r\n"):
        raise CohortFault("the file is empty; its first line must name the columns")
    found: list[tuple[Header, CsvRecords]] = []
    faults: list[CohortFault] = []
    for separator in SEPARATORS:
        try:
            records = read_records(text, separator, line=1, last=last, most=1)
        except CohortFault as fault:
            faults.append(fault)
            continue
        if not records.complete:
            return None
        found.append((header_of(entry, records.complete[0][1], separator), records))
    if not found:
        raise faults[0]
    return max(found, key=lambda one: len(one[0].inputs))


def header_of(entry: Calculator, cells: Sequence[str], separator: str) -> Header:
    known = {quantity.name: quantity for quantity in entry.inputs}
    columns = (_column(known, position, name.strip()) for position, name in enumerate(cells))
    return Header(tuple(cells), separator, tuple(column for column in columns if column))


def check_header(entry: Calculator, header: Header, results: Iterable[str]) -> None:
    """Raises CohortFault for a header without an input, and for a name that stands twice or is a result's."""
    if not header.inputs:
        raise CohortFault(_no_inputs(entry, header), 1)
    if twice := sorted({name for name in header.read if header.read.count(name) > 1}):
        raise CohortFault(f"a column that is an input must stand once, and these stand twice: {', '.join(twice)}", 1)
    taken = set(results)
    if clash := [name.strip() for name in header.copied if name.strip() in taken]:
        message = f"columns named as the result's must be renamed or left out: {', '.join(clash)}"
        raise CohortFault(message, 1)


def input_columns(quantities: Iterable[Quantity]) -> Iterator[tuple[str, Simple]]:
    """Every name that a column can have, with what its cells hold; of a table the first row."""
    for quantity in quantities:
        if isinstance(quantity, Records):
            yield from ((f"{quantity.name}.0.{part.name}", part) for part in quantity.fields)
        else:
            yield quantity.name, quantity


def near_misses(entry: Calculator, header: Header) -> dict[str, str]:
    """Columns that are copied and look like an input, each with the input that may be meant."""
    known = [name for name, _ in input_columns(entry.inputs)]
    found = {}
    for name in header.copied:
        plain = name.strip().lower()
        longer = [one for one in known if plain and one.startswith(f"{plain}_")]
        alike = get_close_matches(plain, known, n=1, cutoff=_LIKENESS)
        if meant := [one for one in [*alike, *longer] if one not in header.read]:
            found[name] = meant[0]
    return found


def inputs_of_row(header: Header, cells: Sequence[str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The inputs of one row, and for each row of a table its name in a fault and in the header.

    Rows of a table without any cell are no rows: a patient with two measurements leaves the third one's cells empty.
    """
    inputs: dict[str, Any] = {}
    tables: dict[str, dict[int, dict[str, Any]]] = {}
    for column in header.inputs:
        value = value_of(column.quantity, cells[column.position].strip())
        if not column.records:
            inputs[column.quantity.name] = value
        elif value != "":
            tables.setdefault(column.records, {}).setdefault(column.row, {})[column.quantity.name] = value
    places: dict[str, str] = {}
    for name, rows in tables.items():
        inputs[name] = [rows[row] for row in sorted(rows)]
        places |= {f"{name}[{index}]": f"{name}.{row}" for index, row in enumerate(sorted(rows))}
    return inputs, places


def _column(known: Mapping[str, Quantity], position: int, name: str) -> InputColumn | None:
    quantity = known.get(name)
    if quantity is not None and not isinstance(quantity, Records):
        return InputColumn(position, quantity)
    match = _RECORD_COLUMN.fullmatch(name)
    table = known.get(match["list"]) if match else None
    if match is None or not isinstance(table, Records) or int(match["row"]) >= MOST_ENTRIES:
        return None
    field = next((part for part in table.fields if part.name == match["field"]), None)
    return None if field is None else InputColumn(position, field, table.name, int(match["row"]))


def _no_inputs(entry: Calculator, header: Header) -> str:
    """What the first line holds in place of an input, which calculator it suits, and what it could hold."""
    shown = ", ".join(cell.strip()[:40] for cell in header.cells[:8])
    if not any(cell.strip() for cell in header.cells):
        found = "the first line must name the columns, and it is blank"
    elif any(_NUMBER.fullmatch(cell.strip()) for cell in header.cells):
        found = f"the first line must name the columns, and it holds values: {shown}"
    else:
        found = f"the first line must name the columns, and none of these is an input of {entry.id}: {shown}"
    suits = max(catalogue.CALCULATORS, key=lambda one: len(header_of(one, header.cells, header.separator).inputs))
    if header_of(suits, header.cells, header.separator).inputs:
        found += f" (there are inputs of {suits.id} among them)"
    near = "".join(f"; {name.strip()} may be {meant}" for name, meant in near_misses(entry, header).items())
    return f"{found}{near}. Inputs: {', '.join(name for name, _ in input_columns(entry.inputs))}"
