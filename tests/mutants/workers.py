"""Processes that try one mutation after another.

A change inside a function is made in a fork of a process that has imported the package and collected the tests, by
giving the function its new code. After a change at module level, or of a function that runs while the package is
imported, such a fork imports the package anew and asks the cases, which hold nothing of the package; what they do not
notice is tried on all tests in a fork that collects them anew, too.
"""

import gc
import importlib
import multiprocessing
import queue
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.mutants.mutations import Mutation, changed_lines, mutated
from tests.mutants.recorder import Chosen, forget_results
from tests.mutants.sandbox import PACKAGE, enter, in_fork, read_cases_once, run_tests

LEAST_SECONDS = 20
# What is slower may be an endless loop.
SLOWER = 5
# Exit statuses of pytest.
NO_FAILURE, NO_TEST = 0, 5
MOST_KILLERS = 12
CASES = "tests/calculators/test_cases.py::"


@dataclass(frozen=True)
class Task:
    """A mutation with the tests that may notice it, in their order, and the seconds that these take."""

    mutation: Mutation
    tests: tuple[str, ...]
    seconds: float
    imported: bool


class Killers:
    """The tests that noticed the last changes of a module, the latest first: likely they notice the next one, too."""

    def __init__(self) -> None:
        self.of_module: dict[str, list[str]] = {}

    def first(self, module: str, names: Iterable[str]) -> list[str]:
        """The names, those of killers before the others."""
        asked = list(names)
        recent = [name for name in self.of_module.get(module, []) if name in set(asked)]
        return [*recent, *(name for name in asked if name not in set(recent))]

    def note(self, module: str, killer: str) -> None:
        others = [name for name in self.of_module.get(module, []) if name != killer]
        self.of_module[module] = [killer, *others][:MOST_KILLERS]


@dataclass(frozen=True)
class Outcome:
    """`killer`: the test that failed, `time` when it took too long, None for a survivor. The lines as they differ."""

    mutation: Mutation
    was: str
    becomes: str
    killer: str | None


def outcomes(
    tasks: list[Task], sources: Mapping[str, str], folders: list[Path], files: list[str]
) -> Iterator[tuple[int, Outcome | None]]:
    """The number and outcome of each task as it comes; None for a change that is none. One process for each folder."""
    done: Any = multiprocessing.Queue()
    waiting: tuple[Any, Any] = (multiprocessing.Queue(), multiprocessing.Queue())
    for number in range(len(tasks)):
        waiting[1].put(number)
    # Forked, so that the tasks themselves go through no pipe.
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=_work, args=(one, sources, tasks, waiting, done, files)) for one in folders]
    for worker in workers:
        worker.start()
    try:
        for _ in tasks:
            number, *found = _got(done, workers)
            yield number, Outcome(tasks[number].mutation, *found) if found else None
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _got(done: Any, workers: list[Any]) -> tuple[Any, ...]:
    """The next answer. Raises RuntimeError when nobody is left who could send one."""
    while True:
        try:
            answer: tuple[Any, ...] = done.get(timeout=5)
            return answer
        except queue.Empty:
            if not any(worker.is_alive() for worker in workers):
                raise RuntimeError("the processes that try the changes have ended early") from None


def _work(
    folder: Path, sources: Mapping[str, str], tasks: list[Task], waiting: tuple[Any, Any], done: Any, files: list[str]
) -> None:
    enter(folder)
    read_cases_once()
    server = _Server(folder, sources, tasks, waiting, done)
    serving = multiprocessing.get_context("fork").Process(
        target=run_tests, args=(files, [server], ["--continue-on-collection-errors"])
    )
    serving.start()
    serving.join()
    killers = Killers()
    for number in _next(waiting[0]):
        trial = partial(_in_new_import, killers=killers)
        done.put((number, *_answer(tasks[number], sources, folder, trial, killers)))


