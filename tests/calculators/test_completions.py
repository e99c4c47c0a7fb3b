"""What unknown inputs leave possible, on small editions of our own; ranks and inputs are worked out by hand."""

from decimal import Decimal
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.completions import NOTHING, Atom, explore, groups, representatives, unknown_inputs
from cml_calculators.criteria import Condition
from tests.case_files import entry

BLASTS, PROMYELOCYTES, BASOPHILS = "blasts_pb_percent", "promyelocytes_pb_percent", "basophils_pb_percent"
FEVER, MALAISE = Condition(answer="fever"), Condition(answer="malaise")


def measured(name: str, **bounds: int) -> Condition:
    limits: dict[str, Any] = {bound: Decimal(limit) for bound, limit in bounds.items()}
    return Condition(measurement=name, **limits)


def together(**bounds: int) -> Condition:
    """Blasts and promyelocytes as a sum."""
    limits: dict[str, Any] = {bound: Decimal(limit) for bound, limit in bounds.items()}
    return Condition(sum_of=(BLASTS, PROMYELOCYTES), **limits)


def explored(*atoms: Atom, **values: Any) -> tuple[set[int], list[str]]:
    known = {name: Decimal(value) if isinstance(value, (int, str)) and value not in (True, False) else value
             for name, value in values.items()}  # fmt: skip
    ranks, deciding = explore(atoms, known)
    return set(ranks), deciding


def missing(guideline: str, **inputs: Any) -> list[str]:
    found: list[str] = entry(evaluate("phase", inputs)["result"]["systems"], guideline)["missing"]
    return found


def test_an_atom_gives_its_rank_when_met_and_nothing_otherwise() -> None:
    assert explored(Atom(2, FEVER), fever=True) == ({2}, [])
    assert explored(Atom(2, FEVER), fever=False) == ({NOTHING}, [])
    assert explored(Atom(2, FEVER)) == ({NOTHING, 2}, ["fever"])


def test_an_atom_may_give_its_rank_when_it_fails() -> None:
    low = Atom(1, measured(BLASTS, below=10), when_not_met=True)
    assert explored(low, blasts_pb_percent=9) == ({NOTHING}, [])
    assert explored(low, blasts_pb_percent=10) == ({1}, [])
    assert explored(low) == ({NOTHING, 1}, [BLASTS])


def test_the_highest_rank_counts_whatever_else_holds() -> None:
    assert explored(Atom(1, FEVER), Atom(3, MALAISE), fever=True, malaise=True) == ({3}, [])
    assert explored(Atom(1, FEVER), Atom(3, MALAISE), fever=True) == ({1, 3}, ["malaise"])
    assert explored(Atom(1, FEVER), Atom(3, MALAISE), malaise=True) == ({3}, [])


def test_an_open_atom_of_the_rank_that_holds_already_changes_nothing() -> None:
    assert explored(Atom(2, FEVER), Atom(2, MALAISE), fever=True) == ({2}, [])


def test_one_input_in_two_atoms_has_one_value() -> None:
    """Below 10 and from 20 exclude each other; from 10 to 20 neither holds."""
    low, high = Atom(1, measured(BLASTS, below=10)), Atom(2, measured(BLASTS, at_least=20))
    assert explored(low, high) == ({NOTHING, 1, 2}, [BLASTS])
    assert explored(Atom(1, measured(BLASTS, below=20)), high) == ({1, 2}, [BLASTS])


def test_a_limit_belongs_to_the_side_that_its_bound_says() -> None:
    """At most 10 and above 10 leave no gap; below 10 and above 10 leave exactly 10."""
    above = Atom(2, measured(BLASTS, above=10))
    assert explored(Atom(1, measured(BLASTS, at_most=10)), above) == ({1, 2}, [BLASTS])
    assert explored(Atom(1, measured(BLASTS, below=10)), above) == ({NOTHING, 1, 2}, [BLASTS])


def test_the_ends_of_the_range_are_possible_values() -> None:
    assert explored(Atom(1, measured(BLASTS, at_least=100)))[0] == {NOTHING, 1}
    assert explored(Atom(1, measured(BLASTS, at_most=0)))[0] == {NOTHING, 1}
    # Platelets are above 0, so no value of theirs is at most 0.
    assert explored(Atom(1, measured("platelets_e9_per_l", at_most=0))) == ({NOTHING}, [])
    assert explored(Atom(1, measured("platelets_e9_per_l", below=1)))[0] == {NOTHING, 1}


def test_a_known_term_of_a_sum_narrows_what_the_other_can_do() -> None:
    """With 5 known the sum reaches 30 from 25 on, where the other atom, from 20 on, holds already."""
    total, alone = Atom(1, together(at_least=30)), Atom(2, measured(PROMYELOCYTES, at_least=20))
    assert explored(total, alone, blasts_pb_percent=5) == ({NOTHING, 2}, [PROMYELOCYTES])
    assert explored(total, alone, blasts_pb_percent=15) == ({NOTHING, 1, 2}, [PROMYELOCYTES])
    assert explored(total, alone) == ({NOTHING, 1, 2}, [BLASTS, PROMYELOCYTES])


