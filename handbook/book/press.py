"""Sets the book with Typst and puts the files in their place, all of them or none."""

from collections.abc import Mapping
from pathlib import Path

import typst

from handbook.book.settings import BookSettings
from handbook.stopped import BuildStopped

# Archival and accessible; Typst refuses what breaks either rule.
STANDARDS = ["a-2a", "ua-1"]


def set_paper(folder: Path, paper: str) -> bytes:
    """The book on one paper."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(folder / "main.typ"), root=str(folder), font_paths=[str(folder / "fonts")], ignore_system_fonts=True,
            format="pdf", sys_inputs={"paper": paper}, pdf_standards=STANDARDS,
        )  # fmt: skip
    except typst.TypstError as error:
        raise BuildStopped(f"The book could not be set: {getattr(error, 'diagnostic', error)}") from error
    if warnings:
        raise BuildStopped("The book could not be set: " + "; ".join(str(one) for one in warnings))
    return bytes(pdf)


def set_book(folder: Path, settings: BookSettings) -> Mapping[str, bytes]:
    """Each file of the book by its name."""
    return {name: set_paper(folder, paper) for name, paper in settings.files.items()}
