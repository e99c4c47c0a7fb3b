"""The book of the small content set, and of single pages."""

from pathlib import Path

from lxml import html

from handbook.book.chapter import Book, Chapter, Written
from handbook.book.links import Links
from handbook.book.pages import page_tree
from handbook.book.terms import Terms
from handbook.layout import Layout
from tests.handbook.workspace import TESTS, workspace

NODE_MODULES = TESTS.parent / "node_modules"
FONTS = NODE_MODULES / "source-sans" / "TTF"


def book_workspace(root: Path, overlay: Path | None = None) -> Layout:
    """The small content set with the packages that hold the fonts."""
    layout = workspace(root, overlay)
    (layout.root / "node_modules").symlink_to(NODE_MODULES)
    return layout


def chapter(text: str, written: tuple[str, ...] = (), numbers: dict[str, int] | None = None) -> Chapter:
    """A chapter of one page, as `a/page`; beside it there is the page `a/other` with the anchor `here`."""
    tree = page_tree("a/page", f"<h1>Title</h1>{text}")
    own = frozenset(element.get("id") for element in tree.body.iterfind(".//*[@id]"))
    links = Links(
        {"a/page": own, "a/other": frozenset({"here"})},
        {"a/page/": "a/page", "a/other/": "a/other"},
        "https://example.org/book/",
    )
    book = Book(
        links=links,
        wanted=frozenset({"a/page#wanted", "a/other", "a/other#here"}),
        numbers=numbers or {"one-2001": 7},
        names={"one-2001": "One 2001"},
        colors={"--line": "#123456"},
        terms=Terms((), {}, None),
        fonts=FONTS,
        text_width=158,
        turned_width=229,
    )
    return Chapter(book, tree, Written("content/pages/a/page.md", written))


def element(text: str) -> html.HtmlElement:
    return html.fragment_fromstring(text)
