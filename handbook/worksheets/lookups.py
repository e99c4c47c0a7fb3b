"""Tables to read off instead of computing: intervals, categories, halving times, findings and their category."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product
from typing import Any

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines, in_words
from cml_calculators.calculator import Calculator
from cml_calculators.display import shown_beside
from cml_calculators.kinetics_rates import days_to_factor_two
from cml_calculators.molecular_response import EARLY_FROM_DAY, EARLY_TO_DAY

METAPHASES = 20
TOTALS = (10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200)
MOST_COUNTED = 10
# Part of the baseline that is left, and days between the two samples.
LEFT = tuple(Decimal(part) / 100 for part in (5, 10, 15, 20, 25, 30, 40, 50, 60, 70, 80, 90))
DAYS = (int(EARLY_FROM_DAY), 77, 84, 90, 98, 105, int(EARLY_TO_DAY), 120)
THREE = (("yes", True), ("no", False), ("not known", None))


@dataclass(frozen=True)
class Lookup:
    """A table whose first column is the head of each row. `about` says how to read it."""

    title: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def lookups(entry: Calculator) -> tuple[Lookup, ...]:
    """The computed tables of one calculator: its own answers for the entries of each row."""
    makers: Mapping[str, Callable[[Calculator], Lookup]] = {
        "cytogenetic-response": _metaphases,
        "proportion": _intervals,
        "kinetics": _halving_times,
        "ph-category": _findings,
    }
    return (makers[entry.id](entry),) if entry.id in makers else ()


def _metaphases(entry: Calculator) -> Lookup:
    rows = []
    heads: tuple[str, ...] = ()
    for positive in range(METAPHASES + 1):
        given = {"ph_positive_metaphases": positive, "metaphases_examined": METAPHASES}
        result = evaluate(entry.id, given)["result"]
        categories = [(one["title"], _category(entry, one)) for one in result["definitions"]]
        heads = ("Positive", "Percent", "Exact 95% interval", *(title for title, _ in categories))
        rows.append(
            (str(positive), f"{result['ph_shown']}%", result["interval_shown"], *(word for _, word in categories))
        )
    about = f"Of {METAPHASES} metaphases examined, the fewest that give a category; computed by the calculator."
    return Lookup(f"{METAPHASES} metaphases", about, heads, tuple(rows))  # fmt: skip


def _category(entry: Calculator, definition: Mapping[str, Any]) -> str:
    assert entry.entries is not None
    return in_words(next(answer for answer in entry.entries.answers if answer.name == "category"), definition)


def _intervals(_: Calculator) -> Lookup:
    about = (
        "Exact (Clopper-Pearson) 95% interval in percent. Row: number with the finding; column: number in all. For "
        f"the {MOST_COUNTED} largest numbers look up those without the finding and take both limits from 100. Other "
        "numbers: the live page."
    )
    return Lookup("Exact 95% interval", about, ("n", *map(str, TOTALS)), interval_rows())


@cache
def interval_rows() -> tuple[tuple[str, ...], ...]:
    """Pure arithmetic, and the slowest of the tables."""
    return tuple((str(n), *(_interval(n, total) for total in TOTALS)) for n in range(MOST_COUNTED + 1))


def _interval(n: int, total: int) -> str:
    shown = evaluate("proportion", {"n": n, "total": total})["result"]["interval_shown"]
    return str(shown).replace("%", "").replace(" to ", "\u2013")


def _halving_times(entry: Calculator) -> Lookup:
    rows = [(f"{part:f}", *(_halving(part, days) for days in DAYS)) for part in LEFT]
    about = (
        "Halving time in days. Row: value at 3 months over baseline; column: days between the two samples. Between two "
        "rows or columns use the formula."
    )
    return Lookup("Halving time", about, ("Left", *map(str, DAYS)), tuple(rows))


def _halving(part: Decimal, days: int) -> str:
    """With one decimal, more next to the limit of the rule."""
    time = days_to_factor_two(days, Decimal(1), part)
    assert time is not None  # every part is below 1
    return shown_beside(time, (Decimal(76),), 1)


def _findings(entry: Calculator) -> Lookup:
    """Every combination of the answers; where the last one changes nothing it is any."""
    labels = [quantity.label.rstrip("?") for quantity in entry.inputs]
    names = [quantity.name for quantity in entry.inputs]
    rows: list[tuple[str, ...]] = []
    for before in product(THREE, repeat=len(names) - 1):
        said = [word for word, _ in before]
        answers = []
        for word, last in THREE:
            given = dict(zip(names, [*(value for _, value in before), last], strict=True))
            result = evaluate(entry.id, given)["result"]
            answers.append((word, *(text for _, text in answer_lines(entry, result))))
        if len({answer[1:] for answer in answers}) == 1:
            rows.append((*said, "any", *answers[0][1:]))
        else:
            rows += [(*said, *answer) for answer in answers]
    heads = (*labels, *(answer.label for answer in entry.answers))
    return Lookup(
        "Findings", "What each combination of findings gives; computed by the calculator.", heads, tuple(rows)
    )
