"""Nothing leaves the browser, nothing is kept, and a strict policy forbids nothing that we need."""

import base64
import hashlib
import re

from playwright.sync_api import Page

from tests.browser.calculator_page import CalculatorPage
from tests.browser.site_server import SiteServer

TELLING = "37.4193"


def policy_for(html: str) -> str:
    """The strict policy of a page: its own files, and its inline scripts by their hashes."""
    inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", html, re.S)
    hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline)
    scripts = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


def heard_violations(page: Page) -> list[str]:
    """What the browser will say about its policy."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if "Content Security" in message.text else None)
    return heard


def test_no_request_goes_to_another_host_and_none_carries_an_entry(phase: CalculatorPage, site: SiteServer):
    asked: list[str] = []
    phase.page.context.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    phase.open()
    phase.compute(blasts_pb_percent=TELLING)
    assert any("/assets/python/" in request for request in asked)
    assert [request for request in asked if not request.startswith((site.origin, "blob:", "data:"))] == []
    assert [request for request in asked if TELLING in request] == []


def test_no_entry_is_stored(phase: CalculatorPage):
    phase.open()
    phase.compute(blasts_pb_percent=TELLING)
    stored = phase.page.evaluate("""async () => JSON.stringify([
        {...localStorage}, {...sessionStorage}, document.cookie, history.state, location.href,
        await indexedDB.databases(), await caches.keys()])""")
    assert TELLING not in stored
    assert phase.page.context.cookies() == []
    phase.page.reload()
    phase.expect_state("idle")
    assert phase.value("blasts_pb_percent") == ""


def test_a_calculator_works_under_a_strict_policy(phase: CalculatorPage, site: SiteServer):
    violations = heard_violations(phase.page)
    site.policy = policy_for((site.folder / "calculators/phase/index.html").read_text(encoding="utf-8"))
    phase.open()
    phase.compute(blasts_pb_percent=12)
    phase.compute("error", blasts_pb_percent="1,5")
    assert violations == []


def test_content_pages_keep_the_strict_policy(page: Page, site: SiteServer):
    violations = heard_violations(page)
    for path in ("", "disease/overview/", "reference/bibliography/", "response/milestones/"):
        file = site.folder / path / "index.html"
        site.policy = policy_for(file.read_text(encoding="utf-8"))
        page.goto(site.url + path)
        page.wait_for_load_state("networkidle")
    assert violations == []