class _Server:
    """A pytest whose tests run in forks, once for each task."""

    def __init__(
        self, folder: Path, sources: Mapping[str, str], tasks: list[Task], waiting: tuple[Any, Any], done: Any
    ) -> None:
        self.folder, self.sources, self.tasks, self.waiting, self.done = folder, sources, tasks, waiting, done
        self.items: dict[str, pytest.Item] = {}
        self.killers = Killers()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        gc.freeze()
        for number in _next(self.waiting[1]):
            task = self.tasks[number]
            trial = self.on_the_cases if task.imported else self.on_all
            answer = _answer(task, self.sources, self.folder, trial, self.killers)
            if task.imported and answer and answer[-1] is None:
                self.waiting[0].put(number)
            else:
                self.done.put((number, *answer))
        return True

    def on_all(self, folder: Path, task: Task, text: str) -> str | None:
        give_code(task.mutation, text)
        return self.first_failure(self.killers.first(task.mutation.module, task.tests))

    def on_the_cases(self, folder: Path, task: Task, text: str) -> str | None:
        asked = self.killers.first(task.mutation.module, task.tests)
        names = [name for name in asked if name.startswith(CASES)]
        _write(folder, task.mutation.module, text)
        if not _imported_anew():
            return "import of the package"
        for module in {self.items[name].module for name in names}:  # type: ignore[attr-defined]
            for name, value in list(vars(module).items()):
                if getattr(value, "__module__", "").startswith("cml_calculators"):
                    setattr(module, name, getattr(sys.modules[value.__module__], value.__name__))
        return self.first_failure(names)

    def first_failure(self, names: Iterable[str]) -> str | None:
        for name in names:
            if any(report.failed for report in runtestprotocol(self.items[name], log=False, nextitem=None)):
                return name
        return None


def _imported_anew() -> bool:
    """Whether the package can be imported as its files are now."""
    for name in [name for name in sys.modules if name.split(".")[0] == "cml_calculators"]:
        del sys.modules[name]
    try:
        importlib.import_module("cml_calculators")
    except Exception:  # whatever the change makes of the package
        return False
    return True


def _write(folder: Path, module: str, text: str) -> None:
    """The module as text, without the code that Python may have kept of it."""
    path = folder / PACKAGE / f"{module}.py"
    path.write_text(text, encoding="utf-8")
    for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        compiled.unlink(missing_ok=True)
    sys.dont_write_bytecode = True


def give_code(mutation: Mutation, text: str) -> None:
    """The function that is changed gets the code that it has in `text`; results that were kept are forgotten."""
    name = "cml_calculators" + "".join(f".{part}" for part in mutation.module.split("/"))
    found: Any = sys.modules[name.removesuffix(".__init__")]
    code = compile(text, found.__file__, "exec")
    for part in (mutation.owner or "").split("."):
        found = vars(found)[part]
        code = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == part)
    function = found.fget if isinstance(found, property) else found
    assert isinstance(function, FunctionType)
    function.__code__ = code
    forget_results(kept=())


def _in_new_import(folder: Path, task: Task, text: str, killers: Killers) -> str | None:
    """The cases have been asked before; the killers are asked before the rest of their files."""
    _write(folder, task.mutation.module, text)
    asked = [name for name in task.tests if not name.startswith(CASES)]
    recent = killers.of_module.get(task.mutation.module, [])
    for names in ([name for name in recent if name in set(asked)], asked):
        killer = _failing_of(names)
        if killer is not None:
            return killer
    return None


def _failing_of(names: list[str]) -> str | None:
    """The first test that fails, file by file."""
    for file in dict.fromkeys(name.split("::")[0] for name in names):
        plugin = Chosen(name for name in names if name.startswith(f"{file}::"))
        status = run_tests([file], [plugin], ["-x"])
        if status not in (NO_FAILURE, NO_TEST):
            return plugin.killer or f"pytest {status} in {file}"
    return None


def _answer(
    task: Task,
    sources: Mapping[str, str],
    folder: Path,
    trial: Callable[[Path, Task, str], str | None],
    killers: Killers,
) -> tuple[str, str, str | None] | tuple[()]:
    """The lines before and after, and the killer; nothing for a change that is none."""
    source = sources[task.mutation.module]
    text = mutated(source, task.mutation)
    if text is None:
        return ()
    seconds = max(LEAST_SECONDS, SLOWER * task.seconds)
    answer = in_fork(lambda: [trial(folder, task, text)], folder / "answer.json", seconds)
    (folder / PACKAGE / f"{task.mutation.module}.py").write_text(source, encoding="utf-8")
    killer = answer[0] if answer else "time"
    if killer is not None and "::" in killer:
        killers.note(task.mutation.module, killer)
    return *changed_lines(source, text), killer


def _next(waiting: Any) -> Iterator[int]:
    """The numbers of the tasks that wait, until none does."""
    while True:
        try:
            yield waiting.get(timeout=2)
        except queue.Empty:
            return
