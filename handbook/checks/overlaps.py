"""Within one edition and time point no two categories hold at once, unless the row says why in `overlaps`."""

from collections.abc import Iterator
from itertools import combinations

from cml_calculators.criteria import MilestoneTable
from handbook.library import Library
from handbook.milestones import at_words, both_can_hold
from handbook.problems import Problem


def check(library: Library) -> Iterator[Problem]:
    for own_id, table in library.guidelines.items():
        if not isinstance(table, MilestoneTable):
            continue
        source = library.sources["guidelines", own_id]
        for (first, one), (second, other) in combinations(enumerate(table.milestones), 2):
            same_time = (one.month, one.any_time) == (other.month, other.any_time)
            explained = one.overlaps or other.overlaps
            if same_time and one.category != other.category and not explained and both_can_hold(one, other):
                message = (
                    f"must not hold together with milestones[{first}] ({one.category}, {at_words(one)}); "
                    "if the source itself overlaps, say why in 'overlaps'"
                )
                yield source.problem(("milestones", second), message)
