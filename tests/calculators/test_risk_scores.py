"""Terms, limits, hazards and displayed text of the prognostic scores; single answers stand in tests/cases."""

import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cml_calculators import evaluate
from cml_calculators.answers import answer_lines
from cml_calculators.risk_scores import CALCULATOR
from cml_calculators.scores import SCORES

FULL = {
    "age_years": 50, "spleen_cm": 10, "platelets_e9_per_l": 500, "blasts_pb_percent": 2, "basophils_pb_percent": 5,
    "eosinophils_pb_percent": 3, "wbc_e9_per_l": 90, "hemoglobin_g_per_dl": 13,
}  # fmt: skip
# ln 0.8 and ln 1.2 to 45 digits, by mpmath.
LN_08 = Decimal("-0.223143551314209755766295090309834503374601093")
LN_12 = Decimal("0.182321556793954626211718025154514633197389339")


def scores(**inputs: Any) -> dict[str, dict[str, Any]]:
    answer = evaluate("risk-scores", inputs)
    assert answer["ok"], answer
    return {entry["id"]: entry for entry in answer["result"]["scores"]}


def warned(**inputs: Any) -> list[tuple[str | None, str]]:
    return [(entry.get("field"), entry["message"]) for entry in evaluate("risk-scores", inputs)["warnings"]]


@st.composite
def patients(draw: st.DrawFn) -> dict[str, float]:
    """Any eight findings inside their ranges, with at most 100% in the differential."""
    few = st.floats(0, 30).map(lambda value: round(value, 2))
    return {
        "age_years": round(draw(st.floats(0, 120)), 1),
        "spleen_cm": round(draw(st.floats(0, 40)), 1),
        "platelets_e9_per_l": round(draw(st.floats(1, 4000)), 1),
        "blasts_pb_percent": draw(few),
        "basophils_pb_percent": draw(few),
        "eosinophils_pb_percent": draw(few),
        "wbc_e9_per_l": round(draw(st.floats(0, 500)), 1),
        "hemoglobin_g_per_dl": round(draw(st.floats(4, 18)), 1),
    }


@given(patients())
@settings(max_examples=80, deadline=None)
def test_values_are_those_of_the_equations_in_floating_point(one: dict[str, float]) -> None:
    """The equations of the review table, typed again, in binary floating point."""
    age, spleen, platelets, blasts = (one[name] for name in list(one)[:4])
    basophils, eosinophils = one["basophils_pb_percent"], one["eosinophils_pb_percent"]
    found = {own_id: entry["value"] for own_id, entry in scores(**one).items()}
    assert found["sokal"] == pytest.approx(math.exp(
        0.0116 * (age - 43.4) + 0.0345 * (spleen - 7.51) + 0.188 * ((platelets / 700) ** 2 - 0.563)
        + 0.0887 * (blasts - 2.10)
    ), rel=1e-11)  # fmt: skip
    assert found["hasford"] == pytest.approx(1000 * (
        0.6666 * (age >= 50) + 0.0420 * spleen + 0.0584 * blasts + 0.0413 * eosinophils + 0.2039 * (basophils >= 3)
        + 1.0956 * (platelets >= 1500)
    ), rel=1e-11)  # fmt: skip
    assert found["eutos"] == pytest.approx(7 * basophils + 4 * spleen, rel=1e-11)
    assert found["elts"] == pytest.approx(
        0.0025 * (age / 10) ** 3 + 0.0615 * spleen + 0.1052 * blasts + 0.4104 * (platelets / 1000) ** -0.5, rel=1e-11
    )


@given(patients())
@settings(max_examples=80, deadline=None)
def test_what_is_shown_stands_in_the_group_that_is_given(one: dict[str, float]) -> None:
    for entry in scores(**one).values():
        met = [record for record in entry["criteria"] if record["status"] == "met"]
        assert [record["gives"] for record in met] == [entry["group"]]
        shown = Decimal(entry["shown"])
        assert shown > met[0].get("above", -1)
        assert shown >= Decimal(str(met[0].get("at_least", -1)))
        assert shown < met[0].get("below", math.inf)
        assert shown <= Decimal(str(met[0].get("at_most", "inf")))


