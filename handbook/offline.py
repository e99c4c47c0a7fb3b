"""The last step on a built site: its edition, the list of its files with their hashes, and the service worker.

The edition is the hash of all files, so the same content has the same edition. Pages show it, and the service worker
keeps exactly the files of one edition (`docs/assets/javascripts/offline/service-worker.js`).
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

# In pages and in the service worker, until the site is finished.
EDITION_MARK = "edition-not-finished"
LIST_MARK = "sha256-of-the-list"
EDITION_DIGITS = 12

WORKER_SOURCE = "assets/javascripts/offline/service-worker.js"
WORKER, LIST, LATEST = "service-worker.js", "offline-files.json", "edition.json"

# What no page loads by itself: source maps, books, feeds for robots, word lists of languages that the site has not.
NOT_KEPT_SUFFIXES = (".map", ".pdf", ".xml", ".gz")
NOT_KEPT_FOLDERS = ("assets/javascripts/lunr/",)


def write_offline(site: Path) -> str:
    """Marks the pages with their edition, writes the service worker and what it needs; returns the edition."""
    source = (site / WORKER_SOURCE).read_text(encoding="utf-8")
    (site / WORKER_SOURCE).unlink()
    (site / WORKER).unlink(missing_ok=True)
    edition = _edition({**hashes(site), WORKER: _sha256(source.encode())})
    for page in sorted(site.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        page.write_text(html.replace(EDITION_MARK, edition), encoding="utf-8")
    listed = json.dumps(_listed(site), separators=(",", ":"), sort_keys=True).encode()
    (site / LIST).write_bytes(listed)
    (site / LATEST).write_text(json.dumps({"edition": edition}) + "\n", encoding="utf-8")
    worker = source.replace(EDITION_MARK, edition).replace(LIST_MARK, _sha256(listed))
    (site / WORKER).write_text(worker, encoding="utf-8")
    return edition


def hashes(site: Path) -> Mapping[str, str]:
    """The SHA-256 of every file by its path, sorted."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): _sha256(path.read_bytes()) for path in files}


def is_kept(name: str) -> bool:
    """Whether a file is stored for use without a network."""
    return not name.endswith(NOT_KEPT_SUFFIXES) and not name.startswith(NOT_KEPT_FOLDERS)


def _listed(site: Path) -> dict[str, object]:
    found = hashes(site)
    kept = {
        name: {"sha256": sha256, "bytes": (site / name).stat().st_size}
        for name, sha256 in found.items()
        if is_kept(name)
    }
    return {"kept": kept, "other": [name for name in found if name not in kept]}


def _edition(found: Mapping[str, str]) -> str:
    lines = "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(found.items()))
    return _sha256(lines.encode())[:EDITION_DIGITS]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
