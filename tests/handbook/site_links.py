"""The links of a built site, and whether they lead somewhere."""

import posixpath
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("href", "src") and value is not None:
                self.links.append(value)


def leads(site: Path, pages: dict[str, Page], name: str, link: str) -> bool:
    """Whether a link of the page `name` leads somewhere; one that starts at the root misses a site under a subpath."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return parts.scheme in ("http", "https")
    if parts.path.startswith("/"):
        return False
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path))) if parts.path else name
    if not posixpath.splitext(target)[1]:
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target in pages and parts.fragment:
        return parts.fragment in pages[target].ids
    return (site / target).is_file()


def broken_links(site: Path) -> list[str]:
    """Every link of every page that leads nowhere, as `page: link`."""
    files = (path for path in site.rglob("*.html") if path.name != "404.html")
    pages = {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in files}
    return [
        f"{name}: {link}" for name, page in pages.items() for link in page.links if not leads(site, pages, name, link)
    ]
