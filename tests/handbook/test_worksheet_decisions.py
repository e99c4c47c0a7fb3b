"""The printed decision tables, read as a person reads them, give what the calculator gives: on, below and above limits.

The tables are read back from the HTML; nothing of how the calculators evaluate is used.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.catalogue import calculator
from handbook.library import Library
from handbook.worksheets import worksheet_html
from tests.handbook.paper import derived
from tests.handbook.paper.filling import Inputs, on_paper, sheets_to_fill
from tests.handbook.paper.reading import all_of, any_of, first_met, left_open, met, note
from tests.handbook.paper.sheet import Row, Sheet, Table, formula_of, read_sheet

ORDER = ("Chronic phase", "Not classified", "Accelerated phase", "Blast phase")
STATUS = {True: "met", False: "not_met", None: "unknown"}


def printed(handbook: Library, calculator_id: str) -> Sheet:
    return read_sheet(worksheet_html(handbook, calculator_id, "https://reader.example/"))


def answered(
    sheet: Sheet,
    calculator_id: str,
    draws: int,
    *,
    unknown: float = 0,
    also: Callable[[Random, Inputs], Inputs] = lambda random, inputs: inputs,
) -> Iterator[tuple[Inputs, dict[str, Any], dict[str, Any]]]:
    """Inputs, the sheet that they fill, and the calculator's result; inputs that it refuses are drawn for nothing.

    also: what else is drawn, or left out again.
    """
    taken = refused = 0
    random = Random(calculator_id)
    for drawn in sheets_to_fill(sheet, calculator_id, calculator_id, draws, unknown=unknown):
        inputs = also(random, drawn)
        answer = evaluate(calculator_id, inputs)
        refused += not answer["ok"]
        if answer["ok"]:
            taken += 1
            yield inputs, on_paper(calculator_id, inputs), answer["result"]
    assert taken >= draws / 3, f"{refused} of {taken + refused} refused"


def exact(values: list[float]) -> list[Decimal]:
    return [Decimal(repr(value)) for value in values]


def words_of(calculator_id: str, answer: str) -> dict[str, str]:
    """What the calculator's answers call the words of its result."""
    entry = calculator(calculator_id)
    assert entry is not None
    answers = (*entry.answers, *(entry.entries.answers if entry.entries else ()))
    return dict(next(one for one in answers if one.name == answer).words)


def phases_left(table: Table, filled: Mapping[str, Any]) -> set[str]:
    """The highest phase with a row that is met, and every higher one that a row could still give."""
    by_phase: dict[str, list[bool | None]] = {}
    for row in table.rows[:-1]:
        if row.head in ORDER:
            by_phase.setdefault(row.head, []).append(met(row.test, filled))
    status = {phase: any_of(answers) for phase, answers in by_phase.items()}
    sure = max((phase for phase, answer in status.items() if answer), key=ORDER.index, default=None)
    lowest = sure or table.rows[-1].head
    open_ones = {phase for phase, answer in status.items() if answer is None}
    return {lowest} | {phase for phase in open_ones if sure is None or ORDER.index(phase) > ORDER.index(sure)}


@pytest.mark.parametrize(("unknown", "draws"), [(0, 500), (0.15, 300)])
def test_phase(handbook: Library, unknown: float, draws: int) -> None:
    sheet, words, phases = printed(handbook, "phase"), words_of("phase", "possible_phases"), set()
    for inputs, filled, result in answered(sheet, "phase", draws, unknown=unknown):
        seen = derived.phase(filled)
        for system in result["systems"]:
            table = sheet.titled(system["title"])
            on_sheet, possible = phases_left(table, seen), {words[phase] for phase in system["possible_phases"]}
            phases |= possible
            assert possible <= on_sheet, (inputs, system["guideline"])
            assert len(on_sheet) > 1 or on_sheet == possible, (inputs, system["guideline"])
            if unknown:
                continue
            assert possible == on_sheet, (inputs, system["guideline"])
            _features(table, seen, system)
    assert phases == set(ORDER)


