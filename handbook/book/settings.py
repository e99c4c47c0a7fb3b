"""What a book is called and looks like: `extra.book` of mkdocs.yml, and the date of its content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from handbook.library import Library
from handbook.stopped import BuildStopped


@dataclass(frozen=True)
class Paper:
    """The name of a paper, its width and its height in millimeters."""

    name: str
    width: float
    height: float


PAPERS = {
    "a4": Paper("A4", 210, 297),
    "us-letter": Paper("US Letter", 215.9, 279.4),
    "iso-b5": Paper("B5", 176, 250),
    "a5": Paper("A5", 148, 210),
}
# MkDocs adds these to what mkdocs.yml names.
BUILT_IN_EXTENSIONS = ("toc", "tables", "fenced_code")


@dataclass(frozen=True, kw_only=True)
class BookSettings:
    """Everything of a book that is not content. `files` names the paper of each file; measures are millimeters.

    The text has one width and one height on all papers, so that a page has the same number on each of them.
    color: of cover, headings and rules; logo: a drawing below `docs/`, on the cover.
    """

    title: str
    subtitle: str
    edition: int | None
    site_url: str
    intended_use: str
    language: str
    files: Mapping[str, str]
    color: str = "#12455a"
    logo: str | None = None
    publisher: str = ""
    region: str = "US"
    inside: float = 28
    outside: float = 24
    top: float = 24
    bottom: float = 26

    @property
    def least(self) -> Paper:
        """What all papers have room for."""
        papers = [PAPERS[paper] for paper in self.files.values()]
        return Paper("", min(one.width for one in papers), min(one.height for one in papers))

    @property
    def text_width(self) -> float:
        return self.least.width - self.inside - self.outside

    @property
    def turned_width(self) -> float:
        """The width of the text on a page that is turned."""
        return self.least.height - self.top - self.bottom


def site_settings(file: Path) -> dict[str, Any]:
    """`mkdocs.yml` as it stands."""
    read = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return dict(read)


def book_settings(given: Mapping[str, Any]) -> BookSettings:
    """The settings of the book; what `extra.book` leaves out is that of the site."""
    extra = given.get("extra", {})
    own = dict(extra.get("book", {}))
    unknown = own.keys() - BookSettings.__dataclass_fields__.keys()
    if unknown:
        raise BuildStopped(f"mkdocs.yml: extra.book: must hold known settings, not {', '.join(sorted(unknown))}")
    own.setdefault("title", given["site_name"])
    own.setdefault("subtitle", given.get("site_description", ""))
    own.setdefault("edition", None)
    own.setdefault("files", {"handbook.pdf": "a4", "handbook-letter.pdf": "us-letter"})
    for name, paper in own["files"].items():
        if paper not in PAPERS:
            raise BuildStopped(
                f"mkdocs.yml: extra.book.files.{name}: must be one of {', '.join(PAPERS)}, not {paper!r}"
            )
    return BookSettings(
        site_url=given.get("site_url", ""),
        intended_use=" ".join(str(extra.get("intended_use", "")).split()),
        language=given.get("theme", {}).get("language", "en"),
        **own,
    )


def markdown_extensions(given: Mapping[str, Any]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The extensions of Markdown with their settings, the same that MkDocs uses."""
    settings: dict[str, dict[str, Any]] = {name: {} for name in BUILT_IN_EXTENSIONS}
    for one in given.get("markdown_extensions", []):
        settings |= {one: {}} if isinstance(one, str) else {name: dict(own or {}) for name, own in one.items()}
    return list(settings), settings


def date_of_content(library: Library) -> date:
    """The newest date on which anything was reviewed: the book carries no date of its making."""
    records = [record for _, record in library.records()]
    dates: list[date] = [record.reviewed for record in records if getattr(record, "reviewed", None)]
    return max([*dates, *(change.date for change in library.changes.values())])
