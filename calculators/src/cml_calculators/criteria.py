"""The shape of a guideline edition and of a response level: the one schema for authors, checks, pages and calculators.

Every field of these dataclasses is a key of a file in `content/guidelines/` or `content/responses/`.
Nothing here is an expression: a condition is a bound on a named measurement, an answered question, a finding in a
list, or a small named rule.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Phase = Literal["chronic", "accelerated", "blast"]
Verification = Literal["primary", "secondary", "unverified"]
NamedRule = Literal["new_on_treatment", "extramedullary_blasts"]
Goal = Literal["survival", "treatment_free_remission"]
Category = Literal[
    "optimal", "suboptimal", "warning", "failure",
    "green", "light_green", "yellow", "red",
    "suboptimal_or_relative_failure", "no_trigger",
]  # fmt: skip
RuleKind = Literal[
    "cytogenetic-response", "hematologic-response", "resistance", "marrow-indication", "ph-category",
    "transplant-considerations", "post-transplant-imatinib", "ponatinib-dose", "hydroxyurea",
    "imatinib-dose-escalation",
]  # fmt: skip

BOUNDS = ("above", "at_least", "below", "at_most")


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """One or two limits on a measurement, exactly as the source has them: `above` and `below` exclude the limit."""

    above: Decimal | None = None
    at_least: Decimal | None = None
    below: Decimal | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Condition(Bounds):
    """Exactly one of `measurement`, `sum_of`, `answer`, `answered_no`, `choice`, `finding`, `rule`, `any` and `all`.

    measurement: a numeric input, with bounds on it.
    sum_of: two numeric inputs, with bounds on their sum.
    answer, answered_no: a yes/no input; the condition holds when the answer is yes, or no.
    choice: an input with one word of a closed list; holds when the word is in `one_of`.
    finding: a list input; holds when the list has one of `any_of`, or anything at all without `any_of`.
    rule: a named rule; `extramedullary_blasts` leaves out the sites in `excluding`.
    on_treatment_only: not met in a patient who is known not to be on treatment.
    """

    measurement: str | None = None
    sum_of: tuple[str, ...] = ()
    answer: str | None = None
    answered_no: str | None = None
    choice: str | None = None
    one_of: tuple[str, ...] = ()
    finding: str | None = None
    any_of: tuple[str, ...] = ()
    rule: NamedRule | None = None
    excluding: tuple[str, ...] = ()
    on_treatment_only: bool = False
    any: tuple["Condition", ...] = ()
    all: tuple["Condition", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Criterion(Condition):
    """A condition with its words and its place in the source."""

    id: str
    text: str
    locator: str
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class PhaseCriterion(Criterion):
    """A criterion of a phase; `phase` is what it gives when met."""

    phase: Phase | None = None
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule(Criterion):
    """A criterion that gives a word of the result, such as a category, when met."""

    gives: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How we read a passage that the source leaves open, or a place where copies of the source differ."""

    id: str
    text: str
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Edition:
    """What an edition says of itself. `reviewed` and `review_due` date our reading, `published` the source.

    label: a short name for lists and narrow columns, such as `WHO 2016`.
    """

    id: str
    title: str
    label: str
    reference: str
    verification: Verification
    summary: str
    published: str
    reviewed: date
    review_due: date
    supersedes: str | None = None
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PhaseClassification(Edition):
    """Criteria for the phase. The highest phase with a met criterion holds; with none, `otherwise`.

    Criteria of the phase `chronic` must all be met where an edition defines that phase; if one fails and no higher
    phase holds, the edition gives `otherwise`.
    """

    kind: Literal["phase-classification"]
    otherwise: Literal["chronic", "not_classified"]
    criteria: tuple[PhaseCriterion, ...]
    high_risk_features: tuple[PhaseCriterion, ...] = ()
    flags: tuple[PhaseCriterion, ...] = ()
    crisis: tuple[PhaseCriterion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One row of a milestone table: at `month` (or at any time) these conditions together give `category`."""

    category: Category
    locator: str
    month: int | None = None
    any_time: bool = False
    reference: str | None = None
    bcr_abl1_percent_is: Bounds | None = None
    ph_positive_percent: Bounds | None = None
    previous_best_percent_is: Bounds | None = None
    complete_hematologic_response: bool | None = None
    confirmed: bool | None = None
    risen: bool | None = None
    goal: Goal | None = None
    overlaps: str | None = None


@dataclass(frozen=True, kw_only=True)
class MilestoneTable(Edition):
    """Response milestones of one edition. `categories` runs from the worst to the best.

    lines: lines of treatment that the table covers; `also_after_intolerance` adds a second line after intolerance.
    otherwise: the category of a patient who meets no row, where the table lists only unwanted results.
    """

    kind: Literal["milestones"]
    lines: tuple[int, ...]
    line_note: str
    categories: tuple[Category, ...]
    milestones: tuple[Milestone, ...]
    otherwise: Category | None = None
    also_after_intolerance: bool = False
    not_after_intolerance: bool = False


@dataclass(frozen=True, kw_only=True)
class Statement:
    text: str
    reference: str
    locator: str
    verification: Verification


@dataclass(frozen=True, kw_only=True)
class Card(Edition):
    """An edition that is shown and never evaluated, as nobody has read its tables in the source."""

    kind: Literal["card"]
    calculator: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, kw_only=True)
class RuleSet(Edition):
    """The rules of one source for one calculator; `kind` is the calculator's id.

    otherwise: what holds when every rule is known not to be met.
    """

    kind: RuleKind
    rules: tuple[Rule, ...]
    otherwise: str | None = None


Guideline = PhaseClassification | MilestoneTable | RuleSet | Card


@dataclass(frozen=True, kw_only=True)
class UndetectedCopies:
    """How many reference-gene copies an undetectable sample needs for a level. Unverified limits are only shown."""

    gene: Literal["ABL1", "GUSB"]
    at_least: Decimal
    reference: str
    locator: str
    verification: Verification


@dataclass(frozen=True, kw_only=True)
class ResponseLevel:
    """A depth of response with its limit; `rank` orders levels of one kind from the shallowest."""

    id: str
    name: str
    abbreviation: str
    kind: Literal["molecular", "cytogenetic", "hematologic"]
    rank: int
    text: str
    reference: str
    locator: str
    verification: Verification
    reviewed: date
    review_due: date
    synonyms: tuple[str, ...] = ()
    bcr_abl1_percent_is: Bounds | None = None
    ph_positive_percent: Bounds | None = None
    log_reduction: Decimal | None = None
    undetected_copies: tuple[UndetectedCopies, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CriteriaSet:
    """All that the calculators decide by."""

    guidelines: tuple[Guideline, ...]
    response_levels: tuple[ResponseLevel, ...]