def _features(table: Table, seen: Mapping[str, Any], system: Mapping[str, Any]) -> None:
    """Blast crisis, high-risk features and notes, of a sheet without unknown entries."""
    blast = system["phase"] == "blast"
    crisis = [met(row.test, seen) for row in table.rows if row.head == "Blast crisis"]
    if crisis:
        assert system["blast_crisis"]["value"] is (blast and all(crisis))
    features = {row.cells[0] for row in table.rows if row.head == "High-risk feature" and met(row.test, seen)}
    assert {one["text"] for one in system["high_risk_features"]} == (set() if blast else features)
    notes = {row.cells[0] for row in table.rows if row.head == "To consider" and met(row.test, seen)}
    assert {one["text"] for one in system["flags"]} == notes


def test_cytogenetic_response(handbook: Library) -> None:
    sheet = printed(handbook, "cytogenetic-response")
    words, found = words_of("cytogenetic-response", "category"), set()
    for inputs, filled, result in answered(sheet, "cytogenetic-response", 600, also=_cells):
        for definition in result["definitions"]:
            table = sheet.titled(definition["title"])
            rows = [row for row in table.rows[:-1] if not note(row)]
            on_sheet = first_met(table, rows, derived.cytogenetic(filled), open_stops=False)
            assert on_sheet == words[definition["category"]], (inputs, definition["title"])
            found.add(on_sheet)
    assert found == set(words.values())


