"""Printed formulas, scores, levels, milestones and tables to read off, computed anew from the paper alone."""

import math
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import pytest

from cml_calculators import evaluate
from handbook.library import Library
from tests.handbook.paper import derived
from tests.handbook.paper.filling import Inputs, on_paper, quantities
from tests.handbook.paper.reading import SIGNS, conditions, first_met, inside, limits, look_up, note
from tests.handbook.paper.sheet import Sheet, Table, classes, formula_of, number, text
from tests.handbook.test_worksheet_decisions import answered, printed, words_of

# The lines of treatment that each sentence about them means, and whether a second line after intolerance counts.
LINES: Mapping[str, tuple[set[int], bool | None]] = {
    "For every line of treatment.": ({1, 2, 3}, None),
    "For imatinib 400 mg as the first TKI in early chronic phase.": ({1}, None),
    "For imatinib as the first TKI.": ({1}, None),
    "For imatinib as the first treatment.": ({1}, None),
    "The copy that names a line of treatment gives these milestones for the first.": ({1}, None),
    "For any TKI as first treatment, and for the second when the switch was for intolerance.": ({1}, True),
    "For the second TKI after failure of imatinib, not after intolerance and not for the third.": ({2}, False),
}
# Sentences of milestone rows that are no limit and no answer as printed among the entries.
SENTENCES = {
    "a complete hematologic response": ("Is there a complete hematologic response?", True),
    "no complete hematologic response": ("Is there a complete hematologic response?", False),
    "confirmed by a second test": ("Did a second test 1 to 3 months later also exceed 10%?", True),
    "the goal is survival": ("Goal of treatment", "Survival"),
    "the goal is treatment-free remission": ("Goal of treatment", "Treatment-free remission"),
}
VALUES: Mapping[str, Callable[[float], float]] = {
    "Exponential of the sum of all terms": math.exp,
    "1000 times the sum of all terms": lambda x: 1000 * x,
}


def formulas(sheet: Sheet) -> dict[str, str]:
    """The printed arithmetic by its head, without the unit."""
    (table,) = sheet.of_kind("formulas")
    sums = (row for row in table.rows if any("sum" in classes(part) for part in row.elements[0].iter()))
    return {row.head.split(" (")[0]: formula_of(row.elements[0]) for row in sums}


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


def terms_of(table: Table, filled: Mapping[str, Any], groups: Mapping[str, str]) -> list[float]:
    """The value of every printed term."""
    first_of_group = next(index for index, row in enumerate(table.rows) if row.head == "Sum of all terms")
    found = []
    for row in table.rows[:first_of_group]:
        what, unit = re.fullmatch(r"(.+?)(?: \((.+)\))?", row.head).groups()  # type: ignore[union-attr]
        if what.endswith(" group"):
            by_group = {group: value for value, group in re.findall(r"(\d+) if (\w+)", row.cells[0])}
            found.append(float(by_group[groups[what.removesuffix(" group")].lower()]))
            continue
        value = look_up(what, filled) * int((re.findall(r"(\d+) × the entry", unit or "") or [1])[0])
        if indicator := re.fullmatch(r"([\d.]+) if .+? ([<>≤≥]) ([\d.]+).*", row.cells[0]):
            points, sign, limit = indicator.groups()
            found.append(float(points) if SIGNS[sign](value, Decimal(limit)) else 0.0)
            continue
        label = what[:1].lower() + what[1:]
        assert label in row.cells[0]
        found.append(derived.formula(row.cells[0].replace(label, "{it}"), {"it": value}))
    return found


