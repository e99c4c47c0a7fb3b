"""Where everything stands below the root of the repository."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def hand_written(self) -> Path:
        """Assets and theme overrides, written by hand."""
        return self.root / "docs"

    @property
    def calculators(self) -> Path:
        return self.root / "calculators"

    @property
    def criteria(self) -> Path:
        return self.calculators / "src" / "cml_calculators" / "data" / "criteria.json"

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def pages(self) -> Path:
        """The generated Markdown."""
        return self.build / "docs"

    @property
    def settings(self) -> Path:
        return self.build / "mkdocs.yml"

    @property
    def site(self) -> Path:
        return self.build / "site"

    @property
    def book(self) -> Path:
        """What the book is set from: text, settings, fonts."""
        return self.build / "book"
