"""One stylesheet for each page: a browser shows nothing before it has them all, and each costs a round trip."""

import hashlib
import re
from pathlib import Path

from handbook.stopped import BuildStopped

FOLDER = "assets/stylesheets"
LINK = re.compile(rf'<link rel="stylesheet" href="(?P<root>[^"]*?){FOLDER}/(?P<name>[^"/]+)">\s*')
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=\S+ \*/\s*")


def merge_styles(site: Path) -> None:
    """Puts the stylesheets of each page into one, in their order, and drops those that no page links to any more."""
    merged: dict[tuple[str, ...], str] = {}
    for page in sorted(site.rglob("*.html")):
        markup = page.read_text(encoding="utf-8")
        links = list(LINK.finditer(markup))
        if not links:
            continue
        names = tuple(link["name"] for link in links)
        if names not in merged:
            merged[names] = _merged(site, names)
        name = merged[names]
        own = f'<link rel="stylesheet" href="{links[0]["root"]}{FOLDER}/{name}">\n    '
        start, rest = markup[: links[0].start()], LINK.sub("", markup[links[0].end() :])
        page.write_text(start + own + rest, encoding="utf-8", newline="")
    for path in (site / FOLDER).iterdir():
        if path.name not in merged.values():
            path.unlink()


def _merged(site: Path, names: tuple[str, ...]) -> str:
    """Writes the stylesheets as one; its name says its content, so that no browser keeps an old one for a new one."""
    missing = [name for name in names if not (site / FOLDER / name).is_file()]
    if missing:
        raise BuildStopped(f"{FOLDER}/{missing[0]}: must exist, as a page links to it")
    texts = [SOURCE_MAP.sub("", (site / FOLDER / name).read_text(encoding="utf-8")).strip() for name in names]
    content = ("\n".join(texts) + "\n").encode()
    name = f"site-{hashlib.sha256(content).hexdigest()[:12]}.css"
    (site / FOLDER / name).write_bytes(content)
    return name