@given(patients())
@settings(max_examples=40, deadline=None)
def test_terms_add_up(one: dict[str, float]) -> None:
    for score in scores(**one).values():
        parts = score["contributions"]
        assert sum(part["term"] for part in parts) == pytest.approx(score["sum"], abs=1e-9)
        for part in parts:
            assert part["term"] == pytest.approx(part["coefficient"] * part["factor"], abs=1e-9)
    assert score["id"] == "imtf"


@given(patients(), st.sets(st.sampled_from(sorted(FULL))))
@settings(max_examples=60, deadline=None)
def test_a_missing_input_stops_exactly_the_scores_that_need_it(one: dict[str, float], unknown: set[str]) -> None:
    complete, found = scores(**one), scores(**{name: value for name, value in one.items() if name not in unknown})
    for own_id, entry in found.items():
        if not entry["missing"]:
            assert entry == complete[own_id]
        else:
            assert set(entry["missing"]) <= unknown
            assert (entry["value"], entry["shown"], entry["group"], entry["sum"]) == (None, None, None, None)
            assert entry["contributions"] == []
            assert {record["status"] for record in entry["criteria"]} == {"unknown"}


def test_terms_carry_input_coefficient_factor_and_words() -> None:
    by_score = {
        own_id: {part["name"]: part for part in entry["contributions"]} for own_id, entry in scores(**FULL).items()
    }
    assert by_score["sokal"]["platelets_e9_per_l"] == {
        "name": "platelets_e9_per_l", "label": "Platelets", "value": 500, "coefficient": 0.188,
        "factor": pytest.approx((500 / 700) ** 2 - 0.563), "term": pytest.approx(0.188 * ((500 / 700) ** 2 - 0.563)),
        "formula": "0.188 × ((platelets / 700)² − 0.563)",
    }  # fmt: skip
    formulas = {own_id: [part["formula"] for part in parts.values()] for own_id, parts in by_score.items()}
    assert formulas == {
        "sokal": [
            "0.0116 × (age − 43.4)", "0.0345 × (spleen below the costal margin − 7.51)",
            "0.188 × ((platelets / 700)² − 0.563)", "0.0887 × (blasts in blood − 2.10)",
        ],
        "hasford": [
            "0.6666 if age ≥\u00a050", "0.0420 × spleen below the costal margin", "0.0584 × blasts in blood",
            "0.0413 × eosinophils in blood", "0.2039 if basophils in blood ≥\u00a03", "1.0956 if platelets ≥\u00a01500",
        ],
        "eutos": ["7 × basophils in blood", "4 × spleen below the costal margin"],
        "elts": [
            "0.0025 × (age / 10)³", "0.0615 × spleen below the costal margin", "0.1052 × blasts in blood",
            "0.4104 / √(platelets / 1000)",
        ],
        "imtf": [
            "0 if low, 1 if intermediate, 2 if high", "1 if white cells ≥\u00a0120",
            "1 if hemoglobin <\u00a0115\u00a0g/L", "1 if basophils in blood ≥\u00a012",
        ],
    }  # fmt: skip
    assert by_score["imtf"]["elts_group"] == {
        "name": "elts_group", "label": "ELTS group", "value": "intermediate", "coefficient": 1, "factor": 1, "term": 1,
        "formula": "0 if low, 1 if intermediate, 2 if high",
    }  # fmt: skip
    assert by_score["hasford"]["age_years"]["factor"] == 1
    assert by_score["imtf"]["hemoglobin_g_per_dl"]["value"] == 13


