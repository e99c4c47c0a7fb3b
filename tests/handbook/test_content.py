"""The content of the handbook itself: without a problem, and every page of its site complete."""

import html
import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from handbook.command import checked_library, write_pages
from handbook.compile import write_criteria
from handbook.finishing import finish
from handbook.layout import Layout
from handbook.library import Library
from handbook.site import build_site
from handbook.web.data_blocks import WHEEL
from tests.handbook.site_links import broken_links
from tests.handbook.workspace import TESTS

REAL = Layout(TESTS.parent)


@pytest.fixture(scope="module")
def library() -> Library:
    library, problems = checked_library(REAL)
    assert problems == []
    assert library is not None
    write_criteria(library, REAL.criteria)
    return library


@pytest.fixture(scope="module")
def built(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """The whole site, without the files that run the calculators."""
    layout = Layout(tmp_path_factory.mktemp("whole"))
    shutil.copytree(REAL.hand_written, layout.hand_written)
    shutil.copy(REAL.root / "mkdocs.yml", layout.root)
    write_pages(library, layout, {WHEEL: b"a wheel"})
    assert build_site(layout, finish)
    return layout


def written_pages(layout: Layout) -> list[Path]:
    return sorted(layout.site.rglob("index.html"))


def test_every_link_of_the_site_leads_somewhere(built: Layout) -> None:
    assert broken_links(built.site) == []


def test_every_page_has_title_description_sources_and_dates(built: Layout) -> None:
    pages = written_pages(built)
    assert len(pages) >= 40
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert text.count("<h1") == 1, path
        assert re.search(r'<meta name="description" content="[^"]{20,}"', text), path
        assert 'id="sources"' in text, path
        assert text.count("<time datetime=") >= 2, path


def test_no_anchor_stands_twice_on_a_page(built: Layout) -> None:
    for path in written_pages(built):
        ids = re.findall(r'\sid="([^"]+)"', path.read_text(encoding="utf-8"))
        assert [own for own, count in Counter(ids).items() if count > 1] == [], path


@pytest.mark.parametrize(
    ("slug", "titles"),
    [
        ("drugs/imatinib", ["Doses", "How it works", "Safety", "Evidence", "Sources"]),
        ("studies/enestnd", ["Arms", "Results", "Sources"]),
        ("studies/ponatinib-phase2", ["Results", "The dose-finding trial", "Sources"]),
    ],
)
def test_headings_of_records_stand_in_the_table_of_contents(built: Layout, slug: str, titles: list[str]) -> None:
    text = (built.site / slug / "index.html").read_text(encoding="utf-8")
    contents = text.split('<nav class="md-nav md-nav--secondary"')[1].split('class="md-content"')[0]
    words = [" ".join(title.split()) for title in re.findall(r'<span class="md-ellipsis">(.*?)</span>', contents, re.S)]
    assert [title for title in words if title in titles] == titles


def test_nothing_on_a_page_is_fetched_from_another_host(built: Layout) -> None:
    foreign = re.compile(r'<(?:script|img|iframe|link)\b[^>]*(?:src|href)="(?:https?:)?//[^>]*>')
    for path in written_pages(built):
        found = foreign.findall(path.read_text(encoding="utf-8"))
        assert [tag for tag in found if 'rel="canonical"' not in tag] == [], path


def test_pages_have_no_inline_handlers_or_script_addresses(built: Layout) -> None:
    refused = re.compile(r'<[^>]+\son[a-z]+="|(?:href|src)="javascript:')
    assert [path for path in written_pages(built) if refused.search(path.read_text(encoding="utf-8"))] == []


def test_every_table_scrolls_in_a_named_region(built: Layout) -> None:
    for path in written_pages(built):
        text = path.read_text(encoding="utf-8")
        scrolling = re.findall(r"<div [^>]*table-scroll[^>]*>", text)
        regions = [
            tag for tag in scrolling if all(part in tag for part in ('role="region"', 'tabindex="0"', 'aria-label="'))
        ]
        assert text.count("<table") <= len(regions) + text.count("</table>\n<table>"), path


def test_every_page_describes_itself_to_machines(library: Library, built: Layout) -> None:
    for path in written_pages(built):
        text = path.read_text(encoding="utf-8")
        [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        assert not re.search(r"[<>&]", block), path
        described = json.loads(block)
        slug = path.relative_to(built.site).parent.as_posix()
        assert described["@context"] == "https://schema.org"
        assert described["@type"] in ("MedicalWebPage", "WebPage")
        assert described["url"] == f"https://example.github.io/cml-handbook/{slug}/".replace("/./", "/")
        assert described["isPartOf"]["name"] == "CML Handbook"
        assert described["license"].startswith("https://")
        reviewed = date.fromisoformat(described["lastReviewed"])
        assert f'Last reviewed <time datetime="{reviewed}">' in text
        assert text.count('<li id="source-') == len(described["citation"])
        [shown] = re.findall(r'<meta name="description" content="([^"]*)"', text)
        assert html.unescape(shown) == described["description"], path


def test_the_description_of_a_drug_or_a_study_names_it(built: Layout) -> None:
    def subjects(slug: str) -> list[tuple[str, str]]:
        text = (built.site / slug / "index.html").read_text(encoding="utf-8")
        [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        return [(subject["@type"], subject["name"]) for subject in json.loads(block)["about"][1:]]

    assert subjects("drugs/ponatinib") == [("Drug", "Ponatinib")]
    assert subjects("studies/enestnd") == [("MedicalTrial", "ENESTnd")]
    assert subjects("studies/blastic-cohort-477")[0][0] == "MedicalStudy"
    assert subjects("disease/overview") == []


def test_every_work_of_the_bibliography_says_where_it_is_cited(built: Layout) -> None:
    text = (built.site / "reference" / "bibliography" / "index.html").read_text(encoding="utf-8")
    works = re.findall(r'<li id="[^"]+"><span class="work">.*?</li>', text.split('<ol class="sources">')[0], re.S)
    assert len(works) > 200
    assert [work[:40] for work in works if "Cited on:" not in work] == []


def test_every_limit_of_a_classification_stands_in_the_side_by_side_table(library: Library, built: Layout) -> None:
    text = (built.pages / "phases" / "index.md").read_text(encoding="utf-8")
    for sign in ("≥ 20%", "≥ 10% and &lt; 20%", "≥ 30%", "≥ 15% and &lt; 30%"):
        assert sign in text.replace("\u00a0", " ")
    for key, edition in library.guidelines.items():
        if key.startswith("phase/"):
            assert f">{edition.label}</a>" in text
