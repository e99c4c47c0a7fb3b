"""What a sample says: the interval of an undetectable result, what is still open of the percentage, the text shown."""

from decimal import Decimal
from typing import Any

import pytest

from cml_calculators import evaluate
from cml_calculators.loading import molecular_levels
from cml_calculators.molecular_response import INPUTS
from cml_calculators.response_levels import Amount, amount_of, log_reduction, read_sample


def result(**inputs: Any) -> dict[str, Any]:
    answer = evaluate("molecular-response", inputs)
    assert answer["ok"], answer
    found: dict[str, Any] = answer["result"]
    return found


def warned(**inputs: Any) -> set[str]:
    """The fields of the warnings."""
    return {entry["field"] for entry in evaluate("molecular-response", inputs)["warnings"]}


def missing(guideline: str, **inputs: Any) -> list[str]:
    entries = result(months_on_tki=12, tki_line=1, **inputs)["milestones"]
    return next(list(entry["missing"]) for entry in entries if entry["guideline"] == guideline)


@pytest.mark.parametrize(
    ("gene", "copies", "percent"),
    [("ABL1", 10000, "0.01"), ("ABL1", 32000, "0.0032"), ("ABL1", 100000, "0.001"), ("GUSB", 24000, "0.01")],
)
def test_an_undetectable_sample_counts_as_at_most_the_percentage_of_its_level(
    gene: str, copies: int, percent: str
) -> None:
    values: dict[str, Any] = dict.fromkeys(entry.name for entry in INPUTS)
    values |= {"detected": False, "reference_gene": gene, "reference_gene_copies": Decimal(copies)}
    sample = read_sample(molecular_levels(), values)
    assert amount_of(sample) == Amount(Decimal(percent), detected=False)


def test_a_row_shows_no_value_of_an_undetectable_sample() -> None:
    sample: dict[str, Any] = {"detected": False, "reference_gene": "ABL1", "reference_gene_copies": 10000}
    entry = next(one for one in result(months_on_tki=12, **sample)["milestones"] if one["guideline"] == "eln-2020")
    assert entry["category"] == "optimal"
    assert entry["criterion"]["value"] is None


def test_what_is_still_open_of_the_percentage_is_named() -> None:
    assert missing("eln-2020") == ["bcr_abl1_percent_is"]
    assert missing("eln-2020", detected=False) == ["reference_gene", "reference_gene_copies"]
    assert missing("eln-2020", detected=False, reference_gene="ABL1") == ["reference_gene_copies"]
    assert missing("eln-2020", bcr_abl1_copies=5) == ["conversion_factor", "reference_gene_copies"]
    assert missing("eln-2020", bcr_abl1_copies=5, conversion_factor=1) == ["reference_gene_copies"]
    assert missing("eln-2020", bcr_abl1_copies=5, reference_gene_copies=10000) == ["conversion_factor"]
    assert missing("eln-2020", transcript="other") == []


def test_a_percentage_is_not_called_undetectable() -> None:
    assert warned(bcr_abl1_percent_is=0.1, transcript="both") == set()
    assert warned(bcr_abl1_percent_is=0.1, transcript="both", reference_gene="ABL1") == set()


@pytest.mark.parametrize(
    ("percent", "shown"),
    [
        (12.345, "12.3"),
        (12.35, "12.4"),  # half up
        (0.123456, "0.123"),
        (5, "5"),
        (10.04, "10.04"),  # three digits would stand on the limit of 10%
        (9.996, "9.996"),
        (0.01004, "0.01004"),
        (0.0032, "0.0032"),
        (0.00320001, "0.00320001"),
        (400, "400"),
        (1e-19, "0.0000000000000000001"),
        (1e-20, "1E-20"),
    ],
)
def test_a_percentage_is_shown_with_three_digits_or_as_many_as_its_side_of_a_limit_needs(
    percent: float, shown: str
) -> None:
    assert result(bcr_abl1_percent_is=percent)["percent_shown"] == shown


def test_a_percentage_without_an_end_is_rounded() -> None:
    """7/30000 of 100% is 0.02333… %."""
    found = result(bcr_abl1_copies=7, reference_gene_copies=30000, conversion_factor=1)
    assert found["percent_shown"] == "0.0233"


def test_the_log_reduction_has_34_digits() -> None:
    """Common logarithms from a table of constants: of 2 0.30102 99956 63981 19521 37388 94724 4930,
    of 3 0.47712 12547 19662 43729 50279 03255 1153."""
    assert log_reduction(Decimal(50)) == Decimal("0.301029995663981195213738894724493")
    assert log_reduction(Decimal(3)) == Decimal("1.522878745280337562704972096744885")
