"""Printed formulas, tables to read off and written-out sums, computed anew from the paper alone."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import pytest

from cml_calculators import evaluate
from handbook.library import Library
from tests.handbook.paper import derived
from tests.handbook.paper.answering import formulas, printed
from tests.handbook.paper.filling import on_paper, quantities
from tests.handbook.paper.reading import (
    first_met,
    note,
)
from tests.handbook.paper.sheet import number, text


@pytest.mark.parametrize(
    ("calculator_id", "head", "field"),
    [
        ("proportion", "Recomputed", "recomputed_percent"),
        ("hydroxyurea", "Starting figure", "start_mg_per_day"),
        ("cytogenetic-response", "Ph-positive metaphases", "ph_percent"),
        ("cytogenetic-response", "BCR::ABL1-positive nuclei by FISH", "fish_percent"),
        ("molecular-response", "BCR::ABL1 from copies", "percent_is"),
        ("molecular-response", "Log reduction", "log_reduction"),
    ],
)
def test_a_printed_formula_gives_what_the_calculator_gives(
    handbook: Library, calculator_id: str, head: str, field: str
) -> None:
    sheet, random = printed(handbook, calculator_id), Random(field)
    how = formulas(sheet)[head]
    names = [name.replace("{", "").replace("}", "") for name in re.findall(r"\{[^}]*\}", how)]
    entries = {label: sheet.entries[label] for label in names}
    for _ in range(50):
        smaller = Decimal(random.randint(2, 20))
        numbers = dict(zip(entries, (smaller, smaller * random.randint(1, 9), Decimal("0.8")), strict=False))
        given = {quantities(calculator_id)[label].name: float(value) if value % 1 else int(value)
                 for label, value in numbers.items()}  # fmt: skip
        answer = evaluate(calculator_id, given)
        assert answer["ok"], answer
        assert answer["result"][field] == pytest.approx(derived.formula(how, numbers), rel=1e-12)


def test_capsules_are_counted_as_printed(handbook: Library) -> None:
    sheet = printed(handbook, "hydroxyurea")
    how = formulas(sheet)
    start = derived.formula(how["Starting figure"], {"Body weight": 71})
    capsules = derived.formula(how["In capsules"], {"Starting figure": start})
    assert evaluate("hydroxyurea", {"weight_kg": 71})["result"]["capsules_text"].startswith(f"{capsules:g} capsules of")


def test_improvement_is_computed_as_printed(handbook: Library) -> None:
    how = formulas(printed(handbook, "hematologic-response"))
    inputs = {"baseline_spleen_cm": 10, "spleen_cm": 3, "baseline_platelets_e9_per_l": 900, "platelets_e9_per_l": 460}
    definitions = evaluate("hematologic-response", inputs)["result"]["definitions"]
    parts = {part["criterion"]: part["value"] for one in definitions for rule in one["criteria"]
             for part in rule.get("parts", ())}  # fmt: skip
    for head, name in (("Spleen smaller than before treatment by", "spleen_improvement_percent"),
                       ("Platelets lower than before treatment by", "platelet_improvement_percent")):  # fmt: skip
        assert parts[name] == pytest.approx(derived.formula(how[head], on_paper("hematologic-response", inputs)))


def test_the_table_of_metaphases_is_that_of_the_definitions(handbook: Library) -> None:
    """Percent and interval by another computation, categories by the decision tables of the same sheet."""
    sheet = printed(handbook, "cytogenetic-response")
    (table,) = sheet.of_kind("lookup")
    assert [int(row.head) for row in table.rows] == list(range(21))
    for row in table.rows:
        positive = int(row.head)
        assert row.cells[0] == f"{Decimal(100 * positive) / 20:.1f}%"
        low, high = map(float, re.findall(r"[\d.]+", row.cells[1]))
        assert (low, high) == pytest.approx(exact_interval(positive, 20), abs=0.0501)
        inputs = {"ph_positive_metaphases": positive, "metaphases_examined": 20}
        filled = derived.cytogenetic(on_paper("cytogenetic-response", inputs))
        for title, printed_category in zip(table.heads[3:], row.cells[2:], strict=True):
            rules = sheet.titled(title)
            rows = [one for one in rules.rows[:-1] if not note(one)]
            assert first_met(rules, rows, filled, open_stops=False) == printed_category


def test_the_table_of_intervals_is_exact(handbook: Library) -> None:
    (table,) = printed(handbook, "proportion").of_kind("lookup")
    for row in table.rows:
        for total, cell in zip(table.heads[1:], row.cells, strict=True):
            low, high = map(float, re.fullmatch(r"([\d.]+)–([\d.]+)", cell).groups())  # type: ignore[union-attr]
            assert (low, high) == pytest.approx(exact_interval(int(row.head), int(total)), abs=0.0501)


def exact_interval(successes: int, trials: int) -> tuple[float, float]:
    """Clopper-Pearson by bisection on sums of binomial probabilities."""

    def at_least(p: float, least: int) -> float:
        return sum(math.comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(least, trials + 1))

    def bisect(too_low: Any) -> float:
        low, high = 0.0, 1.0
        for _ in range(24):
            middle = (low + high) / 2
            low, high = (middle, high) if too_low(middle) else (low, middle)
        return 100 * low

    lower = 0.0 if successes == 0 else bisect(lambda p: at_least(p, successes) < 0.025)
    upper = 100.0 if successes == trials else bisect(lambda p: 1 - at_least(p, successes + 1) > 0.025)
    return lower, upper


def test_the_table_of_halving_times_is_that_of_the_formula(handbook: Library) -> None:
    sheet = printed(handbook, "kinetics")
    (table,) = sheet.of_kind("lookup")
    how = formulas(sheet)["Halving time"]
    for row in table.rows:
        for days, cell in zip(table.heads[1:], row.cells, strict=True):
            numbers = {"Days between the two samples": days, "Baseline": 1, "BCR::ABL1 at 3 months": row.head}
            time = Decimal(repr(derived.formula(how, numbers)))
            shown = Decimal(cell)
            assert shown == time.quantize(shown, rounding=ROUND_HALF_UP)
            assert (shown < 76) == (time < 76)


def test_the_arithmetic_of_the_examples_is_right(handbook: Library) -> None:
    """Every sum that is written out gives what stands behind its equals sign."""
    checked = 0
    for calculator_id in ("cytogenetic-response", "molecular-response", "kinetics", "hydroxyurea", "proportion",
                          "hematologic-response", "risk-scores"):  # fmt: skip
        for table in printed(handbook, calculator_id).of_kind("example"):
            for line in (text(part) for row in table.rows for cell in row.elements for part in cell.iter("p")):
                for one in re.split(r"; |\. ", line):
                    if not re.search(" [=≈] ", one):
                        continue
                    *_, left, right = re.split(" [=≈] ", one)
                    shown = float(number(re.match(r"−?[\d.]*\d", right)[0]))  # type: ignore[index]
                    exact = " ≈ " not in one and calculator_id != "risk-scores"
                    assert derived.formula(left, {}) == pytest.approx(shown, rel=1e-12 if exact else 1e-5), line
                    checked += 1
    assert checked >= 40
