"""A site of records whose texts are hostile, built without the checks, and a search for what a browser would run."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from handbook.command import write_pages
from handbook.finishing import finish
from handbook.layout import Layout
from handbook.library import load_library
from handbook.site import build_site
from tests.handbook.workspace import TESTS, workspace

HOSTILE = (
    '"\'><script>window.ran = true</script><img src=x onerror="window.ran = true">'
    "[x](javascript:window.ran=true) {{ 7 * 7 }} {% raw %} </td></table></div><style>*{display:none}</style>"
)
# Fields that are names of something, not texts.
NAMES = {
    "id", "kind", "reference", "cites", "severity", "pages", "phase", "line", "endpoint", "unit", "drugs", "arm",
    "outcome", "study", "dataset", "columns", "evidence_level", "discrepancies", "type", "doi", "pmid", "pmcid", "url",
    "issued", "verification", "calculator", "topic", "supersedes", "name_of", "bound", "measure", "category",
    "categories", "published", "measurement", "sum_of", "answer", "choice", "finding", "rule", "any_of", "one_of",
    "gives", "otherwise", "month", "specimen", "applies_to", "page", "volume", "issue",
}  # fmt: skip
# Records whose texts become prose of a page, where the checks alone stand between author and reader.
FOLDERS = ("discrepancies", "drugs", "evidence-levels", "glossary", "phases", "references", "studies", "datasets")


def hostile_site(root: Path) -> Layout:
    """Every text of the records of the small content set made hostile, and the description of one page."""
    layout = workspace(root)
    # The theme of the handbook itself: what its templates make of a title, a description, data.
    shutil.copytree(TESTS.parent / "docs", layout.hand_written, dirs_exist_ok=True)
    shutil.copy(TESTS.parent / "mkdocs.yml", layout.root)
    yaml = YAML()
    for folder in FOLDERS:
        for file in (layout.content / folder).glob("*.yml"):
            record = yaml.load(file.read_text(encoding="utf-8"))
            for name in record:
                record[name] = _poisoned(name, record[name])
            with file.open("w", encoding="utf-8") as target:
                yaml.dump(record, target)
    page = layout.content / "pages" / "disease" / "overview.md"
    hostile = "description: '0;url=https://example.org\" http-equiv=\"refresh'"
    page.write_text(re.sub(r"(?m)^description:.*$", lambda _: hostile, page.read_text(encoding="utf-8"), count=1))
    library, problems = load_library(layout.content)
    assert library is not None, problems
    write_pages(library, layout, {})
    assert build_site(layout, finish)
    return layout


def _poisoned(name: str, value: Any) -> Any:
    if name in NAMES or name.endswith(("_cells", "cells")):
        return value
    if isinstance(value, str):
        return f"{value} {HOSTILE}"
    if isinstance(value, dict):
        for key in value:
            value[key] = _poisoned(key, value[key])
        return value
    return [_poisoned(name, entry) for entry in value] if isinstance(value, list) else value


def dangerous(page: Path) -> list[str]:
    """What the parser of a browser would run or follow: scripts, handlers, script addresses, refreshes, styles."""
    search = _Search(page.name)
    search.feed(page.read_text(encoding="utf-8"))
    return search.found


class _Search(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        data = ("type", "application/ld+json") in attrs or ("type", "application/json") in attrs
        self.inside = tag if tag == "style" or (tag == "script" and not data) else self.inside
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            script = name in ("href", "src", "action", "formaction", "xlink:href") and address.startswith(
                ("javascript:", "data:", "vbscript:")
            )
            if name.startswith("on") or script or (name == "http-equiv" and address == "refresh"):
                self.found.append(f"{self.page}: <{tag} {name}={value}>")
        if tag == "img" and ("src", "x") in attrs:
            self.found.append(f"{self.page}: <{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag == self.inside else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside and ("window.ran" in data or "display:none" in data):
            self.found.append(f"{self.page}: <{self.inside}>{data[:60]}")
