"""Makes the search index of a built site: two files that the page fetches when somebody searches."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from handbook.kept import code_of, kept, tree_hash, version_of
from handbook.search import WORDS_FILE
from handbook.search.sections import PageText, Section, page_text
from handbook.stopped import BuildStopped

FOLDER = "assets/search"
MAKER = Path(__file__).with_name("make_index.mjs")
# By the longest beginning of an address: lists and pages about the site give way to the page on the matter itself.
WEIGHTS = {
    "": 1.0,
    "index.html": 0.5,
    "about/": 0.55,
    "about/discrepancies/": 0.5,
    "calculators/": 0.85,
    "calculators/cohort/": 0.5,
    "reference/": 0.8,
    "reference/a-z/": 0.3,
    "reference/bibliography/": 0.55,
    "reference/guidelines/": 0.6,
    "studies/": 0.9,
}

# Pages whose words are those of the page above them, which leads to them.
NOT_SEARCHED = "/worksheet/index.html"
# Lists of what stands on other pages: found by their titles and headings.
LISTS = ("about/discrepancies/", "calculators/cohort/", "reference/guidelines/")


def write_index(site: Path) -> None:
    """Writes `assets/search/index.json` and `texts.json`. The same site gives the same bytes."""
    words = json.loads((site / WORDS_FILE).read_text(encoding="utf-8"))
    (site / WORDS_FILE).unlink()
    found = list(_page_texts(site))
    texts = _json([[section.text for section in text.sections] for _, text in found])
    # Both files belong to one site; after a new edition one of them may still be an older copy.
    edition = hashlib.sha256(texts).hexdigest()[:16]
    given = {
        "edition": edition,
        "groups": words["groups"],
        "spellings": words["spellings"],
        "pages": [_page(name, text, words["parts"]) for name, text in found],
        "texts": [_indexed_text(name, text) for name, text in found],
    }
    asked = _json(given)
    index = kept("search-index", [asked.decode(), *_makers(site)], lambda: _made_index(site, asked).decode())
    (site / FOLDER / "texts.json").write_bytes(b'{"edition":"%s","pages":%s}' % (edition.encode(), texts))
    (site / FOLDER / "index.json").write_bytes(index.encode())


def _makers(site: Path) -> Iterator[str]:
    """What makes an index of the pages: our modules, and the library that they load."""
    yield MAKER.read_text(encoding="utf-8")
    yield tree_hash(site / "assets" / "javascripts" / "search")
    yield tree_hash(site / "assets" / "libraries")


def _page_texts(site: Path) -> Iterator[tuple[str, PageText]]:
    """The pages with an article, in the order of their addresses."""
    for path in sorted(site.rglob("index.html")):
        name = path.relative_to(site).as_posix()
        text = None if name.endswith(NOT_SEARCHED) else _kept_text(path.read_text(encoding="utf-8"))
        if text is not None:
            yield name, text


def _kept_text(markup: str) -> PageText | None:
    """`page_text`, which need not be read again from a page that has not changed."""
    depends_on = [markup, code_of("handbook/search/sections.py"), version_of("lxml")]
    plain = json.loads(kept("search-texts", depends_on, lambda: _json(_as_plain(page_text(markup))).decode()))
    if plain is None:
        return None
    title, terms, sections = plain
    return PageText(title, terms, [Section(anchor, heading, [text]) for anchor, heading, text in sections])


def _as_plain(text: PageText | None) -> Any:
    if text is None:
        return None
    return [text.title, text.terms, [(one.anchor, one.heading, one.text) for one in text.sections]]


def _page(name: str, text: PageText, parts: dict[str, str]) -> dict[str, Any]:
    """A page as a result shows it. The anchors and headings are those of its sections after the first."""
    return {
        "address": name.removesuffix("index.html"),
        "title": text.title,
        "part": parts.get(name.split("/")[0], ""),
        "weight": WEIGHTS[max((one for one in WEIGHTS if name.startswith(one)), key=len)],
        "names": [one.strip() for one in text.terms.split(",") if one.strip()],
        "anchors": [section.anchor for section in text.sections[1:]],
        "headings": [section.heading for section in text.sections[1:]],
    }


def _indexed_text(name: str, text: PageText) -> str:
    sections = text.sections[:1] if name.startswith(LISTS) else text.sections
    return " ".join(section.text for section in sections)


def _made_index(site: Path, given: bytes) -> bytes:
    """The index, made by the modules that the page loads."""
    command = ["node", str(MAKER), str(site / "assets" / "javascripts" / "search")]
    try:
        made = subprocess.run(command, input=given, capture_output=True, check=True)
    except FileNotFoundError:
        raise BuildStopped("node: must be in the PATH to make the search index; `make site` sees to that") from None
    except subprocess.CalledProcessError as failed:
        raise BuildStopped(f"{MAKER.name}: must make the search index, not fail:\n{failed.stderr.decode()}") from None
    return made.stdout


def _json(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
