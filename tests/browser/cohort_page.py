"""The page that answers a file, as a reader uses it."""

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.calculator_page import PATIENCE_MS

DROP = """(place, { name, content }) => {
    const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], name, { type: "text/csv" }));
    for (const type of ["dragenter", "dragover", "drop"]) {
        place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
    }
}"""


class CohortPage:
    """The page `calculators/cohort/`, opened with `open`."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, f"{url}calculators/cohort/"
        self.root = page.locator("[data-cohort]")
        self.file = self.root.get_by_label("CSV file")
        self.calculator = self.root.get_by_label("Calculator", exact=True)
        self.progress = self.root.locator("[data-progress]")
        self.cancel = self.root.get_by_role("button", name="Cancel")

    def open(self, fragment: str = "") -> "CohortPage":
        self.page.goto(self.url + fragment)
        self.expect_state("idle")
        return self

    def expect_state(self, state: str) -> None:
        expect(self.root).to_have_attribute("data-state", state, timeout=PATIENCE_MS)

    def choose(self, calculator: str, content: bytes | str, name: str = "cohort.csv") -> None:
        self.calculator.select_option(calculator)
        data = content.encode() if isinstance(content, str) else content
        self.file.set_input_files({"name": name, "mimeType": "text/csv", "buffer": data})

    def drop(self, content: bytes, name: str = "cohort.csv") -> None:
        place = self.root.locator("[data-drop]")
        place.evaluate(DROP, {"name": name, "content": base64.b64encode(content).decode()})

    def submit(self) -> None:
        self.root.get_by_role("button", name="Calculate").click()

    def answer(self, calculator: str, content: bytes | str, expected: str = "result") -> None:
        self.choose(calculator, content)
        self.submit()
        self.expect_state(expected)

    def download(self) -> tuple[str, bytes]:
        """The name and the bytes of the result."""
        with self.page.expect_download() as started:
            self.root.get_by_role("link", name="Download").click()
        return started.value.suggested_filename, Path(started.value.path()).read_bytes()
