"""Numbers of patients fit into one another: an arm into its study, and those with an outcome into those counted."""

from collections.abc import Iterator

from handbook.library import Library
from handbook.problems import Location, Problem
from handbook.studies import Study


def check(library: Library) -> Iterator[Problem]:
    for own_id, study in library.studies.items():
        for location, message in _faults(study):
            yield library.sources["studies", own_id].problem(location, message)


def _faults(study: Study) -> Iterator[tuple[Location, str]]:
    sizes = {arm.id: arm.n for arm in study.arms}
    for index, arm in enumerate(study.arms):
        if arm.n is not None and study.patients is not None and arm.n > study.patients:
            yield ("arms", index, "n"), f"must be at most the {study.patients} patients of the study, not {arm.n}"
    for index, outcome in enumerate(study.outcomes):
        if outcome.discrepancies:
            continue
        for number, figure in enumerate(outcome.figures):
            where: Location = ("outcomes", index, "figures", number)
            all_of = sizes.get(figure.arm) if figure.arm else study.patients
            if figure.total is not None and all_of is not None and figure.total > all_of:
                yield (*where, "total"), f"must be at most the {all_of} patients of the arm, not {figure.total}"
            if figure.n is not None and figure.total is not None and figure.n > figure.total:
                yield (*where, "n"), f"must be at most the total of {figure.total}, not {figure.n}"
