"""A printed percentage of a discrepancy is one that can be recomputed from its numbers."""

from collections.abc import Iterator

from cml_calculators import proportion
from cml_calculators.inputs import read
from handbook.library import Library
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    for own_id, discrepancy in library.discrepancies.items():
        source = library.sources["discrepancies", own_id]
        for index, printed in enumerate(discrepancy.proportions):
            given = {quantity.name: getattr(printed, quantity.name) for quantity in proportion.INPUTS}
            values, faults = read(proportion.INPUTS, given)
            for fault in (*faults, *proportion.faults(values)):
                yield source.problem(("proportions", index, fault.field), fault.message)