def _cells(random: Random, inputs: Inputs) -> Inputs:
    """Counted metaphases, or a percentage alone, or FISH alone, near the limits in every case."""
    way = random.choice(["counts", "percent", "fish"])
    if way == "percent":
        return {"ph_positive_percent": inputs["ph_positive_percent"]}
    if way == "fish":
        nuclei = random.choice([199, 200, 201, 300])
        return {"fish_positive_nuclei": random.randint(0, 5), "fish_nuclei_examined": nuclei}
    examined = random.choice([19, 20, 21, 40, 100])
    share = random.choice([0, 0, 1, 5, 34, 35, 36, 65, 66, 90, 91, 95, 96, 100])
    return {"ph_positive_metaphases": examined * share // 100, "metaphases_examined": examined}


def test_hematologic_response(handbook: Library) -> None:
    sheet = printed(handbook, "hematologic-response")
    words, found = words_of("hematologic-response", "category"), set()
    for inputs, filled, result in answered(sheet, "hematologic-response", 400, unknown=0.05, also=_nearly_complete):
        for definition in result["definitions"]:
            table = sheet.titled(definition["title"])
            on_sheet = first_met(table, table.rows[:-1], derived.hematologic(filled), open_stops=True)
            category = words[definition["category"]]
            # A later row can be met only where an earlier one is not: what is open on paper may be settled, never else.
            assert (on_sheet or "Not assessable") == category, (inputs, definition["title"])
            found.add(category)
    assert found == set(words.values())


def _nearly_complete(random: Random, inputs: Inputs) -> Inputs:
    """A complete response apart from one finding or two, so that the rows on a partial one are reached."""
    normal = {"wbc_e9_per_l": 6, "platelets_e9_per_l": 300, "basophils_pb_percent": 1, "immature_granulocytes": False,
              "blasts_pb_percent": 0, "spleen_cm": 0, "symptoms": False}  # fmt: skip
    kept = random.sample(sorted(inputs), k=min(len(inputs), random.choice([1, 2, 3])))
    before = {name: inputs.get(name) for name in ("baseline_spleen_cm", "baseline_platelets_e9_per_l")}
    mixed = normal | before | {name: inputs[name] for name in kept}
    return {name: value for name, value in mixed.items() if value is not None and random.random() > 0.03}


@pytest.mark.parametrize("calculator_id", ["marrow-indication", "transplant-considerations"])
def test_rows_that_stand_by_themselves(handbook: Library, calculator_id: str) -> None:
    sheet = printed(handbook, calculator_id)
    (table,) = sheet.of_kind("decision")
    found = set()
    for inputs, filled, result in answered(sheet, calculator_id, 400, unknown=0.2):
        statuses = {one["title"]: one["status"] for one in result.get("statements", ())} or {
            answer.label: result[answer.name]
            for answer in calculator(calculator_id).answers  # type: ignore[union-attr]
        }
        on_sheet = {row.head: STATUS[met(row.test, filled)] for row in table.rows[:-1]}
        assert on_sheet == statuses, inputs
        found |= {*on_sheet.items()}
    assert len(found) == 3 * len(table.rows[:-1])


def test_hydroxyurea(handbook: Library) -> None:
    sheet, words = printed(handbook, "hydroxyurea"), words_of("hydroxyurea", "band")
    (table,) = sheet.of_kind("decision")
    for inputs, filled, result in answered(sheet, "hydroxyurea", 100, unknown=0.2):
        on_sheet = first_met(table, table.rows[:-1], filled, open_stops=True)
        band = result["band"] and words[result["band"]]
        assert (None if on_sheet == "Answer" else on_sheet) == band, inputs


def test_ponatinib_dose(handbook: Library) -> None:
    sheet, words = printed(handbook, "ponatinib-dose"), words_of("ponatinib-dose", "dose_mg_once_daily")
    (table,) = sheet.of_kind("decision")
    for inputs, filled, result in answered(sheet, "ponatinib-dose", 100, unknown=0.2):
        on_sheet = {row.head: met(row.test, filled) for row in table.rows[:-1]}
        assert on_sheet.pop("Left out of the trials") is result["excluded_from_trials"], inputs
        doses = [head for head, answer in on_sheet.items() if answer]
        assert doses == ([words[str(result["dose_mg_once_daily"])]] if result["dose_mg_once_daily"] else []), inputs


def test_ph_category(handbook: Library) -> None:
    """The rules, and the table of findings, which has what is left where no rule is met."""
    sheet = printed(handbook, "ph-category")
    (rules,), (findings,) = sheet.of_kind("decision"), sheet.of_kind("lookup")
    words, says = words_of("ph-category", "category"), {True: "yes", False: "no", None: "not known"}
    seen = set()
    for inputs, filled, result in answered(sheet, "ph-category", 300, unknown=0.34):
        category = words[result["category"] or ""]
        by_rule = first_met(rules, rules.rows[:-1], filled, open_stops=False)
        assert by_rule in (category, "Answer"), inputs
        given = [says[filled[label]] for label in sheet.entries]
        rows = [row for row in findings.rows if _fits((row.head, *row.cells), given)]
        assert [row.cells[-2] for row in rows] == [category], inputs
        assert rows[0].cells[-1] == (result["course"] or "The source names none for these findings"), inputs
        seen.add(tuple(given))
    assert len(seen) == 27


def _fits(words: Iterable[str], given: list[str]) -> bool:
    return all(word in ("any", mine) for word, mine in zip(words, given, strict=False))


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


def _percents(random: Random, least: int, near: list[str]) -> list[float]:
    """A short series, mostly around these values."""
    return [float(random.choice(near)) for _ in range(random.randint(least, 4))]


def test_resistance(handbook: Library) -> None:
    def series(random: Random, inputs: Inputs) -> Inputs:
        history = _percents(random, 2, ["0", "4", "20", "34.999", "35", "35.001", "49.999", "50", "65", "95", "100"])
        inputs = inputs | {
            "ph_positive_history_percent": history,
            "bcr_abl1_history_percent_is": _percents(random, 1, ["0.05", "0.1", "0.1001", "1", "1.001", "10", "12"]),
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
        return inputs | {"ph_readings_percent": _percents(random, 2, near)}

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


@pytest.mark.parametrize(("printed_limit", "wrong"), [("≥\u00a020", ">\u00a020"), ("≥\u00a020", "≥\u00a019.999")])
def test_a_limit_on_the_wrong_side_or_beside_itself_is_noticed(
    handbook: Library, monkeypatch: pytest.MonkeyPatch, printed_limit: str, wrong: str
) -> None:
    """So that the tests above cannot pass whatever is printed."""
    markup = worksheet_html(handbook, "hydroxyurea", "https://reader.example/")
    monkeypatch.setattr(sys.modules[__name__], "printed", lambda *_: read_sheet(markup.replace(printed_limit, wrong)))
    with pytest.raises(AssertionError, match="wbc_e9_per_l"):
        test_hydroxyurea(handbook)
