"""The depth of a molecular response on the International Scale; every limit comes from `content/responses/`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Any

from cml_calculators.conditions import EXACT, Status, holds, known
from cml_calculators.criteria import BOUNDS, Bounds, Criterion, ResponseLevel, UndetectedCopies

Values = Mapping[str, Any]

# The words of the field for three of the levels, by their abbreviation.
EARLY, MAJOR, DEEP = "MR1", "MR3", "MR4"

_LOGARITHMS = Context(prec=34)
_LEAST_DIGITS = 3


@dataclass(frozen=True)
class Amount:
    """BCR::ABL1 on the International Scale: `percent` itself or, undetected, more than 0 and at most `percent`."""

    percent: Decimal
    detected: bool = True


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What one sample says: its percentage, whether anything was detected, and the levels that follow.

    `supported` is what the reference-gene copies allow; it counts only while `copies_scored`.
    """

    percent: Decimal | None
    detected: bool | None
    copies_scored: bool
    supported: ResponseLevel | None
    on_scale: bool
    assessable: bool
    depth: ResponseLevel | None


def read_sample(levels: tuple[ResponseLevel, ...], values: Values) -> Sample:
    """The sample's percentage, entered or computed, and the levels that it shows and supports."""
    percent, detected, copies = values["bcr_abl1_percent_is"], values["detected"], values["bcr_abl1_copies"]
    gene, total, factor = values["reference_gene"], values["reference_gene_copies"], values["conversion_factor"]
    if percent is not None:
        detected = True
    elif copies is not None:
        detected = copies > 0
        if detected and factor is not None and total:
            percent = percent_is(copies, total, factor)
    copies_scored = gene is not None and total is not None and has_copy_limits(levels, gene)
    enough_for = supported(levels, gene, total) if copies_scored else None
    on_scale = values["transcript"] != "other"
    assessable = on_scale and (percent is not None or (detected is False and enough_for is not None))
    depth = deepest(levels, percent) if percent is not None else enough_for
    return Sample(
        percent=percent, detected=detected, copies_scored=copies_scored, supported=enough_for, on_scale=on_scale,
        assessable=assessable, depth=depth if assessable else None,
    )  # fmt: skip


def amount_of(sample: Sample) -> Amount | None:
    """What milestones compare: the percentage, or the interval below the level of an undetectable sample."""
    if not sample.assessable:
        return None
    if sample.percent is not None:
        return Amount(sample.percent)
    assert sample.depth is not None and limit_of(sample.depth).at_most is not None
    return Amount(limit_of(sample.depth).at_most or Decimal(0), detected=False)


def open_inputs(sample: Sample, values: Values) -> tuple[str, ...]:
    """The unknown inputs that would give the amount: the percentage, or what is still open of another way to it."""
    if not sample.on_scale:
        return ()
    names: tuple[str, ...] = ("bcr_abl1_percent_is",)
    if sample.detected is False:
        names = ("reference_gene", "reference_gene_copies")
    elif values["bcr_abl1_copies"] is not None:
        names = ("conversion_factor", "reference_gene_copies")
    return tuple(name for name in names if values[name] is None)


def depth_word(sample: Sample) -> str:
    if not sample.assessable:
        return "not_assessable"
    return sample.depth.abbreviation if sample.depth else "none"


def supported_word(sample: Sample) -> str | None:
    if not sample.copies_scored:
        return None
    return sample.supported.abbreviation if sample.supported else "none"


def percent_is(bcr_abl1_copies: Decimal, reference_gene_copies: Decimal, conversion_factor: Decimal) -> Decimal:
    """Percent on the International Scale from copies; the factor belongs to the laboratory that counted them.

    >>> percent_is(Decimal(50), Decimal(40000), Decimal("0.8"))
    Decimal('0.1')
    """
    ratio = EXACT.multiply(EXACT.multiply(conversion_factor, Decimal(100)), bcr_abl1_copies)
    return EXACT.divide(ratio, reference_gene_copies)