def test_scores_added_up_on_paper_give_value_and_group(handbook: Library) -> None:
    sheet, found = printed(handbook, "risk-scores"), set()
    near: dict[str, list[float]] = {
        "age_years": [49.99, 50, 60.5],
        "basophils_pb_percent": [2.999, 3, 11.999, 12, 12.001],
        "platelets_e9_per_l": [1499.9, 1500, 300, 90],
        "wbc_e9_per_l": [119.99, 120, 200],
        "hemoglobin_g_per_dl": [11.4999, 11.5, 9],
        "spleen_cm": [0, 3, 11, 16.5, 22],
        "blasts_pb_percent": [0, 1, 5, 14],
        "eosinophils_pb_percent": [0, 2, 7],
    }
    random = Random("risk-scores")
    for _ in range(500):
        inputs = {name: random.choice(values) for name, values in near.items()}
        filled = on_paper("risk-scores", inputs)
        groups: dict[str, str] = {}
        for score in evaluate("risk-scores", inputs)["result"]["scores"]:
            table = next(one for one in sheet.of_kind("scoring") if one.caption.startswith(f"{score['title']}. "))
            total = sum(terms_of(table, filled, groups))
            equation = table.caption.removeprefix(f"{score['title']}. ")
            value = VALUES.get(equation, float)(total)
            assert value == pytest.approx(score["value"], rel=1e-9), (inputs, score["id"])
            groups[score["title"]] = group_of(table, score["value"], total)
            assert groups[score["title"]].lower().replace(" ", "_") == score["group"], (inputs, score["id"])
            found.add((score["id"], score["group"]))
    assert len(found) == 3 + 3 + 2 + 3 + 5


def group_of(table: Table, value: float, total: float) -> str:
    """The group whose limits hold the value; limits on the sum must say the same."""
    bands = [row for row in table.rows if any("test" in classes(cell) for cell in row.elements)]
    found = []
    for row in bands:
        on_value, _, on_sum = row.cells[0].partition(" (sum of all terms ")
        holds = inside(Decimal(repr(value)), limits(on_value))
        assert not on_sum or holds == inside(Decimal(total), limits(on_sum.partition(",")[0].replace("−", "-")))
        if holds:
            found.append(row.head)
    assert len(found) == 1, (value, found)
    return found[0]


def test_ready_values_of_curved_terms_are_those_of_the_formula(handbook: Library) -> None:
    tables = printed(handbook, "risk-scores").of_kind("lookup")
    assert len(tables) == 2
    for table in tables:
        label = table.heads[0].split(" (")[0]
        for column, head in enumerate(table.heads[1:]):
            how = head.split(": ", 1)[1].replace(label.lower(), "{it}")
            for row in table.rows:
                exact = derived.formula(how, {"it": number(row.head)})
                assert float(number(row.cells[column])) == pytest.approx(exact, abs=5.0001e-6)


def test_the_probability_beside_eutos(handbook: Library) -> None:
    sheet = printed(handbook, "risk-scores")
    table = next(one for one in sheet.of_kind("scoring") if one.caption.startswith("EUTOS. "))
    row = next(row for row in table.rows if row.head.startswith("Probability"))
    odds = row.cells[0].split("where x = ")[1].replace("basophils in blood", "{b}").replace(
        "spleen below the costal margin", "{s}")  # fmt: skip
    for basophils, spleen in ((3, 16.5), (0, 0), (12, 8)):
        x = derived.formula(odds, {"b": basophils, "s": spleen})
        inputs = {"basophils_pb_percent": basophils, "spleen_cm": spleen}
        scores = evaluate("risk-scores", inputs)["result"]["scores"]
        (eutos,) = (one for one in scores if one["id"] == "eutos")
        assert eutos["probability"]["value"] == pytest.approx(x / (1 + x), rel=1e-12)


def _molecular(random: Random, inputs: Inputs) -> Inputs:
    """A detected value on the scale, on and beside the limits, at and around the time points of the tables."""
    left_out = (
        "detected",
        "reference_gene",
        "reference_gene_copies",
        "bcr_abl1_copies",
        "conversion_factor",
        "days_on_tki",
    )
    months = random.choice([2.9, 3, 4, 5.99, 6, 11.99, 12, 13, 17.99, 18, 40])
    kept = {name: value for name, value in inputs.items() if name not in left_out}
    return kept | {
        "months_on_tki": months,
        "transcript": random.choice(["e13a2", "e14a2", "both"]),
        "treatment_free": random.random() < 0.05,
        "previous_best_percent_is": random.choice([kept["previous_best_percent_is"], kept["bcr_abl1_percent_is"], 0.1]),
    }


