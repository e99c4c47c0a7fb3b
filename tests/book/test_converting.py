"""HTML of the pages as Typst: what each element becomes, and what stops the book."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.book.convert import blocks
from handbook.book.typst_text import literal
from tests.book.small_book import chapter


def converted(text: str) -> str:
    one = chapter(text)
    code = " ".join(blocks(one, one.page.body))
    assert one.problems == []
    return " ".join(code.replace("\n", " ").split())


def problems(text: str, *written: str) -> list[str]:
    one = chapter(text, written)
    blocks(one, one.page.body)
    return [str(problem) for problem in one.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<p>One <strong>two</strong> three</p>", 'par({ "One" strong({ " two" }) " three" })'),
        ("<p>One<br>two</p>", 'par({ "One" linebreak() "two" })'),
        ("<p>a<sub>2</sub></p>", 'par({ "a" sub({ "2" }) })'),
        ("<ul><li>One</li><li>Two</li></ul>", 'list({ "One" }, { "Two" })'),
        ("<ol><li>One</li></ol>", 'enum({ "One" })'),
        ("<h2>Head</h2>", 'section(3, { "Head" })'),
        ("<h2>Head</h2><h3>Below</h3>", 'section(3, { "Head" }) section(4, { "Below" })'),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", 'terms(terms.item({ "Term" }, { "Meaning" }))'),
        ("<dl><div><dt>Term</dt><dd>Meaning</dd></div></dl>", 'terms(terms.item({ "Term" }, { "Meaning" }))'),
        ("<pre><code>one\ntwo</code></pre>", 'listing("one\\u{a}two")'),
        ("<hr>", "divider"),
    ],
)
def test_each_element_has_its_counterpart(text: str, code: str) -> None:
    assert converted(text) == code


def test_text_between_blocks_is_a_paragraph() -> None:
    assert converted("<div>One<ul><li>Two</li></ul>three</div>") == 'par({ "One" }) list({ "Two" }) par({ "three" })'


def test_what_only_works_on_a_screen_is_left_out() -> None:
    shown = converted(
        '<p>Stays<a class="headerlink" href="#x">¶</a></p><script>var x</script><noscript>No script</noscript>'
        "<p hidden>Hidden</p><form><button>Go</button></form>"
    )
    assert shown == 'par({ "Stays" })'


def test_a_link_prints_the_page_at_its_first_mention_in_a_section() -> None:
    link = '<p>see <a href="../other/#here">there</a></p>'
    first, again, anew = re.findall(r"(reference|plain-reference)\(", converted(f"{link}{link}<h2>Next</h2>{link}"))
    assert (first, again, anew) == ("reference", "plain-reference", "reference")


def test_a_link_of_markdown_leads_to_the_same_place() -> None:
    assert 'reference("a/other#here"' in converted('<p><a href="other.md#here">there</a></p>')


def test_an_address_on_the_web_is_printed() -> None:
    code = converted('<p><a href="https://example.org/paper">Paper</a></p>')
    assert code == 'par({ outside("https://example.org/paper", { "Paper" }, "example.org/paper") })'


def test_an_address_is_not_printed_where_it_stands_already_nor_in_a_table_nor_for_a_file_of_the_site() -> None:
    assert "}, " not in converted('<p>doi:10.1/x <a href="https://doi.org/10.1/x">DOI</a></p>')
    assert "}, " not in converted('<p><a href="table.csv">File</a></p>')
    assert '"example.org' not in converted('<table><tr><td><a href="https://example.org/x">One</a></td></tr></table>')


def test_an_anchor_stands_only_where_something_leads_to_it() -> None:
    assert 'anchor("a/page#wanted")' in converted('<div id="wanted">One</div>')
    assert "anchor" not in converted('<div id="other">One</div>')


def test_a_citation_has_the_number_of_the_bibliography_and_stands_close() -> None:
    cited = (
        '<p>Said <sup class="citation"><a href="#source-1">1</a></sup>.</p><h2>Sources</h2><ol class="sources">'
        '<li id="source-1" data-reference="one-2001"><span class="work">One</span> '
        '<span class="locators">Cited for: Table 1 <a class="back" href="#cited-1-1">↩</a>.</span></li></ol>'
    )
    code = converted(cited)
    assert 'citation("7", "work:one-2001")' in code
    assert 'source(7, "work:one-2001", "One 2001", { "Cited for: Table 1." })' in code


def test_nothing_in_a_head_of_a_table_is_a_link() -> None:
    head = '<thead><tr><th><a href="../other/">There</a></th></tr></thead>'
    code = converted(f"<table>{head}<tbody><tr><td><a href='../other/'>There</a></td></tr></tbody></table>")
    assert code.count("reference(") == 1


def test_spans_of_cells_are_kept_and_heads_of_rows_are_noted() -> None:
    one = chapter(
        '<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th rowspan="2">r</th><td>1</td></tr>'
        '<tr><td>2</td></tr><tr><td colspan="2">both</td></tr></tbody></table>'
    )
    code = " ".join(blocks(one, one.page.body))
    assert "rowspan: 2" in code
    assert "colspan: 2" in code
    assert one.row_heads == [frozenset({(1, 0)})]


def test_a_drawing_has_colors_of_paper_and_words_for_those_who_cannot_see_it() -> None:
    code = converted(
        '<svg viewBox="0 0 40 20"><title>Title</title><desc>What it shows.</desc>'
        '<line stroke="var(--line)"></line><text font-family="sans-serif" fill="currentColor">x</text></svg>'
    )
    assert "viewBox=" in code
    assert "#123456" in code
    assert "var(" not in code
    assert "currentColor" not in code
    assert "font-family=\\u{22}'Source Sans 3'" in code
    assert '"Title. What it shows"' in code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<p>One</p><div class='study'><video></video></div>",
            "content/pages/a/page.md:1: book: must be made of elements that the book knows, not <video> in <div.study>",
        ),
        (
            "<p><blink>One</blink></p>",
            "content/pages/a/page.md:1: book: must be made of elements that the book knows, not <blink> in <p>",
        ),
        (
            "<svg viewBox='0 0 1 1'></svg>",
            "content/pages/a/page.md:1: book: must have a title for those who cannot see the drawing, not none",
        ),
        ("<h3>Deep</h3>", "content/pages/a/page.md:1: book: must not skip a level of headings before 'Deep'"),
        (
            "<p>x<sup class='citation'><a href='#source-1'>1</a></sup></p>",
            "content/pages/a/page.md:1: book: must cite a work of the bibliography, not none",
        ),
    ],
)
def test_what_the_book_cannot_print_is_a_problem(text: str, message: str) -> None:
    assert problems(text) == [message]


def test_a_link_to_nothing_is_named_with_its_line() -> None:
    text = '<p><a href="other.md#gone">there</a> <a href="nowhere.md">nowhere</a></p>'
    written = ("---", "---", "[there](other.md#gone)", "[nowhere](nowhere.md)")
    assert problems(text, *written) == [
        "content/pages/a/page.md:3: book: must lead to a page and an anchor of the book, not 'other.md#gone'",
        "content/pages/a/page.md:4: book: must lead to a page and an anchor of the book, not 'nowhere.md'",
    ]


def test_a_table_that_fits_no_page_is_named_with_its_line() -> None:
    wide = "".join(f"<td>{'x' * 90}</td>" for _ in range(3))
    text = f"<div id='wide-one'><table><caption>Wide</caption><tr>{wide}</tr></table></div>"
    assert problems(text, "---", "---", "::: {dataset id=wide-one}") == [
        "content/pages/a/page.md:3: book: the table 'Wide' must fit a turned page in small letters, not be wider"
    ]


@given(st.text())
def test_no_text_ends_its_literal(text: str) -> None:
    code = literal(text)
    inside = code[1:-1]
    assert (code[0], code[-1]) == ('"', '"')
    # Without what is escaped, nothing is left that Typst would read otherwise than as a letter.
    assert not re.search(r'["\\\n]', re.sub(r"\\u\{[0-9a-f]+\}", "", inside))
    assert re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), inside) == text
