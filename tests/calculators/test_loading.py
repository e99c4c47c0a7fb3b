"""The compiled criteria as the calculators read them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Optional

import pytest

from cml_calculators import evaluate, loading
from cml_calculators.criteria import MutationRemark
from cml_calculators.loading import (
    criteria_set,
    decode,
    discontinuation_criteria,
    milestone_tables,
    molecular_levels,
    mutation_tables,
    phase_classifications,
    rule_sets,
)


@dataclass(frozen=True)
class Inner:
    limit: Decimal


@dataclass(frozen=True)
class Record:
    """One field of every type that a shape of the criteria has."""

    name: str
    count: int
    day: date
    kind: Literal["a", "b"]
    inner: Inner | None = None
    names: tuple[str, ...] = ()
    inners: tuple[Inner, ...] = ()
    maybe: int | None = None


def test_json_becomes_the_dataclass_that_it_was() -> None:
    plain = {
        "name": "limits", "count": Decimal(3), "day": "2026-11-20", "kind": "a", "inner": {"limit": Decimal("0.0032")},
        "names": ["x", "y"], "inners": [{"limit": Decimal(1)}, {"limit": Decimal(2)}], "maybe": Decimal(7),
    }  # fmt: skip
    found = decode(Record, plain)
    assert found == Record(
        name="limits", count=3, day=date(2026, 11, 20), kind="a", inner=Inner(Decimal("0.0032")), names=("x", "y"),
        inners=(Inner(Decimal(1)), Inner(Decimal(2))), maybe=7,
    )  # fmt: skip
    assert type(found.count) is int and type(found.maybe) is int


def test_what_is_left_out_has_its_default_and_null_is_none() -> None:
    plain = {"name": "x", "count": Decimal(1), "day": "2026-01-01", "kind": "b", "inner": None, "maybe": None}
    assert decode(Record, plain) == Record(name="x", count=1, day=date(2026, 1, 1), kind="b")


def test_a_remark_speaks_of_compound_mutations_only_where_its_file_says_so() -> None:
    plain = {"id": "x", "text": "Own", "locator": "a", "verification": "primary", "variants": ["T315I"]}
    assert decode(MutationRemark, plain).compound is False
    assert decode(MutationRemark, {**plain, "compound": True}).compound is True


def test_what_may_be_missing_is_read_in_either_spelling() -> None:
    """Before Python 3.14 the two are of different types."""
    for shape in (Inner | None, Optional[Inner]):  # noqa: UP045
        assert decode(shape, {"limit": Decimal(1)}) == Inner(Decimal(1))
        assert decode(shape, None) is None


def test_a_package_that_was_never_compiled_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(loading, "files", lambda package: tmp_path)
    criteria_set.cache_clear()
    try:
        with pytest.raises(FileNotFoundError, match="`make site` compiles it"):
            criteria_set()
    finally:
        monkeypatch.undo()
        criteria_set.cache_clear()


def test_limits_are_decimals_as_typed() -> None:
    limits = [level.bcr_abl1_percent_is.at_most for level in molecular_levels() if level.bcr_abl1_percent_is]
    assert limits == [Decimal(text) for text in ("10", "1", "0.1", "0.01", "0.0032", "0.001")]
    assert all(isinstance(limit, Decimal) for limit in limits)


@pytest.mark.parametrize(
    "editions",
    [phase_classifications, milestone_tables, mutation_tables, discontinuation_criteria],
    ids=lambda function: function.__name__,
)
def test_editions_of_one_kind_come_newest_first(editions: Any) -> None:
    published = [edition.published for edition in editions()]
    assert len(published) > 1
    assert published == sorted(published, reverse=True)
    assert len({type(edition) for edition in editions()}) == 1


def test_each_calculator_gets_its_own_rules() -> None:
    """The rules of every other calculator stay out."""
    for kind in ("hydroxyurea", "ponatinib-dose", "transplant-considerations", "marrow-indication", "ph-category"):
        found = rule_sets(kind)
        assert found
        assert {edition.kind for edition in found} == {kind}


def test_systems_and_tables_stand_newest_first_in_a_result() -> None:
    systems = [entry["guideline"] for entry in evaluate("phase", {})["result"]["systems"]]
    assert systems[0] == "pdq-2025" and systems[-1] == "mdacc"
    assert systems.index("who-2022") < systems.index("who-2016") < systems.index("who-2008") < systems.index("who-2001")
    tables = [entry["guideline"] for entry in evaluate("molecular-response", {})["result"]["milestones"]]
    assert tables.index("eln-2020") < tables.index("eln-2013") < tables.index("eln-2009") < tables.index("eln-2006")
