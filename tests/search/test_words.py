"""Text as words, slips between words, and a page's sections: what the search compares and shows."""

import pytest

from tests.search.node import call


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BCR::ABL1", ["bcrabl1"]),
        ("BCR-ABL", ["bcrabl1"]),
        ("Bcr/Abl", ["bcrabl1"]),
        ("bcr abl1", ["bcrabl1"]),
        ("BCR and ABL1", ["bcr", "and", "abl1"]),
        ("t(9;22)(q34;q11.2)", ["t922"]),
        ("t(9;22)", ["t922"]),
        ("the 9;22 translocation", ["the", "t922", "translocation"]),
        ("MR4.5, MR 4.5, MR^4.5, MR4½", ["mr4.5"] * 4),
        ("MR4 MR4.0 MR 5 MR45", ["mr4", "mr4", "mr5", "mr4.5"]),
        ("≤0.0032%", ["0.0032%"]),
        ("10 percent, 10 %, 10%", ["10%"] * 3),
        ("0,1 %", ["0.1%"]),
        ("2,444 patients", ["2444", "patients"]),
        ("400mg", ["400", "mg"]),
        ("interferon-α", ["interferon", "alpha"]),
        ("St. John’s wort", ["st", "johns", "wort"]),
        ("Hôpital", ["hopital"]),
        ("Ph+ cells", ["ph", "positive", "cells"]),
        ("SKI-606", ["ski", "606", "ski606"]),
        ("×10⁹/L", ["109", "l"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, expected: list[str]):
    assert call("words.mjs", "words", [[text]]) == [expected]


@pytest.mark.parametrize(
    ("one", "other", "most", "count"),
    [
        ("imatinib", "imatinib", 2, 0),
        ("dasatanib", "dasatinib", 2, 1),
        ("niltoinib", "nilotinib", 2, 1),
        ("imatnb", "imatinib", 2, 2),
        ("gleevac", "gleevec", 1, 1),
        ("abc", "xyz", 2, 3),
        ("ponatinib", "bosutinib", 2, 3),
        ("a", "abcd", 2, 3),
    ],
)
def test_slips_between_words(one: str, other: str, most: int, count: int):
    assert call("vocabulary.mjs", "slips", [[one, other, most], [other, one, most]]) == [count, count]


def test_numbers_and_short_words_forgive_nothing():
    assert call("vocabulary.mjs", "forgiven", [["t315i"], ["tki"], ["blast"], ["dasatinib"]]) == [0, 0, 1, 2]


def test_an_index_is_packed_and_unpacked():
    texts = ["imatinib and imatinib", "dasatinib", "imatinib"]
    (packed,) = call("stored.mjs", "pack", [[texts]])
    assert packed == {"words": "dasatinib imatinib", "places": [[2], [1, -2, 2]]}
    pages: list[dict[str, object]] = [
        {"title": title, "names": [], "headings": []} for title in ("One", "Two", "Three")
    ]
    (index,) = call("stored.mjs", "unpack", [[{"pages": pages, **packed}]])
    # Fields by number: title, terms, heading, text.
    assert dict(index["index"])["imatinib"] == {"3": {"0": 2, "2": 1}}
    assert dict(index["index"])["two"] == {"0": {"1": 1}}
    assert index["fieldLength"]["0"] == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "given",
    [None, [], {}, "x", {"edition": "1", "words": "a b", "places": [[1]], "pages": [], "groups": [], "spellings": {}}],
)
def test_what_is_no_index_is_refused(given: object):
    assert call("loading.mjs", "isIndex", [[given]]) == [False]
