"""What a calculator is: a question, its inputs, its answers. One entry serves form, command line, worksheet, tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cml_calculators.inputs import Fault, Warn
from cml_calculators.shapes import Quantity

Values = Mapping[str, Any]
Result = Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Inputs that stand together in the form."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer as the reader sees it: the field of the result, its label, its unit or the words of its values.

    words: the label of each value; true, false and unknown are yes, no and not known unless `true`, `false` and the
    empty text are among them.
    shown: the field that holds the number as text, where a number has one.
    join: what stands between the values of a list.
    """

    name: str
    label: str
    unit: str = ""
    words: tuple[tuple[str, str], ...] = ()
    shown: str = ""
    join: str = ", "


@dataclass(frozen=True, kw_only=True)
class Entries:
    """A list of the result with one entry for each definition, guideline or score, and what each entry answers."""

    name: str
    key: str
    label: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Equation:
    """An equation that stands in the code, with its place in the source."""

    title: str
    reference: str
    locator: str


@dataclass(frozen=True, kw_only=True)
class Calculator:
    """A question, its inputs, and the functions that find faults between inputs and answer it.

    shape: the typed dictionary that `assess` returns; the JSON Schema of the result is made from it.
    answers, entries: what a reader wants to see first of a result, and in which words.
    guideline_kinds, level_kinds: the records that decide, and that the page shows as sources.
    equations: what is computed instead, where the source has an equation.
    references: the works that equations in Python cite, beside those that records name.
    """

    id: str
    title: str
    question: str
    inputs: tuple[Quantity, ...]
    groups: tuple[Group, ...]
    faults: Callable[[Values], list[Fault]]
    assess: Callable[[Values], tuple[Result, list[Warn]]]
    shape: type
    answers: tuple[Answer, ...] = ()
    entries: Entries | None = None
    guideline_kinds: tuple[str, ...] = ()
    level_kinds: tuple[str, ...] = ()
    equations: tuple[Equation, ...] = ()
    references: tuple[str, ...] = ()


def no_faults(values: Values) -> list[Fault]:
    """For a calculator whose inputs cannot contradict each other."""
    return []
