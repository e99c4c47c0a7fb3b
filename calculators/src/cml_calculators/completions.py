"""Which phases remain possible: exact, without trying every completion of the unknown inputs.

An edition gives the highest rank among its atoms that hold. Atoms that share no unknown input are independent, so each
connected group is enumerated alone, over values that stand for every region between its limits, and the outcomes are
combined by their maximum.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import Any

from cml_calculators import quantities
from cml_calculators.conditions import EXACT, inputs_of, status
from cml_calculators.criteria import Condition
from cml_calculators.shapes import Number, Words, YesNo

Values = Mapping[str, Any]
NOTHING = -1


@dataclass(frozen=True, eq=False)
class Atom:
    """Gives `rank` when its condition holds, or when it fails if `when_not_met`. Made once for each edition."""

    rank: int
    condition: Condition
    when_not_met: bool = False

    @cached_property
    def inputs(self) -> frozenset[str]:
        return frozenset(inputs_of(self.condition))


def explore(atoms: tuple[Atom, ...], values: Values) -> tuple[frozenset[int], list[str]]:
    """What the unknown inputs can still do.

    Returns:
        Every highest rank that some completion gives, with NOTHING where no atom holds; and, sorted, the unknown
        inputs of which two values leave different ranks possible, with the rest left open.
    """
    floor, still_open = _settled(atoms, values)
    parts = groups(still_open, values)
    outcomes = [_group_ranks(part, values) for part in parts]
    before = list(accumulate(outcomes, _joined, initial=frozenset({floor})))
    after = list(accumulate(reversed(outcomes), _joined, initial=frozenset({floor})))[::-1]
    deciding = {"aca_at_diagnosis"} if _could_be_old(atoms, values) else set()
    for index, part in enumerate(parts):
        rest = _joined(before[index], after[index + 1])
        for name in unknown_inputs(part, values):
            if name == "extramedullary_sites" and values.get("extramedullary_blasts") is None:
                continue
            if _differ(_joined(rest, ranks) for ranks in _under_each_value(name, part, values)):
                deciding.add(name)
    return before[-1], sorted(deciding)


def _settled(atoms: Iterable[Atom], values: Values) -> tuple[int, tuple[Atom, ...]]:
    """The highest rank that holds already, and the open atoms that could give a higher one: no other can matter."""
    floor, still_open = NOTHING, []
    for atom in atoms:
        found = status(atom.condition, values)
        if found == "unknown":
            still_open.append(atom)
        elif found == ("not_met" if atom.when_not_met else "met"):
            floor = max(floor, atom.rank)
    return floor, tuple(atom for atom in still_open if atom.rank > floor)


def _differ(results: Iterator[frozenset[int]]) -> bool:
    """Whether two of the results differ; the rest of them is not computed then."""
    first = next(results)
    return any(result != first for result in results)


def _could_be_old(atoms: tuple[Atom, ...], values: Values) -> bool:
    """Whether the abnormalities at diagnosis, while they are not known, could take its newness from a finding.

    A finding on treatment counts as new until then, so they are no open input of the possible phases.
    """
    later = values.get("aca_on_treatment")
    if values.get("aca_at_diagnosis") is not None or not later:
        return False
    candidates = [(), later, *((word,) for word in later)]
    return len({explore(atoms, {**values, "aca_at_diagnosis": found})[0] for found in candidates}) > 1


def unknown_inputs(atoms: Iterable[Atom], values: Values) -> list[str]:
    names = {name for atom in atoms for name in atom.inputs}
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


def representatives(name: str, atoms: Iterable[Atom], values: Values) -> list[Any]:
    """Values of one unknown input that stand for all its values, as far as these atoms can tell them apart."""
    quantity = quantities.ALL[name]
    match quantity:
        case Number():
            return _numbers(quantity, atoms, values)
        case YesNo():
            return [False, True]
        case Words():
            # An atom holds of a list when it holds of one of its entries, so single entries stand for all lists.
            # No sites at all would contradict that there are blasts outside blood and marrow.
            single: list[Any] = [(word,) for word, _ in quantity.words]
            return single if name == "extramedullary_sites" else [(), *single]
    raise TypeError(f"{name} decides no phase")


def _group_ranks(atoms: tuple[Atom, ...], values: Values) -> frozenset[int]:
    """Every highest rank that some completion gives."""
    if _nothing_known(atoms, values):
        return _ranks_with_nothing_known(atoms, values.get("on_treatment"))
    return _ranks(atoms, values)


def _under_each_value(name: str, atoms: tuple[Atom, ...], values: Values) -> Iterator[frozenset[int]]:
    """The ranks that remain possible with each value of one unknown input."""
    if _nothing_known(atoms, values):
        yield from _each_with_nothing_known(name, atoms, values.get("on_treatment"))
        return
    for value in representatives(name, atoms, values):
        yield _ranks(atoms, {**values, name: value})


def _nothing_known(atoms: tuple[Atom, ...], values: Values) -> bool:
    """Whether no input is known that these atoms read: then they leave the same open for every patient."""
    if values.get("aca_at_diagnosis") is not None and any("aca_on_treatment" in atom.inputs for atom in atoms):
        return False
    return all(values.get(name) is None for atom in atoms for name in atom.inputs)


@cache
def _ranks_with_nothing_known(atoms: tuple[Atom, ...], on_treatment: bool | None) -> frozenset[int]:
    return _ranks(atoms, {"on_treatment": on_treatment})


@cache
def _each_with_nothing_known(
    name: str, atoms: tuple[Atom, ...], on_treatment: bool | None
) -> frozenset[frozenset[int]]:
    values = {"on_treatment": on_treatment}
    return frozenset(_ranks(atoms, {**values, name: value}) for value in representatives(name, atoms, values))


def _ranks(atoms: tuple[Atom, ...], values: Values, floor: int = NOTHING) -> frozenset[int]:
    """Every highest rank that some completion gives, where `floor` holds in any case.

    One unknown input after the other is given each of its values; what that settles is left out before the next one.
    """
    held, still_open = _settled(atoms, values)
    floor = max(floor, held)
    still_open = tuple(atom for atom in still_open if atom.rank > floor)
    names = unknown_inputs(still_open, values)
    if not names:
        return frozenset({floor})
    all_there_can_be = {floor, *(atom.rank for atom in still_open)}
    found: set[int] = set()
    for value in representatives(names[0], still_open, values):
        found |= _ranks(still_open, {**values, names[0]: value}, floor)
        if found == all_there_can_be:
            break
    return frozenset(found)


@cache
def _joined(left: frozenset[int], right: frozenset[int]) -> frozenset[int]:
    return frozenset(max(a, b) for a in left for b in right)


def _numbers(number: Number, atoms: Iterable[Atom], values: Values) -> list[Decimal]:
    """The limits that tell values of `number` apart, the ends of its range, and a value between each two of them."""
    low = number.at_least if number.at_least is not None else number.above
    assert low is not None
    points = {low, number.at_most}
    points |= {limit for limit in _limits(number.name, atoms, values) if low <= limit <= number.at_most}
    ordered = sorted(points)
    between = [EXACT.divide(EXACT.add(a, b), Decimal(2)) for a, b in pairwise(ordered)]
    return sorted(point for point in {*ordered, *between} if number.above is None or point > number.above)


def _limits(name: str, atoms: Iterable[Atom], values: Values) -> set[Decimal]:
    leaves = [leaf for atom in atoms for leaf in _leaves(atom.condition)]
    found = _own_limits(name, leaves)
    for leaf in leaves:
        if name not in leaf.sum_of:
            continue
        partner = next(other for other in leaf.sum_of if other != name)
        partner_value = values.get(partner)
        if partner_value is None:
            other = quantities.ALL[partner]
            assert isinstance(other, Number) and other.at_least is not None
            others = _own_limits(partner, leaves) | {other.at_least, other.at_most}
        else:
            others = {partner_value}
        found |= {EXACT.subtract(limit, value) for limit in leaf.limits.values() for value in others}
    return found


def _own_limits(name: str, leaves: list[Condition]) -> set[Decimal]:
    return {limit for leaf in leaves if leaf.measurement == name for limit in leaf.limits.values()}


def _leaves(condition: Condition) -> Iterator[Condition]:
    parts = condition.any + condition.all
    if not parts:
        yield condition
    for part in parts:
        yield from _leaves(part)
