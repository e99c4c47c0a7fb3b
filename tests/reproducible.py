"""Builds the last commit twice, in folders of different names and depth, and compares the bytes: `make reproducible`.

Prints one hash for each build of the whole, those of the book, the wheel and the edition, and every file that differs.
Exit status 1 when one does.
"""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# What was fetched is shared; everything else is made anew.
FETCHED = ("node_modules", ".venv")


def main(commands: list[str]) -> int:
    # Once for both: a commit that is made meanwhile is not compared with this one.
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / "one", Path(scratch) / "another" / "with a longer name" / "two"]
        built = [_build(folder, packed, commands) for folder in folders]
    one, other = built
    for tree in built:
        print(f"{_hash_of_all(tree)}  {len(tree)} files")
        for name in sorted(name for name in tree if name.endswith((".pdf", ".whl", "edition.json"))):
            print(f"  {tree[name]}  {name}")
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    for name in differing:
        print(f"{name}: {one.get(name, 'missing')} is not {other.get(name, 'missing')}")
    print(f"{len(differing)} files differ")
    return 1 if differing else 0


def _build(folder: Path, packed: bytes, commands: list[str]) -> dict[str, str]:
    """The hash of every file that is published, by name."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    for name in FETCHED:
        (folder / name).symlink_to((ROOT / name).resolve())
    # The environment knows the calculators of this folder, and each build is to use its own.
    own = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{folder / 'calculators' / 'src'}"}
    for command in commands:
        subprocess.run([sys.executable, "build.py", command], cwd=folder, env=own, check=True)
    build = folder / "build"
    files = [path for part in (build / "site", build / "wheels") for path in part.rglob("*") if path.is_file()]
    files += build.glob("*.pdf")
    hashes = {path.relative_to(build).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    shutil.rmtree(folder)
    return hashes


def _hash_of_all(tree: dict[str, str]) -> str:
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(tree.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["site"]))
