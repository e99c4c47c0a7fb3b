"""Sets the book, as a process of its own: Typst, the last hand on the file, the count of its words."""

import json
import sys
from pathlib import Path
from typing import Literal

import typst

from handbook.book.completeness import check_words
from handbook.book.tagging import on_papers
from handbook.stopped import BuildStopped

# Archival and accessible; Typst refuses what breaks either rule.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def set_book(folder: Path) -> bytes:
    """The book that stands in `folder`, on a page that all papers have room for."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            folder / "main.typ", root=folder, font_paths=[folder / "fonts"], ignore_system_fonts=True, format="pdf",
            pdf_standards=[*STANDARDS],
        )  # fmt: skip
    except typst.TypstError as error:
        raise BuildStopped(f"The book could not be set: {getattr(error, 'diagnostic', error)}") from error
    if warnings:
        raise BuildStopped("The book could not be set: " + "; ".join(str(one) for one in warnings))
    return bytes(pdf)


def main(folder: Path) -> int:
    """Sets the book in `folder`, checks it, and writes it on each paper."""
    checks = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    papers = json.loads((folder / "settings.json").read_text(encoding="utf-8"))["files"]
    try:
        files = on_papers(set_book(folder), [frozenset(map(tuple, heads)) for heads in checks["row_heads"]], papers)
        check_words("The book", checks["words"], next(iter(files.values())))
    except BuildStopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 1
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
