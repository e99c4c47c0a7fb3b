"""The steps of a schedule after a stop follow one another: an end before the next begins."""

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
        if step.every < 1:
            yield (*where, "every"), f"must be 1 or more, not {step.every}"
        elif step.until_month is not None and step.until_month <= start:
            yield (*where, "until_month"), f"must be after month {start}, not {step.until_month}"
        elif step.until_month is not None and step.unit == "months" and (step.until_month - start) % step.every:
            message = f"must be a test of its own step, every {step.every} months from month {start}, not between"
            yield (*where, "until_month"), message
        start = step.until_month


def _upper_limits(edition: DiscontinuationCriteria) -> Iterator[tuple[Location, str]]:
    for location, part in fields_below(edition):
        if isinstance(part, Condition) and part.measurement in TIMES and {"below", "at_most"} & set(part.limits):
            yield (
                location,
                "must have no upper limit on a time in a response, as an unknown one counts as at least so long",
            )
