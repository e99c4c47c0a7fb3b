"""The address of the live page as a QR code: a drawing in vectors, black on white in every color scheme."""

import segno

from handbook.kept import code_of, kept, version_of

# Modules of white around the code, as the standard asks for.
QUIET_ZONE = 4


def qr_svg(address: str, title: str) -> str:
    """An inline SVG with its title and, as its description, the address."""
    depends_on = [address, title, version_of("segno"), code_of("handbook/worksheets/qr.py")]
    return kept("qr-codes", depends_on, lambda: _drawn(address, title))


def _drawn(address: str, title: str) -> str:
    code = segno.make(address, error="m", micro=False)
    svg: str = code.svg_inline(
        border=QUIET_ZONE, omitsize=True, light="#fff", svgclass=None, lineclass=None, title=title, desc=address
    )
    return svg.replace("<svg ", '<svg role="img" ', 1)
