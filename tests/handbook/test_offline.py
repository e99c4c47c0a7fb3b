"""What the build writes for use without a network: edition, list, service worker, icons, manifest."""

import hashlib
import json
import re
import struct
from pathlib import Path

import pytest

from handbook.icons import SIZES, icon_files
from handbook.offline import write_offline

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "assets"
MANIFEST = json.loads((ASSETS / "manifest.webmanifest").read_text(encoding="utf-8"))


def finished(folder: Path, words: str = "one") -> tuple[Path, str]:
    """A site of three files, finished."""
    (folder / "assets/javascripts/offline").mkdir(parents=True)
    worker = "assets/javascripts/offline/service-worker.js"
    (folder / worker).write_bytes((ROOT / "docs" / worker).read_bytes())
    (folder / "index.html").write_text(f"<p data-edition>edition-not-finished</p>{words}", encoding="utf-8")
    (folder / "book.pdf").write_bytes(b"%PDF")
    (folder / "map.js.map").write_bytes(b"{}")
    return folder, write_offline(folder)


def test_the_list_has_the_hash_of_every_file_that_is_stored(tmp_path: Path) -> None:
    site, _ = finished(tmp_path)
    listed = json.loads((site / "offline-files.json").read_text(encoding="utf-8"))
    content = (site / "index.html").read_bytes()
    assert listed["kept"] == {
        "index.html": {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)},
    }
    assert listed["other"] == ["book.pdf", "map.js.map"]


def test_the_service_worker_names_its_edition_and_the_hash_of_its_list(tmp_path: Path) -> None:
    site, edition = finished(tmp_path)
    worker = (site / "service-worker.js").read_text(encoding="utf-8")
    listed = hashlib.sha256((site / "offline-files.json").read_bytes()).hexdigest()
    assert f'const EDITION = "{edition}";' in worker
    assert f'const LIST_SHA256 = "{listed}";' in worker
    assert not (site / "assets/javascripts/offline/service-worker.js").exists()


def test_pages_and_the_small_file_that_is_asked_for_news_name_the_edition(tmp_path: Path) -> None:
    site, edition = finished(tmp_path)
    assert re.fullmatch("[0-9a-f]{12}", edition)
    assert (site / "index.html").read_text(encoding="utf-8") == f"<p data-edition>{edition}</p>one"
    assert json.loads((site / "edition.json").read_text(encoding="utf-8")) == {"edition": edition}


def test_the_same_files_are_the_same_edition_and_other_files_another(tmp_path: Path) -> None:
    editions = [finished(tmp_path / str(number), words)[1] for number, words in enumerate(("one", "one", "two"))]
    assert editions[0] == editions[1] != editions[2]


@pytest.mark.parametrize("name", SIZES)
def test_icons_are_square_and_of_their_size(name: str) -> None:
    files = icon_files(ASSETS / "images/favicon.svg")
    content = files[f"assets/images/{name}"]
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (SIZES[name], SIZES[name])


def test_the_manifest_agrees_with_the_site() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    style = (ASSETS / "stylesheets/handbook.css").read_text(encoding="utf-8")
    assert f"site_name: {MANIFEST['name']}\n" in settings
    assert f"site_description: {MANIFEST['description']}\n" in settings
    assert f"--md-primary-fg-color: {MANIFEST['theme_color']};" in style
    assert f'name="theme-color" content="{MANIFEST["theme_color"]}"' in (ROOT / "docs/overrides/main.html").read_text()


def test_the_manifest_names_icons_that_exist() -> None:
    drawn = icon_files(ASSETS / "images/favicon.svg")
    for icon in MANIFEST["icons"]:
        assert f"assets/{icon['src']}" in drawn or (ASSETS / icon["src"]).is_file()
    assert {icon["sizes"] for icon in MANIFEST["icons"] if icon["type"] == "image/png"} == {"192x192", "512x512"}
    assert [icon["src"] for icon in MANIFEST["icons"] if icon.get("purpose") == "maskable"]


def test_the_manifest_works_below_any_path() -> None:
    assert (MANIFEST["start_url"], MANIFEST["scope"]) == ("../", "../")
