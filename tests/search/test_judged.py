"""The right page comes first, or among the first three, for questions on which no rule was tuned."""

import pytest

from handbook.libraries import script_addresses
from tests.search.judged import address, judge, queries, share_first, share_in_three
from tests.search.node import MODULES, SITE, ask

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("half", ["tuning", "held-out"])
def test_the_right_page_is_found(half: str, record_property):
    judged = judge(half)
    in_three, first = share_in_three(judged), share_first(judged)
    record_property("in_first_three", in_three)
    record_property("first", first)
    print(f"{half}: first three {in_three:.1%}, first {first:.1%}")
    assert in_three >= 0.90
    assert first >= 0.75


def test_every_judged_page_exists():
    named = {slug for half in queries().values() for one in half for slug in one["pages"]}
    assert [slug for slug in sorted(named) if not (SITE / address(slug) / "index.html").is_file()] == []


def test_the_halves_share_no_question():
    tuning, held_out = ({one["query"].casefold() for one in half} for half in queries().values())
    assert len(tuning) >= 60
    assert len(held_out) >= 60
    assert tuning & held_out == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BCR-ABL halving time", "BCR::ABL1 halving time"),
        ("BCR/ABL1 halving time", "bcrabl halving time"),
        ("MR 4.5", "MR4.5"),
        ("MR4.0", "mr4"),
        ("0.0032 %", "0.0032%"),
        ("t(9;22)", "t (9; 22)(q34;q11.2)"),
        ("haematological response", "hematological response"),
        ("leukaemia anaemia oedema", "leukemia anemia edema"),
        ("SKI606 dose", "SKI-606 dose"),
        ("Glivec", "glivec"),
    ],
)
def test_one_name_in_two_spellings_finds_the_same(one: str, other: str):
    first, second = ask([one, other])
    assert first["pages"][0][0] == second["pages"][0][0]
    assert {page for page, _ in first["pages"][:3]} & {page for page, _ in second["pages"][1:3]}


@pytest.mark.parametrize(
    ("typed", "taken"),
    [("dasatanib", "dasatinib"), ("imatnib", "imatinib"), ("niltoinib", "nilotinib"), ("gleevac", "gleevec"),
     ("cytogentic", "cytogenetic"), ("haematologc", "hematologic"), ("hydroxycarbamde", "hydroxycarbamide")],
)  # fmt: skip
def test_slips_are_corrected_and_named(typed: str, taken: str):
    (answer,) = ask([f"{typed} dose"])
    assert answer["corrections"] == [[typed, taken]]
    assert answer["pages"]


@pytest.mark.parametrize("question", ["", "   ", "?!…", "()", "the of and", "-", "%", "::", "\u200b"])
def test_a_question_without_words_finds_nothing(question: str):
    assert ask([question]) == [{"pages": [], "corrections": [], "unknown": []}]


@pytest.mark.parametrize(
    "question",
    [
        "x" * 100_000,
        "imatinib " * 10_000,
        "<img src=x onerror=alert(1)>",
        "__proto__ constructor",
        "a" * 15 + " b",
        "\ud800",
    ],
)
def test_a_strange_question_is_answered(question: str):
    (answer,) = ask([question])
    assert len(answer["pages"]) <= 10


def test_a_word_that_no_page_holds_is_named():
    (answer,) = ask(["xyzzyqwert imatinib"])
    assert answer["unknown"] == ["xyzzyqwert"]
    assert answer["pages"][0][0] == "drugs/imatinib/"


def test_an_abbreviation_in_capitals_is_no_idle_word():
    idle, leukemia, spelled_out = ask(["all", "ALL", "acute lymphoblastic leukemia"])
    assert idle["pages"] == []
    assert leukemia["pages"]
    assert {page for page, _ in leukemia["pages"][:3]} & {page for page, _ in spelled_out["pages"][:3]}


def test_a_word_is_found_while_it_is_typed():
    typed = "hydroxycarbamide"
    for answer in ask([typed[:length] for length in range(6, len(typed) + 1)]):
        assert "drugs/hydroxyurea/" in [page for page, _ in answer["pages"][:2]]


def test_lists_do_not_drown_pages():
    asked = [one["query"] for half in queries().values() for one in half if one["pages"] != ["reference/bibliography"]]
    first = [answer["pages"][0][0] for answer in ask(asked) if answer["pages"]]
    lists = [
        page for page in first if page.startswith(("reference/bibliography", "reference/a-z", "reference/guidelines"))
    ]
    assert len(lists) <= len(first) * 0.02


def test_libraries_are_loaded_from_where_they_are_recorded():
    text = (MODULES / "libraries.mjs").read_text(encoding="utf-8")
    for recorded in script_addresses("../../")["search"]:
        assert f'"{recorded.replace("../../assets/", "../../")}"' in text
