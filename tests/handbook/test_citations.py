"""Citations become numbered links, wherever Markdown lets them stand."""

import re

import markdown
import pytest

from handbook.citations import Citation, number_citations, read_mark

LABELS = {"arber-2016": "Arber 2016", "pdq-2025": "PDQ 2025"}


def test_a_mark_holds_several_citations_parted_by_semicolons() -> None:
    assert read_mark("@arber-2016, Table 2; footnote b; @pdq-2025, General Information") == (
        Citation("arber-2016", "Table 2; footnote b"),
        Citation("pdq-2025", "General Information"),
    )


@pytest.mark.parametrize("inside", ["@arber-2016", "@arber-2016,", "@, Table 2", "arber-2016, Table 2", "@Arber, x; @"])
def test_a_mark_without_id_or_locator_is_none(inside: str) -> None:
    assert read_mark(inside) is None


def test_sources_are_numbered_in_the_order_of_their_first_citation() -> None:
    _, sources = number_citations("A. [@pdq-2025, a]\nB. [@arber-2016, b]\nC. [@pdq-2025, c]", LABELS)
    assert [(source.number, source.reference) for source in sources] == [(1, "pdq-2025"), (2, "arber-2016")]
    assert sources[0].places == (("cited-1-1", "a"), ("cited-1-2", "c"))


def test_a_citation_names_its_source_and_place() -> None:
    text, _ = number_citations("A. [@arber-2016, Table 2]", LABELS)
    assert 'title="Arber 2016, Table 2"' in text
    assert 'aria-label="Source 1: Arber 2016, Table 2"' in text
    assert text.startswith("A.<sup")


def test_a_work_with_two_places_in_one_mark_is_one_number_that_leads_back_from_both_places() -> None:
    text, sources = number_citations("A. [@pdq-2025, a; @arber-2016, b; @pdq-2025, c]\nB. [@pdq-2025, a]", LABELS)
    assert re.findall(r">(\d+)</a>", text) == ["1", "2", "1"]
    assert 'aria-label="Source 1: PDQ 2025, a; c"' in text
    assert sources[0].places == (("cited-1-1", "a"), ("cited-1-1", "c"), ("cited-1-2", "a"))
    assert re.findall(r'id="(cited-[\d-]+)"', text) == ["cited-1-1", "cited-2-1", "cited-1-2"]


def test_a_place_that_is_cited_twice_in_one_mark_counts_once() -> None:
    text, sources = number_citations("A. [@pdq-2025, a; @pdq-2025, a]", LABELS)
    assert sources[0].places == (("cited-1-1", "a"),)
    assert 'title="PDQ 2025, a"' in text


@pytest.mark.parametrize(
    "code", ["`[@pdq-2025, a]`", "``a ` [@pdq-2025, a]``", "```\n[@pdq-2025, a]\n```", "~~~ text\n[@pdq-2025, a]\n~~~"]
)
def test_code_is_left_alone(code: str) -> None:
    assert number_citations(code, LABELS) == (code, ())


@pytest.mark.parametrize("locator", ["row < 10%", 'row "a"', "row a | b", "row _a_ & *b*", "row 'x'", "lines 1-2, <b>"])
def test_a_citation_survives_in_a_table_cell(locator: str) -> None:
    table = f"| a | b |\n|---|---|\n| 1 [@pdq-2025, {locator}] | 2 |\n"
    numbered, sources = number_citations(table, LABELS)
    rendered = markdown.markdown(numbered, extensions=["tables"])
    assert rendered.count("<td>") == 2
    assert rendered.count("<a ") == 1
    assert "<b>" not in rendered
    assert sources[0].places == (("cited-1-1", locator),)


def test_a_locator_escaped_by_a_template_is_read_as_written() -> None:
    _, sources = number_citations("<td>[@pdq-2025, row &lt; 10% &amp; &#34;a&#34;]</td>", LABELS)
    assert sources[0].places == (("cited-1-1", 'row < 10% & "a"'),)
