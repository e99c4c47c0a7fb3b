"""Inputs on stopping a TKI that contradict each other: which of two counts, and what the reader is told."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from cml_calculators.calendar_months import is_on_the_calendar
from cml_calculators.conditions import holds
from cml_calculators.criteria import Bounds
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import molecular_levels
from cml_calculators.response_levels import limit_of

Values = Mapping[str, Any]

# Relapses are seen after 2 to 3 years (PDQ 2025, Can TKIs be discontinued?), so three years are listed.
MONTHS_LISTED = 36
LEVEL_OF = {"months_in_mr4": "MR4", "months_in_mr4_5": "MR4.5"}


def months_listed(values: Values) -> int:
    return MONTHS_LISTED if values["months_to_list"] is None else int(values["months_to_list"])


def faults(values: Values) -> list[Fault]:
    """A stop so late that the dates of its tests cannot be written."""
    stop, months = values["stop_date"], months_listed(values)
    if stop is None or is_on_the_calendar(stop, months):
        return []
    return [Fault("stop_date", f"stop_date must be {months} months or more before the year 10000, not {stop}")]


def consistent(values: Values) -> dict[str, Any]:
    """The inputs, of two that contradict each other the one that speaks against a stop.

    MR4.5 is MR4 as well, so it lasts no longer; and a response that the present value has left lasts no time.
    """
    seen = dict(values)
    mr4, mr4_5 = values["months_in_mr4"], values["months_in_mr4_5"]
    if mr4 is not None and mr4_5 is not None:
        seen["months_in_mr4_5"] = min(mr4, mr4_5)
    return seen | {name: Decimal(0) for name in LEVEL_OF if _has_left(name, values)}


def _has_left(name: str, values: Values) -> bool:
    """Whether the present value is known to be above the limit of the level whose duration the input is."""
    percent = values["bcr_abl1_percent_is"]
    return percent is not None and not holds(_limit(name), percent)


def _limit(name: str) -> Bounds:
    return next(limit_of(level) for level in molecular_levels() if level.abbreviation == LEVEL_OF[name])


def warnings(values: Values) -> list[Warn]:
    """What contradicts something else, and what no source speaks of."""
    return [*_durations(values), *_history(values), *_laboratory(values)]


def _durations(values: Values) -> Iterator[Warn]:
    mr4, mr4_5, tki = values["months_in_mr4"], values["months_in_mr4_5"], values["tki_months"]
    if mr4 is not None and mr4_5 is not None and mr4_5 > mr4:
        message = f"MR4.5 is MR4 as well, so it cannot have lasted longer; {mr4} months are counted for both."
        yield Warn(message, "months_in_mr4_5")
    for name, level in LEVEL_OF.items():
        if values[name] is not None and values[name] > 0 and _has_left(name, values):
            message = (
                f"{values['bcr_abl1_percent_is']}% is no {level}, so the time in {level} without a break counts as 0."
            )
            yield Warn(message, name)
    for name, level in LEVEL_OF.items():
        if values[name] is not None and tki is not None and values[name] > tki:
            yield Warn(f"The time in {level} is longer than the time on TKIs; check both.", name)


def _history(values: Values) -> Iterator[Warn]:
    if values["ever_advanced_phase"] is True:
        message = (
            "The passages of PDQ and ESMO that were read say nothing of an earlier accelerated or blast phase; "
            "ELN and NCCN rule it out."
        )
        yield Warn(message, "ever_advanced_phase")
    if values["prior_tfr_attempt"] is True:
        message = "No criterion evaluated here speaks of an earlier attempt to stop; see the statements on the page."
        yield Warn(message, "prior_tfr_attempt")
    if values["tki_line"] == 1 and values["reason_for_switch"] is not None:
        yield Warn("A first line has no switch before it; check the line and the reason.", "reason_for_switch")


def _laboratory(values: Values) -> Iterator[Warn]:
    mr4_5 = values["months_in_mr4_5"]
    if values["transcript"] == "other":
        message = (
            "The International Scale covers e13a2 and e14a2 only; with another transcript MR4 and MR4.5 mean little."
        )
        yield Warn(message, "transcript")
    if values["pcr_sensitivity"] == "MR4" and mr4_5 is not None and mr4_5 > 0:
        yield Warn("A PCR that shows MR4 only cannot show MR4.5; check both.", "pcr_sensitivity")
