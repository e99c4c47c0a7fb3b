"""How wide words are in the fonts of the book, and the widths of a table's columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

# In how many portions the room that is left is handed to the columns.
PORTIONS = 48


@dataclass(frozen=True)
class Metrics:
    """The widths of letters, in units of the size of the font."""

    widths: dict[int, float]
    usual: float

    def width(self, text: str) -> float:
        return sum(self.widths.get(ord(letter), self.usual) for letter in text if letter != "\u200b")


@cache
def metrics(file: Path) -> Metrics:
    font = TTFont(file, lazy=True)
    em = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    widths = {code: advances[name][0] / em for code, name in font.getBestCmap().items()}
    return Metrics(widths, widths[ord("m")])


@dataclass(frozen=True)
class CellText:
    """A cell as its paragraphs; each token is a run of letters that does not break."""

    paragraphs: tuple[tuple[str, ...], ...]


def column_widths(
    rows: Sequence[Sequence[CellText | None]], font: Metrics, size: float, padding: float, room: float
) -> list[float] | None:
    """The widths in points that fill `room`, or the natural ones where they need much less; None when it cannot fit.

    `rows` are the cells of each row by column; None stands for one that spans. No column is narrower than its longest
    token. What is left goes, in small portions, to the column that makes the rows high.
    """
    columns = list(zip(*rows, strict=True))
    least = [max((font.width(token) for token in _tokens(cells)), default=1.0) * size + padding for cells in columns]
    natural = [max((_longest(cell, font) for cell in cells if cell), default=1.0) * size + padding for cells in columns]
    if sum(least) > room:
        return None
    if sum(natural) <= 0.7 * room:
        return natural
    if sum(natural) <= room:
        return [width * room / sum(natural) for width in natural]
    lengths = [[_length(cell, font) * size if cell else 0.0 for cell in row] for row in rows]
    return _shared(lengths, least, natural, padding, room)


def _shared(
    lengths: Sequence[Sequence[float]], least: list[float], natural: list[float], padding: float, room: float
) -> list[float]:
    widths = list(least)
    portion = (room - sum(least)) / PORTIONS
    for _ in range(PORTIONS):
        gains = [0.0] * len(widths)
        for row in lengths:
            lines = [length / (width - padding) for length, width in zip(row, widths, strict=True)]
            highest = max(range(len(lines)), key=lines.__getitem__)
            gains[highest] += lines[highest] / (widths[highest] - padding)
        open_to_more = [index for index in range(len(widths)) if widths[index] < natural[index]]
        widths[max(open_to_more, key=lambda index: gains[index])] += portion
    return widths


def lines_of(cell: CellText, font: Metrics, size: float, width: float) -> int:
    """How many lines the cell takes in a column of this width, words set one after the other."""
    space, lines = font.width(" ") * size, 0
    for paragraph in cell.paragraphs:
        lines, used = lines + 1, 0.0
        for token in paragraph:
            wide = font.width(token) * size
            if used and used + wide > width:
                lines, used = lines + 1, 0.0
            used += wide + space
    return lines


def _tokens(cells: Sequence[CellText | None]) -> list[str]:
    return [token for cell in cells if cell for paragraph in cell.paragraphs for token in paragraph]


def _line(paragraph: tuple[str, ...], font: Metrics) -> float:
    return font.width(" ".join(paragraph))


def _longest(cell: CellText, font: Metrics) -> float:
    """The longest paragraph on one line."""
    return max((_line(paragraph, font) for paragraph in cell.paragraphs), default=0.0)


def _length(cell: CellText, font: Metrics) -> float:
    """All paragraphs on one line."""
    return sum(_line(paragraph, font) for paragraph in cell.paragraphs)
