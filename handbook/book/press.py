"""Sets the book on one paper, as a process of its own: Typst, the last hand on the file, the count of its words."""

import json
import sys
from pathlib import Path
from typing import Literal

import typst

from handbook.book.completeness import check_words
from handbook.book.tagging import finished
from handbook.stopped import BuildStopped

# Archival and accessible; Typst refuses what breaks either rule.
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def set_paper(folder: Path, paper: str) -> bytes:
    """The book that stands in `folder`, on one paper."""
    try:
        pdf, warnings = typst.compile_with_warnings(
            folder / "main.typ", root=folder, font_paths=[folder / "fonts"], ignore_system_fonts=True, format="pdf",
            sys_inputs={"paper": paper}, pdf_standards=[*STANDARDS],
        )  # fmt: skip
    except typst.TypstError as error:
        raise BuildStopped(f"The book could not be set: {getattr(error, 'diagnostic', error)}") from error
    if warnings:
        raise BuildStopped("The book could not be set: " + "; ".join(str(one) for one in warnings))
    checks = json.loads((folder / "checks.json").read_text(encoding="utf-8"))
    whole = finished(pdf, [frozenset(map(tuple, heads)) for heads in checks["row_heads"]])
    check_words(paper, checks["words"], whole)
    return whole


def main(folder: str, paper: str, file: str) -> int:
    try:
        Path(file).write_bytes(set_paper(Path(folder), paper))
    except BuildStopped as stopped:
        sys.stderr.write(f"{stopped}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