@pytest.mark.parametrize(
    ("target", "platelets", "groups"), [(LN_08, 350, ["low", "intermediate"]), (LN_12, 1050, ["intermediate", "high"])]
)
def test_sokal_next_to_its_limits(target: Decimal, platelets: int, groups: list[str]) -> None:
    """The age is solved so that the sum is the logarithm of the limit, and nudged in the 20th decimal."""
    rest = Decimal("0.0345") * Decimal("-7.51") + Decimal("0.0887") * Decimal("-2.10")
    rest += Decimal("0.188") * ((Decimal(platelets) / 700) ** 2 - Decimal("0.563"))
    age = (target - rest) / Decimal("0.0116") + Decimal("43.4")
    known = {"spleen_cm": 0, "platelets_e9_per_l": platelets, "blasts_pb_percent": 0}
    found = [scores(**known, age_years=age + Decimal(nudge))["sokal"] for nudge in ("-1e-20", "1e-20")]
    assert [entry["group"] for entry in found] == groups
    assert all(len(entry["shown"]) > 20 for entry in found)


def test_a_nudge_in_the_fortieth_digit_of_a_linear_score_counts() -> None:
    above = scores(basophils_pb_percent=11, spleen_cm=Decimal("2.5000000000000000000000000000000000000001"))["eutos"]
    assert above["group"] == "high"
    assert above["shown"] == "87.0000000000000000000000000000000000000004"


def test_a_differential_above_100_percent_is_a_fault_of_the_blasts() -> None:
    answer = evaluate(
        "risk-scores", {"blasts_pb_percent": 50, "basophils_pb_percent": 30, "eosinophils_pb_percent": 20.1}
    )
    message = "blasts, basophils and eosinophils must be at most 100% together, not 100.1%"
    assert answer["errors"] == [{"field": "blasts_pb_percent", "message": message}]
    without_blasts = evaluate("risk-scores", {"basophils_pb_percent": 60, "eosinophils_pb_percent": 40.5})
    assert [error["field"] for error in without_blasts["errors"]] == ["blasts_pb_percent"]
    assert evaluate("risk-scores", {"blasts_pb_percent": 50, "basophils_pb_percent": 30, "eosinophils_pb_percent": 20})[
        "ok"
    ]


def test_platelets_that_would_leave_no_number_are_refused() -> None:
    known = {name: FULL[name] for name in ("age_years", "spleen_cm", "blasts_pb_percent")}
    assert scores(**known, platelets_e9_per_l=Decimal("1e-300"))["elts"]["group"] == "high"
    for platelets in ("9e-301", "1e-999999"):
        answer = evaluate("risk-scores", {**known, "platelets_e9_per_l": Decimal(platelets)})
        assert [error["field"] for error in answer["errors"]] == ["platelets_e9_per_l"]
        assert "must be at least 1E-300 ×10⁹/L" in answer["errors"][0]["message"]


@pytest.mark.parametrize(
    ("blasts", "message"),
    [
        (0, None),
        (0.02, "0.02% blasts is less than 0.1%: check that it is a percentage and not a fraction."),
        (0.0999, "0.0999% blasts is less than 0.1%: check that it is a percentage and not a fraction."),
        (0.1, None),
        (30, None),
        (30.1, "30.1% blasts is blast phase under every classification; the scores are for the chronic phase."),
    ],
)
def test_blasts_that_are_likely_a_slip_or_no_chronic_phase(blasts: float, message: str | None) -> None:
    assert warned(blasts_pb_percent=blasts) == ([] if message is None else [("blasts_pb_percent", message)])


@pytest.mark.parametrize(("age", "is_warned"), [(17.9, True), (18, False)])
def test_children_are_warned_of(age: float, is_warned: bool) -> None:
    message = "The scores were derived from adults; they do not hold below 18 years."
    assert (("age_years", message) in warned(age_years=age)) == is_warned


