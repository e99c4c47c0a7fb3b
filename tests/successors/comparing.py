"""What a site of another generator has, beside the site of MkDocs."""

import os
from html.parser import HTMLParser
from pathlib import Path

from playwright.sync_api import sync_playwright

from handbook.finishing import finish
from handbook.stopped import BuildStopped
from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer
from tests.handbook.site_links import broken_links

# Elements whose text no reader reads, and what the theme puts into an article.
UNREAD = ("script", "style", "svg", "template")


class Article(HTMLParser):
    """The words of a page's article."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.inside = 0
        self.unread = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside += tag == "article"
        self.unread += tag in UNREAD

    def handle_endtag(self, tag: str) -> None:
        self.inside -= tag == "article"
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        if self.inside and not self.unread:
            self.words += data.split()


def pages(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}


def finding(site: Path, reference: Path) -> dict[str, str]:
    """What was looked at, with the finding: `as MkDocs`, or what differs."""
    ours, theirs = pages(reference), pages(site)
    other_words = [name for name in ours.keys() & theirs.keys() if _differ(ours, theirs, name)]
    return {
        "Pages": _differing(sorted(ours.keys() ^ theirs.keys())),
        "Words of the articles": _differing(other_words),
        "Links": _differing(broken_links(site)),
        "Policy, search and offline files": _finished(site),
        "A calculator in Chromium": _calculates(site),
    }


def _differ(ours: dict[str, Path], theirs: dict[str, Path], name: str) -> bool:
    one, other = (Article(tree[name].read_text(encoding="utf-8")).words for tree in (ours, theirs))
    return one != other


def _differing(names: list[str]) -> str:
    shown = ", ".join(sorted(names)[:5])
    return f"{len(names)} differ: {shown}" if names else "as MkDocs"


def _finished(site: Path) -> str:
    try:
        finish(site)
    except (BuildStopped, OSError) as stopped:
        return str(stopped).splitlines()[0]
    return "as MkDocs"


def _calculates(site: Path) -> str:
    """One calculation under the policy, without an error on the console."""
    server = SiteServer(site)
    heard: list[str] = []
    try:
        with sync_playwright() as playwright:
            options = ["--no-sandbox"]
            browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=options)
            page = browser.new_context(service_workers="block").new_page()
            page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
            shown = CalculatorPage(page, server.url, "phase").open()
            answer = shown.compute(blasts_pb_percent=12)
            browser.close()
    except Exception as fault:  # A report, whatever went wrong in the page of a generator that is only tried.
        return str(fault).splitlines()[0]
    finally:
        server.stop()
    return "as MkDocs" if answer["ok"] and not heard else "; ".join(heard) or str(answer)
