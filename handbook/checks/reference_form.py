"""A reference can be found: a dated work with an author or title, identifiers in their usual form."""

import re
from collections.abc import Iterator

from handbook.library import Library
from handbook.model import Reference
from handbook.problems import Location, Problem

FORMS = (
    (
        "issued",
        re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z"),
        'a date such as "2016-05-19" or "2016"',
    ),
    ("doi", re.compile(r"10\.\d{4,9}/\S+\Z"), "a DOI such as 10.1182/blood-2016-03-643544, without https"),
    ("pmid", re.compile(r"[1-9]\d{0,8}\Z"), "a PubMed number such as 27069254"),
    ("pmcid", re.compile(r"PMC[1-9]\d*\Z"), "a PubMed Central number such as PMC5000000"),
    ("url", re.compile(r"https?://[^\s\"'<>]+\Z"), "an address that starts with https://"),
)


def check(library: Library) -> Iterator[Problem]:
    for own_id, reference in library.references.items():
        for location, message in _faults(reference):
            yield library.sources["references", own_id].problem(location, message)


def _faults(reference: Reference) -> Iterator[tuple[Location, str]]:
    for field, form, words in FORMS:
        value = getattr(reference, field)
        if value is not None and not form.match(value):
            yield (field,), f"must be {words}, not '{value}'"
    for index, name in enumerate(reference.author):
        if bool(name.family) == bool(name.literal):
            yield ("author", index), "must have either 'family' (with 'given') or 'literal', not both or neither"
