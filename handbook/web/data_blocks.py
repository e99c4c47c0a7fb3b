"""The table of the files that the site publishes for programs."""

import cml_calculators
from handbook.addresses import relative_address
from handbook.data_files import BIBTEX, DATA_FILES
from handbook.library import Library
from handbook.web.rendering import render

WHEEL = f"assets/wheels/cml_calculators-{cml_calculators.__version__}-py3-none-any.whl"


def data_files_table(library: Library, slug: str) -> str:
    root = relative_address(slug, "index")
    rows = [
        {
            "title": one.title,
            "description": one.description,
            "records": sum(1 for _ in one.records(library)),
            "address": f"{root}{one.path}",
            "schema": f"{root}{one.schema_path}",
        }
        for one in DATA_FILES
    ]
    return render("data-files.html", rows=rows, bibtex=f"{root}{BIBTEX}", wheel=f"{root}{WHEEL}")
