"""The shape of a guideline edition and of a response level: the one schema for authors, checks, pages and calculators.

Every field of these dataclasses is a key of a file in `content/guidelines/` or `content/responses/`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cml_calculators.editions import BOUNDS as BOUNDS
from cml_calculators.editions import Bounds as Bounds
from cml_calculators.editions import Condition as Condition
from cml_calculators.editions import Criterion as Criterion
from cml_calculators.editions import Edition as Edition
from cml_calculators.editions import Reading as Reading
from cml_calculators.editions import Rule as Rule
from cml_calculators.editions import Verification as Verification

Phase = Literal["chronic", "accelerated", "blast"]
Goal = Literal["survival", "treatment_free_remission"]
Category = Literal[
    "optimal", "suboptimal", "warning", "failure",
    "green", "light_green", "yellow", "red",
    "suboptimal_or_relative_failure", "no_trigger",
]  # fmt: skip
RuleKind = Literal[
    "kinetics", "cytogenetic-response", "hematologic-response", "resistance", "marrow-indication", "ph-category",
    "transplant-considerations", "post-transplant-imatinib", "ponatinib-dose", "hydroxyurea",
    "imatinib-dose-escalation",
]  # fmt: skip
Inhibitor = Literal["imatinib", "dasatinib", "nilotinib", "bosutinib", "ponatinib", "asciminib"]
MutationStatus = Literal["susceptible", "caution", "avoid", "no_data"]


@dataclass(frozen=True, kw_only=True)
class PhaseCriterion(Criterion):
    """A criterion of a phase; `phase` is what it gives when met."""

    phase: Phase | None = None
    provisional: bool = False


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
    flags: findings that the result notes; they decide nothing.
    """

    kind: RuleKind
    rules: tuple[Rule, ...]
    otherwise: str | None = None
    flags: tuple[Criterion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MutationCell:
    """What a table prints for an inhibitor, and how that is read; a question mark is `no_data`."""

    inhibitor: Inhibitor
    status: MutationStatus
    printed: str


@dataclass(frozen=True, kw_only=True)
class MutationRow:
    """One row of a table: its `variants`, or a `label` such as "others", which is shown and never evaluated."""

    cells: tuple[MutationCell, ...]
    locator: str
    variants: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True, kw_only=True)
class MutationRemark:
    """What a source says besides of these variants, or of compound mutations; it decides no cell."""

    id: str
    text: str
    locator: str
    verification: Verification
    reference: str | None = None
    variants: tuple[str, ...] = ()
    compound: bool = False


@dataclass(frozen=True, kw_only=True)
class MutationTable(Edition):
    """Kinase-domain variants against inhibitors. `inhibitors` are the columns; an inhibitor without a cell is blank."""

    kind: Literal["mutations"]
    locator: str
    inhibitors: tuple[Inhibitor, ...]
    rows: tuple[MutationRow, ...]
    remarks: tuple[MutationRemark, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftOpen(Condition):
    """Where the source, or the difference between its copies, decides nothing; `text` says why."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Requirement(Rule):
    """What a source asks of a patient before a stop. One that is not met stays open while `left_open` may hold."""

    gives: Literal["eligible", "optimal"]
    left_open: LeftOpen | None = None


@dataclass(frozen=True, kw_only=True)
class MonitoringStep:
    """Tests at one interval up to and with `until_month`; without it from then on.

    at_least: the source asks for tests at least so often.
    """

    every: int
    unit: Literal["months", "days"]
    locator: str
    until_month: int | None = None
    at_least: bool = False


@dataclass(frozen=True, kw_only=True)
class RelapseFigure:
    """A share of patients who relapse after a stop; `when` says whom it is about, nothing for all who stop."""

    id: str
    percent: Decimal
    text: str
    locator: str
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class RestartRule:
    """What the source says of treatment again; `within_weeks` of losing the response, where it says how soon."""

    text: str
    locator: str
    within_weeks: int | None = None


@dataclass(frozen=True, kw_only=True)
class DiscontinuationCriteria(Edition):
    """Criteria for stopping a TKI: every rule is needed. `schedule` starts with the stop, one step after another."""

    kind: Literal["treatment-free-remission"]
    rules: tuple[Requirement, ...]
    schedule: tuple[MonitoringStep, ...]
    restart: RestartRule
    expected_relapse: tuple[RelapseFigure, ...] = ()


Guideline = PhaseClassification | MilestoneTable | RuleSet | MutationTable | DiscontinuationCriteria | Card


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
