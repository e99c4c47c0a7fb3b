"""Paper to plot a series on: BCR::ABL1 on a scale of powers of ten against months of treatment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cml_calculators.criteria import ResponseLevel
from handbook import wording
from handbook.web.rendering import render

MONTHS, EVERY_MONTHS = 24, 3
# From 0.001% to 100%, in powers of ten.
LOWEST, HIGHEST = -3, 2
WIDTH, HEIGHT = 680, 400
LEFT, RIGHT, TOP, BOTTOM = 58, 52, 10, 44


@dataclass(frozen=True)
class Line:
    """A line of the paper; `label` at its left or beneath it, `level` at its right."""

    x1: str
    y1: str
    x2: str
    y2: str
    bold: bool
    label: str = ""
    level: str = ""


def plotting_paper(levels: Iterable[ResponseLevel]) -> str:
    """A figure with the grid, and the limit of each level as a line."""
    lines = [*_months(), *_powers(), *(_level(level) for level in levels)]
    return render("worksheets/plot.html", lines=lines, width=WIDTH, height=HEIGHT, left=LEFT, top=TOP,
                  right=WIDTH - RIGHT, bottom=HEIGHT - BOTTOM, months=MONTHS)  # fmt: skip


def _months() -> Iterator[Line]:
    for month in range(MONTHS + 1):
        at = f"{LEFT + (WIDTH - LEFT - RIGHT) * month / MONTHS:.1f}"
        bold = month % EVERY_MONTHS == 0
        yield Line(at, f"{TOP}", at, f"{HEIGHT - BOTTOM}", bold, str(month) if bold else "")


def _powers() -> Iterator[Line]:
    for power in range(LOWEST, HIGHEST + 1):
        for digit in range(1, 10 if power < HIGHEST else 2):
            value = Decimal(digit).scaleb(power)
            yield _across(value, bold=digit == 1, label=f"{wording.number(value)}%" if digit == 1 else "")


def _level(level: ResponseLevel) -> Line:
    assert level.bcr_abl1_percent_is is not None and level.bcr_abl1_percent_is.at_most is not None
    return _across(level.bcr_abl1_percent_is.at_most, bold=True, level=level.abbreviation)


def _across(value: Decimal, *, bold: bool, label: str = "", level: str = "") -> Line:
    share = (HIGHEST - float(value.log10())) / (HIGHEST - LOWEST)
    at = f"{TOP + (HEIGHT - TOP - BOTTOM) * share:.1f}"
    return Line(f"{LEFT}", at, f"{WIDTH - RIGHT}", at, bold, label, level)
