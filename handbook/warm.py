"""What `make serve` loads before it forks: the generator, its templates, and the records as they are now.

Reading a record is a pure function of its text, so what was edited since is read anew. Nothing else may be kept here:
checks and calculators remember files that an edit changes.
"""

import handbook.command  # noqa: F401 - for the forks
from handbook.forks import ROOT
from handbook.library import load_library
from handbook.schemas import schema_files
from handbook.web.rendering import load_templates

load_library(ROOT / "content")
load_templates()
schema_files()
