"""Plugins of pytest: which test calls which function of the package, and the tests of one mutant in the best order."""

import cProfile
import sys
import time
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.mutants.sandbox import PACKAGE

# The criteria are read from their file once: to read them anew for every test would take too long.
READ_ONCE = ("loading",)


def called_by(folder: Path, work: Callable[[], object]) -> list[str]:
    """The functions of the package that `work` calls, as `inputs.py:45`."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return _functions(profile, folder)


def forget_results(kept: tuple[str, ...] = READ_ONCE) -> None:
    """The package forgets what it keeps for later calls, except in the modules `kept`."""
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] == "cml_calculators" and name.partition(".")[2] not in kept:
            for function in vars(module).values():
                if hasattr(function, "cache_clear") and function.__module__ == name:
                    function.cache_clear()


class Recorder:
    """For each test that passes: how long it takes and which functions it calls, as `inputs.py:45`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tests: dict[str, dict[str, Any]] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        forget_results()
        profile, started = cProfile.Profile(), time.monotonic()
        profile.enable()
        try:
            return (yield)
        finally:
            profile.disable()
            seconds = time.monotonic() - started
            self.tests[item.nodeid] = {"seconds": seconds, "functions": _functions(profile, self.folder)}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.tests.pop(report.nodeid, None)
            self.failed.append(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


class Chosen:
    """Only these tests, in this order; `killer` is the first that fails, or the file that cannot be imported."""

    def __init__(self, names: Iterable[str]) -> None:
        self.order = {name: place for place, name in enumerate(names)}
        self.killer: str | None = None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self.order]
        items[:] = sorted(chosen, key=lambda item: self.order[item.nodeid])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and self.killer is None:
            self.killer = f"import of {report.nodeid}"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and self.killer is None:
            self.killer = report.nodeid


def _functions(profile: cProfile.Profile, folder: Path) -> list[str]:
    package = f"{folder / PACKAGE}/"
    codes = [entry.code for entry in profile.getstats() if not isinstance(entry.code, str)]
    own = {code for code in codes if code.co_filename.startswith(package)}
    return sorted({f"{code.co_filename.removeprefix(package)}:{code.co_firstlineno}" for code in own})
