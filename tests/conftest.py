"""Options of the whole suite."""

import pytest
from hypothesis import settings

# A test says whether an answer is right, not how fast this machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, to be reviewed as text")
