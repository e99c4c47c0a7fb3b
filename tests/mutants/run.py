"""Mutation testing of `cml_calculators`: `python -m tests.mutants.run [MODULE ...]`, or `make mutants MODULE=phase`.

Changes the package in one place after another, in a copy, and runs the tests that call the changed function until one
fails. A change that no test notices survives: it needs a test, or a reason in `survivors.yml`.
"""

import argparse
import ast
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.mutants import recorder, scores
from tests.mutants.mutations import Mutation, mutations
from tests.mutants.sandbox import PACKAGE, ROOT, copy_tree, enter, in_fork, run_tests
from tests.mutants.workers import Outcome, Task, outcomes

MOST_SECONDS_OF_THE_SUITE = 1800
# Modules whose functions read the tables of every other module.
DESCRIBING = ("description", "json_schema", "catalogue")
Recorded = Mapping[str, Mapping[str, Any]]


def main() -> int:
    options = _options()
    started = time.monotonic()
    sources = {module: text for module, text in _sources().items() if module in options.modules}
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        folders = [copy_tree(Path(scratch) / str(number)) for number in range(options.jobs)]
        tests, at_import = record(folders[0], options.tests)
        every = [one for module, text in sources.items() for one in mutations(module, text)[:: options.every]]
        if options.again:
            every = scores.survivors_among(every, sources)
        importers = importers_of_each(_sources())
        tasks = [task_of(one, tests, at_import, importers) for one in every]
        _say(f"{len(tasks)} changes of {len(sources)} modules, {len(tests)} tests, {time.monotonic() - started:.0f} s")
        modules = []
        for module, found in by_module(tasks, outcomes(tasks, sources, folders, options.tests)):
            scored = scores.score_again if options.again else scores.score
            modules.append(scored(module, sources[module], found, options.every))
            scores.report(modules[-1:])
            _say(f"{time.monotonic() - started:.0f} s")
            if options.record:
                scores.write(modules[-1:])
    return 0 if all(one.share >= scores.LEAST_SHARE and not one.unexplained for one in modules) else 1


def by_module(tasks: list[Task], found: Iterator[tuple[int, Outcome | None]]) -> Iterator[tuple[str, list[Outcome]]]:
    """Each module with its outcomes as soon as it has all of them; survivors are named as they come."""
    open_tasks = Counter(task.mutation.module for task in tasks)
    of_module: dict[str, list[Outcome]] = {module: [] for module in open_tasks}
    for number, outcome in found:
        module = tasks[number].mutation.module
        open_tasks[module] -= 1
        if outcome is not None:
            of_module[module].append(outcome)
            if outcome.killer is None:
                _say(f"survives: {module}.py:{outcome.mutation.line}: {outcome.was}  →  {outcome.becomes}")
        if not open_tasks[module]:
            yield module, of_module[module]


def record(folder: Path, files: list[str]) -> tuple[Recorded, frozenset[str]]:
    """Runs the tests without a change: the tests with what they call, and what is called by the import alone.

    What fails here is left out, and named. The record is kept in `build/` while package and tests are the same.
    """
    kept = ROOT / "build" / "mutants" / f"{_fingerprint(folder, files)}.json"
    answer = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else _recorded(folder, files)
    if not answer or not answer["tests"]:
        sys.exit(f"no test passes without a change: {answer['failed'] if answer else 'the process ended'}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(answer), encoding="utf-8")
    for name in answer["failed"]:
        _say(f"left out, it fails without a change: {name}")
    return answer["tests"], frozenset(answer["import"])


def _fingerprint(folder: Path, files: list[str]) -> str:
    """Names the state of the package, the tests and the choice of files."""
    found = hashlib.sha256(" ".join(files).encode())
    texts = (one for one in folder.rglob("*") if one.suffix in (".py", ".yml", ".json") and one.is_file())
    for path in sorted(one for one in texts if "mutants" not in one.relative_to(folder).parts):
        found.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _recorded(folder: Path, files: list[str]) -> Any:

    def work() -> dict[str, Any]:
        enter(folder)
        at_import = recorder.called_by(folder, lambda: __import__("cml_calculators"))
        plugin = recorder.Recorder(folder)
        run_tests(files, [plugin], ["--continue-on-collection-errors"])
        return {"tests": plugin.tests, "failed": plugin.failed, "import": at_import}

    return in_fork(work, folder / "answer.json", MOST_SECONDS_OF_THE_SUITE)


def task_of(
    mutation: Mutation, tests: Recorded, at_import: frozenset[str], importers: Mapping[str, frozenset[str]]
) -> Task:
    """The mutation with the tests that can notice it: those that call the changed function.

    What is changed at module level, or done while the package is imported, is noticed by tests that call a function of
    the module or of one that imports from it, and by tests of the descriptions, which read every table. So it is with
    a function that no test calls: tests that start a process of their own may call it there.
    """
    function = f"{mutation.module}.py:{mutation.function}"
    calling = [name for name in tests if function in tests[name]["functions"]]
    if mutation.module in recorder.READ_ONCE:
        return _task(mutation, list(tests), tests, imported=True)
    if mutation.owner is not None and calling and function not in at_import:
        return _task(mutation, calling, tests, imported=False)
    near = {mutation.module, *importers.get(mutation.module, ()), *DESCRIBING}
    calling = [name for name in tests if near & {one.split(".py:")[0] for one in tests[name]["functions"]}]
    return _task(mutation, [*calling, *_starting_processes(tests)], tests, imported=True)


def importers_of_each(sources: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each module those that import it, or from it."""
    found: dict[str, set[str]] = {}
    for module, text in sources.items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cml_calculators"):
                base = (node.module or "").split(".")[1:]
                for path in (base, *([*base, alias.name] for alias in node.names)):
                    found.setdefault("/".join(path), set()).add(module)
    return {module: frozenset(names) for module, names in found.items()}


def _starting_processes(tests: Recorded) -> list[str]:
    return [name for name in tests if not tests[name]["functions"]]


def _task(mutation: Mutation, names: list[str], tests: Recorded, *, imported: bool) -> Task:
    seconds = sum(float(tests[name]["seconds"]) for name in names)
    return Task(mutation, tuple(_in_order(list(dict.fromkeys(names)), tests)), seconds, imported)


def _in_order(names: list[str], tests: Recorded) -> list[str]:
    """File by file, the cases, which notice the most, before the quick files; in each file the quick tests first."""
    seconds: dict[str, float] = {}
    for name in names:
        file = name.split("::")[0]
        seconds[file] = seconds.get(file, 0) + float(tests[name]["seconds"])

    def place(name: str) -> tuple[bool, float, str, float]:
        file = name.split("::")[0]
        return not file.endswith("/test_cases.py"), seconds[file], file, float(tests[name]["seconds"])

    return sorted(names, key=place)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="modules of the package; all of them if none is given")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--tests", nargs="*", default=["tests/calculators"], help="files or folders of tests")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="try one change in N, at even distances")
    parser.add_argument("--again", action="store_true", help="only what survived in the recorded run of these modules")
    parser.add_argument("--record", action="store_true", help="write tests/mutants/scores.yml")
    options = parser.parse_args()
    every = list(_sources())
    asked = options.modules or every
    options.modules = [one for one in every if any(one == name or one.startswith(f"{name}/") for name in asked)]
    if not options.modules:
        parser.error(f"no such module; there are {', '.join(every)}")
    return options


def _sources() -> dict[str, str]:
    """The text of every module by its name, `phase` or `quantities/blood`."""
    package = ROOT / PACKAGE
    paths = sorted(package.rglob("*.py"))
    return {path.relative_to(package).with_suffix("").as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
