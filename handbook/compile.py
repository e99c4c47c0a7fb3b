"""The criteria as JSON inside the calculator package: what the calculators decide by."""

import json
from pathlib import Path

from handbook.library import Library
from handbook.plain_data import plain
from handbook.site import write_file


def write_criteria(library: Library, path: Path) -> None:
    """Writes the guidelines and response levels to `path` at once: a reader finds the old file or the new one."""
    criteria = {
        "guidelines": [plain(guideline) for guideline in library.guidelines.values()],
        "response_levels": [plain(level) for level in library.responses.values()],
    }
    text = json.dumps(criteria, ensure_ascii=False, indent=1) + "\n"
    write_file(path, text.encode())
