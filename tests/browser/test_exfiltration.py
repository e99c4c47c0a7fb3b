"""Ways to send something to another origin: each arrives without the policy of the page, and none with it.

In Chromium, and in Firefox where there is one: FIREFOX=/path/to/firefox names it, and then it must run.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import attempts
from tests.browser.calculator_page import CalculatorPage
from tests.browser.elsewhere import Elsewhere
from tests.browser.firefox import Firefox, find_firefox
from tests.browser.site_server import SiteServer

# The whole of it, as an attacker would want it.
PYODIDE = Path(__file__).parents[2] / "node_modules" / "pyodide"
PLACES = {"page": attempts.PAGE, "worker": attempts.WORKER, "python": attempts.PYTHON}
# Switched off in Firefox: `browser.send_pings`.
NOT_MADE = {"firefox": {"ping"}, "chromium": set[str]()}
# How long something may be on its way. Where all arrive, it takes no such time.
SETTLED_S = 10
SETTLED_BOUND_S = 1.5

# What arrived at the other origin, by browser, place and whether the page had its policy.
Arrivals = Mapping[tuple[str, bool], set[str]]


def code(place: str, origin: str, site: SiteServer) -> str:
    if place == "page":
        return attempts.script(attempts.PAGE, origin)
    if place == "worker":
        return attempts.in_worker(attempts.script(attempts.WORKER, origin))
    return attempts.in_worker(attempts.in_python(attempts.PYTHON, origin, f"{site.url}-/pyodide/"))


def arrivals(opened: Callable[[str], AbstractContextManager[Callable[[str], str]]], site: SiteServer) -> Arrivals:
    """`opened` opens an address; what it gives turns an expression into its value there."""
    site.beside["-/pyodide/"] = PYODIDE
    # It would store the site meanwhile.
    site.faults["service-worker.js"] = "is missing"
    arrived = {}
    for place, tried in PLACES.items():
        for unbound in (False, True):
            site.unbound = unbound
            elsewhere = Elsewhere()
            with opened(f"{site.url}calculators/phase/") as evaluate:
                outcomes = json.loads(evaluate(code(place, elsewhere.origin, site)))
                assert set(outcomes) == set(tried), f"every attempt must be made; there was {outcomes}"
                elsewhere.wait_for(*((set(tried), SETTLED_S) if unbound else ({"anything"}, SETTLED_BOUND_S)))
            arrived[place, unbound] = set(elsewhere.arrived)
            elsewhere.stop()
    site.reset()
    return arrived


@pytest.fixture(scope="module")
def in_chromium(browser: Browser, served: SiteServer) -> Arrivals:
    @contextmanager
    def opened(address: str) -> Iterator[Callable[[str], str]]:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(address)
            yield page.evaluate

    return arrivals(opened, served)


@pytest.fixture(scope="module")
def command() -> str:
    found = find_firefox()
    if found is None:
        pytest.skip("no Firefox on this machine: what another browser does with the policy was not tested")
    return found


@pytest.fixture(scope="module")
def firefox(command: str) -> Iterator[Firefox]:
    browser = Firefox(command)
    yield browser
    browser.stop()


@pytest.fixture(scope="module")
def in_firefox(command: str, served: SiteServer) -> Arrivals:
    # Now and then a Firefox that is driven from outside answers nothing any more, and one started anew does.
    with suppress(TimeoutError):
        return arrivals_in_firefox(command, served)
    served.reset()
    return arrivals_in_firefox(command, served)


def arrivals_in_firefox(command: str, served: SiteServer) -> Arrivals:
    browser = Firefox(command)

    @contextmanager
    def opened(address: str) -> Iterator[Callable[[str], str]]:
        page = browser.open(address)
        yield page.evaluate
        page.close()

    try:
        return arrivals(opened, served)
    finally:
        browser.stop()


ATTEMPTS = [(place, name) for place, tried in PLACES.items() for name in tried]


@pytest.mark.parametrize(("place", "name"), ATTEMPTS)
def test_chromium_stops_what_would_arrive(in_chromium: Arrivals, place: str, name: str):
    assert name in in_chromium[place, True], "the attempt must arrive where no policy stops it"
    assert name not in in_chromium[place, False]


@pytest.mark.parametrize(("place", "name"), [one for one in ATTEMPTS if one[1] not in NOT_MADE["firefox"]])
def test_firefox_stops_what_would_arrive(in_firefox: Arrivals, place: str, name: str):
    assert name in in_firefox[place, True], "the attempt must arrive where no policy stops it"
    assert name not in in_firefox[place, False]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_at_all_arrives(in_chromium: Arrivals, place: str):
    assert in_chromium[place, False] == set()


def test_the_worker_of_a_calculator_is_bound_itself(phase: CalculatorPage, forbidden: list[str]):
    """Not a worker that is started in the same way, but the one in which the entries are."""
    elsewhere = Elsewhere()
    phase.open()
    phase.start()
    (worker,) = [worker for worker in phase.page.workers if worker.url.startswith("blob:")]
    worker.evaluate(attempts.script(attempts.WORKER, elsewhere.origin))
    # Playwright hands on what was said while it waits itself.
    phase.page.wait_for_timeout(SETTLED_BOUND_S * 1000)
    elsewhere.stop()
    assert elsewhere.arrived == set()
    # Its `fetch` is one of its own, which knows the files of Python alone.
    for name in ("xhr", "websocket", "event-source"):
        assert any(said.endswith(f"/{name}") for said in forbidden)
    forbidden.clear()


def test_firefox_computes_and_reports_no_violation(firefox: Firefox, served: SiteServer):
    served.reset()
    firefox.heard.clear()
    firefox.asked.clear()
    page = firefox.open(f"{served.url}calculators/phase/#blasts_pb_percent=37.4193")
    state = page.evaluate("""new Promise((resolve) => {
        const root = document.querySelector("[data-calculator]");
        new MutationObserver(() => {
            const { state } = root.dataset;
            if (["result", "error", "failed"].includes(state)) resolve(state);
        }).observe(root, { attributeFilter: ["data-state"] });
        root.querySelector("[data-form] [data-submit]").click();
    })""")
    result = page.evaluate("document.querySelector('[data-result]').textContent")
    page.close()
    assert (state, json.loads(result)["ok"]) == ("result", True)
    assert [line for line in firefox.heard if "Content-Security-Policy" in line] == []
    assert [address for address in firefox.asked if not address.startswith((served.url, "blob:", "data:"))] == []
    assert [request for request in served.heard if "37.4193" in request] == []
