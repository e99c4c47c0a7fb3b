"""A number on its way from the form to the calculators: the page and Python read every text alike, or refuse it."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cml_calculators.browser import handle
from cml_calculators.cells import value_of
from cml_calculators.quantities import ALL
from cml_calculators.shapes import Number

Read = Callable[[str], str | None]
SCRIPT = Path(__file__).with_name("number_texts.mjs")
NUMBERS = [quantity for quantity in ALL.values() if isinstance(quantity, Number)]
# What people type, and what only looks like it: other digits, spaces, minus signs, words that Python takes for numbers.
PIECES = st.sampled_from(
    [*"0123456789.,-+eE_ <%'\u2212\u00a0\u202f\u0661\uff11\t\n", "NaN", "Infinity", "inf", "0x", "e400"]
)
TEXTS = st.one_of(
    st.text(max_size=12), st.lists(PIECES, max_size=14).map("".join),
    st.decimals(allow_nan=False, allow_infinity=False).map(str), st.floats(allow_nan=False).map(repr),
)  # fmt: skip


@pytest.fixture(scope="module")
def in_the_page() -> Iterator[Read]:
    """The page's own reader, in a Node that stays for all texts."""
    node = shutil.which("node") or f"{sys.prefix}/bin/node"
    with subprocess.Popen([node, str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asked, answers = process.stdin, process.stdout

        def read(text: str) -> str | None:
            asked.write(json.dumps(text) + "\n")
            asked.flush()
            found: str | None = json.loads(answers.readline())
            return found

        yield read
        asked.close()


def as_typed(text: str) -> Decimal | None:
    """What the text says to Python: a finite decimal in plain digits with at most three digits of exponent."""
    plain = re.sub(r"[\s\ufeff]+", " ", text).strip().replace("\u2212", "-")
    exponent = re.search(r"[eE][+-]?(.*)\Z", plain)
    if not plain.isascii() or "_" in plain or len(plain) > 40 or (exponent and len(exponent[1]) > 3):
        return None
    # JavaScript takes these four for characters, Python for spaces.
    if any(mark in text for mark in "\x1c\x1d\x1e\x1f"):
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() and "\x85" not in text else None


@settings(max_examples=1500)
@given(text=TEXTS)
@example("1,5")
@example("1e400")
@example("\u22120.5")
@example("١٢")
@example("1_000")
@example("00012.50")
def test_a_text_that_the_page_takes_is_the_number_that_python_reads(in_the_page: Read, text: str) -> None:
    sent = in_the_page(text)
    number = as_typed(text)
    assert (sent is None) == (number is None), (text, sent, number)
    if sent is not None:
        assert json.loads(sent, parse_float=Decimal, parse_int=Decimal) == number


@settings(max_examples=300)
@given(text=TEXTS, quantity=st.sampled_from(NUMBERS))
def test_a_cell_of_a_cohort_is_never_another_number_than_in_the_page(
    in_the_page: Read, text: str, quantity: Number
) -> None:
    sent, cell = in_the_page(text), value_of(quantity, text.strip())
    if sent is not None and isinstance(cell, Decimal):
        assert cell == json.loads(sent, parse_float=Decimal, parse_int=Decimal)


@settings(max_examples=300)
@given(text=TEXTS)
def test_whatever_is_sent_is_answered_within_its_range_or_refused_on_its_field(in_the_page: Read, text: str) -> None:
    sent = in_the_page(text)
    if sent is None:
        return
    request = f'{{"id": 1, "calculator": "phase", "inputs": {{"platelets_e9_per_l": {sent}}}}}'
    answer = json.loads(handle(request))
    inside = 0 < Decimal(sent) <= 10000
    assert answer["ok"] is inside, (text, answer)
    assert inside or [error["field"] for error in answer["errors"]] == ["platelets_e9_per_l"]


@settings(max_examples=300)
@given(text=st.text(alphabet="0123456789.eE+-[]{},:\"'NaInfity ", max_size=40))
def test_any_request_is_answered(text: str) -> None:
    assert json.loads(handle(f'{{"calculator": "phase", "inputs": {{"platelets_e9_per_l": {text}}}}}'))["ok"] in (
        True,
        False,
    )
