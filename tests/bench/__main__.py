"""Prints how fast a calculator starts, against plain `loadPyodide()` on the main thread in the same run.

python -m tests.bench [--runs 5]     after the site was built
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import sync_playwright

from tests.bench.server import BenchServer, Network
from tests.bench.visits import PLAIN, PLAIN_PAGE, SITE, Visit, first_and_later, recalculations

ROOT = Path(__file__).parents[2]
PYODIDE = ROOT / "node_modules" / "pyodide"
PLAIN_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
RECALCULATIONS = 200


@dataclass(frozen=True)
class Condition:
    title: str
    network: Network
    cpu: float
    goals: tuple[float, float]


CONDITIONS = (
    Condition("9 Mbit/s, 165 ms, processor 4 times slower", Network("9mbit", 9, 0.165), 4, (0.5, 0.2)),
    Condition("unthrottled", Network("none"), 1, (0.4, 0.3)),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    site = ROOT / "build" / "site"
    if not (site / "index.html").is_file():
        sys.stderr.write(f"{site} must hold the built site; `make site` builds it\n")
        return 1
    extra = {f"{PLAIN}{name}": (PYODIDE / name).read_bytes() for name in PLAIN_FILES}
    server = BenchServer(site, extra | {f"{PLAIN}index.html": PLAIN_PAGE})
    with sync_playwright() as playwright:
        for condition in CONDITIONS:
            server.use(condition.network)
            pairs = []
            for run in range(runs):
                sys.stderr.write(f"{condition.title}: run {run + 1} of {runs} …\n")
                plain = first_and_later(playwright, server, PLAIN, condition.cpu)
                ours = first_and_later(playwright, server, SITE, condition.cpu)
                pairs.append((plain, ours))
            sys.stdout.writelines(f"{line}\n" for line in table(condition, pairs))
            sys.stdout.flush()
        server.use(Network("none"))
        times = recalculations(playwright, server, RECALCULATIONS)
    server.stop()
    print(
        f"recalculation   median {median(times):.1f} ms, 95th percentile {quantiles(times, n=20)[-1]:.1f} ms (goal 16)"
    )
    return 0


def table(condition: Condition, pairs: list[tuple[tuple[Visit, Visit], tuple[Visit, Visit]]]) -> Iterator[str]:
    """Medians and ranges; a ratio is of the two visits of one run, of their times or of the processor's."""
    yield f"\n{condition.title}, {len(pairs)} runs"
    times = f"{'plain ms':>22}{'ours ms':>22}{'ratio':>19} goal"
    yield f"{'':<6}{times}{'processor':>19}{'plain kB':>9}{'ours kB':>8}{'ratio':>6}"
    for number, name in enumerate(("first", "later")):
        plain = [one[number] for one, _ in pairs]
        ours = [other[number] for _, other in pairs]
        times = _ratios([(one.ms, other.ms) for one, other in zip(plain, ours, strict=True)])
        work = _ratios([(one.computed_s, other.computed_s) for one, other in zip(plain, ours, strict=True)])
        sent, own = (median(visit.bytes for visit in visits) / 1000 for visits in (plain, ours))
        of_bytes = f"{own / sent:.2f}" if sent else "-"
        yield (
            f"{name:<6}{_spread(plain):>22}{_spread(ours):>22}{times:>19}{condition.goals[number]:>5}"
            f"{work:>19}{sent:>9.0f}{own:>8.0f}{of_bytes:>6}"
        )
    longest = [visit.longest_task_ms for _, ours in pairs for visit in ours]
    yield f"longest task of the main thread: median {median(longest):.0f} ms, at most {max(longest):.0f} ms (goal 50)"


def _ratios(pairs: list[tuple[float, float]]) -> str:
    """Ours to plain, in each run."""
    ratios = [ours / plain for plain, ours in pairs]
    return f"{median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})"


def _spread(visits: list[Visit]) -> str:
    times = [visit.ms for visit in visits]
    return f"{median(times):.0f} ({min(times):.0f}-{max(times):.0f})"


if __name__ == "__main__":
    sys.exit(main())
