"""Studies, drugs, levels of evidence and data tables: what an author writes of them in `content/`.

Every field of these dataclasses is a key of a file. A figure stands in one place, and tables, charts and pages are
made from it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from handbook.model import Cited

StudyKind = Literal[
    "randomized-trial", "prospective-trial", "single-arm-trial", "cohort", "retrospective-comparison", "pooled-trials",
    "commentary", "review",
]  # fmt: skip
PhaseOfDisease = Literal["chronic", "accelerated", "blast", "any"]
Line = Literal["first", "later", "transplant", "after-transplant", "any"]
Endpoint = Literal[
    "major-molecular-response", "deep-molecular-response", "bcr-abl1-1-percent", "complete-molecular-response",
    "undetectable-transcript", "complete-cytogenetic-response", "major-cytogenetic-response",
    "any-cytogenetic-response", "hematologic-response", "complete-hematologic-response", "overall-survival",
    "disease-free-survival", "progression-free-survival", "failure-free-survival", "event-free-survival", "progression",
    "relapse", "treatment-free-remission", "grade-3-adverse-events", "stopped-for-adverse-events", "pleural-effusion",
    "dose-reduction", "response", "efficacy", "toxicity",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Finding(Cited):
    """A statement with the level of evidence that the source gives it and the discrepancies that concern it.

    cites: the works that the source cites for it.
    as_of: the date of a statement that ages, such as a price or an approval.
    """

    cites: tuple[str, ...] = ()
    evidence_level: str | None = None
    discrepancies: tuple[str, ...] = ()
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One arm or group: its drugs by id, the dose in words, the number of patients."""

    id: str
    name: str
    drugs: tuple[str, ...] = ()
    dose: str | None = None
    n: int | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """The figure of one arm, or of the whole study without `arm`, exactly as the source prints it.

    to: the upper end where the source gives a range of values.
    bound: where the source says about, below, above.
    low, high: the 95% confidence interval.
    n, total: the count behind a percentage, where the source gives it.
    """

    arm: str | None = None
    value: Decimal | None = None
    to: Decimal | None = None
    bound: Literal["about", "below", "above"] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    n: int | None = None
    total: int | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What the source says of the difference: its measure with interval, P as printed, or words alone."""

    measure: Literal["difference", "adjusted-difference", "hazard-ratio"] | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    p: str | None = None
    words: str | None = None


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One endpoint at one time with the figures of the arms."""

    id: str
    endpoint: Endpoint
    reference: str
    locator: str
    time: str | None = None
    population: str | None = None
    unit: Literal["%", "months", "patients"] = "%"
    figures: tuple[Figure, ...] = ()
    comparison: Comparison | None = None
    cites: tuple[str, ...] = ()
    evidence_level: str | None = None
    note: str | None = None
    discrepancies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Study:
    """A study as our sources report it; `as_of` is the date of the text that we read, where it bears one.

    registry: number in a trial registry, where a source gives it. also_called: names that readers type and our
    sources do not print.
    """

    id: str
    name: str
    kind: StudyKind
    summary: str
    population: str
    phase: PhaseOfDisease
    line: Line
    reference: str
    locator: str
    reviewed: date
    review_due: date
    as_of: date | None = None
    registry: str | None = None
    also_called: tuple[str, ...] = ()
    patients: int | None = None
    follow_up: str | None = None
    cites: tuple[str, ...] = ()
    arms: tuple[Arm, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dose(Finding):
    """A dose in words with the setting it is for; the year is that of the source."""

    setting: str
    year: str
    food: str | None = None
    verification: Literal["primary", "secondary", "unverified"] = "primary"


DrugTopic = Literal["mechanism", "use", "activity", "variants", "safety", "interactions", "approval", "cost", "history"]


@dataclass(frozen=True, kw_only=True)
class DrugFinding(Finding):
    topic: DrugTopic


@dataclass(frozen=True, kw_only=True)
class Drug:
    """A drug with the names by which readers look for it; `brands` and `codes` may be names of other texts."""

    id: str
    name: str
    drug_class: str
    summary: str
    reviewed: date
    review_due: date
    brands: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    doses: tuple[Dose, ...] = ()
    findings: tuple[DrugFinding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EvidenceLevel:
    """A code of a scheme. `meaning` only where a source that we read defines it."""

    id: str
    code: str
    scheme: str
    meaning: Cited | None
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Column:
    id: str
    label: str
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """The cells of a row by column. A cell that the copy we read has lost is named in `lost`.

    id: where a drawing names the row.
    inferred: what a lost cell must have held, by the sums and the text around it.
    reference, locator: a source of the row besides that of its table.
    """

    cells: dict[str, str | int | float | None]
    id: str | None = None
    reference: str | None = None
    locator: str | None = None
    lost: tuple[str, ...] = ()
    inferred: dict[str, str | int | float] | None = None
    note: str | None = None
    discrepancies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A table of a source as data."""

    id: str
    title: str
    summary: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    reference: str
    locator: str
    reviewed: date
    review_due: date
    discrepancies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Charted:
    """One group of marks: an outcome of a study."""

    study: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Node:
    """A box of a flow: a row of the data table, the row that it comes `under`, and rows that it lists as its parts."""

    row: str
    under: str | None = None
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A drawing of figures that stand in studies or in a data table.

    kind: `bars` with a bar for each arm, or for each row of a data table; `intervals` with a point and its confidence
    interval; `before-after` with two columns of a data table joined for each row; `flow` with a box for each node.
    columns: of bars the label, the value and, for a range, its upper end; of before-after the name, before and after;
    of a flow the words of a box, the words of a part, and the number of either.
    group: the column whose words part the bars into panels. mark: the column whose words tell boxes apart.
    caution: what must not be read from the drawing, such as a ranking across trials.
    axis_to: where the axis of percentages ends.
    """

    id: str
    title: str
    description: str
    kind: Literal["bars", "intervals", "before-after", "flow"]
    caution: str
    reviewed: date
    axis: str = ""
    axis_to: int = 100
    outcomes: tuple[Charted, ...] = ()
    dataset: str | None = None
    columns: tuple[str, ...] = ()
    group: str | None = None
    mark: str | None = None
    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in a work."""

    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Drawing(Cited):
    """A drawing of our own. `text` is its caption; `svg` draws in the colors of the style sheet alone.

    description: what a reader who does not see the drawing must know. also: further sources of what it shows.
    """

    id: str
    title: str
    description: str
    svg: str
    reviewed: date
    review_due: date
    cites: tuple[str, ...] = ()
    also: tuple[Place, ...] = ()
