"""A site that is being stored by a browser, as its reader sees it, and copies that somebody has spoiled."""

from playwright.sync_api import Locator, Page, expect

NO_NETWORK = "breaks off"
PATIENCE_MS = 60_000
STORED = "Stored for use without a network."


def state(page: Page) -> Locator:
    return page.locator("[data-offline-state]")


def notice(page: Page) -> Locator:
    return page.locator(".hb-notice")


def store(page: Page, url: str) -> None:
    """One visit, until everything is stored."""
    page.goto(url)
    expect(state(page)).to_have_text(STORED, timeout=PATIENCE_MS)


def own_caches(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return [name for name in names if name.startswith("cml-handbook offline /repo/ ")]


def spoil(page: Page, address: str) -> None:
    """Puts other words into the stored copy of a file."""
    page.evaluate(
        """async (address) => {
            const cache = await caches.open((await caches.keys()).find((name) => name.startsWith("cml-handbook")));
            const url = new URL(address, location.href).href;
            if (!(await cache.match(url))) throw new Error(`not stored: ${url}`);
            await cache.put(url, new Response("spoiled", { headers: { "Content-Type": "text/html" } }));
        }""",
        address,
    )
