"""A cohort: one row of a CSV file in, the same row with its result out.

Columns named as inputs are read, any other column is copied through. A row that cannot be answered keeps its cells and
its place, and says why in the column `errors`.

A file is answered piece by piece: what is known of it between two pieces is a `Progress`, and nothing else is kept.
"""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from cml_calculators.calculator import Calculator
from cml_calculators.cohort_header import Header, check_header, find_header, header_of, inputs_of_row, near_misses
from cml_calculators.csv_records import CsvRecords, read_records
from cml_calculators.evaluation import assess
from cml_calculators.result_columns import Columns, result_columns

# About a thousand rows.
PIECE_CHARACTERS = 2**17
REPORT_EVERY = 1000
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a file is answered.

    header, separator: empty until the header is complete.
    line: the number of the first line of `rest`, the text that waits for what follows it.
    """

    header: tuple[str, ...] = ()
    separator: str = ""
    line: int = 1
    rest: str = ""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What one piece of a file gives: text of the output, and the faults of its rows with their lines.

    header: the file's header, in the piece that completes it.
    """

    text: str
    rows: int
    faults: tuple[tuple[int, str], ...]
    progress: Progress
    header: Header | None = None


def run(entry: Calculator, source: TextIO, target: TextIO, report: Callable[[str], None]) -> None:
    """Answer every row of `source` into `target`; `report` hears of strange columns and how many rows are done.

    Raises:
        CohortFault: the file has no header that this calculator can use, or its quotation marks do not pair.
    """
    progress, rows, faulty, last = Progress(), 0, 0, False
    while not last:
        text = source.read(PIECE_CHARACTERS)
        last = text == ""
        piece = answer_piece(entry, text, progress, last=last)
        target.write(piece.text)
        for name, meant in near_misses(entry, piece.header).items() if piece.header else ():
            report(f"column {name} is no input and is copied; {meant} may be meant")
        progress, rows, faulty = piece.progress, rows + piece.rows, faulty + len(piece.faults)
        if rows // REPORT_EVERY > (rows - piece.rows) // REPORT_EVERY and not last:
            report(f"{rows} rows")
    report(f"{rows} rows, {faulty} with errors" if faulty else f"{rows} rows")


def answer_piece(entry: Calculator, text: str, progress: Progress, *, last: bool) -> Piece:
    """Answer the rows that are complete with `text`, the next piece of a file; `last` says that nothing follows.

    Raises:
        CohortFault: as `run`.
    """
    text = progress.rest + text
    columns = result_columns(entry.id)
    output = io.StringIO(newline="")
    if progress.header:
        header, line, new = header_of(entry, progress.header, progress.separator), progress.line, None
    else:
        found = find_header(entry, text.removeprefix(BYTE_ORDER_MARK), last=last)
        if found is None:
            return Piece(text="", rows=0, faults=(), progress=Progress(rest=text))
        header, after = found
        names = (*columns.names, "warnings", "errors")
        check_header(entry, header, names)
        _writer(header, output).writerow([*header.cells, *names])
        text, line, new = after.rest, after.line, header
    records = read_records(text, header.separator, line=line, last=last)
    faults = tuple(_write_rows(entry, header, columns, records, output))
    progress = Progress(header=header.cells, separator=header.separator, line=records.line, rest=records.rest)
    return Piece(text=output.getvalue(), rows=len(records.complete), faults=faults, progress=progress, header=new)


def _writer(header: Header, output: TextIO) -> Any:
    return csv.writer(output, delimiter=header.separator)


def _write_rows(
    entry: Calculator, header: Header, columns: Columns, records: CsvRecords, output: TextIO
) -> Iterator[tuple[int, str]]:
    """Write each row with its answer; gives line and faults of each row that has none."""
    writer, width, unanswered = _writer(header, output), len(header.cells), [""] * (len(columns.names) + 1)
    for line, cells in records.complete:
        answers, warnings, faults = _answered(entry, header, columns, cells)
        own = [*cells[:width], *[""] * (width - len(cells))]
        writer.writerow([*own, *unanswered, faults] if faults else [*own, *answers, warnings, ""])
        if faults:
            yield line, faults


def _answered(entry: Calculator, header: Header, columns: Columns, cells: Sequence[str]) -> tuple[list[str], str, str]:
    """The cells of the result, the warnings, and the faults of one row."""
    if len(cells) != len(header.cells):
        return [], "", _wrong_width(cells, len(header.cells))
    inputs, places = inputs_of_row(header, cells)
    answer = assess(entry, inputs)
    if answer.result is None:
        found = " | ".join(f"{fault.field}: {fault.message}" for fault in answer.faults)
        for place, column in places.items():
            found = found.replace(place, column)
        return [], "", found
    return list(columns.cells(answer.result)), " | ".join(warning.message for warning in answer.warnings), ""


def _wrong_width(cells: Sequence[str], width: int) -> str:
    beyond = f"; left over: {', '.join(cells[width:])}" if len(cells) > width else ""
    return f"row: must have {width} cells as the header has, not {len(cells)}{beyond}"
