"""The pages of the site as trees of HTML, made by the same Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html
from lxml.html import HtmlElement
from markdown import Markdown

from handbook.book.settings import markdown_extensions

# What only works on a screen.
SCREEN_ONLY = (
    ".//script", ".//noscript", ".//form", ".//button", ".//progress", ".//*[@hidden]", ".//*[@data-not-live]",
    ".//a[@class='headerlink']", ".//a[@class='back']", ".//*[@class='cml-status']",
    ".//p[@class='worksheet-back']",
)  # fmt: skip


@dataclass(frozen=True)
class PageTree:
    """A page as HTML without what only works on a screen; `sources` has the reference of each source by its number."""

    slug: str
    title: str
    body: HtmlElement
    sources: Mapping[int, str]


def page_trees(markdown: Mapping[str, str], site: Mapping[str, Any]) -> dict[str, PageTree]:
    """The tree of every page by its slug."""
    names, settings = markdown_extensions(site)
    converter = Markdown(extensions=names, extension_configs=settings)
    return {
        name.removesuffix(".md"): page_tree(name.removesuffix(".md"), converter.reset().convert(_body(text)))
        for name, text in markdown.items()
    }


def page_tree(slug: str, text: str) -> PageTree:
    body = html.fragment_fromstring(text, create_parent="div")
    for path in SCREEN_ONLY:
        for element in body.findall(path):
            _take_out(element)
    heading = body.find("h1")
    title = " ".join(heading.text_content().split()) if heading is not None else slug
    if heading is not None:
        _take_out(heading)
    sources = {
        int(item.get("id", "").removeprefix("source-")): item.get("data-reference", "")
        for item in body.iterfind(".//ol[@class='sources']/li")
    }
    return PageTree(slug, title, body, sources)


def _body(text: str) -> str:
    """Markdown without its front matter."""
    return text.split("\n---\n", 1)[1] if text.startswith("---\n") else text


def _take_out(element: HtmlElement) -> None:
    """Removes an element and keeps the text behind it; of two spaces around it one stays."""
    if element.get("class") == "back":
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "").rstrip()
        elif (parent := element.getparent()) is not None:
            parent.text = (parent.text or "").rstrip()
    element.drop_tree()