@pytest.mark.parametrize(
    ("field", "usual", "unusual", "refused"),
    [("platelets_e9_per_l", 3000, 3001, 10001), ("spleen_cm", 25, 25.1, 40.1), ("basophils_pb_percent", 40, 41, 101),
     ("wbc_e9_per_l", 600, 601, 1001), ("hemoglobin_g_per_dl", 20, 20.1, 115)],
)  # fmt: skip
def test_units_that_slip_are_warned_of_or_refused(field: str, usual: float, unusual: float, refused: float) -> None:
    assert warned(**{field: usual}) == []
    assert [name for name, _ in warned(**{field: unusual})] == [field]
    assert [error["field"] for error in evaluate("risk-scores", {field: refused})["errors"]] == [field]


def test_every_limit_and_equation_names_its_source() -> None:
    named = {score.reference for score in SCORES} | {score.bands_reference for score in SCORES}
    named |= {score.probability.reference for score in SCORES if score.probability}
    assert named == set(CALCULATOR.references)
    for entry in scores(**FULL).values():
        assert all(record["reference"] and record["locator"] for record in entry["criteria"])
        assert entry["reference"]
        assert entry["locator"]


def test_only_eutos_gives_a_probability() -> None:
    found = {own_id: entry["probability"] for own_id, entry in scores(**FULL).items()}
    assert [own_id for own_id, one in found.items() if one] == ["eutos"]
    assert found["eutos"] == {
        "text": "Probability of no complete cytogenetic response at 18 months",
        "value": pytest.approx(0.206083, abs=1e-6), "shown": "20.6%", "reference": "clincasequest-eutos",
        "locator": "Formula of the EUTOS score", "verification": "secondary",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("inputs", "texts"),
    [
        ({"age_years": 40, "spleen_cm": 0, "platelets_e9_per_l": 300, "blasts_pb_percent": 0, "basophils_pb_percent": 1,
          "eosinophils_pb_percent": 1, "wbc_e9_per_l": 50, "hemoglobin_g_per_dl": 13},
         ["Low", "0.57", "Low", "41.3", "Low", "7.0", "Low", "0.9093", "Very low", "0"]),
        (FULL, ["Intermediate", "1.15", "High", "1531.2", "Low", "75.0", "Intermediate", "1.7183", "Low", "1"]),
        (FULL | {"age_years": 72, "spleen_cm": 15, "blasts_pb_percent": 6, "wbc_e9_per_l": 180},
         ["High", "2.52", "High", "1974.8", "High", "95.0", "High", "3.0672", "High", "3"]),
        (FULL | {"wbc_e9_per_l": 180},
         ["Intermediate", "1.15", "High", "1531.2", "Low", "75.0", "Intermediate", "1.7183", "Intermediate", "2"]),
        ({}, ["Not computed"] * 10),
    ],
)  # fmt: skip
def test_answers_in_the_readers_words(inputs: dict[str, Any], texts: list[str]) -> None:
    titles = ("Sokal", "Euro (Hasford)", "EUTOS", "ELTS", "IMTF")
    labels = [f"{title}: {kind}" for title in titles for kind in ("Risk group", "Value")]
    result = evaluate("risk-scores", inputs)["result"]
    assert list(answer_lines(CALCULATOR, result)) == list(zip(labels, texts, strict=True))


def test_every_score_names_its_equation() -> None:
    assert {own_id: entry["equation"] for own_id, entry in scores().items()} == {
        "sokal": "Exponential of the sum of all terms",
        "hasford": "1000 times the sum of all terms",
        "eutos": "Sum of both terms",
        "elts": "Sum of all terms",
        "imtf": "Sum of the points",
    }


def test_every_input_stands_in_one_group_of_the_form() -> None:
    grouped = [name for group in CALCULATOR.groups for name in group.names]
    assert sorted(grouped) == sorted(quantity.name for quantity in CALCULATOR.inputs)


def test_every_entry_has_the_key_and_the_answers_of_the_catalogue() -> None:
    listed = CALCULATOR.entries
    assert listed is not None
    for entry in evaluate("risk-scores", {})["result"][listed.name]:
        assert {listed.key, *(answer.name for answer in listed.answers)} <= set(entry)
