"""A worked example has inputs that its calculator takes."""

from collections.abc import Iterator

from cml_calculators.catalogue import CALCULATORS
from cml_calculators.inputs import read
from handbook.library import Library
from handbook.problems import Problem, did_you_mean


def check(library: Library) -> Iterator[Problem]:
    calculators = {calculator.id: calculator for calculator in CALCULATORS}
    for own_id, example in library.examples.items():
        source = library.sources["examples", own_id]
        calculator = calculators.get(example.calculator)
        if calculator is None:
            hint = did_you_mean(example.calculator, calculators)
            yield source.problem(("calculator",), f"must be a calculator, not '{example.calculator}'{hint}")
            continue
        values, faults = read(calculator.inputs, example.inputs)
        for fault in faults or calculator.faults(values):
            yield source.problem(("inputs", fault.field), fault.message)
