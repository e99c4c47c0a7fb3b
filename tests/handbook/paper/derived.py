"""What the sheets say is to be worked out from the entries, worked out by their words."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Any

from dateutil.relativedelta import relativedelta

Filled = dict[str, Any]


def formula(words: str, numbers: Mapping[str, Any]) -> float:
    """A printed formula with numbers for its variables, which stand in braces or, in scores, as plain words."""
    import math

    for name in (name for name, value in numbers.items() if value is not None):
        words = words.replace(f"{{{name}}}", f"({float(numbers[name])!r})")
    for sign, python in (("×", "*"), ("−", "-"), ("²", "**2"), ("³", "**3"), ("√", "sqrt"), ("log₁₀", "log10"),
                         ("ln 2", "ln(2)")):  # fmt: skip
        words = words.replace(sign, python)
    names = {"sqrt": math.sqrt, "log10": math.log10, "ln": math.log, "exp": math.exp}
    return float(eval(words, {"__builtins__": {}}, names))


def phase(filled: Filled) -> Filled:
    """Two named rules: what is new on treatment, and blasts outside blood and marrow."""
    on_treatment = filled["Is the patient on treatment for CML?"]
    before = filled["Additional chromosomal abnormalities in Ph+ cells at diagnosis"]
    found = filled["Additional chromosomal abnormalities in Ph+ cells first found on treatment"]
    there = filled["Are there blasts outside blood and marrow?"]
    sites = filled["Sites of blasts outside blood and marrow"]
    new = None if found is None else tuple(word for word in found if word not in (before or ()))
    return filled | {
        "Abnormality new on treatment": () if on_treatment is False else None if on_treatment is None else new,
        "Blasts outside blood and marrow that count": () if there is False else None if there is None else sites,
    }


def cytogenetic(filled: Filled) -> Filled:
    counted, examined = filled["Ph-positive metaphases, counted"], filled["Metaphases examined"]
    alone = filled["Ph-positive metaphases"]
    fish, nuclei = filled["BCR::ABL1-positive nuclei by FISH"], filled["Nuclei examined by FISH"]
    return filled | {
        "Ph-positive metaphases": alone if None in (counted, examined) else 100 * counted / examined,
        "BCR::ABL1-positive nuclei by FISH": None if None in (fish, nuclei) else 100 * fish / nuclei,
        "Is FISH the only test, without banded metaphases": (counted, examined, alone) == (None, None, None),
    }


def hematologic(filled: Filled) -> Filled:
    blasts, others = filled["Blasts in blood"], filled["Immature granulocytes in blood?"]
    spleen = "Spleen below the costal margin"
    return filled | {
        "Immature cells in blood, blasts included": True if blasts else others,
        "Spleen smaller than before treatment by": _fall(filled[f"{spleen} before treatment"], filled[spleen]),
        "Platelets lower than before treatment by": _fall(filled["Platelets before treatment"], filled["Platelets"]),
    }


def _fall(before: Decimal | None, now: Decimal | None) -> Decimal | None:
    if before is None or now is None:
        return None
    return Decimal(0) if now >= before else 100 * (before - now) / before


def resistance(filled: Filled, history: Sequence[Decimal], percents: Sequence[Decimal]) -> Filled:
    """history: earlier percentages of Ph-positive metaphases; percents: BCR::ABL1 over time, both the oldest first."""
    there, lost = (filled[f"{what} a complete hematologic response{been}?"]
                   for what, been in (("Is there", ""), ("Has", " been lost")))  # fmt: skip
    present, free = (
        filled["Ph-positive metaphases"],
        filled["Was the karyotype free of the Philadelphia chromosome before?"],
    )
    course = [*history, present]
    rises = [(one, min(course[:index])) for index, one in enumerate(course) if index]
    known = [*course, *([Decimal(0)] if free else [])]
    return filled | _rises(rises) | {
        "Complete hematologic response reached, now or earlier": True if lost else there,
        "Complete hematologic response lost after it was reached": False if lost is None and there else lost,
        "Lowest percentage of Ph-positive metaphases, earlier or now": min(known),
        "No Ph-positive metaphases before, by the answer or by an earlier 0%": (0 in history) if free is None else free,
        "Latest BCR::ABL1": percents[-1],
        "Lowest BCR::ABL1, earlier or now": min(percents),
        "Rises of BCR::ABL1 in a row, up to the latest test": Decimal(
            sum(1 for _ in takewhile(lambda pair: pair[1] > pair[0], list(pairwise(percents))[::-1]))
        ),
    }  # fmt: skip


def escalation(filled: Filled, readings: Sequence[Decimal]) -> Filled:
    there, lost = filled["Is there a complete hematologic response?"], filled["Has a hematologic response been lost?"]
    lowest = filled["Lowest percentage of Ph-positive metaphases so far"]
    major = filled["Has there been a major cytogenetic response?"]
    return filled | _rises([(one, lowest) for one in readings]) | {
        "Complete hematologic response reached, now or earlier": True if lost else there,
        "Major cytogenetic response reached, by the answer or by the lowest percentage": major,
    }  # fmt: skip


def post_transplant(filled: Filled, results: Sequence[str], days: Sequence[date]) -> Filled:
    negatives = sum(1 for _ in takewhile(lambda result: result == "negative", reversed(results)))
    last = days[len(days) - negatives :]
    spans = [_begun_months(first, third) for first, third in zip(last, last[2:], strict=False)]
    return filled | {
        "Negative nested PCR results in a row, up to the latest": Decimal(negatives),
        "Time from the first to the third negative, begun months counted whole": Decimal(min(spans)) if spans else None,
    }


def _begun_months(first: date, third: date) -> int:
    """Calendar months, a begun one as a whole one; a day that a month does not have is its last."""
    months = 0
    while first + relativedelta(months=months) < third:
        months += 1
    return months


def _rises(rises: Sequence[tuple[Decimal, Decimal]]) -> Filled:
    """The greatest rise that two readings in a row both show, in points and in percent of the lowest before them."""
    points = [max(one - base, Decimal(0)) for one, base in rises]
    shares = [min(100 * point / base, Decimal(1000)) if base else Decimal(1000 if point else 0)
              for point, (_, base) in zip(points, rises, strict=True)]  # fmt: skip
    what = "Rise of Ph-positive metaphases"
    return {
        f"{what} above the lowest, twice in a row": max(map(min, pairwise(points))),
        f"{what} relative to the lowest, twice in a row": max(map(min, pairwise(shares))),
    }
