"""What `make serve` loads before it forks: the generator, its templates, the records as they are now, and Pyodide.

What is made of a record and of Pyodide is a pure function of their content, so what was edited since is made anew; and
the table of intervals is arithmetic alone.
Nothing else may be kept here: checks and calculators remember files that an edit changes.
"""

import handbook.command  # noqa: F401 - for the forks
from handbook.bibtex import bibtex
from handbook.forks import ROOT
from handbook.library import load_library
from handbook.pyodide_files import read_pyodide
from handbook.runtime.served import served_files
from handbook.schemas import schema_files
from handbook.web.rendering import load_templates
from handbook.worksheets.lookups import interval_rows

library, _ = load_library(ROOT / "content")
if library is not None:
    bibtex(library.references.values())
load_templates()
schema_files()
interval_rows()
served_files(read_pyodide(ROOT / "node_modules"))
