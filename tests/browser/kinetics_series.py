"""A series of measurements as a reader brings it, and what the picture of it holds."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import FilePayload, Locator

from tests.browser.calculator_page import CalculatorPage

FIELDS = ("date", "bcr_abl1_percent_is", "detected", "reference_gene_copies", "reference_gene")
TREATMENT: dict[str, Any] = {"treatment_start": "2019-02-04", "treatment_stop": "2023-02-03", "same_laboratory": True}
# A fall, undetectable samples with and without a limit of detection, and a rise after the end of treatment.
SERIES: tuple[dict[str, Any], ...] = (
    {"date": "2019-02-04", "bcr_abl1_percent_is": 80, "detected": True},
    {"date": "2019-05-05", "bcr_abl1_percent_is": 12, "detected": True},
    {"date": "2019-08-05", "bcr_abl1_percent_is": 1.4, "detected": True},
    {"date": "2020-02-04", "bcr_abl1_percent_is": 0.08, "detected": True},
    {"date": "2021-02-03", "bcr_abl1_percent_is": 0.0031, "detected": True},
    {"date": "2021-08-04", "detected": False, "reference_gene_copies": 120000, "reference_gene": "ABL1"},
    {"date": "2022-05-09", "detected": False},
    {"date": "2023-04-04", "bcr_abl1_percent_is": 0.02, "detected": True},
    {"date": "2023-05-06", "bcr_abl1_percent_is": 0.16, "detected": True},
)


def as_csv(series: Sequence[dict[str, Any]]) -> str:
    cells = [[str(row.get(field, "")).lower() if field == "detected" else str(row.get(field, "")) for field in FIELDS]
             for row in series]  # fmt: skip
    return "\n".join(",".join(line) for line in [list(FIELDS), *cells])


def bring(shown: CalculatorPage, series: Sequence[dict[str, Any]] = SERIES, **inputs: Any) -> None:
    """Opens the series as a file and enters the other inputs."""
    content: FilePayload = {"name": "series.csv", "mimeType": "text/csv", "buffer": as_csv(series).encode()}
    shown.root.locator("input[type=file]").set_input_files(content)
    shown.root.locator(f'[name="measurements.{len(series) - 1}.date"]').wait_for()
    shown.fill(**inputs)


def drawn(shown: CalculatorPage) -> Locator:
    """The picture, once it is there."""
    picture = shown.root.locator(".cml-chart__picture")
    picture.wait_for()
    return picture


def places(shown: CalculatorPage, kind: str) -> list[tuple[float, float]]:
    """Where the marks of a kind stand, in the pixels of the drawing."""
    moved = (
        drawn(shown)
        .locator(f".cml-point--{kind}")
        .evaluate_all("(all) => all.map((one) => one.transform.baseVal[0].matrix).map(({ e, f }) => [e, f])")
    )
    return [(float(x), float(y)) for x, y in moved]


def tick(shown: CalculatorPage, label: str) -> float:
    """The height of a tick of the percentages."""
    marks = (
        drawn(shown)
        .locator(".cml-axis--y .tick")
        .evaluate_all("(all) => all.map((one) => [one.textContent, one.transform.baseVal[0].matrix.f])")
    )
    return float(dict(marks)[label])
