"""Small sites of several editions, to be stored by a real browser: pages, no Python."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from handbook.offline import EDITION_MARK, LATEST, WORKER, WORKER_SOURCE, write_offline

ROOT = Path(__file__).parents[3]
PAGES = ("index.html", "404.html", "about/offline/index.html", "disease/overview/index.html")
LEFT_OUT = ("pyodide", "python", "wheels", "libraries", "cohort", "search", "lunr", "workers", "*.map")


def small_site(site: Path, folder: Path) -> Path:
    """A few pages of the built `site` with what they load, not yet finished, in `folder`."""
    edition = edition_of(site)
    for name in PAGES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        html = (site / name).read_text(encoding="utf-8")
        (folder / name).write_text(html.replace(edition, EDITION_MARK), encoding="utf-8")
    shutil.copytree(site / "assets", folder / "assets", ignore=shutil.ignore_patterns(*LEFT_OUT))
    shutil.copyfile(ROOT / "docs" / WORKER_SOURCE, folder / WORKER_SOURCE)
    return folder


def edition(small: Path, folder: Path, words: str, more: Mapping[str, bytes] | None = None) -> Path:
    """The finished edition of `small` whose pages all say `words`; `more` are files that it has, too."""
    shutil.copytree(small, folder)
    for name in PAGES:
        html = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(html.replace("</title>", f" {words}</title>", 1), encoding="utf-8")
    tables = folder / "assets/javascripts/theme-access.mjs"
    tables.write_text(f"document.documentElement.dataset.words = '{words}';\n", encoding="utf-8")
    for name, content in (more or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_offline(folder)
    return folder


def edition_of(site: Path) -> str:
    return (site / LATEST).read_text(encoding="utf-8").split('"')[3]


def change_worker(site: Path, change: Callable[[str], str]) -> None:
    """Changes the service worker of a finished site."""
    source = (site / WORKER).read_text(encoding="utf-8")
    changed = change(source)
    assert changed != source
    (site / WORKER).write_text(changed, encoding="utf-8")
