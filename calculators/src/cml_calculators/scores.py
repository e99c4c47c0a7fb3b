"""The prognostic scores at diagnosis: every coefficient and every cut-off with its place in the source.

Bands keep each limit on the side on which the source has it. Nothing is computed here; see `score_values`.
"""

from dataclasses import dataclass
from decimal import Decimal

from cml_calculators.criteria import Bounds, Verification

SQUARE, CUBE, INVERSE_ROOT = Decimal(2), Decimal(3), Decimal("-0.5")


@dataclass(frozen=True, kw_only=True)
class Term:
    """`coefficient` times what is made of one input.

    The input, multiplied by `unit_factor` where the source has another unit, is divided by `divisor` and raised to
    `power`, and `center` is taken away. With `when` it is an indicator instead: 1 inside these bounds, else 0.
    unit: the unit of the source, where it is not that of the input.
    """

    name: str
    coefficient: Decimal
    divisor: Decimal = Decimal(1)
    power: Decimal = Decimal(1)
    center: Decimal = Decimal(0)
    when: Bounds | None = None
    unit_factor: Decimal = Decimal(1)
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupPoints:
    """Points for the group that another score gives."""

    score: "Score"
    name: str
    label: str
    points: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, kw_only=True)
class Band(Bounds):
    """A risk group with its limits on the score."""

    group: str


@dataclass(frozen=True, kw_only=True)
class Probability:
    """x / (1 + x), where x is the exponential of `intercept` and the terms together."""

    text: str
    intercept: Decimal
    terms: tuple[Term, ...]
    reference: str
    locator: str
    verification: Verification


@dataclass(frozen=True, kw_only=True)
class Score:
    """A score: the sum of its terms times `scale`, or the exponential of that sum.

    equation: the same in words, beside the terms.
    decimals: how many are shown at least; more next to a cut-off.
    """

    id: str
    title: str
    terms: tuple[Term, ...]
    bands: tuple[Band, ...]
    equation: str
    decimals: int
    reference: str
    locator: str
    bands_reference: str
    bands_locator: str
    scale: Decimal = Decimal(1)
    exponential: bool = False
    builds_on: GroupPoints | None = None
    probability: Probability | None = None


REVIEW, REVIEW_TABLE = "prognostic-scores-2025", "Table 1"

# The exponential closes after the last term. Copies that close it after the age term give another number.
SOKAL = Score(
    id="sokal",
    title="Sokal",
    equation="Exponential of the sum of all terms",
    exponential=True,
    terms=(
        Term(name="age_years", coefficient=Decimal("0.0116"), center=Decimal("43.4")),
        Term(name="spleen_cm", coefficient=Decimal("0.0345"), center=Decimal("7.51")),
        Term(
            name="platelets_e9_per_l", coefficient=Decimal("0.188"), divisor=Decimal(700), power=SQUARE,
            center=Decimal("0.563"),
        ),
        Term(name="blasts_pb_percent", coefficient=Decimal("0.0887"), center=Decimal("2.10")),
    ),
    bands=(
        Band(group="low", below=Decimal("0.8")),
        Band(group="intermediate", at_least=Decimal("0.8"), at_most=Decimal("1.2")),
        Band(group="high", above=Decimal("1.2")),
    ),
    decimals=2,
    reference=REVIEW,
    locator=REVIEW_TABLE,
    bands_reference=REVIEW,
    bands_locator=REVIEW_TABLE,
)  # fmt: skip

# Age, basophils and platelets count as 1 or 0: none of them is multiplied in.
HASFORD = Score(
    id="hasford",
    title="Euro (Hasford)",
    equation="1000 times the sum of all terms",
    scale=Decimal(1000),
    terms=(
        Term(name="age_years", coefficient=Decimal("0.6666"), when=Bounds(at_least=Decimal(50))),
        Term(name="spleen_cm", coefficient=Decimal("0.0420")),
        Term(name="blasts_pb_percent", coefficient=Decimal("0.0584")),
        Term(name="eosinophils_pb_percent", coefficient=Decimal("0.0413")),
        Term(name="basophils_pb_percent", coefficient=Decimal("0.2039"), when=Bounds(at_least=Decimal(3))),
        Term(name="platelets_e9_per_l", coefficient=Decimal("1.0956"), when=Bounds(at_least=Decimal(1500))),
    ),
    bands=(
        Band(group="low", at_most=Decimal(780)),
        Band(group="intermediate", above=Decimal(780), at_most=Decimal(1480)),
        Band(group="high", above=Decimal(1480)),
    ),
    decimals=1,
    reference=REVIEW,
    locator=REVIEW_TABLE,
    bands_reference=REVIEW,
    bands_locator=REVIEW_TABLE,
)

