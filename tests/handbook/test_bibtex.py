"""The bibliography in BibTeX, read back by pybtex, which shares no code with what wrote it."""

import codecs
import re
from datetime import date
from typing import Any

import latexcodec  # noqa: F401  registers the encoding "ulatex"
import pytest
from pybtex.database import BibliographyData, Entry, parse_string

from handbook.bibtex import bibtex
from handbook.library import load_library
from handbook.model import Name, Reference
from tests.handbook.workspace import TESTS

LIBRARY, _ = load_library(TESTS.parent / "content")
assert LIBRARY is not None
REFERENCES = LIBRARY.references


def read_back(*references: Reference) -> BibliographyData:
    return parse_string(bibtex(references), "bibtex")


def reference(**fields: Any) -> Reference:
    given = {"id": "one-2020", "type": "article-journal", "title": "A title", "container_title": "Blood",
             "accessed": date(2026, 11, 20), "read": "Nothing.", **fields}  # fmt: skip
    return Reference(**given)


# Signs that latexcodec leaves as they are written.
NAMED = {
    r"\textbraceleft": "{",
    r"\textbraceright": "}",
    r"\textquotedblleft": "“",
    r"\textquotedblright": "”",
    r"\ensuremath{>}": ">",
}


def words(latex: str) -> str:
    """The text that LaTeX would print, by latexcodec, which comes with pybtex."""
    pieces = re.split("(" + "|".join(map(re.escape, NAMED)) + ")", latex)
    return "".join(NAMED.get(piece) or _decoded(piece) for piece in pieces)


def _decoded(latex: str) -> str:
    return re.sub(r"[{}]", "", codecs.decode(latex, "ulatex"))  # type: ignore[call-overload]


def only(one: Reference) -> Entry:
    return read_back(one).entries[one.id]


def test_every_reference_comes_back_with_its_own_words() -> None:
    found = read_back(*REFERENCES.values())
    assert list(found.entries) == list(REFERENCES)
    for own_id, one in REFERENCES.items():
        entry = found.entries[own_id]
        assert words(entry.fields["title"]) == re.sub('"([^"]*)"', r"“\1”", one.title.replace("--", "–")), own_id
        for field, value in (
            ("doi", one.doi),
            ("pmid", one.pmid),
            ("pmcid", one.pmcid),
            ("year", (one.issued or "")[:4]),
        ):
            assert entry.fields.get(field, "") == (value or ""), own_id
        bodies = [name.literal or name.family for name in one.author] + (["others"] if one.others else [])
        assert [
            words(" ".join([*person.prelast_names, *person.last_names])) for person in entry.persons.get("author", [])
        ] == bodies


@pytest.mark.parametrize("sign", list("&%#_üßéï®–{}"))
def test_a_sign_is_written_in_ascii_and_read_as_itself(sign: str) -> None:
    text = bibtex([reference(title=f"Before {sign} after")])
    assert text.isascii()
    assert words(parse_string(text, "bibtex").entries["one-2020"].fields["title"]) == f"Before {sign} after"


@pytest.mark.parametrize(
    ("sign", "written"),
    [
        ("\\", r"{\textbackslash}"),
        ("~", r"{\textasciitilde}"),
        ("^", r"{\textasciicircum}"),
        (">", r"{\ensuremath{>}}"),
        ("≤", r"{\ensuremath{\leq}}"),
        ("$", r"{\$}"),
    ],
)
def test_a_sign_with_a_meaning_of_its_own_in_latex_is_written_by_name(sign: str, written: str) -> None:
    assert f"title = {{Before {written} after}}" in bibtex([reference(title=f"Before {sign} after")])


@pytest.mark.parametrize(
    ("fields", "kind", "holder"),
    [
        ({}, "article", ("journal", "Blood")),
        ({"container_title": None}, "misc", ("title", "A title")),
        ({"type": "book", "publisher": "WHO"}, "book", ("publisher", "WHO")),
        ({"type": "chapter"}, "incollection", ("booktitle", "Blood")),
        ({"type": "paper-conference"}, "inproceedings", ("booktitle", "Blood")),
        ({"type": "report", "publisher": "NCI"}, "techreport", ("institution", "NCI")),
        ({"type": "thesis", "publisher": "Uppsala"}, "phdthesis", ("school", "Uppsala")),
        ({"type": "webpage", "url": "https://example.org/"}, "misc", ("url", "https://example.org/")),
    ],
)
def test_a_work_has_the_type_whose_fields_it_has(fields: dict[str, Any], kind: str, holder: tuple[str, str]) -> None:
    entry = only(reference(**fields))
    assert entry.type == kind
    assert entry.fields[holder[0]] == holder[1]


def test_a_body_is_one_author_and_others_follow() -> None:
    one = reference(
        author=(Name(literal="Society of Oncology, and Friends"), Name(family="de Vries", given="JA")), others=True
    )
    assert [str(person) for person in only(one).persons["author"]] == [
        "{Society of Oncology, and Friends}", "de Vries, J. A.", "others",
    ]  # fmt: skip


def test_doi_and_address_stand_verbatim_and_pages_as_a_range() -> None:
    one = reference(
        doi="10.1002/(SICI)1097_0142<1::AID>3.0.CO;2-B", url="https://x.org/a_b%20c?d=1&e={f}", page="12-19"
    )
    entry = only(one)
    assert entry.fields["doi"] == one.doi
    assert entry.fields["url"] == "https://x.org/a_b%20c?d=1&e=%7Bf%7D"
    assert entry.fields["pages"] == "12--19"


def test_a_month_is_the_macro_of_bibtex() -> None:
    entry = only(reference(issued="2020-05-01"))
    assert (entry.fields["year"], entry.fields["month"]) == ("2020", "May")


def test_names_keep_their_capitals_in_styles_that_take_them() -> None:
    text = bibtex([reference(title="Imatinib in BCR-ABL1 positive leukemia: the T315I variant")])
    assert "title = {Imatinib in {BCR-ABL1} positive leukemia: the {T315I} variant}" in text


def test_a_brace_in_a_title_cannot_end_the_field() -> None:
    text = bibtex([reference(title="A } b { c"), reference(id="two", title="Next")])
    assert list(parse_string(text, "bibtex").entries) == ["one-2020", "two"]
