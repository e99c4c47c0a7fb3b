"""The evidence beside a phase: each criterion with what was looked at, its bound, its status and its source.

Statuses are worked by hand from the tables of the editions.
"""

from decimal import Decimal
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.conditions import all_of, any_of, inputs_of, record, status, total
from cml_calculators.criteria import Condition, Criterion, Rule
from tests.case_files import entry

BLASTS_AND_PROMYELOCYTES = ("blasts_pb_percent", "promyelocytes_pb_percent")


def system(name: str, **inputs: Any) -> dict[str, Any]:
    answer = evaluate("phase", inputs)
    assert answer["ok"], answer
    return entry(answer["result"]["systems"], name)


def criterion(name: str, own_id: str, **inputs: Any) -> dict[str, Any]:
    return entry(system(name, **inputs)["criteria"], own_id)


@pytest.mark.parametrize(
    ("blasts", "promyelocytes", "below_10", "at_least_30"),
    [
        (Decimal(5), Decimal("4.9"), "met", "not_met"),
        (Decimal(5), Decimal(5), "not_met", "not_met"),
        (Decimal(15), Decimal(15), "not_met", "met"),
        (Decimal("29.9"), Decimal(0), "not_met", "not_met"),
        (Decimal(5), None, "unknown", "unknown"),
        (None, Decimal(5), "unknown", "unknown"),
        (None, None, "unknown", "unknown"),
        # A known term may settle a sum whatever the other is, which is never below 0.
        (Decimal(10), None, "not_met", "unknown"),
        (None, Decimal(30), "not_met", "met"),
        (Decimal("9.9"), None, "unknown", "unknown"),
    ],
)
def test_a_sum_is_decided_as_soon_as_its_known_terms_leave_one_answer(
    blasts: Decimal | None, promyelocytes: Decimal | None, below_10: str, at_least_30: str
) -> None:
    values = dict(zip(BLASTS_AND_PROMYELOCYTES, (blasts, promyelocytes), strict=True))
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, below=Decimal(10)), values) == below_10
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, at_least=Decimal(30)), values) == at_least_30


def test_an_unknown_term_of_a_sum_is_at_least_the_low_end_of_its_range() -> None:
    """Hemoglobin is at least 1 g/dL; platelets are above 0."""
    hemoglobin, platelets = ("hemoglobin_g_per_dl", "blasts_pb_percent"), ("platelets_e9_per_l", "blasts_pb_percent")
    known = {"blasts_pb_percent": Decimal(3)}
    assert status(Condition(sum_of=hemoglobin, at_least=Decimal(4)), known) == "met"
    assert status(Condition(sum_of=hemoglobin, above=Decimal(4)), known) == "unknown"
    assert status(Condition(sum_of=platelets, at_least=Decimal(3)), known) == "met"
    assert status(Condition(sum_of=platelets, at_least=Decimal(4)), known) == "unknown"


def test_an_unknown_term_of_a_sum_is_at_most_100() -> None:
    """Both limits of the range count: 0 for the lowest sum, 100 for the highest."""
    values = {"blasts_pb_percent": Decimal(20), "promyelocytes_pb_percent": None}
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, above=Decimal(120)), values) == "not_met"
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, at_least=Decimal(120)), values) == "unknown"
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, at_most=Decimal(120)), values) == "met"
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, below=Decimal(20)), values) == "not_met"
    assert status(Condition(sum_of=BLASTS_AND_PROMYELOCYTES, at_most=Decimal(20)), values) == "unknown"


def test_a_sum_of_400_digits_is_exact() -> None:
    """1 and 1e-398 differ in the last of 399 digits."""
    tiny = Decimal("1e-398")
    assert total(("blasts", "others"), {"blasts": Decimal(1), "others": tiny}) == Decimal("1." + "0" * 397 + "1")
    assert total(("blasts", "others"), {"blasts": Decimal(1), "others": None}) is None


@pytest.mark.parametrize(
    ("statuses", "one", "every"),
    [
        (["met", "unknown", "not_met"], "met", "not_met"),
        (["unknown", "not_met"], "unknown", "not_met"),
        (["met", "unknown"], "met", "unknown"),
        (["met", "met"], "met", "met"),
        (["not_met", "not_met"], "not_met", "not_met"),
    ],
)
def test_three_values(statuses: list[Any], one: str, every: str) -> None:
    """Kleene's tables for "or" and "and"."""
    assert (any_of(statuses), all_of(statuses)) == (one, every)