EUTOS_PROBABILITY = Probability(
    text="Probability of no complete cytogenetic response at 18 months",
    intercept=Decimal("-2.1007"),
    terms=(
        Term(name="basophils_pb_percent", coefficient=Decimal("0.0700")),
        Term(name="spleen_cm", coefficient=Decimal("0.0402")),
    ),
    reference="clincasequest-eutos",
    locator="Formula of the EUTOS score",
    verification="secondary",
)

EUTOS = Score(
    id="eutos",
    title="EUTOS",
    equation="Sum of both terms",
    terms=(
        Term(name="basophils_pb_percent", coefficient=Decimal(7)),
        Term(name="spleen_cm", coefficient=Decimal(4)),
    ),
    bands=(Band(group="low", at_most=Decimal(87)), Band(group="high", above=Decimal(87))),
    decimals=1,
    reference="eutos-2011",
    locator="Formula",
    bands_reference="eutos-2011",
    bands_locator="Risk groups",
    probability=EUTOS_PROBABILITY,
)

# Low platelets raise this score; some copies lost the exponent of that term.
ELTS = Score(
    id="elts",
    title="ELTS",
    equation="Sum of all terms",
    terms=(
        Term(name="age_years", coefficient=Decimal("0.0025"), divisor=Decimal(10), power=CUBE),
        Term(name="spleen_cm", coefficient=Decimal("0.0615")),
        Term(name="blasts_pb_percent", coefficient=Decimal("0.1052")),
        Term(
            name="platelets_e9_per_l", coefficient=Decimal("0.4104"), divisor=Decimal(1000), power=INVERSE_ROOT
        ),
    ),
    bands=(
        Band(group="low", at_most=Decimal("1.5680")),
        Band(group="intermediate", above=Decimal("1.5680"), at_most=Decimal("2.2185")),
        Band(group="high", above=Decimal("2.2185")),
    ),
    decimals=4,
    reference=REVIEW,
    locator=REVIEW_TABLE,
    bands_reference=REVIEW,
    bands_locator=REVIEW_TABLE,
)  # fmt: skip

IMTF = Score(
    id="imtf",
    title="IMTF",
    equation="Sum of the points",
    builds_on=GroupPoints(
        score=ELTS, name="elts_group", label="ELTS group",
        points=(("low", Decimal(0)), ("intermediate", Decimal(1)), ("high", Decimal(2))),
    ),
    terms=(
        Term(name="wbc_e9_per_l", coefficient=Decimal(1), when=Bounds(at_least=Decimal(120))),
        Term(
            name="hemoglobin_g_per_dl", coefficient=Decimal(1), when=Bounds(below=Decimal(115)),
            unit_factor=Decimal(10), unit="g/L",
        ),
        Term(name="basophils_pb_percent", coefficient=Decimal(1), when=Bounds(at_least=Decimal(12))),
    ),
    bands=(
        Band(group="very_low", at_least=Decimal(0), at_most=Decimal(0)),
        Band(group="low", at_least=Decimal(1), at_most=Decimal(1)),
        Band(group="intermediate", at_least=Decimal(2), at_most=Decimal(2)),
        Band(group="high", at_least=Decimal(3), at_most=Decimal(3)),
        Band(group="very_high", at_least=Decimal(4)),
    ),
    decimals=0,
    reference=REVIEW,
    locator=REVIEW_TABLE,
    bands_reference=REVIEW,
    bands_locator=REVIEW_TABLE,
)  # fmt: skip

# A score that builds on another stands after it.
SCORES = (SOKAL, HASFORD, EUTOS, ELTS, IMTF)
