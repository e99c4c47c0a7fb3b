"""Drawings of the pages as files for paper: colors instead of variables of the style sheet, the fonts of the book."""

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from lxml.html import HtmlElement

# HTML knows no capitals in names; SVG does.
CAPITALS = {
    name.lower(): name
    for name in (
        "viewBox", "preserveAspectRatio", "gradientUnits", "gradientTransform", "clipPathUnits", "markerWidth",
        "markerHeight", "markerUnits", "refX", "refY", "textLength", "lengthAdjust", "patternUnits", "pathLength",
        "linearGradient", "radialGradient", "clipPath", "textPath",
    )
}  # fmt: skip
SVG = "http://www.w3.org/2000/svg"
VARIABLE = re.compile(r"var\((--[a-z0-9-]+)(?:,[^)]*)?\)")
SCHEME = re.compile(r'\[data-md-color-scheme="default"\]\s*\{(?P<inside>[^}]*)\}')
PROPERTY = re.compile(r"(--[a-z0-9-]+):\s*(#[0-9a-fA-F]{3,8})")
INK, PAPER = "#1a1d1f", "#ffffff"


def paper_colors(style_sheets: Path) -> Mapping[str, str]:
    """The colors of the light scheme by their variable; the background is the paper."""
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(style_sheets.glob("*.css")))
    named = dict(pair for block in SCHEME.finditer(text) for pair in PROPERTY.findall(block["inside"]))
    return {"--md-default-bg-color": PAPER, "--md-default-fg-color": INK, **named}


def printed(drawing: HtmlElement, colors: Mapping[str, str], font: str) -> str:
    """The drawing as a file of its own. A color that is not known is the ink."""
    root = _copied(drawing, colors, font)
    return str(etree.tostring(root, encoding="unicode"))


def words(drawing: HtmlElement) -> str:
    """Title and description: what the drawing says to those who cannot see it."""
    said = [drawing.findtext("title"), drawing.findtext("desc")]
    return ". ".join(part.strip().rstrip(".") for part in said if part) or drawing.get("aria-label", "")


def view_size(drawing: HtmlElement) -> tuple[float, float]:
    """Width and height in the units of the drawing."""
    numbers = [float(part) for part in re.split(r"[\s,]+", drawing.get("viewbox", "").strip()) if part]
    return (numbers[2], numbers[3]) if len(numbers) == 4 else (0.0, 0.0)


def _copied(element: HtmlElement, colors: Mapping[str, str], font: str) -> etree._Element:
    tag = str(element.tag)
    copy = etree.Element(f"{{{SVG}}}{CAPITALS.get(tag, tag)}", nsmap={None: SVG})
    for name, value in element.attrib.items():
        if name.startswith(("xmlns", "aria-", "data-")) or name in ("class", "role"):
            continue
        copy.set(CAPITALS.get(name, name), font if name == "font-family" else _colored(value, colors))
    copy.text, copy.tail = element.text, element.tail
    copy.extend(_copied(child, colors, font) for child in element if isinstance(child.tag, str))
    return copy


def _colored(value: str, colors: Mapping[str, str]) -> str:
    return VARIABLE.sub(lambda match: colors.get(match[1], INK), value).replace("currentColor", INK)