def test_both_terms_of_a_sum_open_leave_every_combination() -> None:
    """A sum of at least 190 needs both above 90; a sum below 10 both below 10."""
    assert explored(Atom(1, together(at_least=190)))[0] == {NOTHING, 1}
    few = Atom(2, Condition(all=(together(below=10), measured(BLASTS, at_least=9))))
    assert explored(few) == ({NOTHING, 2}, [BLASTS, PROMYELOCYTES])
    impossible = Atom(2, Condition(all=(together(below=10), measured(BLASTS, at_least=10))))
    assert explored(impossible) == ({NOTHING}, [])


def test_the_high_end_of_one_term_is_a_limit_of_the_other() -> None:
    """A sum of 190 with blasts below 95 needs blasts from 90 on, beside promyelocytes above 95."""
    assert Decimal(90) in representatives(BLASTS, [Atom(1, together(at_least=190))], {})
    narrow = Atom(1, Condition(all=(together(at_least=190), measured(BLASTS, below=95))))
    assert explored(narrow) == ({NOTHING, 1}, [BLASTS, PROMYELOCYTES])


def test_the_lowest_rank_is_more_than_nothing() -> None:
    assert explored(Atom(0, FEVER)) == ({NOTHING, 0}, ["fever"])
    assert explored(Atom(0, FEVER), fever=True) == ({0}, [])


def test_an_input_that_only_narrows_is_named_as_well() -> None:
    """Platelets of 300 settle the criterion; of 50 they leave it to the question."""
    known: dict[str, Any] = {
        "blasts_pb_percent": 3, "blasts_bm_percent": 3, "basophils_pb_percent": 3, "wbc_e9_per_l": 8,
        "extramedullary_blasts": False, "aca_at_diagnosis": [], "aca_on_treatment": [],
        "splenomegaly_unresponsive_to_therapy": False, "no_chr_on_first_tki": False, "resistance_to_two_tkis": False,
        "two_or_more_mutations_on_tki": False, "thrombocytosis_unresponsive_to_therapy": False,
    }  # fmt: skip
    assert missing("who-2016", **known) == ["platelets_e9_per_l", "thrombocytopenia_unrelated_to_therapy"]
    assert missing("who-2016", **known, platelets_e9_per_l=50) == ["thrombocytopenia_unrelated_to_therapy"]
    assert missing("who-2016", **known, platelets_e9_per_l=300) == []
    assert missing("who-2016", **known, thrombocytopenia_unrelated_to_therapy=False) == []


def test_abnormalities_at_diagnosis_may_take_the_newness_of_all_that_was_found() -> None:
    known: dict[str, Any] = {
        "blasts_pb_percent": 3, "blasts_bm_percent": 3, "promyelocytes_pb_percent": 0, "promyelocytes_bm_percent": 0,
        "basophils_pb_percent": 3, "platelets_e9_per_l": 300, "extramedullary_blasts": False,
    }  # fmt: skip
    two = ["trisomy_8", "second_ph"]
    assert missing("eln-2020", **known, aca_on_treatment=two) == ["aca_at_diagnosis"]
    assert missing("eln-2020", **known, aca_on_treatment=["trisomy_8"]) == ["aca_at_diagnosis"]
    assert missing("eln-2020", **known, aca_on_treatment=two, aca_at_diagnosis=["trisomy_8"]) == []
    assert missing("eln-2020", **known, aca_on_treatment=["minus_y"]) == []
    assert missing("eln-2020", **known, aca_on_treatment=two, on_treatment=False) == []


def test_one_of_two_abnormalities_may_have_been_there_at_diagnosis() -> None:
    """Trisomy 8 counts at diagnosis only, a second Ph on treatment only while it is new there.

    With neither at diagnosis the one is new, with both the other counts; with the second Ph alone nothing does.
    """
    at_diagnosis = Atom(2, Condition(finding="aca_at_diagnosis", any_of=("trisomy_8",)))
    new = Atom(2, Condition(rule="new_on_treatment", any_of=("second_ph",)))
    both = ("trisomy_8", "second_ph")
    assert explored(at_diagnosis, new, aca_on_treatment=both) == ({2}, ["aca_at_diagnosis"])
    for before, ranks in (((), {2}), (both, {2}), (("second_ph",), {NOTHING}), (("trisomy_8",), {2})):
        assert explored(at_diagnosis, new, aca_on_treatment=both, aca_at_diagnosis=before) == (ranks, [])


