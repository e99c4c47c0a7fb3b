"""The content of the handbook itself, read and compiled once for all tests that print it."""

import pytest

from handbook.compile import write_criteria
from handbook.layout import Layout
from handbook.library import Library, load_library
from tests.handbook.workspace import TESTS


@pytest.fixture(scope="session")
def handbook() -> Library:
    layout = Layout(TESTS.parent)
    library, problems = load_library(layout.content)
    assert problems == []
    assert library is not None
    write_criteria(library, layout.criteria)
    return library
