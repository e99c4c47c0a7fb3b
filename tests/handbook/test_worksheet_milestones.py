"""Printed levels and milestones, read as a person reads them, give what the calculator gives."""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

from cml_calculators import evaluate
from handbook.library import Library
from tests.handbook.paper import derived
from tests.handbook.paper.answering import answered, formulas, printed, words_of
from tests.handbook.paper.filling import Inputs
from tests.handbook.paper.reading import (
    conditions,
    inside,
    limits,
    look_up,
)
from tests.handbook.paper.sheet import Table

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
