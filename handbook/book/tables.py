"""Tables: their cells, how wide each column is, and whether the page is turned for them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from handbook.book.chapter import Chapter
from handbook.book.fonts import SANS_BOLD
from handbook.book.inline import Where, breakable
from handbook.book.typst_text import array, block, call
from handbook.book.widths import CellWidths, Metrics, column_widths, metrics, table_widths

# The inside of a cell as Typst.
Inside = Callable[[HtmlElement, Where], list[str]]
POINTS_PER_MM = 72 / 25.4
PADDING = 8.0
# Boxes to fill or to tick take the room of so many letters.
ROOM = {"fill": "n" * 13, "tick": "nn"}
# What is tried, in this order: upright in the usual size, smaller, turned. A table that fits nowhere is a problem.
TRIED = ((False, 8.5), (False, 7.5), (True, 8.5), (True, 7.5), (True, 6.5))
# A row of more lines is hard to read: rather a wider page. Where no page is wide enough, such a row may break.
MOST_LINES = 32


@dataclass(frozen=True)
class Cell:
    element: HtmlElement
    row: int
    column: int
    rows: int
    columns: int

    @property
    def is_head(self) -> bool:
        return str(self.element.tag) == "th"


@dataclass(frozen=True)
class Fit:
    """How a table is set: turned or not, the size of its letters, its columns in points, and its longest row."""

    turned: bool
    size: float
    widths: tuple[float, ...]
    lines: int


def table(chapter: Chapter, element: HtmlElement, inside: Inside) -> str:
    """The table as a call of the template."""
    head = [row for part in element.iterfind("thead") for row in part.iterfind("tr")]
    rest = [row for row in element.iter("tr") if row not in head]
    cells = list(_cells([*head, *rest]))
    caption = element.find("caption")
    words = " ".join(caption.text_content().split()) if caption is not None else ""
    shown = block(inside(caption, "cell")) if caption is not None else "none"
    found = _fit(chapter, cells)
    if found is None:
        first = " ".join(cells[0].element.text_content().split())
        message = f"the table '{words or first}' must fit a turned page in small letters, not be wider"
        chapter.trouble(element, message, words, first)
        return "[]"
    chapter.row_heads.append(
        frozenset((cell.row, cell.column) for cell in cells if cell.is_head and cell.row >= len(head))
    )
    top = [_coded(chapter, cell, inside, "head") for cell in cells if cell.row < len(head)]
    below = [_coded(chapter, cell, inside, "cell") for cell in cells if cell.row >= len(head)]
    return call(
        "turned-table" if found.turned else "upright-table",
        array(f"{width:.2f}pt" for width in found.widths), array(top), array(below),
        caption=shown, size=f"{found.size}pt", breaks="true" if found.lines > MOST_LINES else "false",
    )  # fmt: skip


def _cells(rows: list[HtmlElement]) -> Iterator[Cell]:
    """Every cell with its place, after those that reach down from above."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for element in row.iterchildren("th", "td"):
            while (number, column) in taken:
                column += 1
            deep, wide = int(element.get("rowspan", 1)), int(element.get("colspan", 1))
            taken |= {(number + down, column + right) for down in range(deep) for right in range(wide)}
            yield Cell(element, number, column, deep, wide)


def _coded(chapter: Chapter, cell: Cell, inside: Inside, where: Where) -> str:
    marks = chapter.index_marks(cell.element.text_content())
    row = cell.element.getparent()
    anchors = chapter.anchors(row) if row is not None and cell.column == 0 else []
    body = block([*anchors, *chapter.anchors(cell.element), *marks, *inside(cell.element, where)])
    if cell.is_head:
        body = call("head", body)
    spans = {name: str(count) for name, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1}
    return call("table.cell", body, **spans) if spans else body


def _fit(chapter: Chapter, cells: list[Cell]) -> Fit | None:
    """The first way in which the table fits and no row is too long; else the one with the shortest rows."""
    font = metrics(chapter.book.fonts / SANS_BOLD)
    rows: list[list[CellWidths | None]] = [
        [None] * max((cell.column + cell.columns for cell in cells), default=1)
        for _ in range(max((cell.row + 1 for cell in cells), default=0))
    ]
    for cell in cells:
        if cell.columns == cell.rows == 1:
            rows[cell.row][cell.column] = _measured(cell.element, font)
    fits: list[Fit] = []
    for turned, size in TRIED:
        fit = _tried(chapter, rows, turned, size)
        if fit is not None and fit.lines <= MOST_LINES:
            return fit
        fits += [fit] if fit else []
    return min(fits, key=lambda fit: fit.lines, default=None)


def _tried(chapter: Chapter, rows: list[list[CellWidths | None]], turned: bool, size: float) -> Fit | None:
    room = (chapter.book.turned_width if turned else chapter.book.text_width) * POINTS_PER_MM
    widths = column_widths(table_widths(rows), size, PADDING, room)
    if widths is None:
        return None
    lines = max(
        (cell.lines((width - PADDING) / size) for row in rows for cell, width in zip(row, widths, strict=True) if cell),
        default=1,
    )
    return Fit(turned, size, tuple(widths), lines)


def _measured(element: HtmlElement, font: Metrics) -> CellWidths:
    """The words of a cell by paragraph, as the converter prints them."""
    paragraphs: list[list[str]] = [[]]
    for text in _texts(element):
        if text is None:
            paragraphs.append([])
        else:
            paragraphs[-1].append(text)
    written = ("".join(one).split() for one in paragraphs)
    return CellWidths(
        tuple(
            tuple(font.width(part) for word in words for part in breakable(word).split("\u200b"))
            for words in written
            if words
        ),
        font.width(" "),
    )


def _texts(element: HtmlElement) -> Iterator[str | None]:
    """The texts of an element in order, and None where a new paragraph begins."""
    if element.tag in ("p", "br", "li", "div"):
        yield None
    yield ROOM.get((element.get("class") or "").split(" ")[0], "")
    yield "\u200b" if element.tag == "wbr" else element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield child.tail or ""
