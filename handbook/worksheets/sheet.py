"""One calculator as a worksheet: everything that a reader needs to come to its answer with a pencil."""

import html
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

import cml_calculators
from cml_calculators.calculator import Calculator
from cml_calculators.catalogue import calculator
from cml_calculators.criteria import ResponseLevel
from cml_calculators.quantities import ALL
from handbook import wording
from handbook.addresses import address
from handbook.library import Library
from handbook.web.rendering import render
from handbook.worksheets import entries
from handbook.worksheets.arithmetic import PLACE
from handbook.worksheets.decisions import READINGS, decision_table, editions
from handbook.worksheets.lookups import lookups
from handbook.worksheets.plotting_paper import plotting_paper
from handbook.worksheets.qr import qr_svg
from handbook.worksheets.scoring import ready_values, scores
from handbook.worksheets.worked_examples import worked_examples
from handbook.worksheets.worked_out import WORKED_OUT, WorkedOut


def worksheet_html(library: Library, calculator_id: str, site_url: str, level: int = 3) -> str:
    """The worksheet as a fragment whose headings are of `level`; its QR code leads to the live page at `site_url`."""
    entry = calculator(calculator_id)
    if entry is None:
        raise KeyError(f"{calculator_id} is not in the catalogue of calculators")
    tables = [decision_table(library, edition) for edition in editions(library, entry)]
    live = site_url + address(f"calculators/{entry.id}")
    return render(
        "worksheets/worksheet.html",
        head=f"h{level}",
        entry=entry,
        live=live,
        qr=Markup(qr_svg(live, f"QR code: {entry.title}, live page")),
        version=cml_calculators.__version__,
        reviewed=_reviewed(library, entry),
        groups=entries.groups(entry),
        records=entries.records(entry),
        worked_out=[(one, _with_variables(one)) for one in WORKED_OUT.get(entry.id, ())],
        levels=[_level(one) for one in _levels(library)] if entry.level_kinds else [],
        paper=Markup(plotting_paper(_levels(library))) if entry.id == "kinetics" else "",
        reading=READINGS.get(entry.id, ""),
        tables=[table for table in tables if table["kind"] != "card"],
        cards=[table for table in tables if table["kind"] == "card"],
        scores=scores() if entry.equations else [],
        lookups=[*(ready_values() if entry.equations else ()), *lookups(entry)],
        examples=worked_examples(library, entry),
    )


def _reviewed(library: Library, entry: Calculator) -> Any:
    """The oldest review among the editions that decide; None for a calculator without any."""
    return min((edition.reviewed for edition in editions(library, entry)), default=None)


def _with_variables(one: WorkedOut) -> Markup:
    """The formula with each thing that goes in as a variable, under its label."""
    text = html.escape(one.how, quote=False)
    return Markup(PLACE.sub(lambda match: f"<var>{_name(match[1])}</var>", text))


def _name(place: str) -> str:
    label = ALL[place].label if place in ALL else place
    return html.escape(label, quote=False)


def _levels(library: Library) -> list[ResponseLevel]:
    """The molecular levels from the shallowest to the deepest."""
    return sorted((one for one in library.responses.values() if one.kind == "molecular"), key=lambda one: one.rank)


def _level(level: ResponseLevel) -> Mapping[str, Any]:
    """Limit, log reduction, and the copies that an undetectable sample needs."""
    return {
        "level": level,
        "limit": wording.bounds(level.bcr_abl1_percent_is) if level.bcr_abl1_percent_is else "",
        "log": "" if level.log_reduction is None else wording.number(level.log_reduction),
        "copies": [
            (f"{one.gene} ≥ {wording.number(one.at_least)}", one, wording.VERIFICATION[one.verification])
            for one in level.undetected_copies
        ],
        "verification": wording.VERIFICATION[level.verification],
    }
