"""Mutations: an unknown variant is never susceptible, tables that differ are named, and slips are noticed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators import evaluate, mutations
from cml_calculators.criteria import MutationCell, MutationRow, MutationTable
from cml_calculators.loading import mutation_tables
from cml_calculators.mutations import INHIBITORS
from cml_calculators.variant_names import Variant

AMINO_ACIDS = "ARNDCQEGHILKMFPSTWYV"
# Every cell that a table prints as open to a drug, typed from the tables.
SUSCEPTIBLE = {
    ("T315I", "ponatinib"),
    *((name, "nilotinib") for name in ("F317L", "F317I", "F317V", "V299L", "T315A", "Q252H")),
    *((name, "dasatinib") for name in ("Y253H", "E255K", "E255V", "F359V", "F359C", "G250E")),
}
TABLES = ("pdq-2025", "soverini-2012", "branford-2009")


def answer(**inputs: Any) -> dict[str, Any]:
    found = evaluate("mutations", inputs)
    assert found["ok"], found
    return found


def messages(**inputs: Any) -> list[tuple[str | None, str]]:
    return [(one.get("field"), one["message"]) for one in answer(**inputs)["warnings"]]


any_name = st.builds(
    lambda before, position, after: f"{before}{position}{after}",
    st.sampled_from(AMINO_ACIDS), st.sampled_from([*range(240, 260), 299, 315, 317, 351, 355, 359, 1000]),
    st.sampled_from(AMINO_ACIDS),
).filter(lambda name: name[0] != name[-1])  # fmt: skip
names = st.one_of(st.sampled_from(sorted(name for name, _ in SUSCEPTIBLE)), any_name)


@given(st.lists(names, max_size=6), st.sampled_from([True, False, None]))
def test_only_what_a_table_prints_is_susceptible(variants: list[str], compound: bool | None) -> None:
    result = answer(variants=variants, compound=compound)["result"]
    named = {(one["variant"], one["inhibitor"]) for one in result["findings"] if one["status"] == "susceptible"}
    assert named == {(name, inhibitor) for name, inhibitor in SUSCEPTIBLE if name in variants}
    cells = {(one["variant"], one["inhibitor"]) for one in result["matrix"] if one["status"] == "susceptible"}
    assert cells == (set() if compound else named)


@given(st.lists(names, max_size=6))
def test_one_finding_for_each_variant_inhibitor_and_table(variants: list[str]) -> None:
    result = answer(variants=variants)["result"]
    distinct = list(dict.fromkeys(variants))
    assert result["variants"] == distinct
    keys = [(one["variant"], one["inhibitor"], one["table"]) for one in result["findings"]]
    listed = {name for name, _, table in keys if table}
    assert keys == [
        (name, inhibitor, table)
        for name in distinct
        for inhibitor in INHIBITORS
        for table in (TABLES if name in listed else (None,))
    ]
    assert len({one["id"] for one in result["findings"]}) == len(keys)
    assert [(one["variant"], one["inhibitor"]) for one in result["matrix"]] == [
        (name, inhibitor) for name in distinct for inhibitor in INHIBITORS
    ]
    for one in result["findings"]:
        sourced = (one["reference"], one["locator"], one["verification"])
        assert all(sourced) if one["table"] else sourced == (None, None, None)


def test_titles_name_variant_inhibitor_and_table() -> None:
    result = answer(variants=["V299L", "D276G"])["result"]
    titles = {one["id"]: one["title"] for one in [*result["findings"], *result["matrix"]]}
    assert titles["V299L-bosutinib-soverini-2012"] == "V299L, bosutinib, Soverini 2012"
    assert titles["V299L-bosutinib"] == "V299L, bosutinib"
    assert titles["D276G-asciminib"] == "D276G, asciminib"


def test_a_table_without_the_variant_is_cited_as_a_whole() -> None:
    found = {one["id"]: one for one in answer(variants=["M351T"])["result"]["findings"]}
    assert found["M351T-dasatinib-branford-2009"]["locator"] == "table"
    assert found["M351T-imatinib-soverini-2012"]["locator"] == "table, M351"
    assert found["M351T-imatinib-pdq-2025"]["locator"] == "Treatment of Relapsed CML"


def test_tables_that_differ_are_named_and_the_most_cautious_word_leads() -> None:
    def table(own_id: str, status: Any) -> MutationTable:
        cell = MutationCell(inhibitor="bosutinib", status=status, printed=status)
        row = MutationRow(variants=("F317L",), locator="row", cells=(cell,))
        return replace(mutation_tables()[0], id=own_id, label=own_id, rows=(row,), remarks=())

    for words, leads in (
        (("susceptible", "avoid"), "avoid"), (("susceptible", "caution"), "caution"), (("caution", "avoid"), "avoid"),
    ):  # fmt: skip
        tables = (table("one", words[0]), table("two", words[1]), table("three", "no_data"))
        groups = mutations._groups(list(mutations.findings_of(tables, Variant("F", 317, "L"))))
        cells = [mutations.cell_of(*group, compound=False) for group in groups]
        bosutinib = next(cell for cell in cells if cell["inhibitor"] == "bosutinib")
        assert (bosutinib["status"], bosutinib["tables"], bosutinib["conflict"]) == (leads, ["one", "two"], True)
        assert [cell["conflict"] for cell in cells].count(True) == 1
        conflicts = [mutations.conflict_of(*group) for group in groups if mutations._differ(group[1])]
        assert [(one["id"], one["title"], one["variant"], one["inhibitor"]) for one in conflicts] == [
            ("F317L-bosutinib", "F317L, bosutinib", "F317L", "bosutinib")
        ]
        assert [(one["table"], one["status"]) for one in conflicts[0]["findings"]] == [
            ("one", words[0]), ("two", words[1]),
        ]  # fmt: skip


def test_in_a_compound_mutation_what_is_open_falls_silent_and_nothing_else() -> None:
    """T315I with E453K is one of the two that are reported to fail ponatinib (PMC8724906 Table 1)."""
    cells = answer(variants=["T315I", "E453K"], compound=True)["result"]["matrix"]
    assert [(one["inhibitor"], one["status"], one["tables"]) for one in cells[:6]] == [
        ("imatinib", "avoid", ["pdq-2025", "soverini-2012"]),
        ("dasatinib", "avoid", [*TABLES]),
        ("nilotinib", "avoid", [*TABLES]),
        ("bosutinib", "avoid", ["pdq-2025", "soverini-2012"]),
        ("ponatinib", "no_data", []),
        ("asciminib", "no_data", []),
    ]


def test_a_finding_has_the_printed_word_and_its_place() -> None:
    found = {one["id"]: one for one in answer(variants=["G250E"])["result"]["findings"]}
    assert found["G250E-nilotinib-branford-2009"] == {
        "id": "G250E-nilotinib-branford-2009", "title": "G250E, nilotinib, Branford 2009", "variant": "G250E",
        "inhibitor": "nilotinib", "table": "branford-2009", "status": "caution", "printed": "yes, with caution",
        "reference": "branford-2009", "locator": "table, row G250E", "verification": "primary",
    }  # fmt: skip


def test_tables_that_agree_are_no_conflict() -> None:
    assert answer(variants=["T315I", "F317L/V/I/C", "Y253H", "G250E"])["result"]["conflicts"] == []


def test_no_table_calls_one_variant_open_and_closed_to_one_drug() -> None:
    """So far the tables agree wherever two of them speak; a new table that does not shows in `conflicts`."""
    named = [name for table in mutation_tables() for row in table.rows for name in row.variants]
    assert answer(variants=list(dict.fromkeys(named)))["result"]["conflicts"] == []


@pytest.mark.parametrize("index, name", [(0, "T315*"), (1, "p.Gly250fs"), (2, "x")])
def test_a_text_that_is_no_change_is_a_fault_of_its_entry(index: int, name: str) -> None:
    variants = ["T315I", "F317L", "V299L"]
    variants[index] = name
    found = evaluate("mutations", {"variants": variants})
    assert [one["field"] for one in found["errors"]] == [f"variants[{index}]"]
    must = f"variants[{index}] must be an amino-acid change at one position, such as T315I, p.Thr315Ile or F317L/V/I/C"
    assert found["errors"][0]["message"].startswith(f"{must}; “{name}” is ")


def test_every_faulty_entry_is_named_at_once() -> None:
    found = evaluate("mutations", {"variants": ["exon 2", "T315I", "L248_K274del"], "compound": "yes"})
    assert [one["field"] for one in found["errors"]] == ["compound", "variants[0]", "variants[2]"]


@pytest.mark.parametrize("length, shown", [(40, "Z" * 40), (41, "Z" * 37 + "…"), (100, "Z" * 37 + "…")])
def test_a_long_text_is_cut_in_the_message(length: int, shown: str) -> None:
    message = evaluate("mutations", {"variants": ["Z" * length]})["errors"][0]["message"]
    assert message.endswith(f"“{shown}” is not one")


def test_a_name_that_contradicts_the_tables_is_questioned() -> None:
    message = "I315T: the tables have T at position 315, not I; check the name and the numbering."
    assert messages(variants=["V299L", "I315T"], compound=False) == [("variants[1]", message)]


def test_a_name_that_no_table_has_is_said_to_be_without_data() -> None:
    message = "D276G stands in no table: no data, which is not the same as susceptible."
    assert messages(variants=["D276G", "d276g"]) == [("variants[0]", message)]
    assert messages(variants=["T315I"]) == []


@pytest.mark.parametrize(
    "variants, compound, found",
    [
        (["T315I", "F359C"], True, ["compound"]),
        (["T315I"], True, ["compound", "variants"]),
        (["F317L/V"], True, ["compound", "variants"]),
        ([], True, ["compound", "variants"]),
        (["T315I", "F359C"], None, ["compound"]),
        (["F317L/V"], None, []),
        (["T315I", "F359C"], False, []),
    ],
)
def test_compound_mutations_are_not_covered(variants: list[str], compound: bool | None, found: list[str]) -> None:
    assert [field for field, _ in messages(variants=variants, compound=compound)] == found


def test_compound_warnings_in_words() -> None:
    assert [message for _, message in messages(variants=["T315I"], compound=True)] == [
        "The tables are of single variants and do not cover compound mutations.",
        "A compound mutation has changes at two positions or more; name each of them.",
    ]
    assert [message for _, message in messages(variants=["T315I", "F359C"])] == [
        "Whether the variants stand on the same molecule is not known; the tables cover single variants only."
    ]


@pytest.mark.parametrize("compound, shown", [(True, True), (False, False), (None, False)])
def test_the_remark_on_compound_mutations_needs_a_yes(compound: bool | None, shown: bool) -> None:
    remarks = answer(variants=["T315I", "E453K"], compound=compound)["result"]["remarks"]
    assert ("compound-and-ponatinib" in [one["id"] for one in remarks]) is shown


def test_remarks_are_those_of_the_variants() -> None:
    remarks = answer(variants=["E255V", "M244V"], compound=False)["result"]["remarks"]
    assert [(one["id"], one["variant"], one["reference"]) for one in remarks] == [
        ("asciminib-m244v-M244V", "M244V", "leyte-vidal-2024"),
        ("lower-response-E255V", "E255V", "branford-2009"),
    ]
    assert remarks[1]["text"].startswith("Under dasatinib the response with E255K or E255V is lower")
    assert [one["locator"] for one in remarks] == ["Abstract", "table, row E255K/V"]
    assert remarks[0]["verification"] == "primary"


def test_residues_are_those_of_the_tables() -> None:
    known = mutations.residues(mutation_tables())
    assert known == {
        244: "M", 248: "L", 250: "G", 252: "Q", 253: "Y", 255: "E", 299: "V", 315: "T", 317: "F", 351: "M", 355: "E",
        359: "F", 379: "V", 396: "H", 459: "E", 486: "F",
    }  # fmt: skip