def log_reduction(percent: Decimal) -> Decimal:
    """Powers of ten below 100% on the scale. Levels are never decided by it: 0.0032% is MR4.5 at 4.495."""
    return _LOGARITHMS.subtract(Decimal(2), _LOGARITHMS.log10(percent))


def deepest(levels: Iterable[ResponseLevel], percent: Decimal) -> ResponseLevel | None:
    """The deepest level whose limit `percent` keeps, or None above all limits."""
    return max((level for level in levels if holds(limit_of(level), percent)), key=_rank, default=None)


def supported(levels: Iterable[ResponseLevel], gene: str, copies: Decimal) -> ResponseLevel | None:
    """The deepest level that an undetectable result with so many reference-gene copies can show."""
    reached = (level for level in levels if (limit := copy_limit(level, gene)) and copies >= limit.at_least)
    return max(reached, key=_rank, default=None)


def copy_limit(level: ResponseLevel, gene: str) -> UndetectedCopies | None:
    """The level's limit for the gene, unless nobody has read it in a source."""
    limits = (limit for limit in level.undetected_copies if limit.gene == gene)
    return next((limit for limit in limits if limit.verification != "unverified"), None)


def has_copy_limits(levels: Iterable[ResponseLevel], gene: str) -> bool:
    return any(copy_limit(level, gene) for level in levels)


def limit_of(level: ResponseLevel) -> Bounds:
    assert level.bcr_abl1_percent_is is not None  # every molecular level has its limit
    return level.bcr_abl1_percent_is


def reaches(level: ResponseLevel | None, abbreviation: str, levels: Iterable[ResponseLevel]) -> bool:
    """Whether `level` is the level of that abbreviation or a deeper one."""
    wanted = next(entry for entry in levels if entry.abbreviation == abbreviation)
    return level is not None and level.rank >= wanted.rank


def amount_status(bounds: Bounds, amount: Amount | None) -> Status:
    """Whether the amount is inside the bounds; an undetected one is open while only a part of its interval is."""
    if amount is None:
        return "unknown"
    if amount.detected:
        return known(holds(bounds, amount.percent))
    low = [limit for limit in (bounds.above, bounds.at_least) if limit is not None]
    if (bounds.above is not None and amount.percent <= bounds.above) or any(limit > amount.percent for limit in low):
        return "not_met"
    within = holds(Bounds(below=bounds.below, at_most=bounds.at_most), amount.percent)
    return "met" if within and all(limit <= 0 for limit in low) else "unknown"


@cache
def level_criterion(level: ResponseLevel) -> Criterion:
    limits = {bound: getattr(limit_of(level), bound) for bound in BOUNDS}
    return Criterion(
        id=level.id, text=level.text, locator=level.locator, reference=level.reference,
        measurement="bcr_abl1_percent_is", **limits,
    )  # fmt: skip


def copies_criterion(level: ResponseLevel, limit: UndetectedCopies) -> Criterion:
    return Criterion(
        id=f"{level.id}-copies",
        text=f"Enough {limit.gene} copies for {level.abbreviation}",
        locator=limit.locator,
        reference=limit.reference,
        measurement="reference_gene_copies",
        at_least=limit.at_least,
    )


def shown(levels: Iterable[ResponseLevel], percent: Decimal) -> str:
    """`percent` with three digits, or as many as it takes to stand on its own side of every limit."""
    limits = [limit for level in levels for bound in BOUNDS if (limit := getattr(limit_of(level), bound)) is not None]
    for digits in range(_LEAST_DIGITS, len(percent.as_tuple().digits)):
        rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(percent)
        if all(rounded.compare(limit) == percent.compare(limit) for limit in limits):
            return _text(rounded)
    return _text(percent)


def _text(number: Decimal) -> str:
    """Without an exponent while that is short; whole numbers of few digits without trailing zeros."""
    number = number.normalize(EXACT)
    return f"{number:f}" if -20 < number.adjusted() < 20 else str(number)


def _rank(level: ResponseLevel) -> int:
    return level.rank
