"""What the site ships that others made, with its license: the record `shipped.toml` and the texts in `licenses/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from handbook.locks import npm_packages, python_packages

RECORD = Path(__file__).with_name("shipped.toml")
TEXTS = Path(__file__).with_name("licenses")
FOLDER = "assets/licenses"


@dataclass(frozen=True, kw_only=True)
class Component:
    """One work of others. `license` is its SPDX identifier, `origin` the file that its text was taken from.

    within: the component that it is a part of, in a version which that one chose.
    """

    name: str
    kind: Literal["npm", "pypi", "other"]
    license: str
    what: str
    source: str
    text: str
    origin: str | None = None
    within: str | None = None

    @property
    def version(self) -> str | None:
        """From the lock files; none for a part of another component."""
        if self.within or self.kind == "other":
            return None
        return (npm_packages() if self.kind == "npm" else python_packages())[self.name].version

    @property
    def text_path(self) -> str:
        """Where the site has the text of the license."""
        return f"{FOLDER}/{self.text}"


@cache
def shipped() -> tuple[Component, ...]:
    entries = tomllib.loads(RECORD.read_text(encoding="utf-8"))["component"]
    return tuple(
        Component(**{"origin" if key == "from" else key: value for key, value in entry.items()}) for entry in entries
    )


def license_files() -> Mapping[str, bytes]:
    """The texts of the licenses by their paths in the site."""
    return {one.text_path: (TEXTS / one.text).read_bytes() for one in shipped()}
