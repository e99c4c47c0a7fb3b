"""A printed worksheet as a person sees it: entries, tables, rows. Read from the HTML by no code of the product."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree

CITATION = re.compile(r"\s*\[@[^\]]*\]")
NUMBER = r"[\d.,]*\d"
RANGE = re.compile(
    rf"(?:(?P<at_least>{NUMBER}) to|above (?P<above>{NUMBER}), up to) (?P<at_most>{NUMBER})(?P<whole>, whole)?"
)


@dataclass(frozen=True)
class Entry:
    """A row of the table of entries. `options` are the words to tick; a number has its range."""

    label: str
    options: tuple[str, ...]
    low: Decimal | None = None
    low_excluded: bool = False
    high: Decimal | None = None
    whole: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a table: its head, the text of its cells, and the cells themselves."""

    head: str
    cells: tuple[str, ...]
    elements: tuple[ElementTree.Element, ...] = field(compare=False)

    @property
    def test(self) -> ElementTree.Element:
        return next(cell for cell in self.elements if "test" in classes(cell))


@dataclass(frozen=True)
class Table:
    kind: str
    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sheet:
    root: ElementTree.Element
    entries: dict[str, Entry]
    tables: tuple[Table, ...]

    def of_kind(self, kind: str) -> list[Table]:
        return [table for table in self.tables if kind in table.kind.split()]

    def titled(self, words: str) -> Table:
        """The one table whose caption starts with these words."""
        (found,) = (table for table in self.tables if table.caption.startswith(words))
        return found


def read_sheet(markup: str) -> Sheet:
    root = ElementTree.fromstring(CITATION.sub("", markup))
    entries = {entry.label: entry for table in root.iter("table") if "inputs" in classes(table)
               for entry in _entries(table)}  # fmt: skip
    return Sheet(root, entries, tuple(map(_table, root.iter("table"))))


def classes(element: ElementTree.Element) -> list[str]:
    return element.get("class", "").split()


def text(element: ElementTree.Element, without: str = "") -> str:
    """All words of an element, apart from parts of the class `without`."""
    return " ".join("".join(_pieces(element, without)).replace("\u00a0", " ").split())


def formula_of(cell: ElementTree.Element) -> str:
    """The arithmetic of a cell, with each variable in braces."""
    (sum_,) = (part for part in cell.iter() if "sum" in classes(part))
    return "".join([sum_.text or "", *(f"{{{text(var)}}}{var.tail or ''}" for var in sum_)]).replace("\u00a0", " ")


def _pieces(element: ElementTree.Element, without: str) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if not without or without not in classes(part):
            yield from _pieces(part, without)
        yield part.tail or ""


def _table(table: ElementTree.Element) -> Table:
    caption = table.find("caption")
    assert caption is not None, "every table has a caption"
    heads = tuple(text(cell, "hint") for cell in table.iterfind("thead/tr/th"))
    rows = [row for body in table.iterfind("tbody") for row in body.iterfind("tr") if "group" not in classes(row)]
    return Table(table.get("class", ""), text(caption), heads, tuple(map(_row, rows)))


def _row(row: ElementTree.Element) -> Row:
    head, cells = row.find("th"), tuple(row.iterfind("td"))
    return Row("" if head is None else text(head, "hint"), tuple(text(cell, "hint") for cell in cells), cells)


def _entries(table: ElementTree.Element) -> Iterator[Entry]:
    for row in table.iterfind("tbody/tr"):
        if "group" in classes(row) or len(row) != 3:
            continue
        head, accepted, value = row
        options = tuple(text(part) for part in value.iter() if "option" in classes(part))
        numbers = RANGE.match(text(accepted))
        if numbers is None:
            yield Entry(text(head, "hint"), options)
            continue
        low = numbers["at_least"] or numbers["above"]
        yield Entry(text(head, "hint"), options, number(low), numbers["above"] is not None, number(numbers["at_most"]),
                    numbers["whole"] is not None)  # fmt: skip


def number(words: str) -> Decimal:
    return Decimal(words.replace(",", "").replace("−", "-"))
