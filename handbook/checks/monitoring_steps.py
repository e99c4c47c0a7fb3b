"""The steps of a schedule after a stop follow one another: one interval each, an end before the next begins."""

from collections.abc import Iterator

from cml_calculators.criteria import Condition, DiscontinuationCriteria, MonitoringStep
from handbook.library import Library, fields_below
from handbook.problems import Location, Problem

# A time that is not known counts as at least as long as a deeper response; an upper limit would turn that around.
TIMES = ("months_in_mr4", "months_in_mr4_5")


def check(library: Library) -> Iterator[Problem]:
    for own_id, edition in library.guidelines.items():
        if isinstance(edition, DiscontinuationCriteria):
            source = library.sources["guidelines", own_id]
            for location, message in [*_steps(edition.schedule), *_upper_limits(edition)]:
                yield source.problem(location, message)


def _steps(schedule: tuple[MonitoringStep, ...]) -> Iterator[tuple[Location, str]]:
    start: int | None = 0
    for index, step in enumerate(schedule):
        where: Location = ("schedule", index)
        if start is None:
            yield where, "must follow a step with 'until_month', not one without an end"
            return
        if (step.every_months is None) == (step.every_days is None):
            yield where, "must have either 'every_months' or 'every_days', not both or neither"
        elif (step.every_months or step.every_days or 0) < 1:
            yield where, "must have an interval of 1 or more, not less"
        elif step.until_month is not None and step.until_month <= start:
            yield (*where, "until_month"), f"must be after month {start}, not {step.until_month}"
        elif step.until_month is not None and step.every_months and (step.until_month - start) % step.every_months:
            message = (
                f"must be a test of its own step, every {step.every_months} months from month {start}, not between"
            )
            yield (*where, "until_month"), message
        start = step.until_month


def _upper_limits(edition: DiscontinuationCriteria) -> Iterator[tuple[Location, str]]:
    for location, part in fields_below(edition):
        if isinstance(part, Condition) and part.measurement in TIMES and {"below", "at_most"} & set(part.limits):
            yield (
                location,
                "must have no upper limit on a time in a response, as an unknown one counts as at least so long",
            )
