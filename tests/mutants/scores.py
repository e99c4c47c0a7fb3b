"""What a run found, module by module: printed, and recorded in `scores.yml` for the evidence page."""

import hashlib
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from tests.mutants.mutations import changed_lines, mutated

LEAST_SHARE = 0.95
SCORES = Path(__file__).with_name("scores.yml")
SURVIVORS = Path(__file__).with_name("survivors.yml")


class Outcome(Protocol):
    @property
    def mutation(self) -> Any: ...
    @property
    def was(self) -> str: ...
    @property
    def becomes(self) -> str: ...
    @property
    def killer(self) -> str | None: ...


@dataclass(frozen=True)
class Score:
    """One module. `survivors`: the lines as they were and as they became; `unexplained`: those without a reason.

    `every`: one change in so many was tried.
    """

    module: str
    source: str
    every: int
    mutants: int
    survivors: tuple[tuple[str, str], ...]
    unexplained: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        return 1.0 if not self.mutants else 1 - len(self.survivors) / self.mutants


def score(module: str, source: str, outcomes: list[Any], every: int) -> Score:
    explained = {(one["module"], one["was"], one["becomes"]) for one in _read(SURVIVORS)}
    survivors = tuple((one.was, one.becomes) for one in outcomes if one.killer is None)
    return Score(
        module=module,
        source=fingerprint(source),
        every=every,
        mutants=len(outcomes),
        survivors=survivors,
        unexplained=tuple(one for one in survivors if (module, *one) not in explained),
    )


def score_again(module: str, source: str, outcomes: list[Any], every: int) -> Score:
    """The recorded score with what the survivors came to, tried once more; tests are only ever added in between."""
    [recorded] = [one for one in _read(SCORES) if one["module"] == module]
    return replace(score(module, source, outcomes, int(recorded["every"])), mutants=int(recorded["mutants"]))


def survivors_among(mutations: list[Any], sources: Mapping[str, str]) -> list[Any]:
    """Those that survived in the recorded run. Stops where a module has changed since, or was never run."""
    recorded = {one["module"]: one for one in _read(SCORES)}
    for module, source in sources.items():
        if module not in recorded or recorded[module]["source"] != fingerprint(source):
            sys.exit(f"no run of {module} as it is now is recorded")
    found = []
    for one in mutations:
        source = sources[one.module]
        text = mutated(source, one)
        survivors: Any = recorded[one.module]["survivors"]
        if text is not None and dict(zip(("was", "becomes"), changed_lines(source, text), strict=True)) in survivors:
            found.append(one)
    return found


def fingerprint(source: str) -> str:
    """Names a version of a module's text."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def report(found: Iterable[Score]) -> None:
    for one in found:
        if one.mutants:
            killed = one.mutants - len(one.survivors)
            print(f"{one.module:24} {killed:5} of {one.mutants:5} killed, {one.share:7.1%}", end="")
            print(f", {len(one.unexplained)} without a reason" if one.unexplained else "")


def write(found: list[Score]) -> None:
    """Replaces the entries of these modules in `scores.yml`."""
    from cml_calculators import __version__

    old = {entry["module"]: entry for entry in _read(SCORES)}
    run = {
        "date": datetime.now(UTC).date().isoformat(),
        "version": __version__,
        "python": platform.python_version(),
    }
    new = {
        one.module: {
            "module": one.module,
            **run,
            "source": one.source,
            "every": one.every,
            "mutants": one.mutants,
            "killed": one.mutants - len(one.survivors),
            "survivors": [{"was": was, "becomes": becomes} for was, becomes in one.survivors],
        }
        for one in found
        if one.mutants
    }
    # Quoted, what looks like a number is a text to every reader, also to the quick one.
    every = [
        {**entry, **{name: SingleQuotedScalarString(str(entry[name])) for name in ("version", "python", "source")}}
        for _, entry in sorted((old | new).items())
    ]
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 10_000
    with SCORES.open("w", encoding="utf-8") as target:
        target.write("# Written by `make mutants`: how many changes of each module the tests notice.\n\n")
        yaml.dump(every, target)


def _read(path: Path) -> list[dict[str, str]]:
    return (YAML(typ="safe").load(path.read_text(encoding="utf-8")) or []) if path.exists() else []
