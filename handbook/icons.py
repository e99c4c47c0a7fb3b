"""Icons for a home screen, drawn from the one of the browser's tab."""

import re
from collections.abc import Mapping
from pathlib import Path

import vl_convert

# The drawing is 32 units wide. A maskable icon is cut to any shape inside its square, so its ground has no corners.
UNITS = 32
SIZES = {"icon-180.png": 180, "icon-192.png": 192, "icon-512.png": 512, "icon-maskable-512.png": 512}
CORNERS = re.compile(r' rx="\d+"')


def icon_files(drawing: Path) -> Mapping[str, bytes]:
    """The icons by their path in the site; `drawing` is an SVG of 32 units."""
    svg = drawing.read_text(encoding="utf-8").replace("<svg ", f'<svg width="{UNITS}" height="{UNITS}" ', 1)
    return {f"assets/images/{name}": _png(svg, name, size) for name, size in SIZES.items()}


def _png(svg: str, name: str, size: int) -> bytes:
    # Apple's icon and a maskable one fill their square; the system rounds it.
    square = CORNERS.sub("", svg) if "maskable" in name or size == SIZES["icon-180.png"] else svg
    return bytes(vl_convert.svg_to_png(square, scale=size / UNITS))
