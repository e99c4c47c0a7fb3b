"""The mutations that are tried: those of Cosmic Ray that fit this package, and those that it lacks.

Cosmic Ray knows no decimals in quotes, no words and no entries of tables, and these are what criteria and equations
are made of. Its plugin interface takes further operators: a class with `mutation_positions` and `mutate`.
"""

import re
from collections.abc import Iterator
from typing import Any

import parso
from cosmic_ray.operators.operator import Operator
from cosmic_ray.operators.provider import OperatorProvider
from parso.python.tree import Keyword, Name, String

# Each comparison is moved over its limit, turned around, or negated; the other swaps are caught by the same tests.
CHOSEN = (
    *(f"ReplaceComparisonOperator_{swap}" for swap in (
        "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_GtE", "GtE_Lt", "Gt_LtE", "LtE_Gt", "Eq_NotEq", "NotEq_Eq",
        "Is_IsNot", "IsNot_Is",
    )),
    *(f"ReplaceBinaryOperator_{swap}" for swap in (
        "Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_Mul", "Pow_Mul", "BitOr_BitAnd",
        "BitAnd_BitOr",
    )),
    "ReplaceUnaryOperator_Delete_Not", "ReplaceUnaryOperator_Delete_USub",
    "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd", "AddNot",
    "ReplaceBreakWithContinue", "ReplaceContinueWithBreak", "ExceptionReplacer", "NumberReplacer",
    "ZeroIterationForLoop",
)  # fmt: skip

# Names and methods that stand for an operator; every sum of decimals is a call.
CALLS = {
    "max": "min", "min": "max", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor",
    "add": "subtract", "subtract": "add", "multiply": "divide", "divide": "multiply", "exp": "ln", "ln": "exp",
    "log10": "ln", "ROUND_HALF_UP": "ROUND_DOWN", "ROUND_CEILING": "ROUND_FLOOR", "ROUND_FLOOR": "ROUND_CEILING",
}  # fmt: skip
BUILT_IN = ("max", "min", "any", "all")
NUMBER = re.compile(r"(?P<before>-?[0-9]*\.?[0-9]*?)(?P<last>[0-9])(?P<after>\.?([eE][-+]?[0-9]+)?)")
WORD = re.compile(r"[a-z][a-z0-9_.+-]*")


class Rewrite(Operator):  # type: ignore[misc]
    """An operator that writes a node anew, in one or more ways."""

    def variants(self, node: Any) -> list[str]:
        raise NotImplementedError

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        return ((node.start_pos, node.end_pos) for _ in self.variants(node))

    def mutate(self, node: Any, index: int) -> Any:
        return parso.parse(node.get_first_leaf().prefix + self.variants(node)[index])

    @classmethod
    def examples(cls) -> tuple[()]:
        return ()


class DecimalText(Rewrite):
    """`Decimal("0.0116")` one more and one less in its last digit."""

    def variants(self, node: Any) -> list[str]:
        number = NUMBER.fullmatch(_plain_text(node) or "")
        if number is None:
            return []
        last = int(number["last"])
        changed = (last + 1, last - 1) if 0 < last < 9 else (last - 1, last - 2) if last else (1, 2)
        return [f'"{number["before"]}{digit}{number["after"]}"' for digit in changed]


class Word(Rewrite):
    """`"accelerated"` as a word that nothing has."""

    def variants(self, node: Any) -> list[str]:
        text = _plain_text(node)
        return [f'"{text}_"'] if text and WORD.fullmatch(text) else []


class Membership(Rewrite):
    """`in` and `not in`."""

    def variants(self, node: Any) -> list[str]:
        if getattr(node, "type", "") == "comp_op" and node.children[0].value == "not":
            return ["in"]
        inside = isinstance(node, Keyword) and node.value == "in"
        return ["not in"] if inside and node.parent.type == "comparison" else []


class Filter(Rewrite):
    """The condition of a comprehension negated."""

    def variants(self, node: Any) -> list[str]:
        if getattr(node, "type", "") != "comp_if" or negated_elsewhere(node):
            return []
        rest = "".join(child.get_code() for child in node.children[2:])
        return [f"if not ({node.children[1].get_code().strip()}){rest}"]


class Call(Rewrite):
    """`EXACT.add` as `EXACT.subtract`, `max` as `min`."""

    def variants(self, node: Any) -> list[str]:
        if not isinstance(node, Name) or node.value not in CALLS or node.parent.type.startswith("import"):
            return []
        before = node.get_previous_leaf()
        attribute = before is not None and before.value == "."
        called = node.get_next_leaf().value == "("
        known = called and not attribute if node.value in BUILT_IN else attribute or node.value.isupper()
        return [CALLS[node.value]] if known else []


class Entry(Rewrite):
    """A list, tuple, set or dictionary without one of its entries."""

    def variants(self, node: Any) -> list[str]:
        if getattr(node, "type", "") != "atom" or len(node.children) != 3:
            return []
        opening, inner, closing = node.children
        if inner.type not in ("testlist_comp", "dictorsetmaker") or any(
            child.type in ("comp_for", "sync_comp_for") for child in inner.children
        ):
            return []
        entries = _entries(inner)
        if len(entries) < 2:
            return []
        kept = ("".join(entries[:index] + entries[index + 1 :]) for index in range(len(entries)))
        # A tuple of one entry needs its comma.
        alone = opening.value == "(" and len(entries) == 2
        return [
            f"{opening.value}{one}{',' if alone and not one.rstrip().endswith(',') else ''}{closing.get_code()}"
            for one in kept
        ]


OWN = (DecimalText, Word, Membership, Filter, Call, Entry)


def negated_elsewhere(node: Any) -> bool:
    """Whether the condition of `node` is a comparison or begins with `not`: turning that around negates it."""
    condition = node.children[2 if node.type == "test" else 1]
    return condition.type in ("comparison", "not_test")


def operators() -> dict[str, Any]:
    """Every operator that is used, by its name."""
    theirs = OperatorProvider()
    return {name: theirs[name]() for name in CHOSEN} | {own.__name__: own() for own in OWN}


def _entries(inner: Any) -> list[str]:
    """The code of each entry with the comma after it, as it stands in the file."""
    entries = [""]
    for child in inner.children:
        entries[-1] += child.get_code()
        if child.type == "operator" and child.value == ",":
            entries.append("")
    return entries if entries[-1] else entries[:-1]


def _plain_text(node: Any) -> str | None:
    """The text of a string in plain quotes; None for a docstring and for strings with a prefix."""
    if not isinstance(node, String) or node.value[0] not in "\"'" or node.value.startswith(('"""', "'''")):
        return None
    return str(node.value[1:-1])
