"""A calculator's page as a reader uses it."""

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 90_000


class CalculatorPage:
    """The calculator `calculator_id` on a page that is opened with `open`."""

    def __init__(self, page: Page, url: str, calculator_id: str) -> None:
        self.page, self.url, self.id = page, f"{url}calculators/{calculator_id}/", calculator_id
        self.root = page.locator(f'[data-calculator="{calculator_id}"]')

    def open(self, fragment: str = "") -> "CalculatorPage":
        self.page.goto(self.url + fragment)
        self.expect_state("idle")
        return self

    def expect_state(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-state", state, timeout=PATIENCE_MS)

    def start(self) -> None:
        """Enters the form, as a reader does, and waits for Python."""
        self.root.locator("input, select").first.focus()
        self.expect_state("ready")

    def empty(self) -> "CalculatorPage":
        """Back to an empty form of a calculator that has started, in a window of the usual kind."""
        self.page.set_viewport_size({"width": 1280, "height": 720})
        self.page.emulate_media(media="screen", color_scheme="light")
        self.root.get_by_role("button", name="Clear").click()
        self.expect_state("ready")
        return self

    def control(self, name: str, value: str | None = None) -> Locator:
        ending = "" if value is None else f'[value="{value}"]'
        return self.root.locator(f'[name="{name}"]{ending}')

    def fill(self, **inputs: Any) -> None:
        """Enters inputs the way the contract names them: text, True and False, words, lists of words."""
        for name, value in inputs.items():
            if isinstance(value, list):
                for word in value or ["none"]:
                    self.control(name, word).check()
            elif isinstance(value, bool):
                self.control(name, str(value).lower()).check()
            elif self.control(name).first.get_attribute("type") == "radio":
                self.control(name, str(value)).check()
            else:
                self.control(name).fill(str(value))

    def submit(self) -> None:
        self.root.get_by_role("button", name="Calculate").click()

    def compute(self, expected: str = "result", **inputs: Any) -> Any:
        """Enters, submits, waits; returns what the page holds as the last result."""
        self.fill(**inputs)
        self.submit()
        self.expect_state(expected)
        return self.result()

    def result(self) -> Any:
        return json.loads(self.root.locator("script[data-result]").text_content() or "null")

    def error_at(self, name: str) -> Locator:
        return self.root.locator(f'[data-error="{name}"]')

    def value(self, name: str) -> str:
        return self.control(name).input_value()
