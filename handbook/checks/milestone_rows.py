"""A row of a milestone table has one time, a category of its table, and at least one condition."""

from collections.abc import Iterator

from cml_calculators.criteria import MilestoneTable
from handbook.library import Library
from handbook.milestones import conditions_of
from handbook.problems import Location, Problem


def check(library: Library) -> Iterator[Problem]:
    for own_id, table in library.guidelines.items():
        if isinstance(table, MilestoneTable):
            for location, message in _faults(table):
                yield library.sources["guidelines", own_id].problem(location, message)


def _faults(table: MilestoneTable) -> Iterator[tuple[Location, str]]:
    if table.otherwise is not None and table.otherwise not in table.categories:
        yield ("otherwise",), f"must be one of its categories {', '.join(table.categories)}, not '{table.otherwise}'"
    for index, row in enumerate(table.milestones):
        where = ("milestones", index)
        if (row.month is not None) == row.any_time:
            yield where, f"must have either 'month' or 'any_time: true', not {'both' if row.any_time else 'neither'}"
        if row.category not in table.categories:
            listed = ", ".join(table.categories)
            yield (*where, "category"), f"must be one of its categories {listed}, not '{row.category}'"
        if not conditions_of(row):
            yield where, "must have at least one condition, not none"
