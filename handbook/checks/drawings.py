"""A drawing is shapes and text in the colors of the style sheet: nothing that runs, loads, or stays one color."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from handbook.library import Library
from handbook.problems import Problem

NAMESPACE = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
ATTRIBUTES = {
    "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "d", "points", "width", "height",
    "transform", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "font-family", "font-size", "font-weight", "font-style", "text-anchor",
}  # fmt: skip
COLOR = re.compile(r"none|currentColor|var\(--(hb|md)-[a-z0-9-]+\)")
VALUE = re.compile(r"[\w\s.,()+-]*")
# A document type or a processing instruction has no business in a drawing, and could swell or load.
REFUSED = re.compile(r"<[!?]|&(?!(amp|lt|gt);)")


def check(library: Library) -> Iterator[Problem]:
    for own_id, drawing in library.drawings.items():
        for message in _messages(drawing.svg):
            yield library.sources["drawings", own_id].problem(("svg",), message)


def _messages(svg: str) -> Iterator[str]:
    refused = REFUSED.search(svg)
    if refused:
        yield f"must be elements and text alone, not `{refused[0]}`"
        return
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        yield f"must be well-formed SVG: {error}"
        return
    if _name(root) != "svg" or not re.fullmatch(r"[-\d. ]+", root.attrib.get("viewBox", "")) or len(root.attrib) != 1:
        yield "must be one <svg> with a viewBox in numbers and no other attribute"
    for element in root.iter():
        if element is not root:
            yield from _faults(element)


def _faults(element: ElementTree.Element) -> Iterator[str]:
    name = _name(element)
    if name not in ELEMENTS:
        yield f"must hold only {', '.join(sorted(ELEMENTS))}, not <{name}>"
    for attribute, value in element.attrib.items():
        if attribute not in ATTRIBUTES:
            yield f"must be without the attribute '{attribute}' on <{name}>"
        elif attribute in ("fill", "stroke"):
            if not COLOR.fullmatch(value):
                yield f"{attribute} must be none, currentColor or var(--hb-…), not '{value}'"
        elif not VALUE.fullmatch(value):
            yield f"{attribute} must be numbers or words, not '{value}'"


def _name(element: ElementTree.Element) -> str:
    return str(element.tag).removeprefix(NAMESPACE)