def test_levels_and_milestones(handbook: Library) -> None:
    sheet, words = printed(handbook, "molecular-response"), words_of("molecular-response", "category")
    (levels,) = sheet.of_kind("levels")
    (worked,) = sheet.of_kind("formulas")
    window = next(row.cells[0] for row in worked.rows if row.head == "Early molecular response")
    first_day, last_day = map(int, re.match(r"From day (\d+) to day (\d+)", window).groups())  # type: ignore[union-attr]
    days_of, found = formulas(sheet)["Days on the present TKI"], set()
    for inputs, filled, result in answered(sheet, "molecular-response", 700, also=_molecular):
        reached = [row.head for row in levels.rows if inside(filled["BCR::ABL1"], limits(row.cells[0]))]
        assert result["depth"] == (reached[-1] if reached else "none"), inputs
        days = derived.formula(days_of, {"Time on the present TKI": inputs["months_on_tki"]})
        early = ("yes" if "MR1" in reached else "no") if first_day <= days <= last_day else "not_applicable"
        assert result["early_molecular_response"] == ("not_applicable" if inputs["treatment_free"] else early), inputs
        for entry in result["milestones"]:
            on_sheet = category(sheet.titled(entry["title"]), filled)
            assert on_sheet == words[entry["category"]], (inputs, entry["guideline"])
            found.add((entry["guideline"], on_sheet))
    assert len(found) >= 8 * 3


def category(table: Table, filled: Mapping[str, Any]) -> str:
    """The leftmost column with a mark, in the row of the last time point that has passed and in "Any time"."""
    otherwise = table.caption.split("Without a mark: ")[1].removesuffix(".")
    line, why = filled["Line of TKI treatment"], filled["Reason for the switch to this TKI"]
    lines, after_intolerance = next(value for sentence, value in LINES.items() if sentence in table.caption)
    number_of = {"First": 1, "Second": 2, "Third or later": 3}[line]
    applies = number_of in lines
    if number_of == 2 and why == "Intolerance" and after_intolerance is not None:
        applies = after_intolerance
    months = filled["Time on the present TKI"]
    rows = {int(row.head.split()[0]): row for row in table.rows[:-1] if row.head != "Any time"}
    passed = [month for month in rows if month <= months]
    if not applies or not passed or filled["Is the patient off treatment after a planned stop?"]:
        return "Not applicable"
    chosen = [rows[max(passed)], *(row for row in table.rows if row.head == "Any time" and months >= 12)]
    for column, head in enumerate(table.heads[1:-1]):
        if any(marked(one, filled) for row in chosen for one in conditions(row.elements[column])):
            return head
    return otherwise[:1].upper() + otherwise[1:]


def marked(condition: Any, filled: Mapping[str, Any]) -> bool:
    if not isinstance(condition, str):
        join, parts = condition
        answers = [marked(part, filled) for part in parts]
        return all(answers) if join == "all" else any(answers)
    if condition in SENTENCES:
        label, wanted = SENTENCES[condition]
        return bool(filled[label] == wanted)
    now, lowest = filled["BCR::ABL1"], filled["Lowest BCR::ABL1 so far"]
    if condition.endswith("above the lowest BCR::ABL1 so far"):
        return bool(now <= lowest) if condition.startswith("not ") else bool(now > lowest)
    what, words = re.fullmatch(r"(.+?) ([<>≤≥e].*)", condition).groups()  # type: ignore[union-attr]
    return inside(look_up(what.removeprefix("the "), filled), limits(words))


def test_copies_of_an_undetectable_sample(handbook: Library) -> None:
    (levels,) = printed(handbook, "molecular-response").of_kind("levels")
    for gene in ("ABL1", "GUSB"):
        needs = []
        for row in levels.rows:
            read = re.findall(rf"{gene} ≥ ([\d,]+) \((read[^)]*)\)", row.cells[2])
            needs += [(row.head, int(copies.replace(",", ""))) for copies, _ in read]
        assert needs
        for _, limit in needs:
            for copies in (limit - 1, limit, limit + 1):
                inputs = {
                    "detected": False,
                    "reference_gene": gene,
                    "reference_gene_copies": copies,
                    "transcript": "e14a2",
                }
                result = evaluate("molecular-response", inputs)["result"]
                reached = [level for level, least in needs if copies >= least]
                assert result["depth"] == (reached[-1] if reached else "not_assessable"), (gene, copies)


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
        for _ in range(60):
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
