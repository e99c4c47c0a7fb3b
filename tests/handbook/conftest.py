"""The content of the handbook itself, checked and compiled once for all tests that read it."""

import pytest

from handbook.command import checked_library
from handbook.compile import write_criteria
from handbook.layout import Layout
from handbook.library import Library
from tests.handbook.workspace import TESTS


@pytest.fixture(scope="session")
def handbook() -> Library:
    layout = Layout(TESTS.parent)
    library, problems = checked_library(layout)
    assert problems == []
    assert library is not None
    write_criteria(library, layout.criteria)
    return library