def test_a_criterion_of_two_specimens_shows_both_with_value_and_bound() -> None:
    found = criterion("who-2016", "blasts-20", blasts_pb_percent=20)
    assert (found["status"], found["needs"], found["value"]) == ("met", "any", None)
    assert found["reference"] == "arber-2016"
    blood, marrow = found["parts"]
    assert (blood["criterion"], blood["value"], blood["at_least"]) == ("blasts_pb_percent", 20, 20)
    assert (blood["status"], marrow["status"], marrow["value"]) == ("met", "unknown", None)
    assert blood["reference"] == marrow["reference"] == "arber-2016"
    assert blood["locator"] == found["locator"] == "Table 2, footnote"


def test_one_specimen_below_its_limit_leaves_the_criterion_open() -> None:
    assert criterion("who-2016", "blasts-20", blasts_pb_percent=19.9)["status"] == "unknown"
    assert criterion("who-2016", "blasts-20", blasts_pb_percent=19.9, blasts_bm_percent=5)["status"] == "not_met"


def test_a_criterion_of_another_work_names_that_work() -> None:
    found = system("mdacc")
    assert entry(found["criteria"], "blasts-30")["reference"] == "bonifacio-2019"
    assert entry(found["criteria"], "basophils-20")["reference"] == "staging-table-1990"
    assert entry(found["criteria"], "blasts-30")["parts"][0]["reference"] == "bonifacio-2019"


def test_a_sum_is_shown_with_its_terms_and_its_value() -> None:
    found = criterion("pdq-2025", "blasts-and-promyelocytes-below-10", blasts_pb_percent=6, promyelocytes_pb_percent=3)
    blood, marrow = found["parts"]
    assert found["needs"] == "all"
    assert (blood["criterion"], blood["value"]) == ("blasts_pb_percent + promyelocytes_pb_percent", 9)
    assert (blood["below"], blood["status"]) == (10, "met")
    assert (marrow["value"], marrow["status"]) == (None, "unknown")


def test_parts_of_parts_are_named_by_how_they_join() -> None:
    inner = criterion("eln-2020", "blasts-and-promyelocytes-30")["parts"]
    assert [part["criterion"] for part in inner] == ["all", "all"]
    either = Condition(all=(Condition(any=(Condition(answer="fever"), Condition(answer="malaise"))),))
    shown = record(either, {}, "pdq-2025", "Histopathology")
    assert (shown["criterion"], shown["parts"][0]["criterion"]) == ("all", "any")
    assert [part["criterion"] for part in shown["parts"][0]["parts"]] == ["fever", "malaise"]


def test_an_answer_and_a_finding_are_shown_as_entered() -> None:
    assert criterion("who-2008", "blast-clusters", blast_clusters_in_biopsy=True)["value"] is True
    assert criterion("who-2008", "blast-clusters", blast_clusters_in_biopsy=False)["status"] == "not_met"
    found = criterion("who-2016", "aca-at-diagnosis", aca_at_diagnosis=["trisomy_8", "minus_y"])
    assert (found["value"], found["status"]) == (["trisomy_8", "minus_y"], "met")
    assert "complex_karyotype" in found["any_of"] and "minus_y" not in found["any_of"]


def test_what_is_new_on_treatment_is_shown_without_what_was_there_before() -> None:
    known = {"aca_on_treatment": ["trisomy_8", "minus_y"], "aca_at_diagnosis": ["trisomy_8"]}
    assert criterion("who-2016", "new-abnormality", **known)["value"] == ["minus_y"]
    assert criterion("eln-2020", "major-route-on-treatment", **known)["value"] == []
    assert criterion("eln-2020", "major-route-on-treatment", **known)["status"] == "not_met"
    assert criterion("who-2016", "new-abnormality")["status"] == "unknown"
    assert criterion("who-2016", "new-abnormality", aca_on_treatment=[])["status"] == "not_met"


def test_without_treatment_nothing_is_new_on_it() -> None:
    known = {"on_treatment": False, "aca_on_treatment": ["trisomy_8"], "resistance_to_two_tkis": True}
    assert criterion("who-2016", "new-abnormality", **known)["status"] == "not_met"
    assert criterion("who-2016", "resistance-to-two-tkis", **known)["status"] == "not_met"
    assert criterion("who-2016", "resistance-to-two-tkis", resistance_to_two_tkis=True)["status"] == "met"


