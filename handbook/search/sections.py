"""What a built page says, section by section: the targets that a search leads to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import html
from lxml.html import HtmlElement

# Written by this site on what answers no search: sources, dates of review, lists that repeat other pages.
EXCLUDED = "data-search-exclude"
UNREAD = ("script", "style", "noscript", "svg", "button", "option", "template")
# Marks of a text, not words of it: permanent links, numbers of citations, pointers to discrepancies.
MARKS = {"headerlink", "citation", "disagrees"}
# Between these and their neighbors stands a space, even where the HTML has none.
INLINE = {"a", "abbr", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"}


@dataclass
class Section:
    """A part of a page: its anchor (none at the top of the page), its heading, and the pieces of its text."""

    anchor: str
    heading: str
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return plain("".join(self.pieces))


@dataclass
class PageText:
    """A page: its title, the words that its author added for searches, and its sections, the first without anchor."""

    title: str
    terms: str
    sections: list[Section]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def page_text(markup: str) -> PageText | None:
    """The article of a page, or None when it has none or is not meant to be found."""
    article = html.document_fromstring(markup).find(".//article")
    if article is None or article.find(".//h1") is None:
        return None
    title = plain("".join(_words(article.find(".//h1"))))
    terms = article.find(".//p[@class='search-terms']")
    reading = _Reading(Section("", title))
    reading.read(article)
    return PageText(title, "" if terms is None else plain(terms.text_content()), reading.sections)


class _Reading:
    """Goes through an article in its order; `current` is the section that takes what is read."""

    def __init__(self, first: Section) -> None:
        self.sections = [first]
        self.current = first
        # The level of an excluded heading: nothing below it is read.
        self.hidden_level = 0

    def read(self, element: HtmlElement) -> None:
        for child in element:
            self._read_child(child)
            self._take(child.tail)

    def _read_child(self, child: HtmlElement) -> None:
        if not isinstance(child.tag, str) or child.tag == "h1":
            return
        if child.tag in ("h2", "h3"):
            self._start_heading(child)
            return
        if _unread(child):
            return
        before = self.current
        if child.tag in ("dt", "tr") and child.get("id"):
            named = child if child.tag == "dt" else child.find("th")
            self._start(Section(str(child.get("id")), plain("".join(_words(child if named is None else named)))))
        self._take("" if child.tag in INLINE else " ")
        self._take(child.text)
        self.read(child)
        self._take("" if child.tag in INLINE else " ")
        if child.tag in ("tr", "dl"):
            # The entries of a table or of a list end with it; what follows belongs to the section around them.
            self.current = before

    def _start_heading(self, heading: HtmlElement) -> None:
        level = int(heading.tag[1])
        if self.hidden_level and level > self.hidden_level:
            return
        self.hidden_level = level if EXCLUDED in heading.attrib else 0
        if not self.hidden_level and heading.get("id"):
            self._start(Section(str(heading.get("id")), plain("".join(_words(heading)))))

    def _start(self, section: Section) -> None:
        if not self.hidden_level:
            self.sections.append(section)
            self.current = section

    def _take(self, text: str | None) -> None:
        if text and not self.hidden_level:
            self.current.pieces.append(text)


def _unread(element: HtmlElement) -> bool:
    return (
        element.tag in UNREAD
        or EXCLUDED in element.attrib
        or "hidden" in element.attrib
        or bool(MARKS & set((element.get("class") or "").split()))
    )


def _words(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not _unread(child):
            yield "" if child.tag in INLINE else " "
            yield from _words(child)
        yield child.tail or ""
