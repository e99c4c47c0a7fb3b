"""Hostile records in a real browser: nothing of them runs, and each stands on its page as the text that it is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog

from tests.browser.site_server import SiteServer
from tests.handbook.hostile_site import HOSTILE, hostile_site


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    server = SiteServer(hostile_site(tmp_path_factory.mktemp("hostile")).site)
    yield server
    server.stop()


def test_nothing_of_a_hostile_record_runs_in_a_browser(browser: Browser, hostile: SiteServer) -> None:
    """The policy of the pages would stop a script as well; here it is set aside."""
    page = browser.new_page(bypass_csp=True, service_workers="block")
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    shown = 0
    for file in sorted(hostile.folder.rglob("*.html")):
        page.goto(hostile.url + file.relative_to(hostile.folder).as_posix().removesuffix("index.html"))
        shown += HOSTILE in page.inner_text("main")
        page.evaluate("document.querySelectorAll('a').forEach((link) => link.focus())")
        assert page.evaluate("window.ran") is None, file
        assert page.locator("a[href^='javascript:' i], img[src='x']").count() == 0, file
    assert shown >= 3
    assert dialogs == []
    page.close()
