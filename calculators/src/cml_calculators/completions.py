"""Which phases remain possible: exact, without trying every completion of the unknown inputs.

An edition gives the highest rank among its atoms that hold. Atoms that share no unknown input are independent, so each
connected group is enumerated alone, over values that stand for every region between its limits, and the outcomes are
combined by their maximum.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from cml_calculators.conditions import EXACT, inputs_of, status
from cml_calculators.criteria import BOUNDS, Condition
from cml_calculators.quantities import Number, Quantity, Words, YesNo

Values = Mapping[str, Any]
NOTHING = -1


@dataclass(frozen=True)
class Atom:
    """Gives `rank` when its condition holds, or when it fails if `when_not_met`."""

    rank: int
    condition: Condition
    when_not_met: bool = False


def possible_ranks(atoms: Iterable[Atom], values: Values, inputs: Mapping[str, Quantity]) -> frozenset[int]:
    """Every highest rank that some completion gives; NOTHING where no atom holds."""
    outcomes = frozenset({NOTHING})
    for group in groups(tuple(atoms), values):
        outcomes = _joined(outcomes, _group_ranks(group, values, inputs))
    return outcomes


def deciding_inputs(atoms: Iterable[Atom], values: Values, inputs: Mapping[str, Quantity]) -> list[str]:
    """The unknown inputs of which two values leave different ranks possible, with the rest left open; sorted."""
    atoms = tuple(atoms)
    parts = groups(atoms, values)
    outcomes = [_group_ranks(part, values, inputs) for part in parts]
    found = {"aca_at_diagnosis"} if _could_be_old(atoms, values, inputs) else set()
    for index, part in enumerate(parts):
        rest = frozenset({NOTHING})
        for other, ranks in enumerate(outcomes):
            rest = rest if other == index else _joined(rest, ranks)
        for name in unknown_inputs(part, values):
            if name == "extramedullary_sites" and values.get("extramedullary_blasts") is None:
                continue
            results = {
                _joined(rest, _group_ranks(part, {**values, name: value}, inputs))
                for value in representatives(name, part, values, inputs)
            }
            if len(results) > 1:
                found.add(name)
    return sorted(found)


def _could_be_old(atoms: tuple[Atom, ...], values: Values, inputs: Mapping[str, Quantity]) -> bool:
    """Whether the abnormalities at diagnosis, while they are not known, could take its newness from a finding.

    A finding on treatment counts as new until then, so they are no open input of the possible phases.
    """
    later = values.get("aca_on_treatment")
    if values.get("aca_at_diagnosis") is not None or not later:
        return False
    candidates = [(), later, *((word,) for word in later)]
    return len({possible_ranks(atoms, {**values, "aca_at_diagnosis": found}, inputs) for found in candidates}) > 1


def unknown_inputs(atoms: Iterable[Atom], values: Values) -> list[str]:
    names = {name for atom in atoms for name in inputs_of(atom.condition)}
    if values.get("extramedullary_blasts") is False:
        names.discard("extramedullary_sites")
    return sorted(name for name in names if values.get(name) is None)


def groups(atoms: tuple[Atom, ...], values: Values) -> list[tuple[Atom, ...]]:
    """The atoms in groups that share no unknown input."""
    found: list[tuple[set[str], list[Atom]]] = []
    for atom in atoms:
        names, members = set(unknown_inputs((atom,), values)), [atom]
        apart = []
        for other_names, other_members in found:
            if names & other_names:
                names |= other_names
                members = other_members + members
            else:
                apart.append((other_names, other_members))
        found = [*apart, (names, members)]
    return [tuple(members) for _, members in found]


def representatives(name: str, atoms: Iterable[Atom], values: Values, inputs: Mapping[str, Quantity]) -> list[Any]:
    """Values of one unknown input that stand for all its values, as far as these atoms can tell them apart."""
    quantity = inputs[name]
    match quantity:
        case Number():
            return _numbers(quantity, list(atoms), values, inputs)
        case YesNo():
            return [False, True]
        case Words():
            # An atom holds of a list when it holds of one of its entries, so single entries stand for all lists.
            # No sites at all would contradict that there are blasts outside blood and marrow.
            single: list[Any] = [(word,) for word, _ in quantity.words]
            return single if name == "extramedullary_sites" else [(), *single]
    raise TypeError(f"{name} decides no phase")


def _group_ranks(atoms: tuple[Atom, ...], values: Values, inputs: Mapping[str, Quantity]) -> frozenset[int]:
    return frozenset(_ranks(atoms, values, unknown_inputs(atoms, values), inputs))


def _ranks(
    atoms: tuple[Atom, ...], values: Values, open_names: list[str], inputs: Mapping[str, Quantity]
) -> Iterator[int]:
    if not open_names:
        yield max((atom.rank for atom in atoms if _gives(atom, values)), default=NOTHING)
        return
    first, rest = open_names[0], open_names[1:]
    for value in representatives(first, atoms, values, inputs):
        completed = {**values, first: value}
        # Without blasts outside blood and marrow there is no site to name.
        still_open = [name for name in rest if not (value is False and name == "extramedullary_sites")]
        yield from _ranks(atoms, completed, still_open, inputs)


def _gives(atom: Atom, values: Values) -> bool:
    return status(atom.condition, values) == ("not_met" if atom.when_not_met else "met")


def _joined(left: frozenset[int], right: frozenset[int]) -> frozenset[int]:
    return frozenset(max(a, b) for a in left for b in right)


def _numbers(number: Number, atoms: list[Atom], values: Values, inputs: Mapping[str, Quantity]) -> list[Decimal]:
    """The limits that tell values of `number` apart, the ends of its range, and a value between each two of them."""
    low = number.at_least if number.at_least is not None else number.above
    assert low is not None
    points = {low, number.at_most}
    points |= {limit for limit in _limits(number.name, atoms, values, inputs) if low <= limit <= number.at_most}
    ordered = sorted(points)
    between = [EXACT.divide(EXACT.add(a, b), Decimal(2)) for a, b in pairwise(ordered)]
    return sorted(point for point in {*ordered, *between} if number.above is None or point > number.above)


def _limits(name: str, atoms: list[Atom], values: Values, inputs: Mapping[str, Quantity]) -> set[Decimal]:
    leaves = [leaf for atom in atoms for leaf in _leaves(atom.condition)]
    found = _own_limits(name, leaves)
    for leaf in leaves:
        if name not in leaf.sum_of:
            continue
        partner = next(other for other in leaf.sum_of if other != name)
        partner_value = values.get(partner)
        if partner_value is None:
            other = inputs[partner]
            assert isinstance(other, Number) and other.at_least is not None
            others = _own_limits(partner, leaves) | {other.at_least, other.at_most}
        else:
            others = {partner_value}
        found |= {EXACT.subtract(limit, value) for limit in _bounds(leaf) for value in others}
    return found


def _own_limits(name: str, leaves: list[Condition]) -> set[Decimal]:
    return {limit for leaf in leaves if leaf.measurement == name for limit in _bounds(leaf)}


def _bounds(condition: Condition) -> list[Decimal]:
    return [limit for bound in BOUNDS if (limit := getattr(condition, bound)) is not None]


def _leaves(condition: Condition) -> Iterator[Condition]:
    parts = condition.any + condition.all
    if not parts:
        yield condition
    for part in parts:
        yield from _leaves(part)
