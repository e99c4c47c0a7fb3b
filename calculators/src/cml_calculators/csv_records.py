"""Records of a CSV file that arrives in pieces: what is complete is read, the rest waits for the next piece."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

# A quotation mark that is never closed swallows the rest of its file; this is where the search for its end stops.
LONGEST_RECORD = 500_000


class CohortFault(Exception):
    """Why a file cannot be answered; `line` counts from 1."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"line {line}: {message}")


@dataclass(frozen=True)
class CsvRecords:
    """The complete records of a piece, each with the number of its first line, and what follows them.

    rest: the beginning of a record whose end has not come.
    line: the number of the first line of the rest.
    """

    complete: tuple[tuple[int, list[str]], ...]
    rest: str
    line: int


def read_records(text: str, separator: str, *, line: int, last: bool, most: int | None = None) -> CsvRecords:
    """The records of `text` (at most `most`), whose first line is the line `line` of its file.

    Empty lines are no records.

    Raises:
        CohortFault: quotation marks do not pair, or one record is too long to be one.
    """
    lines = list(io.StringIO(text, newline=""))
    # A line without its end, or with one half of a \r\n, goes on in the next piece.
    unfinished = lines.pop() if lines and not last and not lines[-1].endswith("\n") else ""
    complete, done = [], 0
    for cells, after in _rows(lines, separator, line=line, last=last):
        if sum(map(len, lines[done:after])) > LONGEST_RECORD:
            raise _too_long(line + done)
        if cells:
            complete.append((line + done, cells))
        done = after
        if most is not None and len(complete) == most:
            break
    rest = "".join(lines[done:]) + unfinished
    if len(complete) != most and len(rest) > LONGEST_RECORD:
        raise _too_long(line + done)
    return CsvRecords(tuple(complete), rest, line + done)


def _rows(lines: list[str], separator: str, *, line: int, last: bool) -> Iterator[tuple[list[str], int]]:
    """Each record with the number of lines up to its end."""
    asked_beyond = False

    def given() -> Iterator[str]:
        nonlocal asked_beyond
        yield from lines
        asked_beyond = True

    reader = csv.reader(given(), delimiter=separator, strict=True)
    start = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if asked_beyond and not last:
                return
            raise _broken(line + start, closed=not asked_beyond, error=error) from None
        yield cells, reader.line_num
        start = reader.line_num


def _broken(line: int, *, closed: bool, error: csv.Error) -> CohortFault:
    if not closed:
        return CohortFault("a cell in quotation marks must end with a quotation mark, and this one never does", line)
    if "field larger" in str(error):
        return _too_long(line)
    message = 'after the quotation mark that ends a cell the next cell must follow; a mark inside is written twice: ""'
    return CohortFault(message, line)


def _too_long(line: int) -> CohortFault:
    message = f"a row must have at most {LONGEST_RECORD} characters; a quotation mark may be missing at a cell's end"
    return CohortFault(message, line)
