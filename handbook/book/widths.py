"""How wide words are in the fonts of the book, and the widths of a table's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

# In how many portions the room that is left is handed to the columns.
PORTIONS = 48


@dataclass(frozen=True)
class Metrics:
    """The widths of letters, in units of the size of the font."""

    widths: Mapping[str, float]
    usual: float
    known: dict[str, float] = field(default_factory=dict)

    def width(self, token: str) -> float:
        """The width of a token; each is measured once."""
        if token not in self.known:
            self.known[token] = sum(self.widths.get(letter, self.usual) for letter in token)
        return self.known[token]


@cache
def metrics(file: Path) -> Metrics:
    font = TTFont(file, lazy=True)
    em = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    widths = {chr(code): advances[name][0] / em for code, name in font.getBestCmap().items()}
    return Metrics(widths, widths["m"])


@dataclass(frozen=True)
class CellWidths:
    """A cell by its paragraphs, each as the widths of its tokens at size 1; a token is what does not break."""

    paragraphs: tuple[tuple[float, ...], ...]
    space: float

    @property
    def least(self) -> float:
        return max((width for one in self.paragraphs for width in one), default=1.0)

    @property
    def natural(self) -> float:
        """The longest paragraph on one line."""
        return max((self._line(one) for one in self.paragraphs), default=1.0)

    @property
    def length(self) -> float:
        """All paragraphs on one line."""
        return sum(self._line(one) for one in self.paragraphs)

    def lines(self, width: float) -> int:
        """How many lines the cell takes in a column of this width at size 1."""
        lines = 0
        for paragraph in self.paragraphs:
            lines, used = lines + 1, 0.0
            for token in paragraph:
                if used and used + token > width:
                    lines, used = lines + 1, 0.0
                used += token + self.space
        return lines

    def _line(self, paragraph: tuple[float, ...]) -> float:
        return sum(paragraph) + self.space * (len(paragraph) - 1)


@dataclass(frozen=True)
class TableWidths:
    """What the columns of a table need at size 1, and the length of the text in each cell by row."""

    least: tuple[float, ...]
    natural: tuple[float, ...]
    lengths: tuple[tuple[float, ...], ...]


def table_widths(rows: Sequence[Sequence[CellWidths | None]]) -> TableWidths:
    """`rows` are the cells of each row by column; None stands for one that spans."""
    columns = list(zip(*rows, strict=True))
    return TableWidths(
        least=tuple(max((cell.least for cell in cells if cell), default=1.0) for cells in columns),
        natural=tuple(max((cell.natural for cell in cells if cell), default=1.0) for cells in columns),
        lengths=tuple(tuple(cell.length if cell else 0.0 for cell in row) for row in rows),
    )


def column_widths(table: TableWidths, size: float, padding: float, room: float) -> list[float] | None:
    """The widths in points that fill `room`, or the natural ones where they need much less; None when it cannot fit.

    No column is narrower than its longest token. What is left goes, in small portions, to the column that makes the
    rows high.
    """
    least = [width * size + padding for width in table.least]
    natural = [width * size + padding for width in table.natural]
    if sum(least) > room:
        return None
    if sum(natural) <= 0.7 * room:
        return natural
    if sum(natural) <= room:
        return [width * room / sum(natural) for width in natural]
    return _shared(table.lengths, least, natural, padding, room)


def _shared(
    lengths: Sequence[Sequence[float]], least: list[float], natural: list[float], padding: float, room: float
) -> list[float]:
    widths = list(least)
    portion = (room - sum(least)) / PORTIONS
    columns = range(len(widths))
    for _ in range(PORTIONS):
        gains = [0.0] * len(widths)
        inside = [width - padding for width in widths]
        for row in lengths:
            highest = max(columns, key=lambda index: row[index] / inside[index])
            gains[highest] += row[highest] / inside[highest] ** 2
        open_to_more = [index for index in columns if widths[index] < natural[index]]
        widths[max(open_to_more, key=gains.__getitem__)] += portion
    return widths
