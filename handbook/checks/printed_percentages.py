"""A percentage printed beside its count agrees with it, or the record names the discrepancy."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from handbook.library import Library
from handbook.problems import Problem
from handbook.studies import Figure, Outcome


def check(library: Library) -> Iterator[Problem]:
    for own_id, study in library.studies.items():
        source = library.sources["studies", own_id]
        for index, outcome in enumerate(study.outcomes):
            for number, figure in enumerate(outcome.figures):
                recomputed = _recomputed(outcome, figure)
                if recomputed is not None and not outcome.discrepancies:
                    where = ("outcomes", index, "figures", number, "value")
                    message = (
                        f"must be {recomputed} by {figure.n} of {figure.total}, not {figure.value}; "
                        "if the source prints it so, name the discrepancy"
                    )
                    yield source.problem(where, message)


def _recomputed(outcome: Outcome, figure: Figure) -> Decimal | None:
    """The percentage that the count gives with as many decimals, where it is another than the printed one."""
    exact = outcome.unit == "%" and figure.bound is None and figure.to is None
    if not exact or figure.value is None or figure.n is None or not figure.total:
        return None
    digits = Decimal(1).scaleb(int(figure.value.as_tuple().exponent))
    percent = (Decimal(100) * figure.n / figure.total).quantize(digits, rounding=ROUND_HALF_UP)
    return None if percent == figure.value else percent
