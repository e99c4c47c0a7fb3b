"""Where the site is published, and where its repository is, stands in the settings alone."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from ruamel.yaml import YAML

from tests.handbook.test_site import build

ROOT = Path(__file__).parents[2]
SETTINGS = YAML(typ="safe").load(ROOT / "mkdocs.yml")
PLACES = ("handbook", "docs", "content", "calculators/src", "requirements", ".github", ".ci", "decisions")
FILES = ("README.md", "CONTRIBUTING.md", "Makefile", "build.py", "package.json", "pyproject.toml")


class Loaded(HTMLParser):
    """What a page loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("script", "img"):
            self.addresses += [given["src"] or ""] if "src" in given else []
        elif tag == "link" and given.get("rel") != "canonical":
            self.addresses.append(given.get("href") or "")


def test_no_other_file_names_the_address_of_the_site_or_of_the_repository():
    site = urlsplit(SETTINGS["site_url"])
    repository = urlsplit(SETTINGS["extra"]["repository"])
    words = (site.netloc, f"{repository.netloc}{repository.path}")
    files = [ROOT / name for name in FILES]
    files += [path for place in PLACES for path in sorted((ROOT / place).rglob("*")) if path.is_file()]
    text = {path: path.read_bytes() for path in files if path.suffix not in (".pyc", ".whl")}
    assert [path for path, content in text.items() if any(word.encode() in content for word in words)] == []


def test_the_page_of_404_loads_everything_below_the_subpath(tmp_path: Path):
    site = build(tmp_path).site
    loaded = Loaded((site / "404.html").read_text(encoding="utf-8")).addresses
    assert loaded
    assert [address for address in loaded if not address.startswith("/repository/")] == []
