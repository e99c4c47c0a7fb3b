"""A file of the book as a reader meets it: printed page numbers, bookmarks, links with their words."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import pypdfium2


@dataclass(frozen=True)
class Link:
    """A link inside the file: on which page, what is printed there, and which page it leads to, both from 0."""

    page: int
    words: str
    goal: int


@dataclass(frozen=True)
class Bookmark:
    level: int
    title: str
    page: int


class PdfPages:
    def __init__(self, pdf: bytes) -> None:
        self.size = len(pdf)
        self.document = pikepdf.open(io.BytesIO(pdf))
        self.reader = pypdfium2.PdfDocument(pdf)
        self.numbers = {page.objgen: index for index, page in enumerate(self.document.pages)}
        self.texts = [page.get_textpage().get_text_bounded() for page in self.reader]

    def labels(self) -> list[str]:
        """The number printed on each page, as the file says; none for a page without one."""
        labels: list[str] = []
        ranges = list(self.document.Root.PageLabels.Nums)
        starts = dict(zip(map(int, ranges[::2]), ranges[1::2], strict=True))
        style, first, start = None, 1, 0
        for index in range(len(self.document.pages)):
            if index in starts:
                style, first, start = starts[index].get("/S"), int(starts[index].get("/St", 1)), index
            labels.append(_number(style, first + index - start))
        return labels

    def bookmarks(self) -> list[Bookmark]:
        return [
            Bookmark(item.level + 1, item.get_title(), item.get_dest().get_index())
            for item in self.reader.get_toc(max_depth=9)
        ]

    def links(self) -> Iterator[Link]:
        for index, page in enumerate(self.document.pages):
            words = self.reader[index].get_textpage()
            for annotation in page.get("/Annots", []):
                goal = self._goal(annotation)
                if goal is not None:
                    text = " ".join(words.get_text_bounded(*box) for box in _boxes(annotation))
                    yield Link(index, " ".join(text.split()), goal)

    def _goal(self, annotation: pikepdf.Object) -> int | None:
        target = annotation.get("/Dest")
        if target is None and "/A" in annotation and annotation.A.get("/S") == "/GoTo":
            target = annotation.A.get("/D")
        if isinstance(target, pikepdf.String):
            target = self.names[str(target)]
        if isinstance(target, pikepdf.Dictionary):
            target = target.D
        return self.numbers[target[0].objgen] if isinstance(target, pikepdf.Array) else None

    @property
    def names(self) -> dict[str, pikepdf.Object]:
        return dict(pikepdf.NameTree(self.document.Root.Names.Dests).items())


def wrong_page_numbers(pages: PdfPages) -> list[str]:
    """Every printed reference to a page that is not the number of the page it leads to, and how many there are."""
    labels, wrong = pages.labels(), []
    for link in pages.links():
        printed = re.search(r"(?:page|p\.)\s(\w+)\)?\Z", link.words)
        if printed and printed[1] != labels[link.goal]:
            wrong.append(f"on {labels[link.page]}: '{link.words}' leads to {labels[link.goal]}")
    return wrong


def _boxes(annotation: pikepdf.Object) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each line of a link."""
    corners = [float(value) for value in annotation.get("/QuadPoints", [])]
    if not corners:
        left, bottom, right, top = (float(value) for value in annotation.Rect)
        corners = [left, bottom, right, bottom, right, top, left, top]
    for start in range(0, len(corners), 8):
        across, up = corners[start : start + 8 : 2], corners[start + 1 : start + 8 : 2]
        yield min(across), min(up), max(across), max(up)


def _number(style: str | None, number: int) -> str:
    if style == "/r":
        tens = ["", "x", "xx", "xxx"][number // 10]
        return tens + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]
    return str(number) if style == "/D" else ""
