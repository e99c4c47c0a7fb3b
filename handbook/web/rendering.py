"""Templates, filled with the rows they need and never with the whole library."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cml_calculators.criteria import Guideline
from handbook import wording
from handbook.addresses import edition_slug, relative_address
from handbook.kept import FOLDER
from handbook.studies import Dataset, Row

TEMPLATES = Path(__file__).parent.parent / "templates"


def render(template: str, **view: Any) -> str:
    """The HTML block of `template`, without empty lines (in Markdown an empty line may end a block)."""
    text = _environment().get_template(template).render(**view)
    return "\n".join(line for line in text.splitlines() if line.strip())


def load_templates() -> None:
    """Compiles all templates, for processes that are to start with them."""
    for name in _environment().list_templates(["html"]):
        _environment().get_template(name)


def cite(reference: str, locator: str, cites: Iterable[str] = (), also: Iterable[tuple[str, str]] = ()) -> str:
    """A citation as prose writes it, with the works that the source itself cites; the page numbers all of them.

    also: further sources, each with its place.
    """
    places = [(reference, locator), *((work, "cited there") for work in cites), *also]
    return f"[{'; '.join(f'@{work}, {place}' for work, place in places)}]"


def sources(table: Dataset, row: Row) -> list[tuple[str, str]]:
    """The source of a data table and, where a row has one of its own, that as well."""
    own = [(row.reference, row.locator)] if row.reference and row.locator else []
    return [(table.reference, table.locator), *own]


def edition_link(from_slug: str, edition: Guideline) -> str:
    return relative_address(from_slug, edition_slug(edition))


@cache
def _environment() -> Environment:
    compiled = FOLDER / "templates"
    compiled.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        # Keyed by the text of each template.
        bytecode_cache=FileSystemBytecodeCache(str(compiled)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = wording.day
    environment.filters["iso"] = lambda when: Markup(when.isoformat())
    environment.globals["cite"] = cite
    return environment
