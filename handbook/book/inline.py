"""Text inside a block as Typst: runs, marks, links, citations."""

import re
from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from handbook.book.chapter import Chapter
from handbook.book.links import Outside
from handbook.book.typst_text import block, call, literal

SPACES = re.compile(r"[ \t\n\r\f]+")
# After these a long token may break.
BREAKS = re.compile(r"([/._=&?-])(?=[^\s/._=&?-]{3})")
LONG = 24
INLINE = frozenset(
    ("a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "mark", "q", "small", "span", "strong", "sub", "sup",
     "time", "var", "wbr")
)  # fmt: skip
FUNCTIONS = {"strong": "strong", "b": "strong", "em": "emph", "i": "emph", "cite": "emph", "var": "variable",
             "sup": "super", "sub": "sub", "code": "code", "kbd": "code", "small": "small"}  # fmt: skip
SPANS = {"superseded": "badge", "hint": "small", "option": "option"}

# In a cell a page is named in fewer letters. In a head, which is printed again on the next page, nothing is a link:
# the copies are no part of the text for those who listen to it.
Where = Literal["text", "cell", "head"]


@dataclass
class Run:
    """One paragraph in the making: spaces between words are held back until a word follows."""

    chapter: Chapter
    started: bool = False
    space: bool = False
    where: Where = "text"

    def text(self, text: str | None) -> list[str]:
        if not text:
            return []
        words = SPACES.sub(" ", text)
        self.space = self.space or (self.started and words.startswith(" "))
        inside = words.strip(" ")
        if not inside:
            return []
        before = " " if self.space else ""
        self.started, self.space = True, words.endswith(" ")
        self.chapter.printed(inside)
        return [literal(before + breakable(inside))]

    def children(self, element: HtmlElement) -> list[str]:
        parts = self.text(element.text)
        for child in element:
            parts += self.element(child) if isinstance(child.tag, str) else []
            parts += self.text(child.tail)
        return parts

    def element(self, element: HtmlElement) -> list[str]:
        tag = str(element.tag)
        if tag not in INLINE:
            self.chapter.unknown(element)
            return self.children(element)
        if tag == "br":
            self.started = self.space = False
            return ["linebreak()"]
        if tag == "wbr":
            return [literal("\u200b")]
        anchors = self.chapter.anchors(element)
        if tag == "a" and element.get("href"):
            return [*anchors, *self.link(element)]
        if tag == "span" or tag not in FUNCTIONS:
            return [*anchors, *self.spanned(element)]
        if tag == "sup" and element.get("class") == "citation":
            return [*anchors, *self.citation(element)]
        return [*anchors, *self.wrapped(FUNCTIONS[tag], self.children(element))]

    def wrapped(self, function: str, parts: list[str]) -> list[str]:
        return [call(function, block(parts))] if parts else []

    def spanned(self, element: HtmlElement) -> list[str]:
        names = (element.get("class") or "").split()
        if "tick" in names:
            return [*self.held_space(), "tick"]
        if "fill" in names:
            return [*self.held_space(), "long-line" if "long" in names else "short-line"]
        before = self.held_space() if "option" in names and self.space else []
        parts = self.children(element)
        function = next((SPANS[name] for name in names if name in SPANS), None)
        return [*before, *(self.wrapped(function, parts) if function else parts)]

    def held_space(self) -> list[str]:
        """What stands before something that is no word."""
        before, self.started, self.space = self.space, True, False
        return [literal(" ")] if before else []

    def citation(self, element: HtmlElement) -> list[str]:
        """The number that the work has in the one bibliography."""
        parts = []
        for link in element.iter("a"):
            reference = self.chapter.page.sources.get(int(link.get("href", "#source-0").removeprefix("#source-")), "")
            number = self.chapter.book.numbers.get(reference)
            if number is None:
                self.chapter.trouble(element, "must cite a work of the bibliography, not none")
                continue
            tail = (link.tail or "").strip()
            goal = [] if self.where == "head" else [literal(f"work:{reference}")]
            parts.append(call("citation", literal(f"{number}{tail}"), *goal))
        space = self.held_space() if self.space and self.started else []
        return [*space, *parts]

    def link(self, element: HtmlElement) -> list[str]:
        href = element.get("href", "")
        target = self.chapter.book.links.target(self.chapter.page.slug, href)
        parts = self.children(element)
        if target is None:
            self.chapter.trouble(element, f"must lead to a page and an anchor of the book, not '{href}'", href)
            return parts
        if self.where == "head":
            return parts
        if isinstance(target, Outside):
            return [call("outside", literal(target.url), block(parts), *self.address(element, target.url))]
        first = self.chapter.first_mention(target.label) and "evidence-level" not in (element.get("class") or "")
        name = ("reference" if self.where == "text" else "brief-reference") if first else "plain-reference"
        return [call(name, literal(target.label), block(parts))]

    def address(self, element: HtmlElement, url: str) -> list[str]:
        """The address in print, unless it stands in the text, leads to a file of the site, or would widen a table."""
        shown = url.removeprefix("https://").removeprefix("http://").rstrip("/")
        around = element.getparent()
        beside = element.text_content() if around is None else around.text_content()
        own = url.startswith(self.chapter.book.links.site_url)
        if self.where != "text" or own or shown.removeprefix("doi.org/") in beside:
            return []
        return [literal(breakable(shown))]


def breakable(text: str) -> str:
    """`text` in which tokens too long for a narrow column may break after a sign."""
    return " ".join(BREAKS.sub("\\1\u200b", word) if len(word) > LONG else word for word in text.split(" "))


def inline(chapter: Chapter, element: HtmlElement, where: Where = "text") -> list[str]:
    """All of an element that holds text alone."""
    return Run(chapter, where=where).children(element)
