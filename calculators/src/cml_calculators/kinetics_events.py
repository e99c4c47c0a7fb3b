"""What happened in a series, dated: levels reached and lost, rises, values above 0.1% after the end of treatment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypedDict, cast

from cml_calculators.conditions import Status
from cml_calculators.criteria import ResponseLevel
from cml_calculators.kinetics_series import Measurement
from cml_calculators.molecular_response import EARLY_FROM_DAY, EARLY_TO_DAY
from cml_calculators.response_levels import EARLY, MAJOR, amount_status, limit_of
from cml_calculators.results import CriterionRecord

EventWord = Literal["emr", "mmr", "mr4", "mr4.5", "mmr_lost", "rise", "relapse_signal"]
# The levels whose reaching is an event, by abbreviation.
LEVEL_EVENTS: dict[str, EventWord] = {MAJOR: "mmr", "MR4": "mr4", "MR4.5": "mr4.5"}
# Any value above the limit of a major molecular response after a planned end: the sign to restart in most trials.
RELAPSE_SOURCE = {"reference": "ash-education-2018", "locator": "Table 3"}
RISE_SOURCE = {"reference": "pdq-2025", "locator": "Treatment of Relapsed CML"}


class Event(TypedDict):
    """Something that the sample of this day shows.

    value_percent: null for an undetectable sample, which reaches a level by its reference-gene copies.
    criterion: what makes it an event, with its place in the source.
    """

    date: date
    event: EventWord
    value_percent: Decimal | None
    criterion: CriterionRecord


@dataclass
class _Course:
    """What has been reached up to now. A sample whose copies support no level changes nothing."""

    reached: dict[str, bool] = field(default_factory=dict)
    early: bool = False
    before: Measurement | None = None


def events(
    series: Sequence[Measurement], levels: tuple[ResponseLevel, ...], start: date | None, stop: date | None
) -> list[Event]:
    """Every event in the order of its day."""
    by_name = {level.abbreviation: level for level in levels}
    course = _Course()
    found: list[Event] = []
    for sample in series:
        found += _early_response(sample, by_name[EARLY], course, start, stop)
        found += _levels(sample, by_name, course)
        found += _rise(sample, course.before)
        found += _relapse_signal(sample, by_name[MAJOR], stop)
        course.before = sample
    return found


def _early_response(
    sample: Measurement, level: ResponseLevel, course: _Course, start: date | None, stop: date | None
) -> Iterator[Event]:
    """The first sample of the window that keeps the limit, on treatment."""
    if start is None or course.early or (stop is not None and sample.day > stop):
        return
    if EARLY_FROM_DAY <= (sample.day - start).days <= EARLY_TO_DAY and _status(sample, level) == "met":
        course.early = True
        yield _event(sample, "emr", _limit_record(sample, level))


def _levels(sample: Measurement, by_name: dict[str, ResponseLevel], course: _Course) -> Iterator[Event]:
    """Each level that is passed, from the shallowest; the major response when it is lost."""
    for abbreviation, word in LEVEL_EVENTS.items():
        level, was = by_name[abbreviation], course.reached.get(abbreviation, False)
        status = _status(sample, level)
        if status != "unknown":
            course.reached[abbreviation] = status == "met"
        if status == "met" and not was:
            yield _event(sample, word, _limit_record(sample, level))
        if status == "not_met" and was and abbreviation == MAJOR:
            yield _event(sample, "mmr_lost", _above_record(sample, level, "mmr-lost", _place(level)))


def _rise(sample: Measurement, before: Measurement | None) -> Iterator[Event]:
    """A detected value above the one before it, or above all that an undetectable one before it can have been."""
    if sample.percent is None or before is None:
        return
    most = before.limit_of_detection if before.percent is None else before.percent
    if most is not None and sample.percent > most:
        yield _event(sample, "rise", _record("rise", sample, {"above": most}, RISE_SOURCE))


def _relapse_signal(sample: Measurement, level: ResponseLevel, stop: date | None) -> Iterator[Event]:
    if stop is not None and sample.day > stop and _status(sample, level) == "not_met":
        yield _event(sample, "relapse_signal", _above_record(sample, level, "relapse-signal", RELAPSE_SOURCE))


def _status(sample: Measurement, level: ResponseLevel) -> Status:
    return amount_status(limit_of(level), sample.amount)


def _event(sample: Measurement, word: EventWord, criterion: CriterionRecord) -> Event:
    return {"date": sample.day, "event": word, "value_percent": sample.percent, "criterion": criterion}


def _limit_record(sample: Measurement, level: ResponseLevel) -> CriterionRecord:
    return _record(level.id, sample, limit_of(level).limits, _place(level))


def _above_record(sample: Measurement, level: ResponseLevel, name: str, place: dict[str, str]) -> CriterionRecord:
    return _record(name, sample, {"above": limit_of(level).at_most}, place)


def _place(level: ResponseLevel) -> dict[str, str]:
    return {"reference": level.reference, "locator": level.locator}


def _record(name: str, sample: Measurement, limits: Any, place: dict[str, str]) -> CriterionRecord:
    looked_at = {"criterion": name, "measurement": "bcr_abl1_percent_is", "status": "met", "value": sample.percent}
    return cast(CriterionRecord, {**looked_at, **limits, **place})
