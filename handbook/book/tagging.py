"""The last hand on the book: heads of rows are tagged as heads, the page gets its paper, and the file is packed.

Typst 0.15 marks the heads of columns alone; its function for cells is not in the package for Python.
"""

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf

POINTS_PER_MM = 72 / 25.4
RowHeads = frozenset[tuple[int, int]]


def on_papers(
    pdf: bytes, row_heads: Sequence[RowHeads], papers: Mapping[str, tuple[float, float]]
) -> Mapping[str, bytes]:
    """The book on each paper by its file, every head of a row a header cell; the same bytes for the same book.

    `papers`: width and height in millimeters. A larger paper has wider margins around the same page.
    """
    files = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tables = list(elements(document.Root.StructTreeRoot, "/Table"))
        if len(tables) != len(row_heads):
            raise AssertionError(f"{len(tables)} tables are tagged, not {len(row_heads)}")
        for table, heads in zip(tables, row_heads, strict=True):
            _mark_row_heads(table, heads)
        sizes = [tuple(float(side) for side in page.MediaBox[2:]) for page in document.pages]
        for name, paper in papers.items():
            short, long = sorted(side * POINTS_PER_MM for side in paper)
            for page, (width, height) in zip(document.pages, sizes, strict=True):
                wide, high = (short, long) if width < height else (long, short)
                across, up = round((wide - width) / 2, 3), round((high - height) / 2, 3)
                page.MediaBox = pikepdf.Array([-across, -up, width + across, height + up])
            packed = io.BytesIO()
            document.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
            files[name] = packed.getvalue()
    return files


def elements(parent: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    """The elements of a kind below `parent`, in reading order."""
    for child in children(parent):
        if child.get("/S") == kind:
            yield child
        yield from elements(child, kind)


def children(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The structure elements directly below `parent`; content and annotations are none."""
    inside = parent.get("/K")
    for one in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one


def _mark_row_heads(table: pikepdf.Object, heads: RowHeads) -> None:
    scope = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(elements(table, "/TR")):
        column = 0
        for cell in children(row):
            while (number, column) in taken:
                column += 1
            deep, wide = _span(cell, "/RowSpan"), _span(cell, "/ColSpan")
            taken |= {(number + down, column + right) for down in range(deep) for right in range(wide)}
            if (number, column) in heads and cell.S == "/TD":
                cell.S = pikepdf.Name.TH
                cell.A = pikepdf.Array([*_attributes(cell), scope])


def _attributes(cell: pikepdf.Object) -> list[pikepdf.Object]:
    own = cell.get("/A")
    if own is None:
        return []
    return list(own) if isinstance(own, pikepdf.Array) else [own]


def _span(cell: pikepdf.Object, name: str) -> int:
    return next((int(one[name]) for one in _attributes(cell) if name in one), 1)
