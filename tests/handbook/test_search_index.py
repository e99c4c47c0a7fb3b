"""What of a built page is searched, and the index that is made of it."""

import json
import shutil
from pathlib import Path

import pytest

from handbook.search import WORDS_FILE
from handbook.search.index import FOLDER, write_index
from handbook.search.sections import page_text
from handbook.stopped import BuildStopped

ROOT = Path(__file__).parents[2]

PAGE = """<!doctype html><title>x</title><nav>not this</nav><article>
<h1 id="dasatinib">Dasatinib<a class="headerlink" href="#dasatinib">¶</a></h1>
<p class="review-dates" data-search-exclude>Last reviewed</p><p class="search-terms" hidden>Sprycel, BMS-354825</p>
<p>A kinase inhibitor.<sup class="citation"><a>1</a></sup> More <em>than</em> one.</p>
<h2 id="safety">Safety<a class="headerlink">¶</a></h2><p>Pleural<br>effusion.</p>
<h3 id="heart">Heart</h3><table><tr><td>QT</td><td>interval</td></tr></table>
<h2 id="names">Names</h2>
<dl><dt id="tki">TKI <span>inhibitor</span></dt><dd>A drug.</dd><dt id="is">IS</dt><dd>A scale.</dd></dl>
<p>After the list.</p>
<h2 data-search-exclude id="sources">Sources</h2><p>Smith 2020</p><h3 id="more">More sources</h3><p>Jones</p>
<h2 id="last">Last</h2><script>alert(1)</script><p>&lt;b&gt;Inert&lt;/b&gt;</p></article>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "drugs/dasatinib").mkdir(parents=True)
    (tmp_path / "drugs/dasatinib/index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "404.html").write_text("<article><h1>Missing</h1></article>", encoding="utf-8")
    (tmp_path / "reference/guidelines/x").mkdir(parents=True)
    listed = "<article><h1>Edition</h1><p>Summary.</p><h2 id='criteria'>Criteria</h2><p>Onlyhere.</p></article>"
    (tmp_path / "reference/guidelines/x/index.html").write_text(listed, encoding="utf-8")
    (tmp_path / FOLDER).mkdir(parents=True)
    words = {"groups": [["Sprycel", "dasatinib"]], "spellings": {"haem": "hem"}, "parts": {"drugs": "Drugs"}}
    (tmp_path / WORDS_FILE).write_text(json.dumps(words), encoding="utf-8")
    modules = "assets/javascripts/search"
    shutil.copytree(ROOT / "docs" / modules, tmp_path / modules)
    return tmp_path


def read(site: Path, name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((site / FOLDER / name).read_text(encoding="utf-8"))
    return found


def test_sections_of_a_page():
    page = page_text(PAGE)
    assert page is not None
    assert (page.title, page.terms) == ("Dasatinib", "Sprycel, BMS-354825")
    assert [(one.anchor, one.heading, one.text) for one in page.sections] == [
        ("", "Dasatinib", "A kinase inhibitor. More than one."),
        ("safety", "Safety", "Pleural effusion."),
        ("heart", "Heart", "QT interval"),
        ("names", "Names", "After the list."),
        ("tki", "TKI inhibitor", "TKI inhibitor A drug."),
        ("is", "IS", "IS A scale."),
        ("last", "Last", "<b>Inert</b>"),
    ]


@pytest.mark.parametrize("markup", ["<p>No article</p>", "<article><p>No title</p></article>"])
def test_what_is_no_page_is_left_out(markup: str):
    assert page_text(markup) is None


def test_the_index_holds_pages_names_and_places(site: Path):
    write_index(site)
    index, texts = read(site, "index.json"), read(site, "texts.json")
    assert index["edition"] == texts["edition"]
    assert index["pages"][0] == {  # type: ignore[index]
        "address": "drugs/dasatinib/",
        "title": "Dasatinib",
        "part": "Drugs",
        "weight": 1.0,
        "names": ["Sprycel", "BMS-354825"],
        "anchors": ["safety", "heart", "names", "tki", "is", "last"],
        "headings": ["Safety", "Heart", "Names", "TKI inhibitor", "IS", "Last"],
    }
    assert texts["pages"][0][1] == "Pleural effusion."  # type: ignore[index]
    words = str(index["words"]).split(" ")
    assert "effusion" in words
    assert {"smith", "jones", "reviewed", "alert", "missing"} & set(words) == set()
    assert len(words) == len(index["places"])  # type: ignore[arg-type]


def test_a_list_of_what_stands_elsewhere_is_found_by_title_and_headings_alone(site: Path):
    write_index(site)
    index = read(site, "index.json")
    assert "onlyhere" not in str(index["words"])
    assert "summary" in str(index["words"])


def test_the_words_of_the_content_do_not_stay_on_the_site(site: Path):
    write_index(site)
    assert sorted(path.name for path in (site / FOLDER).iterdir()) == ["index.json", "texts.json"]


def test_the_same_site_gives_the_same_bytes(site: Path):
    words = (site / WORDS_FILE).read_bytes()
    written = []
    for _ in range(2):
        (site / WORDS_FILE).write_bytes(words)
        write_index(site)
        written.append([(site / FOLDER / name).read_bytes() for name in ("index.json", "texts.json")])
    assert written[0] == written[1]


def test_without_node_the_build_says_so(site: Path, monkeypatch: pytest.MonkeyPatch):
    # A page of its own: the index of one that was made before is kept.
    page = site / "drugs/dasatinib/index.html"
    page.write_text(PAGE.replace("kinase", "kinase without-node"), encoding="utf-8")
    monkeypatch.setenv("PATH", str(site))
    with pytest.raises(BuildStopped, match="node: must be in the PATH"):
        write_index(site)


def test_a_failing_module_is_named(site: Path):
    (site / "assets/javascripts/search/stored.mjs").write_text("throw new Error('broken');", encoding="utf-8")
    with pytest.raises(BuildStopped, match=r"make_index.mjs: must make the search index.*\n(.*\n)*.*broken"):
        write_index(site)
