"""The calculator of a page as HTML: its form, the places for its answers, and what the script in the page needs."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from cml_calculators import quantities
from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import calculator, shows
from cml_calculators.conditions import looked_at
from cml_calculators.criteria import Card, Criterion, DiscontinuationCriteria, Guideline, PhaseClassification, RuleSet
from cml_calculators.description import described_answers
from cml_calculators.shapes import (
    Choice,
    Day,
    Days,
    Number,
    Numbers,
    Quantity,
    Records,
    Simple,
    Texts,
    Words,
    WordSeries,
    YesNo,
)
from handbook import wording
from handbook.addresses import relative_address
from handbook.bibliography import short_name
from handbook.guidelines import newer_edition
from handbook.libraries import script_addresses
from handbook.library import Library, fields_below
from handbook.web.milestone_bands import chart_config
from handbook.web.rendering import edition_link, render

BIBLIOGRAPHY = "reference/bibliography"
# More words than these stand in a list to choose from, not as radio buttons.
MOST_RADIOS = 5
SERIES = "Several entries, apart by spaces or lines."
YES_NO = (("true", "Yes"), ("false", "No"), ("", "Not known"))


def render_calculator(calculator_id: str, library: Library) -> str:
    """The whole calculator. Its state is set by the script alone, so that without one nothing claims to be live."""
    entry = _entry(calculator_id)
    controls = {quantity.name: _control(calculator_id, quantity) for quantity in entry.inputs}
    groups = [(group.title, [controls[name] for name in group.names]) for group in entry.groups]
    return render("calculator/calculator.html", id=entry.id, groups=groups, config=_config(entry, library))


def _entry(calculator_id: str) -> Calculator:
    entry = calculator(calculator_id)
    if entry is None:
        raise KeyError(f"{calculator_id} is not in the catalogue of calculators")
    return entry


def _control(calculator_id: str, quantity: Quantity) -> dict[str, Any]:
    """What the template of a control needs: names, labels, and the words to choose from."""
    shown: dict[str, Any] = {
        "id": f"{calculator_id}-{quantity.name.replace('.', '-')}",
        "name": quantity.name,
        "label": quantity.label,
        "hint": quantity.hint,
        "unit": "",
        "range": "",
    }
    match quantity:
        case Number():
            return shown | {"kind": "number", "unit": quantity.unit, "range": _range(quantity), "whole": quantity.whole}
        case YesNo():
            return shown | {"kind": "radios", "words": YES_NO}
        case Choice():
            kind = "radios" if len(quantity.words) <= MOST_RADIOS else "select"
            return shown | {"kind": kind, "words": (*quantity.words, ("", "Not known"))}
        case Words():
            return shown | {"kind": "checkboxes", "words": (*quantity.words, ("none", "Looked for, none found"))}
        case Day():
            return shown | {"kind": "text", "range": "Year, month, day: 2026-03-31."}
        case Numbers():
            return shown | {
                "kind": "series",
                "unit": quantity.entry.unit,
                "range": f"{SERIES} {_range(quantity.entry)}",
            }
        case Days():
            return shown | {"kind": "series", "range": f"{SERIES} Year, month, day: 2026-03-31."}
        case WordSeries() | Texts():
            return shown | {"kind": "series", "range": SERIES}
        case Records():
            return shown | {
                "kind": "records",
                "fields": [_field(calculator_id, quantity, part) for part in quantity.fields],
            }


def _field(calculator_id: str, records: Records, part: Simple) -> dict[str, Any]:
    """A control of the first row; the script copies the row for the next."""
    return _control(calculator_id, replace(part, name=f"{records.name}.0.{part.name}"))


def _range(number: Number) -> str:
    """`From 0 to 100.` or `Above 0, up to 10000.`"""
    low = f"Above {number.above}, up to" if number.above is not None else f"From {number.at_least} to"
    return f"{low} {number.at_most}{', a whole number' if number.whole else ''}."


def _config(entry: Calculator, library: Library) -> dict[str, Any]:
    """Addresses relative to the page, inputs as the result names them, sources with their place in the bibliography."""
    slug = next(page.slug for page in library.pages.values() if page.head.calculator == entry.id)
    return {
        "calculator": entry.id,
        "title": entry.title,
        "inputs": {quantity.name: _input(quantity) for quantity in entry.inputs},
        "derived": _derived(entry, library),
        **described_answers(entry),
        "references": _references(entry, slug, library),
        "guidelines": _editions(entry, slug, library),
        **_series(entry, slug, library),
    }


def _series(entry: Calculator, slug: str, library: Library) -> Mapping[str, Any]:
    """What the page of a series needs besides: libraries for its rows and its picture, and what the picture shows."""
    if not any(isinstance(quantity, Records) for quantity in entry.inputs):
        return {}
    root = relative_address(slug, "index")
    return {"libraries": script_addresses(root), "chart": chart_config(library, slug)}


def _input(quantity: Quantity) -> dict[str, Any]:
    """How the script reads a control and how a result names it."""
    shown: dict[str, Any] = {"label": quantity.label}
    match quantity:
        case Number():
            low = {"above": str(quantity.above)} if quantity.above is not None else {"at_least": str(quantity.at_least)}
            limits = {**low, "at_most": str(quantity.at_most)}
            return shown | {"kind": "number", "unit": quantity.unit, "range": limits, "whole": quantity.whole}
        case YesNo():
            return shown | {"kind": "yes_no"}
        case Choice():
            return shown | {"kind": "choice", "words": dict(quantity.words), "numeric": quantity.numeric}
        case Words():
            return shown | {"kind": "words", "words": dict(quantity.words)}
        case Day():
            return shown | {"kind": "date"}
        case Numbers():
            return shown | {**_input(quantity.entry), "kind": "numbers", "label": quantity.label}
        case Days():
            return shown | {"kind": "dates"}
        case WordSeries():
            return shown | {"kind": "word_series", "words": dict(quantity.words)}
        case Texts():
            return shown | {"kind": "texts"}
        case Records():
            return shown | {"kind": "records", "fields": {part.name: _input(part) for part in quantity.fields}}


def _derived(entry: Calculator, library: Library) -> Mapping[str, Any]:
    """What criteria look at that is no input: named in a result, never in the form."""
    read = {
        getattr(part, kind, None)
        for edition in library.guidelines.values()
        if shows(entry, edition)
        for _, part in fields_below(edition)
        for kind in ("measurement", "answer", "answered_no")
    }
    derived = (quantity for name, quantity in quantities.ALL.items() if name in read and name not in quantities.INPUTS)
    return {quantity.name: _input(quantity) for quantity in derived}


@lru_cache(maxsize=1)
def _named_by_criteria(library: Library) -> frozenset[str | None]:
    records = (*library.guidelines.values(), *library.responses.values())
    return frozenset(getattr(part, "reference", None) for record in records for _, part in fields_below(record))


def _references(entry: Calculator, slug: str, library: Library) -> Mapping[str, Any]:
    """The sources that a result can name."""
    named = _named_by_criteria(library) | set(entry.references)
    bibliography = relative_address(slug, BIBLIOGRAPHY)
    return {
        key: {"label": short_name(reference), "href": f"{bibliography}#{key}"}
        for key, reference in library.references.items()
        if key in named
    }


def _editions(entry: Calculator, slug: str, library: Library) -> Mapping[str, Any]:
    """The editions that the calculator evaluates, by id: of one kind, so an id names one."""
    return {
        edition.id: {
            "title": edition.title,
            "short": edition.label,
            "href": edition_link(slug, edition),
            "published": edition.published,
            "verification": wording.VERIFICATION[edition.verification],
            "measures": _measures(edition),
            "superseded": newer_edition(library.guidelines, edition) is not None,
        }
        for edition in library.guidelines.values()
        if shows(entry, edition) and not isinstance(edition, Card)
    }


def _measures(edition: Guideline) -> Mapping[str, str]:
    """What each criterion with a value of its own looks at: the inputs that name its value and give its unit."""
    criteria: tuple[Criterion, ...] = ()
    if isinstance(edition, PhaseClassification):
        criteria = (*edition.criteria, *edition.crisis)
    elif isinstance(edition, (RuleSet, DiscontinuationCriteria)):
        criteria = edition.rules
    names = {one.id: " + ".join(one.sum_of) or looked_at(one) for one in criteria}
    return {criterion: name for criterion, name in names.items() if name}