def test_sites_are_shown_with_those_that_do_not_count() -> None:
    found = criterion("who-2001", "extramedullary-blasts", extramedullary_sites=["spleen", "skin"])
    assert (found["value"], found["status"]) == (["spleen", "skin"], "met")
    assert found["excluding"] == ["spleen", "liver", "lymph_node"]
    spleen = criterion("who-2001", "extramedullary-blasts", extramedullary_sites=["spleen", "liver"])
    assert spleen["status"] == "not_met"
    # Without sites the answer itself is shown; whether they count stays open where some sites do not.
    assert criterion("who-2001", "extramedullary-blasts", extramedullary_blasts=True)["value"] is True
    assert criterion("who-2001", "extramedullary-blasts", extramedullary_blasts=True)["status"] == "unknown"
    assert criterion("who-2016", "extramedullary-blasts", extramedullary_blasts=True)["status"] == "met"
    assert criterion("who-2016", "extramedullary-blasts", extramedullary_blasts=False)["status"] == "not_met"
    assert criterion("who-2016", "extramedullary-blasts")["status"] == "unknown"
    assert "excluding" not in criterion("who-2016", "extramedullary-blasts")


def test_provisional_criteria_are_marked_and_others_are_not() -> None:
    marked = [one["criterion"] for one in system("who-2016")["criteria"] if "provisional" in one]
    assert marked == ["no-chr-on-first-tki", "resistance-to-two-tkis", "two-or-more-mutations"]


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Condition(rule="extramedullary_blasts"), {"extramedullary_blasts", "extramedullary_sites"}),
        (Condition(rule="new_on_treatment"), {"aca_on_treatment"}),
        (Condition(sum_of=BLASTS_AND_PROMYELOCYTES), set(BLASTS_AND_PROMYELOCYTES)),
        (Condition(any=(Condition(answer="fever"), Condition(finding="aca_at_diagnosis"))),
         {"fever", "aca_at_diagnosis"}),
        (Condition(all=(Condition(choice="spleen"), Condition(answered_no="malaise"))), {"spleen", "malaise"}),
    ],
)  # fmt: skip
def test_the_inputs_of_a_condition(condition: Condition, names: set[str]) -> None:
    assert inputs_of(condition) == names


def test_a_question_answered_no_and_a_choice_hold_as_their_rule_says() -> None:
    no_fever, enlarged = Condition(answered_no="fever"), Condition(choice="spleen", one_of=("enlarged",))
    for answer, expected in ((None, "unknown"), (False, "met"), (True, "not_met")):
        assert status(no_fever, {"fever": answer}) == expected
    for word, expected in ((None, "unknown"), ("enlarged", "met"), ("normal", "not_met")):
        assert status(enlarged, {"spleen": word}) == expected
    shown = record(no_fever, {"fever": False}, "pdq-2025", "General Information")
    assert (shown["criterion"], shown["value"], shown["equals"]) == ("fever", False, False)
    chosen = record(enlarged, {"spleen": "normal"}, "pdq-2025", "General Information")
    assert (chosen["value"], chosen["any_of"]) == ("normal", ["enlarged"])


def test_a_rule_says_what_it_gives_and_a_plain_criterion_does_not() -> None:
    words: dict[str, Any] = {"id": "fever", "text": "Fever", "locator": "Table 1", "answer": "fever"}
    rule = record(Rule(**words, gives="examine"), {}, "pdq-2025", "elsewhere")
    assert (rule["gives"], rule["locator"], rule["text"]) == ("examine", "Table 1", "Fever")
    assert "gives" not in record(Criterion(**words), {}, "pdq-2025", "elsewhere")


def test_a_numeric_choice_is_compared_by_its_word() -> None:
    assert status(Condition(choice="tki_line", one_of=("2", "3")), {"tki_line": 2}) == "met"
    assert status(Condition(choice="tki_line", one_of=("2", "3")), {"tki_line": 1}) == "not_met"


