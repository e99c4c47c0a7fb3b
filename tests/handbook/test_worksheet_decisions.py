"""The printed decision tables, read as a person reads them, give what the calculator gives: on, below and above limits.

The tables are read back from the HTML; nothing of how the calculators evaluate is used.
"""

import sys
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import pytest

from cml_calculators.catalogue import calculator
from handbook.library import Library
from handbook.worksheets import worksheet_html
from tests.handbook.paper import derived
from tests.handbook.paper.answering import STATUS, answered, printed, words_of
from tests.handbook.paper.filling import Inputs
from tests.handbook.paper.reading import (
    any_of,
    first_met,
    met,
    note,
)
from tests.handbook.paper.sheet import Table, read_sheet

ORDER = ("Chronic phase", "Not classified", "Accelerated phase", "Blast phase")


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


@pytest.mark.parametrize(("printed_limit", "wrong"), [("≥\u00a020", ">\u00a020"), ("≥\u00a020", "≥\u00a019.999")])
def test_a_limit_on_the_wrong_side_or_beside_itself_is_noticed(
    handbook: Library, monkeypatch: pytest.MonkeyPatch, printed_limit: str, wrong: str
) -> None:
    """So that the tests above cannot pass whatever is printed."""
    markup = worksheet_html(handbook, "hydroxyurea", "https://reader.example/")
    monkeypatch.setattr(sys.modules[__name__], "printed", lambda *_: read_sheet(markup.replace(printed_limit, wrong)))
    with pytest.raises(AssertionError, match="wbc_e9_per_l"):
        test_hydroxyurea(handbook)
