"""A copy of the package and its tests in which a module may be changed, and a run of the tests in a process of its own.

The process is forked before the package is imported, so that it imports the changed module and nothing else is paid
for twice. Drawn inputs are the same in every run, and a failing one is not made smaller.
"""

import contextlib
import json
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

ROOT = Path(__file__).parents[2]
PACKAGE = Path("calculators/src/cml_calculators")
MOST_MEMORY = 2 * 1024**3
CLOCK_TO_PROCESSOR = 10
# Nobody reads why a test failed.
SILENT = ["-q", "--no-header", "--tb=no", "--assert=plain"]
OPTIONS = [*SILENT, "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin"]


def copy_tree(folder: Path) -> Path:
    """What the tests of the calculators need: the package with its compiled criteria, the tests, the settings."""
    ignored = shutil.ignore_patterns("__pycache__", "golden", "broken", "browser", ".hypothesis")
    for copied in (PACKAGE, Path("tests")):
        shutil.copytree(ROOT / copied, folder / copied, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for linked in ("handbook", "content"):
        (folder / linked).symlink_to(ROOT / linked)
    return folder


def enter(folder: Path) -> None:
    """This process works in the copy from now on."""
    for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "cml_calculators")]:
        del sys.modules[name]
    sys.path[:] = [str(folder), str(folder / PACKAGE.parent), *(one for one in sys.path if one not in ("", str(ROOT)))]
    os.environ["PYTHONPATH"] = str(folder / PACKAGE.parent)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.chdir(folder)
    settings.register_profile(
        "mutants", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    settings.load_profile("mutants")


def read_cases_once() -> None:
    """Reads the files of cases before the fork; they do not depend on the package."""
    from tests import case_files

    if "cml_calculators" not in sys.modules:
        case_files.cases = cache(case_files.cases)
        case_files.all_cases()
    else:
        for name in [name for name in sys.modules if name.split(".")[0] in ("tests", "cml_calculators")]:
            del sys.modules[name]


def in_fork(work: Callable[[], Any], answer: Path, seconds: float) -> Any:
    """What `work` returns, as JSON has it, from a forked process; None when it dies or takes too long.

    `seconds` are of the processor, so that a busy machine fails nothing; of the clock it may be so many times more.
    """
    answer.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _work(work, answer, seconds)
    deadline = time.monotonic() + CLOCK_TO_PROCESSOR * seconds
    while not os.waitpid(child, os.WNOHANG)[0]:
        if time.monotonic() > deadline:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return None
        time.sleep(0.005)
    return json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else None


def run_tests(files: Iterable[str], plugins: list[Any], options: Iterable[str] = ()) -> int:
    """Pytest in this process, without a word. Its exit status."""
    with Path(os.devnull).open("w") as null, contextlib.redirect_stdout(null), contextlib.redirect_stderr(null):
        return int(pytest.main([*OPTIONS, *options, *files], plugins=plugins))


def _work(work: Callable[[], Any], answer: Path, seconds: float) -> None:
    """Ends this process in every case."""
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds) + 1))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        answer.write_text(json.dumps(work()), encoding="utf-8")
    finally:
        os._exit(0)