def test_agreement_groups_the_systems_by_phase_from_the_highest() -> None:
    """20% blasts in blood, everything else normal: blast phase where 20% is the limit, accelerated where 30% is."""
    known: dict[str, Any] = {
        "blasts_pb_percent": 20, "blasts_bm_percent": 5, "promyelocytes_pb_percent": 1, "promyelocytes_bm_percent": 1,
        "basophils_pb_percent": 3, "platelets_e9_per_l": 300, "wbc_e9_per_l": 8, "extramedullary_blasts": False,
        "blast_clusters_in_biopsy": False, "aca_at_diagnosis": [], "aca_on_treatment": [],
        "splenomegaly_increasing_or_persistent": False, "splenomegaly_unresponsive_to_therapy": False,
        "no_chr_on_first_tki": False, "resistance_to_two_tkis": False, "two_or_more_mutations_on_tki": False,
    }  # fmt: skip
    groups = evaluate("phase", known)["result"]["agreement"]
    assert [group["phase"] for group in groups] == ["blast", "accelerated", "not_classified"]
    blast, accelerated, unclassified = groups
    assert set(blast["guidelines"]) == {"pdq-2025", "icc-2022", "who-2022", "who-2016", "who-2008", "who-2001"}
    assert set(accelerated["guidelines"]) == {"eln-2020", "mdacc"}
    assert (unclassified["guidelines"], unclassified["deciding_criteria"]) == (["ibmtr"], [])
    assert {one["criterion"] for one in blast["deciding_criteria"]} == {"blasts-20"}
    assert {one["guideline"] for one in accelerated["deciding_criteria"]} == {"eln-2020", "mdacc"}
    assert all(one["text"] for one in blast["deciding_criteria"])


def test_met_criteria_of_a_lower_phase_decide_nothing() -> None:
    """Basophils of 20% beside 30% blasts: they are met, and the blasts decide."""
    groups = evaluate("phase", {"blasts_pb_percent": 30, "basophils_pb_percent": 20})["result"]["agreement"]
    assert {one["criterion"] for one in groups[0]["deciding_criteria"]} == {"blasts-20", "blasts-30"}


@pytest.mark.parametrize(
    ("inputs", "guideline", "at_least"),
    [
        ({"blasts_pb_percent": 12, "blasts_bm_percent": 12}, "who-2016", "accelerated"),
        ({"blasts_pb_percent": 12}, "who-2016", "accelerated"),
        ({"blasts_pb_percent": 12, "blasts_bm_percent": 12}, "pdq-2025", "accelerated"),
        ({"blasts_pb_percent": 30}, "who-2016", "blast"),
        ({"blasts_pb_percent": 3}, "who-2016", None),
        ({}, "pdq-2025", None),
        # The criterion of the chronic phase is met in blood and marrow; no higher phase is certain.
        ({"blasts_pb_percent": 3, "blasts_bm_percent": 3, "promyelocytes_pb_percent": 0,
          "promyelocytes_bm_percent": 0}, "pdq-2025", None),
    ],
)  # fmt: skip
def test_at_least_is_the_highest_phase_that_is_certain(
    inputs: dict[str, Any], guideline: str, at_least: str | None
) -> None:
    assert system(guideline, **inputs)["at_least"] == at_least


def test_high_risk_features_are_of_the_chronic_phase_only() -> None:
    chronic = system("who-2022", basophils_pb_percent=25, blasts_pb_percent=3)
    assert [one["id"] for one in chronic["high_risk_features"]] == ["basophils-20"]
    assert set(chronic["high_risk_features"][0]) == {"id", "text", "reference", "locator"}
    assert system("who-2022", basophils_pb_percent=25, blasts_pb_percent=20)["high_risk_features"] == []


def test_blast_crisis_needs_the_blastic_phase_and_three_signs() -> None:
    signs: dict[str, Any] = {"fever": True, "malaise": True, "progressive_splenomegaly": True}
    crisis = system("pdq-2025", blasts_pb_percent=25, **signs)["blast_crisis"]
    assert (crisis["status"], crisis["value"], crisis["missing"]) == ("met", True, [])
    assert [one["status"] for one in crisis["criteria"]] == ["met"] * 3
    chronic = system("pdq-2025", blasts_pb_percent=3, blasts_bm_percent=3, **signs)["blast_crisis"]
    assert (chronic["status"], chronic["value"]) == ("not_met", False)
    without = system("pdq-2025", blasts_pb_percent=25, **signs | {"fever": None})["blast_crisis"]
    assert (without["status"], without["value"], without["missing"]) == ("unknown", None, ["fever"])
    unclear = system("pdq-2025", blasts_pb_percent=3, **signs)["blast_crisis"]
    assert (unclear["status"], unclear["missing"]) == ("unknown", ["blasts_bm_percent"])
    nothing = system("pdq-2025")["blast_crisis"]
    assert nothing["missing"] == [
        "blasts_bm_percent", "blasts_pb_percent", "fever", "malaise", "progressive_splenomegaly",
    ]  # fmt: skip
    no_fever = system("pdq-2025", fever=False)["blast_crisis"]
    assert (no_fever["status"], no_fever["missing"]) == ("not_met", [])
    assert all(one["blast_crisis"] is None for one in [system("who-2016"), system("eln-2020")])
