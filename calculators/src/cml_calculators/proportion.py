"""A printed percentage against its own numerator and denominator."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypedDict

from cml_calculators.binomial import interval_95
from cml_calculators.calculator import Answer, Calculator, Group
from cml_calculators.conditions import WORKING
from cml_calculators.display import percent_range, rounded_to, shown_beside
from cml_calculators.inputs import Fault, Warn
from cml_calculators.quantities import proportion
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]

HUNDRED = Decimal(100)
# Of a percentage that is shown without a printed one to compare it with.
DECIMALS_SHOWN = 2

INPUTS: tuple[Quantity, ...] = (proportion.N, proportion.TOTAL, proportion.PRINTED_PERCENT, proportion.DECIMALS)


class ProportionResult(TypedDict):
    """The percentage from the counts, whether the printed one agrees, and how exact it can be.

    recomputed_percent: unrounded; null without both counts, as is the interval.
    rounded: the same, rounded half up to the decimals of the printed percentage; null without them.
    agrees: whether `rounded` is the printed percentage; null when one of the two is not known.
    interval_95: lower and upper limit in percent of the exact two-sided (Clopper-Pearson) interval.
    """

    recomputed_percent: Decimal | None
    shown: str | None
    rounded: str | None
    agrees: bool | None
    interval_95: list[Decimal] | None
    interval_shown: str | None
    missing: list[str]


def faults(values: Values) -> list[Fault]:
    """A part is not larger than its whole."""
    n, total = values["n"], values["total"]
    if n is not None and total is not None and n > total:
        return [Fault("n", f"n must be at most the total, {total}, not {n}")]
    return []


def assess(values: Values) -> tuple[dict[str, Any], list[Warn]]:
    """The percentage of `n` in `total`, compared with the printed one.

    Args:
        values: the inputs by name as `inputs.read` gives them; None is not known.
    """
    n, total, printed, decimals = (values[quantity.name] for quantity in INPUTS)
    percent = percentage(n, total)
    interval = None if percent is None else interval_95(n, total)
    rounded = None if percent is None or decimals is None else rounded_to(percent, int(decimals))
    result = {
        "recomputed_percent": percent,
        "shown": None if percent is None else shown_beside(percent, (Decimal(0), HUNDRED), DECIMALS_SHOWN),
        "rounded": None if rounded is None else f"{rounded:f}",
        "agrees": None if rounded is None or printed is None else rounded == printed,
        "interval_95": interval,
        "interval_shown": None if interval is None else percent_range(*interval),
        "missing": sorted(name for name, value in values.items() if value is None),
    }
    return result, _warnings(printed, decimals)


def percentage(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """`part` of `whole` in percent, or None when one of them is not known.

    A whole of at most 8 digits cannot give a quotient so near to a limit that 34 digits would put it on the limit.
    """
    if part is None or whole is None:
        return None
    return WORKING.divide(WORKING.multiply(part, HUNDRED), whole)


def _warnings(printed: Decimal | None, decimals: Decimal | None) -> list[Warn]:
    """A printed percentage with more decimals than are said to be printed agrees with nothing."""
    if printed is None or decimals is None or printed == rounded_to(printed, int(decimals)):
        return []
    message = f"{printed}% has more decimals than {decimals}; check the decimals of the printed percentage."
    return [Warn(message, "decimals")]


CALCULATOR = Calculator(
    id="proportion",
    title="Proportion and interval",
    question="Does a printed percentage agree with its own numbers, and how exact can it be?",
    inputs=INPUTS,
    groups=(Group("Counts", ("n", "total")), Group("As printed", ("printed_percent", "decimals"))),
    faults=faults,
    assess=assess,
    shape=ProportionResult,
    answers=(
        Answer(name="recomputed_percent", label="Recomputed", unit="%", shown="shown"),
        Answer(name="rounded", label="Rounded to the printed decimals", unit="%"),
        Answer(name="agrees", label="Agrees with the printed percentage"),
        Answer(name="interval_95", label="Exact 95% interval", shown="interval_shown"),
    ),
)
