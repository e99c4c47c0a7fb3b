"""Prints what building the site costs beside MkDocs alone, which part takes the time, and how it grows with content.

python -m tests.bench.build_time [--runs 3] [--records 100 500 1000 2000]

Everything happens in a copy of the repository. Seconds are those of the processor, which other programs disturb little;
a ratio compares medians of the same run.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.records import write_records

ROOT = Path(__file__).parents[2]
PARTS = ("build.py", "mkdocs.yml", "package.json", "package-lock.json", "pyproject.toml", "content", "docs", "handbook",
         "calculators", "tests", ".github", "requirements")  # fmt: skip
EDITED = Path("content/drugs/imatinib.yml")
STEP = re.compile(r"^(?P<name>[A-Z][^\n]*): (?P<seconds>\d+\.\d) s$", re.MULTILINE)
GOAL = 1.2


@dataclass(frozen=True)
class Run:
    """One command: seconds of the processor, and what it said about its steps."""

    seconds: float
    log: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.build_time")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--records", type=int, nargs="*", default=[100, 500, 1000, 2000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        sys.stdout.writelines(f"{line}\n" for line in beside_mkdocs(copied(Path(scratch, "all")), given.runs))
        sys.stdout.flush()
        sys.stdout.writelines(f"{line}\n" for line in growth(Path(scratch), given.records))
    return 0


def copied(root: Path) -> Path:
    """The repository in a folder of its own, with the packages of this one."""
    root.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, root / name)
    (root / "node_modules").symlink_to((ROOT / "node_modules").resolve())
    return root


def run(root: Path, *command: str) -> Run:
    """Runs Python in the copy, with the calculators of the copy."""
    environment = {**os.environ, "PYTHONPATH": f"{root}:{root / 'calculators' / 'src'}", "NO_MKDOCS_2_WARNING": "1"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return Run(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stderr)


def beside_mkdocs(root: Path, runs: int) -> list[str]:
    """A table of the ways to build, each against MkDocs alone on the same pages."""
    run(root, "build.py", "site")  # so that Python's own caches are there
    ways: dict[str, Callable[[int], Run]] = {
        "MkDocs alone": lambda _: run(root, "-m", "mkdocs", "build", "-f", "build/mkdocs.yml", "-d", f"{root}-alone"),
        "nothing changed": lambda _: run(root, "build.py", "site"),
        "one record edited": lambda number: _edited(root, number),
        "first build": lambda _: _first(root),
    }
    measured: dict[str, list[Run]] = {way: [] for way in ways}
    for number in range(runs):
        for way, build in ways.items():
            sys.stderr.write(f"{way}: run {number + 1} of {runs} …\n")
            measured[way].append(build(number))
    alone = median(one.seconds for one in measured["MkDocs alone"])
    lines = ["", f"Building the site, {runs} runs: median seconds of the processor (range), ratio to MkDocs alone"]
    for way, found in measured.items():
        seconds = [one.seconds for one in found]
        middle = median(seconds)
        shown = f"{middle:.1f} ({min(seconds):.1f} to {max(seconds):.1f})"
        lines.append(f"  {way:<18} {shown:<20} {middle / alone:.2f}")
    lines.append(f"  goal: at most {GOAL}")
    for way in ("one record edited", "first build"):
        lines += [f"Parts, {way}, seconds by the clock:", *_parts(measured[way][-1].log)]
    return lines


def _edited(root: Path, number: int) -> Run:
    record = root / EDITED
    record.write_text(re.sub(r'text: "', f'text: "{number} ', record.read_text(encoding="utf-8"), count=1), "utf-8")
    return run(root, "build.py", "site")


def _first(root: Path) -> Run:
    """As in a fresh copy: nothing kept, nothing built."""
    shutil.rmtree(root / "build")
    return run(root, "build.py", "site")


def _parts(log: str) -> list[str]:
    found = [(float(step["seconds"]), step["name"]) for step in STEP.finditer(log)]
    return [f"  {seconds:>5.1f}  {name}" for seconds, name in sorted(found, reverse=True)]


def growth(scratch: Path, sizes: Sequence[int]) -> list[str]:
    """Seconds for sets of made-up records: per record they stay level when growth is linear."""
    lines = ["", "Growth, first builds: records, seconds of the processor (and thousandths per record)"]
    for size in sizes:
        sys.stderr.write(f"{size} records …\n")
        root = copied(scratch / f"with-{size}")
        shutil.rmtree(root / "content")
        shutil.copytree(ROOT / "tests" / "fixtures" / "content", root / "content")
        write_records(root / "content", size)
        generated = run(root, "build.py", "generate").seconds
        built = run(root, "-m", "mkdocs", "build", "-f", "build/mkdocs.yml", "-d", f"{root}-alone").seconds
        each = f"generating {generated:.1f} ({1000 * generated / size:.1f})"
        lines.append(f"  {size:>5}  {each:<26} MkDocs alone {built:.1f} ({1000 * built / size:.1f})")
        shutil.rmtree(root)
        shutil.rmtree(f"{root}-alone")
    return lines


if __name__ == "__main__":
    sys.exit(main())
