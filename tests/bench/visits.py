"""One visit: how long until the first result stands, what was sent, and how long the page was blocked."""

import os
import tempfile
import time
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from tests.bench.server import BenchServer
from tests.bench.slow import computed_s, slowed

PATIENCE_S = 180
# How long a page is left alone after its first result, so that the browser keeps what it keeps for the next visit.
SETTLE_S = 3
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SITE = "calculators/phase/#blasts_pb_percent=12&platelets_e9_per_l=80"
PLAIN = "bench-plain/"
PLAIN_PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8">
<title>Plain</title><link rel="icon" href="data:,">
<script type="module">
import { loadPyodide } from "./pyodide.mjs";
const python = await loadPyodide();
python.runPython("1 + 1");
globalThis.firstResult = performance.now();
</script></html>"""
# Presses the button as soon as the form is live, and notes when the result stands.
PRESS = """(() => {
  globalThis.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
  }).observe({ type: "longtask", buffered: true });
  let pressed = false;
  const look = () => {
    const root = document.querySelector("[data-calculator]");
    if (!root?.dataset.state || globalThis.firstResult) return;
    if (root.dataset.state === "result") globalThis.firstResult = performance.now();
    if (!pressed && root.querySelector("[name=blasts_pb_percent]").value) {
      pressed = true;
      root.querySelector("[type=submit]").click();
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
})()"""
# Calculates with other values again and again; the times from the press to the result. As for a reader, who looks at a
# result before typing another value, and at the value before pressing, each has been painted before the next step; and
# the service worker has stored what it stores once.
RECALCULATE = """async (count) => {
  const root = document.querySelector("[data-calculator]");
  const field = root.querySelector("[name=blasts_pb_percent]");
  const painted = () => new Promise((resolve) => { requestAnimationFrame(() => setTimeout(resolve, 100)); });
  await navigator.serviceWorker.ready;
  const times = [];
  for (let number = 0; number < count; number += 1) {
    field.value = String(number % 40);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await painted();
    const began = performance.now();
    root.querySelector("[type=submit]").click();
    await new Promise((resolve) => {
      const seen = new MutationObserver(() => {
        if (root.dataset.state !== "result") return;
        seen.disconnect();
        resolve();
      });
      seen.observe(root, { attributes: true });
    });
    times.push(performance.now() - began);
    await painted();
  }
  return times;
}"""


@dataclass(frozen=True)
class Visit:
    """`computed_s` is the processor's time until the first result: what other work on the machine changes least."""

    ms: float
    computed_s: float
    bytes: int
    longest_task_ms: float


def first_and_later(playwright: Playwright, server: BenchServer, path: str, cpu: float) -> tuple[Visit, Visit]:
    """A first visit, and one after the browser was started anew, in a profile of their own."""
    with tempfile.TemporaryDirectory(prefix="bench-") as profile:
        first, later = (_visit(playwright, server, path, cpu, profile) for _ in range(2))
        return first, later


def recalculations(playwright: Playwright, server: BenchServer, count: int) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="bench-") as profile:
        context = _browser(playwright, profile)
        page = _opened(context, server, SITE)
        _wait_for_result(page)
        page.wait_for_timeout(SETTLE_S * 1000)
        times: list[float] = page.evaluate(RECALCULATE, count)
        context.close()
        return times


def _visit(playwright: Playwright, server: BenchServer, path: str, cpu: float, profile: str) -> Visit:
    context = _browser(playwright, profile)
    server.sent, before = 0, computed_s(profile)
    with slowed(profile, cpu):
        page = _opened(context, server, path)
        ms = _wait_for_result(page)
        sent, computed = server.sent, computed_s(profile) - before
    page.wait_for_timeout(SETTLE_S * 1000)
    longest = page.evaluate("globalThis.longest")
    context.close()
    return Visit(ms, computed, sent, longest)


def _browser(playwright: Playwright, profile: str) -> BrowserContext:
    installed = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    context = playwright.chromium.launch_persistent_context(profile, executable_path=installed, args=ARGUMENTS)
    # A browser that has just started has work of its own.
    time.sleep(0.5)
    return context


def _opened(context: BrowserContext, server: BenchServer, path: str) -> Page:
    page = context.new_page()
    page.add_init_script(PRESS)
    page.goto(server.url + path, wait_until="commit", timeout=PATIENCE_S * 1000)
    return page


def _wait_for_result(page: Page) -> float:
    """Milliseconds from opening the page on."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found: Any = page.evaluate("globalThis.firstResult ?? 0")
        if found:
            return float(found)
        time.sleep(0.05)
    raise TimeoutError(f"{page.url}: no result within {PATIENCE_S} s")
