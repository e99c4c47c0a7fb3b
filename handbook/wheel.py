"""The calculators as a wheel, the same bytes for the same sources."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from handbook.kept import find, keep, key, tree_hash, version_of
from handbook.npm_packages import sha256_of
from handbook.stopped import BuildStopped

# The time written into every entry of the wheel: 1 January 2020, so that no clock reaches its bytes.
FIXED_TIME = "1577836800"


def build_wheel(calculators: Path, out_dir: Path) -> Path:
    """Builds the package in `calculators` into `out_dir`, in place of earlier wheels there, and returns its path.

    The compiled criteria must have been written before: a wheel without them would answer nothing.
    """
    criteria = calculators / "src" / "cml_calculators" / "data" / "criteria.json"
    if not criteria.is_file():
        raise BuildStopped(f"{criteria}: must be compiled from content/ before the wheel is built")
    out_dir.mkdir(parents=True, exist_ok=True)
    for killed in out_dir.glob(".wheel-*"):
        shutil.rmtree(killed, ignore_errors=True)
    made_of = key([tree_hash(calculators), *map(version_of, ("build", "flit_core"))])
    present = list(out_dir.glob("*.whl"))
    if present and find("wheels", made_of) == _described(*present):
        return present[0]
    built = _built(calculators, out_dir)
    keep("wheels", made_of, _described(built))
    return built


def _described(*wheels: Path) -> str:
    """Names and contents; the wheel itself is kept where it belongs."""
    return "".join(f"{wheel.name} {sha256_of(wheel.read_bytes())}\n" for wheel in wheels)


def _built(calculators: Path, out_dir: Path) -> Path:
    with tempfile.TemporaryDirectory(prefix=".wheel-", dir=out_dir) as scratch:
        _run_build(calculators, Path(scratch))
        [built] = Path(scratch).glob("*.whl")
        for earlier in out_dir.glob("*.whl"):
            earlier.unlink()
        return built.replace(out_dir / built.name)


def _run_build(calculators: Path, out_dir: Path) -> None:
    """The standard front end with the flit_core of this environment: nothing is fetched."""
    # Isolated, or `-m build` would find our own build.py in the working directory.
    front_end = [sys.executable, "-I", "-m", "build"]
    command = [*front_end, "--wheel", "--no-isolation", "--outdir", str(out_dir), str(calculators)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": FIXED_TIME}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise BuildStopped(f"The wheel of the calculators could not be built:\n{finished.stdout}{finished.stderr}")
