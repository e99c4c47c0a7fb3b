"""The mutations that are tried are those that an author could have typed.

`make mutants` runs this before it begins; the tool behind the mutations is fetched for that command only.
"""

import pytest

from tests.mutants.mutations import changed_lines, mutated, mutations

SOURCE = '''"""A module."""

LIMIT = Decimal("0.80")
WORDS = {
    "low": "Low risk",
    "high": "High risk",
}


def group(value: Decimal | None = None) -> str:
    """Which group."""
    return "low" if value is not None and value < LIMIT else max("high", "low")


def whole(values: list[Decimal]) -> Decimal:
    return EXACT.add(values[0], sum(one for one in values if one.known))
'''


def changes(operator: str) -> set[tuple[str, str]]:
    """The lines before and after each mutation of one operator."""
    found = set()
    for mutation in mutations("example", SOURCE):
        text = mutated(SOURCE, mutation)
        if operator in mutation.operator and text is not None:
            found.add(changed_lines(SOURCE, text))
    return found


@pytest.mark.parametrize(
    ("operator", "was", "becomes"),
    [
        ("DecimalText", 'LIMIT = Decimal("0.80")', 'LIMIT = Decimal("0.81")'),
        ("Word", '"low": "Low risk",', '"low_": "Low risk",'),
        ("Entry", '"high": "High risk",', ""),
        ("Call", "EXACT.add", "EXACT.subtract"),
        ("Call", "max(", "min("),
        ("Filter", "if one.known", "if not (one.known)"),
        ("Lt_LtE", "value < LIMIT", "value <= LIMIT"),
        ("IsNot_Is", "is not None", "is None"),
        ("AndWithOr", " and ", " or "),
        ("NumberReplacer", "values[0]", "values[ 1]"),
    ],
)
def test_a_mutation_of_each_kind(operator: str, was: str, becomes: str) -> None:
    assert any(was in old and becomes in new and old != new for old, new in changes(operator))


def test_annotations_prose_and_defaults_are_left_alone() -> None:
    every = [mutation for mutation in mutations("example", SOURCE) if mutated(SOURCE, mutation)]
    assert not [one for one in every if one.line in (1, 10, 11)]


def test_only_the_body_of_a_function_has_an_owner() -> None:
    owners = {(one.line, one.owner) for one in mutations("example", SOURCE)}
    assert {(3, None), (12, "group"), (16, "whole")} <= owners