def test_what_was_there_at_diagnosis_counts_beside_other_findings_that_are_open() -> None:
    """The second Ph was there, so that only fever and malaise together can give a rank."""
    new = Condition(rule="new_on_treatment", any_of=("second_ph",))
    atoms = Atom(1, Condition(all=(new, FEVER))), Atom(2, Condition(all=(FEVER, MALAISE)))
    assert explored(*atoms, aca_at_diagnosis=("second_ph",)) == ({NOTHING, 2}, ["fever", "malaise"])
    assert explored(*atoms, aca_at_diagnosis=()) == ({NOTHING, 1, 2}, ["aca_on_treatment", "fever", "malaise"])


def test_sites_are_asked_for_only_where_there_are_such_blasts_and_some_sites_do_not_count() -> None:
    rest: dict[str, Any] = {"blasts_pb_percent": 3, "blasts_bm_percent": 3}
    assert missing("ibmtr", **rest) == ["extramedullary_blasts"]
    assert missing("ibmtr", **rest, extramedullary_blasts=True) == ["extramedullary_sites"]
    assert missing("ibmtr", **rest, extramedullary_blasts=False) == []
    assert missing("ibmtr", **rest, extramedullary_sites=["spleen"]) == []


def test_on_treatment_is_never_missing() -> None:
    for system in evaluate("phase", {"aca_on_treatment": ["trisomy_8"]})["result"]["systems"]:
        assert "on_treatment" not in system["missing"]


def test_atoms_that_share_an_unknown_input_stand_together() -> None:
    one, other, third = Atom(1, together(at_least=30)), Atom(2, measured(BLASTS, at_least=20)), Atom(1, FEVER)
    assert [set(group) for group in groups((one, third, other), {})] == [{third}, {one, other}]
    assert [set(group) for group in groups((one, third, other), {BLASTS: Decimal(5)})] == [{one}, {third}, {other}]
    # An atom may join two groups that were apart.
    chain = (Atom(1, measured(BLASTS, at_least=1)), Atom(1, measured(PROMYELOCYTES, at_least=1)), one)
    assert [set(group) for group in groups(chain, {})] == [set(chain)]


def test_unknown_inputs_are_sorted_and_without_those_known() -> None:
    atoms = (Atom(1, together(at_least=30)), Atom(2, Condition(rule="extramedullary_blasts")))
    assert unknown_inputs(atoms, {BLASTS: Decimal(0)}) == [
        "extramedullary_blasts", "extramedullary_sites", PROMYELOCYTES,
    ]  # fmt: skip


def test_values_that_stand_for_all_others() -> None:
    atoms = [Atom(1, measured(BASOPHILS, at_least=20))]
    assert representatives(BASOPHILS, atoms, {}) == [0, 10, 20, 60, 100]
    assert representatives("fever", atoms, {}) == [False, True]
    assert representatives("aca_at_diagnosis", atoms, {})[:2] == [(), ("second_ph",)]
    assert () not in representatives("extramedullary_sites", atoms, {})
    with pytest.raises(TypeError, match="tki_line decides no phase"):
        representatives("tki_line", atoms, {})


def test_the_partner_of_a_sum_moves_the_values_that_stand_for_all_others() -> None:
    atoms = [Atom(1, together(at_least=30))]
    assert Decimal(18) in representatives(BLASTS, atoms, {PROMYELOCYTES: Decimal(12)})
    # While the partner is open, its own limits and the ends of its range count.
    other = [*atoms, Atom(2, measured(PROMYELOCYTES, at_least=20))]
    assert {Decimal(10), Decimal(30)} <= set(representatives(BLASTS, other, {}))
    # A limit beyond the range stands for nothing.
    assert max(representatives(BLASTS, [Atom(1, together(at_least=150))], {PROMYELOCYTES: Decimal(0)})) == 100
    assert min(representatives(BLASTS, atoms, {PROMYELOCYTES: Decimal(40)})) == 0


def test_what_was_there_at_diagnosis_cannot_become_new() -> None:
    """ELN asks for one of four abnormalities that is new; all four were there at diagnosis."""
    known: dict[str, Any] = {
        "blasts_pb_percent": 3, "blasts_bm_percent": 3, "promyelocytes_pb_percent": 0, "promyelocytes_bm_percent": 0,
        "basophils_pb_percent": 3, "platelets_e9_per_l": 300, "extramedullary_blasts": False,
    }  # fmt: skip
    four = ["second_ph", "trisomy_8", "isochromosome_17q", "trisomy_19"]
    systems = evaluate("phase", {**known, "aca_at_diagnosis": four})["result"]["systems"]
    assert entry(systems, "eln-2020")["possible_phases"] == ["chronic"]
    assert entry(systems, "eln-2020")["missing"] == []
    assert missing("eln-2020", **known, aca_at_diagnosis=four[:3]) == ["aca_on_treatment"]
    assert missing("eln-2020", **known, aca_at_diagnosis=[]) == ["aca_on_treatment"]
    assert missing("eln-2020", **known) == ["aca_on_treatment"]
    assert missing("eln-2020", **known, on_treatment=False) == []
