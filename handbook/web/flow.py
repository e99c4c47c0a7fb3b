"""A flow of boxes from left to right: each under the one it comes from, parts listed inside it."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handbook.studies import Chart, Dataset, Node, Row
from handbook.web.rendering import render

LINE, PAD, BETWEEN, GAP, WIDTH, LETTER = 17, 8, 12, 34, 740, 6.6
# How a box looks by the words in the marking column, in their order: with color, with a dashed border, with a line.
LOOKS = ("full", "dashed", "plain")


@dataclass(frozen=True)
class Box:
    """A box with its lines of text, and where it stands."""

    node: Node
    head: tuple[str, ...]
    parts: tuple[str, ...]
    look: str
    x: float
    y: float
    width: float

    @property
    def height(self) -> float:
        return _height(len(self.head) + len(self.parts))

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def flow(table: Dataset, one: Chart) -> str:
    """The drawing of the nodes of a chart."""
    rows = {row.id: row for row in table.rows if row.id}
    depths: dict[str, int] = {}
    for node in one.nodes:
        depths[node.row] = depths[node.under] + 1 if node.under else 0
    columns = max(depths.values()) + 1
    width = (WIDTH - GAP * (columns - 1)) / columns
    texts = {node.row: _texts(rows, node, one, width) for node in one.nodes}
    looks = _looks(rows, one)
    tops = _tops(one.nodes, {own: _height(sum(map(len, lines))) for own, lines in texts.items()})
    boxes = [
        Box(node, *texts[node.row], looks[node.row], depths[node.row] * (width + GAP), tops[node.row], width)
        for node in one.nodes
    ]
    return render("flow.html", boxes=boxes, links=_links(boxes), line=LINE, pad=PAD, width=WIDTH,
                  height=max(box.y + box.height for box in boxes))  # fmt: skip


def _texts(rows: Mapping[str, Row], node: Node, one: Chart, width: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines of a box: its own words with its number before them, then each part with its number."""
    words, part, number = one.columns
    letters = int((width - 2 * PAD) / LETTER)
    head = textwrap.wrap(_numbered(rows[node.row], words, number), letters)
    parts = [line for own in node.lists for line in _listed(rows[own], part, number, letters)]
    if part == number:
        parts = textwrap.wrap(str(rows[node.row].cells[part]), letters)
        head = textwrap.wrap(str(rows[node.row].cells[words]), letters)
    return tuple(head), tuple(parts)


def _numbered(row: Row, words: str, number: str) -> str:
    text = str(row.cells[words])
    return f"{row.cells[number]} {text[:1].lower()}{text[1:]}"


def _listed(row: Row, words: str, number: str, letters: int) -> list[str]:
    return textwrap.wrap(f"{row.cells[number]} {row.cells[words]}", letters, subsequent_indent="   ")


def _looks(rows: Mapping[str, Row], one: Chart) -> Mapping[str, str]:
    if not one.mark:
        return {node.row: LOOKS[-1] for node in one.nodes}
    marked = {node.row: str(rows[node.row].cells[one.mark]) for node in one.nodes}
    order = list(dict.fromkeys(marked.values()))
    return {own: LOOKS[min(order.index(words), len(LOOKS) - 1)] for own, words in marked.items()}


def _height(lines: int) -> float:
    return lines * LINE + 2 * PAD


def _tops(nodes: tuple[Node, ...], heights: Mapping[str, float]) -> Mapping[str, float]:
    """The upper edge of each box: what comes under a box is stacked beside it, both centered on each other."""
    under: dict[str | None, list[str]] = {}
    for node in nodes:
        under.setdefault(node.under, []).append(node.row)

    def extent(own: str) -> float:
        inner = [extent(child) for child in under.get(own, [])]
        return max(heights[own], sum(inner) + BETWEEN * (len(inner) - 1))

    tops: dict[str, float] = {}

    def put(own: str, top: float) -> None:
        whole = extent(own)
        tops[own] = top + (whole - heights[own]) / 2
        children = under.get(own, [])
        inner = sum(map(extent, children)) + BETWEEN * (len(children) - 1)
        at = top + (whole - inner) / 2
        for child in children:
            put(child, at)
            at += extent(child) + BETWEEN

    at = 0.0
    for root in under[None]:
        put(root, at)
        at += extent(root) + BETWEEN
    return tops


def _links(boxes: list[Box]) -> list[dict[str, Any]]:
    """From the right side of a box to the left side of each box under it, in right angles."""
    by_row = {box.node.row: box for box in boxes}
    links = []
    for box in boxes:
        if box.node.under:
            above = by_row[box.node.under]
            start = above.x + above.width
            links.append({"x": start, "y": above.middle, "bend": start + GAP / 2, "to_y": box.middle, "to_x": box.x})
    return links
