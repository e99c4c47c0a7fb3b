"""Printed tables on courses, stops and variants, read as a person reads them, give what the calculators give."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from cml_calculators import evaluate
from handbook.library import Library
from tests.handbook.paper import derived
from tests.handbook.paper.answering import STATUS, answered, exact, percents, printed, words_of
from tests.handbook.paper.filling import Inputs
from tests.handbook.paper.reading import (
    all_of,
    any_of,
    first_met,
    left_open,
    met,
)
from tests.handbook.paper.sheet import Row, formula_of


def needed(rows: list[Row], filled: Mapping[str, Any]) -> bool | None:
    """Whether all rows are met; one that is not met stays open while the source may leave it open."""
    answers = []
    for row in rows:
        answer = met(row.test, filled)
        open_by_source = left_open(row, filled)
        answers.append(None if answer is False and open_by_source is not False else answer)
    return all_of(answers)


def test_stopping(handbook: Library) -> None:
    sheet, found = printed(handbook, "treatment-free-remission"), set()
    for inputs, filled, result in answered(sheet, "treatment-free-remission", 1500):
        # MR4.5 is MR4 too; and a value above the limit of a level ends the time in it.
        percent, mr4 = filled["BCR::ABL1"], filled["Time in MR4 or deeper without a break"]
        times = {"MR4": mr4, "MR4.5": min(mr4, filled["Time in MR4.5 or deeper without a break"])}
        for level, limit in (("MR4", "0.01"), ("MR4.5", "0.0032")):
            time = type(percent)(0) if percent > type(percent)(limit) else times[level]
            filled[f"Time in {level} or deeper without a break"] = time
        for entry in result["guidelines"]:
            table = sheet.titled(entry["title"])
            by_kind = {kind: [row for row in table.rows[:-1] if row.head == kind] for kind in
                       ("Needed", "Needed for the optimal tier")}  # fmt: skip
            on_sheet = {True: "yes", False: "no", None: "cannot_determine"}[needed(by_kind["Needed"], filled)]
            assert on_sheet == entry["eligible"], (inputs, entry["guideline"])
            found.add((entry["guideline"], on_sheet))
            if by_kind["Needed for the optimal tier"] and on_sheet == "yes":
                optimal = needed(by_kind["Needed for the optimal tier"], filled)
                assert entry["tier"] == ("optimal" if optimal else "minimal"), inputs
    assert {answer for _, answer in found} == {"yes", "no", "cannot_determine"}


def test_mutations(handbook: Library) -> None:
    """Every printed variant in every column, and a variant that stands nowhere."""
    sheet, words = printed(handbook, "mutations"), words_of("mutations", "status")
    named = {name for table in sheet.of_kind("decision") for row in table.rows for name in row.head.split(", ")
             if "never evaluated" not in row.head and " " not in name}  # fmt: skip
    assert len(named) >= 20
    for variant in [*sorted(named), "D276G"]:
        result = evaluate("mutations", {"variants": [variant]})["result"]
        for one in result["findings"]:
            if one["table"] is None:
                continue
            table = sheet.titled(handbook.guidelines[f"mutations/{one['table']}"].title)
            column = [head.lower() for head in table.heads].index(one["inhibitor"]) if one["inhibitor"] in map(
                str.lower, table.heads) else None  # fmt: skip
            rows = [row for row in table.rows if variant in row.head.split(", ")]
            cell = rows[0].cells[column - 1] if rows and column else ""
            assert (cell.split(" “")[0] or words["no_data"]) == words[one["status"]], (variant, one)


def test_resistance(handbook: Library) -> None:
    def series(random: Random, inputs: Inputs) -> Inputs:
        history = percents(random, 2, ["0", "4", "20", "34.999", "35", "35.001", "49.999", "50", "65", "95", "100"])
        inputs = inputs | {
            "ph_positive_history_percent": history,
            "bcr_abl1_history_percent_is": percents(random, 1, ["0.05", "0.1", "0.1001", "1", "1.001", "10", "12"]),
        }
        return {name: value for name, value in inputs.items() if name[:4] != "cyto" or random.random() > 0.5}

    sheet, found = printed(handbook, "resistance"), set()
    for inputs, filled, result in answered(sheet, "resistance", 1500, also=series):
        seen = derived.resistance(
            filled, exact(inputs["ph_positive_history_percent"]), exact(inputs["bcr_abl1_history_percent_is"])
        )
        for scheme in result["schemes"]:
            rows = sheet.titled(scheme["title"]).rows[:-1]
            on_sheet = any_of(met(row.test, seen) for row in rows if row.head == "Met")
            assert STATUS[on_sheet] == scheme["status"], (inputs, scheme["scheme"])
            points = {row.cells[0] for row in rows if row.head.startswith("Points to it") and met(row.test, seen)}
            assert {flag["text"] for flag in scheme["flags"]} == points, inputs
            found.add((scheme["scheme"], on_sheet))
    assert found >= {(scheme, answer) for scheme, _ in found for answer in (True, False)}


def test_imatinib_dose_escalation(handbook: Library) -> None:
    def readings(random: Random, inputs: Inputs) -> Inputs:
        nadir = inputs["ph_nadir_percent"]
        near = [str(min(100, nadir + rise)) for rise in (0, 10, 29.999, 30, 30.001, 50)]
        near += [str(min(100, nadir * share)) for share in (1.29999, 1.3, 1.30001)]
        return inputs | {"ph_readings_percent": percents(random, 2, near)}

    sheet, words = printed(handbook, "imatinib-dose-escalation"), words_of("imatinib-dose-escalation", "reasons")
    entry, steps = (sheet.titled(f"Imatinib study of 2003, {what}") for what in ("entry", "step"))
    doses = words_of("imatinib-dose-escalation", "escalated_dose_mg_per_day")
    found: set[str] = set()
    for inputs, filled, result in answered(sheet, "imatinib-dose-escalation", 800, also=readings):
        seen = derived.escalation(filled, exact(inputs["ph_readings_percent"]))
        on_sheet = {row.head: met(row.test, seen) for row in entry.rows[:-1]}
        reasons = [word for word in words.values() if on_sheet[word]]
        assert reasons == [words[reason] for reason in result["reasons"]], inputs
        relative = on_sheet["Cytogenetic relapse, relative; no reason by itself"]
        assert STATUS[relative] == result["cytogenetic_relapse_relative"], inputs
        given = [row.head for row in steps.rows[:-1] if met(row.test, seen)] if reasons else []
        dose = result["escalated_dose_mg_per_day"]
        assert given == ([doses[str(dose)]] if dose else []), inputs
        found |= {*reasons, *given}
    assert found == set(words.values()) | set(doses.values())


def test_post_transplant_imatinib(handbook: Library) -> None:
    def samples(random: Random, inputs: Inputs) -> Inputs:
        results = [random.choice(["negative", "negative", "negative", "positive"]) for _ in range(random.randint(1, 5))]
        day = date(2005, 1, 31)
        days = [day := day + timedelta(days=random.choice([20, 28, 44, 45, 46, 60])) for _ in results]
        return inputs | {"nested_pcr_results": results, "nested_pcr_dates": [one.isoformat() for one in days]}

    sheet, found = printed(handbook, "post-transplant-imatinib"), set()
    (table,) = sheet.of_kind("decision")
    for inputs, filled, result in answered(sheet, "post-transplant-imatinib", 600, also=samples):
        days = [date.fromisoformat(day) for day in inputs["nested_pcr_dates"]]
        seen = derived.post_transplant(filled, inputs["nested_pcr_results"], days)
        dose = next((row.head for row in table.rows[:2] if met(row.test, seen)), None)
        assert dose == result["dose"], inputs
        remission, stop = (met(row.test, seen) for row in table.rows[2:4])
        # Without three negative samples there is no time that they span: the row stays open, or is not met without it.
        assert (remission, stop) == (result["complete_molecular_remission"], result["may_stop"]), inputs
        found.add((dose, remission, stop))
    assert {one[2] for one in found} == {True, False}


def test_halving_time(handbook: Library) -> None:
    """Two values, with formulas and rows of the sheet alone."""
    sheet, words = printed(handbook, "kinetics"), words_of("kinetics", "halving_time_category")
    (rules,) = sheet.of_kind("decision")
    (formulas,) = sheet.of_kind("formulas")
    how = {row.head: formula_of(row.elements[0]) for row in formulas.rows if "sum" in
           {one for part in row.elements[0].iter() for one in part.get("class", "").split()}}  # fmt: skip
    random, start, found = Random("kinetics"), date(2025, 1, 1), set()
    for _ in range(400):
        first, days = random.choice([20.0, 40.0, 80.0, 100.0]), random.randint(70, 112)
        # On, just below and just above 10% and a halving time of 76 days.
        then = random.choice(
            [9.999, 10.0, 10.001, first, first + 1, first * 0.5 ** (days / 75.99), first * 0.5 ** (days / 76.01)]
        )
        rows = [{"date": (start + timedelta(days=at)).isoformat(), "bcr_abl1_percent_is": value}
                for at, value in ((0, first), (days, then))]  # fmt: skip
        result = evaluate("kinetics", {"measurements": rows, "treatment_start": start.isoformat()})["result"]
        numbers = {"Days between the two samples": days, "Baseline": first, "BCR::ABL1 at 3 months": then,
                   "Last value": then, "Value before it": first, "Last detected value": then}  # fmt: skip
        halving = derived.formula(how["Halving time (days)"], numbers) if then < first else None
        assert result["halving_time_days"] == (halving and pytest.approx(halving, rel=1e-9))
        doubling = derived.formula(how["Doubling time (days)"], numbers) if then > first else None
        assert result["doubling_time_days"] == (doubling and pytest.approx(doubling, rel=1e-9))
        assert result["ratio_to_baseline"] == pytest.approx(
            derived.formula(how["Ratio to baseline"], numbers), rel=1e-9
        )
        seen = {"BCR::ABL1 at 3 months": then, "Halving time": halving,
                "BCR::ABL1 at 3 months lower than the baseline": then < first}  # fmt: skip
        on_sheet = first_met(rules, rules.rows[:-1], seen, open_stops=True)
        assert (on_sheet or rules.rows[-1].head) == words[result["halving_time_category"]], rows
        found.add(on_sheet)
    assert found >= {words["below_76_days"], words["at_least_76_days"]}
