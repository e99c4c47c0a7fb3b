"""Builds the generated tree with each successor of MkDocs and prints, in Markdown, how the sites differ.

python -m tests.successors.report ENVIRONMENT        after `make site`; exit status 1 when one differs
"""

import sys
import time
from pathlib import Path

from handbook.layout import Layout
from tests.successors.comparing import finding
from tests.successors.generators import GENERATORS, build, version

ROOT = Path(__file__).parents[2]


def main(environment: Path) -> int:
    layout = Layout(ROOT)
    same = True
    print("## Successors of MkDocs\n\n| Generator | Looked at | Finding |\n|---|---|---|")
    for generator in GENERATORS:
        name = f"{generator.name} {version(generator, environment)}"
        start = time.monotonic()
        site, said = build(generator, layout, environment)
        built = f"{time.monotonic() - start:.0f} s" if not said else said.splitlines()[-1]
        print(f"| {name} | Strict build | {built} |")
        sys.stderr.write(f"{said}\n" if said else "")
        found = {} if said else finding(site, layout.site)
        for what, words in found.items():
            print(f"| {name} | {what} | {words.replace('|', ' ')} |", flush=True)
        same = same and not said and set(found.values()) == {"as MkDocs"}
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
