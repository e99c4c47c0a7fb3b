"""What the parts of the converter share while a chapter is set."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement

from handbook.book.links import Links
from handbook.book.pages import PageTree
from handbook.book.terms import Terms
from handbook.book.typst_text import call, literal
from handbook.problems import Problem

NOT_INDEXED = ("reference/bibliography", "reference/glossary")
# As many mentions as a term of a title counts for.
IN_A_TITLE = 10


@dataclass(frozen=True)
class Written:
    """The file that a page was written in, to name the line of a fault."""

    path: str
    lines: tuple[str, ...] = ()

    def problem(self, message: str, *hints: str) -> Problem:
        """A problem at the first line that holds a hint, of the hints in their order; else at the first line."""
        lines = (number for hint in hints if hint for number, line in enumerate(self.lines, 1) if hint in line)
        return Problem(self.path, next(lines, 1), "book", message)


@dataclass(frozen=True)
class Book:
    """What all chapters share. `numbers` has the number of each work in the bibliography, `names` its short name."""

    links: Links
    wanted: frozenset[str]
    numbers: Mapping[str, int]
    names: Mapping[str, str]
    colors: Mapping[str, str]
    terms: Terms
    fonts: Path
    text_width: float
    turned_width: float
    counted: Counter[tuple[str, int]] = field(default_factory=Counter)
    sections: list[str] = field(default_factory=list)


@dataclass
class Chapter:
    """One page of the site while it becomes a chapter: its level, and how deep below it the last heading was."""

    book: Book
    page: PageTree
    written: Written
    level: int = 2
    depth: int = 0
    problems: list[Problem] = field(default_factory=list)
    mentioned: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    marked: set[tuple[str, int]] = field(default_factory=set)
    row_heads: list[frozenset[tuple[int, int]]] = field(default_factory=list)

    def printed(self, text: str) -> None:
        """Notes words that go into the book, for the count at the end."""
        self.words.append(text)

    def first_mention(self, label: str) -> bool:
        """Whether the section has not led there yet: the first time the page is printed, then only the link."""
        new = label not in self.mentioned
        self.mentioned.add(label)
        return new

    def enter_section(self, title: str) -> None:
        """Begins a section: in the index a term of its title counts as one that the section is about."""
        self.mentioned.clear()
        self.book.sections.append(self.page.slug)
        for key in self.book.terms.found(title):
            self.book.counted[key, len(self.book.sections)] += IN_A_TITLE

    def index_marks(self, text: str) -> list[str]:
        """A mark for each term whose first mention in the section stands in `text`."""
        if self.page.slug in NOT_INDEXED:
            return []
        section = len(self.book.sections)
        marks = []
        for key in self.book.terms.found(text):
            self.book.counted[key, section] += 1
            if (key, section) not in self.marked:
                self.marked.add((key, section))
                marks.append(call("mark", literal(key), str(section)))
        return marks

    def label(self, element: HtmlElement) -> str | None:
        """The label of an element that something leads to."""
        own = element.get("id")
        label = f"{self.page.slug}#{own}"
        return label if own and label in self.book.wanted else None

    def anchors(self, element: HtmlElement) -> list[str]:
        label = self.label(element)
        return [call("anchor", literal(label))] if label else []

    def unknown(self, element: HtmlElement) -> None:
        self.trouble(element, f"must be made of elements that the book knows, not {_place(element)}")

    def trouble(self, element: HtmlElement, message: str, *hints: str) -> None:
        """Notes a problem. A hint is a text that stands in the file, too; so do the ids of the blocks around."""
        around = [one.get("id", "") for one in (element, *element.iterancestors())]
        self.problems.append(self.written.problem(message, *hints, *(f"id={own}" for own in around if own)))


def _place(element: HtmlElement) -> str:
    """`div.study > p > video`: the way to an element."""
    steps = [element, *element.iterancestors()][:-1]
    names = [f"{step.tag}{'.' + step.get('class').split()[0] if step.get('class') else ''}" for step in steps]
    return "<" + "> in <".join(names[:3]) + ">"
