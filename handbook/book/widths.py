"""How wide words are in the fonts of the book, and the widths of a table's columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont


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


@dataclass(frozen=True)
class ColumnNeed:
    """What a column needs at size 1: its longest token, its longest paragraph on one line, and all of its text."""

    least: float
    natural: float
    area: float


def column_need(cells: Sequence[CellText], font: Metrics) -> ColumnNeed:
    space = font.width(" ")
    tokens = [font.width(token) for cell in cells for one in cell.paragraphs for token in one]
    lines = [sum(font.width(token) + space for token in one) for cell in cells for one in cell.paragraphs]
    return ColumnNeed(max(tokens, default=1.0), max(lines, default=1.0), sum(lines, 1.0))


def column_widths(needs: Sequence[ColumnNeed], size: float, padding: float, room: float) -> list[float] | None:
    """The widths in points that fill `room`, or the natural ones where they need much less; None when it cannot fit.

    No column is narrower than its longest token. What is left goes to the columns by the root of their text, which
    keeps the rows low.
    """
    least = [need.least * size + padding for need in needs]
    natural = [need.natural * size + padding for need in needs]
    if sum(least) > room:
        return None
    if sum(natural) <= 0.7 * room:
        return natural
    if sum(natural) <= room:
        return [width * room / sum(natural) for width in natural]
    return _shared(needs, least, natural, room)


def _shared(needs: Sequence[ColumnNeed], least: list[float], natural: list[float], room: float) -> list[float]:
    """Every column its share by the root of its text, held between its least and its natural width."""
    fixed: dict[int, float] = {}
    while True:
        free = [index for index in range(len(needs)) if index not in fixed]
        left = room - sum(fixed.values())
        whole = sum(needs[index].area ** 0.5 for index in free)
        shares = {index: left * needs[index].area ** 0.5 / whole for index in free}
        short = {index: least[index] for index in free if shares[index] < least[index]}
        long = {index: natural[index] for index in free if shares[index] > natural[index]}
        if not short and not long:
            return [fixed.get(index, shares.get(index, 0.0)) for index in range(len(needs))]
        # Those that are too narrow come first: they decide what is left for the others.
        fixed |= short or long


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
