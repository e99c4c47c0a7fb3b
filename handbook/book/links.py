"""Where the links of pages lead inside the book, and which anchors anything leads to."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from handbook.addresses import address
from handbook.book.pages import PageTree


@dataclass(frozen=True)
class Inside:
    """A place in the book by its label."""

    label: str


@dataclass(frozen=True)
class Outside:
    """An address on the web."""

    url: str


@dataclass(frozen=True)
class Links:
    """All places of the book: the ids of each page, and the pages by their address."""

    ids: Mapping[str, frozenset[str]]
    slugs: Mapping[str, str]
    site_url: str

    def target(self, slug: str, href: str) -> Inside | Outside | None:
        """Where `href` on page `slug` leads; None when it leads nowhere."""
        if href.startswith(("https://", "http://", "mailto:")):
            return Outside(href)
        path, _, anchor = href.partition("#")
        goal = self._slug(slug, path)
        if goal is None:
            full = posixpath.normpath(posixpath.join(address(slug), path))
            return Outside(urljoin(self.site_url, full)) if posixpath.splitext(path)[1] not in ("", ".md") else None
        if anchor and anchor not in self.ids[goal]:
            return None
        return Inside(f"{goal}#{anchor}" if anchor else goal)

    def _slug(self, slug: str, path: str) -> str | None:
        if not path:
            return slug
        if path.endswith(".md"):
            goal = posixpath.normpath(posixpath.join(posixpath.dirname(slug), path)).removesuffix(".md")
            return goal if goal in self.ids else None
        full = posixpath.normpath(posixpath.join(address(slug) or ".", path))
        return self.slugs.get("" if full == "." else f"{full}/")


def all_links(pages: Iterable[PageTree], site_url: str) -> Links:
    ids = {page.slug: frozenset(element.get("id", "") for element in page.body.iterfind(".//*[@id]")) for page in pages}
    return Links(ids, {address(slug): slug for slug in ids}, site_url)


def wanted_labels(pages: Iterable[PageTree], links: Links) -> frozenset[str]:
    """The labels that a link leads to. The others are not set, which keeps the book small."""
    found = (
        links.target(page.slug, one.get("href", "")) for page in pages for one in page.body.iterfind(".//a[@href]")
    )
    return frozenset(target.label for target in found if isinstance(target, Inside))
