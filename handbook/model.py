"""What an author writes, apart from guidelines and response levels (those are `cml_calculators.criteria`).

Every field of these dataclasses is a key of a file in `content/`, or of the front matter of a page.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Part = Literal[
    "home", "disease", "diagnosis", "response", "treatment", "drugs", "studies", "calculators", "reference", "about"
]
WorkType = Literal[
    "article-journal", "article-newspaper", "article", "book", "chapter", "dataset", "document", "entry-encyclopedia",
    "paper-conference", "post-weblog", "report", "software", "speech", "thesis", "webpage",
]  # fmt: skip
# What an author writes for one input, or for one field of a row.
Entered = bool | int | float | str


@dataclass(frozen=True, kw_only=True)
class Name:
    """A person by `family` and `given`, or a body by `literal`."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reference:
    """One work, in the terms of CSL. `read` says what of it was read by us; `others`: more authors follow."""

    id: str
    type: WorkType
    title: str
    accessed: date
    read: str
    author: tuple[Name, ...] = ()
    others: bool = False
    container_title: str | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    issued: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    publisher: str | None = None
    publisher_place: str | None = None
    edition: str | None = None


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A statement in our words with its place in the source."""

    text: str
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class PhaseRecord:
    id: Literal["chronic", "accelerated", "blast"]
    name: str
    summary: str
    reviewed: date
    review_due: date
    synonyms: tuple[str, ...] = ()
    signs: tuple[Cited, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChecklistItem(Cited):
    """A thing to tick; `cites` are the works that the source cites for it."""

    cites: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChecklistGroup:
    """Things to tick, given here or, with `phase`, the signs of that phase. `points_to`: what any one suggests."""

    title: str
    items: tuple[ChecklistItem, ...] = ()
    phase: Literal["chronic", "accelerated", "blast"] | None = None
    points_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A list to tick on the screen or on paper. Where several groups point to something, the last of them leads.

    rule: what the ticks say, and what they do not.
    """

    id: str
    title: str
    rule: str
    groups: tuple[ChecklistGroup, ...]
    reviewed: date
    review_due: date


@dataclass(frozen=True, kw_only=True)
class GlossaryTerm:
    id: str
    term: str
    definition: str
    reference: str
    locator: str
    expansion: str | None = None
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PrintedProportion:
    """A printed percentage with the numbers it was taken from; it is recomputed when the page is built.

    text: what was counted. An n or total that the source does not print must be called so there.
    """

    text: str
    n: int
    total: int
    printed_percent: Decimal
    decimals: int
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Discrepancy:
    """A place where sources contradict each other or themselves; `handling` says what this site does about it."""

    id: str
    title: str
    severity: Literal["high", "medium", "low"]
    pages: tuple[str, ...]
    statements: tuple[Cited, ...]
    handling: str
    reviewed: date
    proportions: tuple[PrintedProportion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Control:
    """What keeps a hazard from doing harm; `proofs` are tests and cases that fail without it (see `proofs.py`)."""

    text: str
    proofs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Hazard:
    """A way in which the handbook could do harm.

    severity: the worst that can plausibly follow for a patient, if nobody notices.
    seen: whether it was `shipped` by a public calculator, is `described` in the field, or is merely `conceivable`.
    remains: what the controls do not take away, and who has to look.
    """

    id: str
    title: str
    area: Literal["input", "calculation", "criteria", "content", "delivery", "privacy"]
    cause: str
    effect: str
    harm: str
    severity: Literal["high", "medium", "low"]
    seen: Literal["shipped", "described", "conceivable"]
    controls: tuple[Control, ...]
    remains: str
    reviewed: date
    review_due: date
    reference: str | None = None
    locator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Example:
    """Inputs of a worked example; the answer is computed when the page is built, by the calculator itself."""

    id: str
    calculator: str
    order: int
    title: str
    inputs: dict[str, Entered | list[Entered] | list[dict[str, Entered]]]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a reader of an earlier edition should know: new, changed, corrected or withdrawn, on these pages.

    edition: the number of the edition of the handbook that has it first.
    """

    id: str
    date: date
    edition: int
    kind: Literal["new", "changed", "corrected", "withdrawn"]
    title: str
    text: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchWords:
    """Words that readers type for words that pages print.

    spellings: a part of a word and what stands for it on this site (haem: hem). groups: phrases that lead to the same
    pages. Other names of a drug, a study, a phase or a term stand in its own record, those of a page in its head.
    """

    id: str
    title: str
    spellings: dict[str, str] = dataclasses.field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageHead:
    """The front matter of a prose page. `search_terms`: words a reader may type that the page does not print."""

    title: str
    description: str
    part: Part
    order: int
    reviewed: date
    review_due: date
    search_terms: tuple[str, ...] = ()
    calculator: str | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """A prose page: `slug` is its path without `.md`, `body_line` the line of the file on which the body starts."""

    slug: str
    head: PageHead
    body: str
    body_line: int
