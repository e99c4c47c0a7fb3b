"""The table of what the site ships that others made, with licenses and their texts."""

import posixpath

from handbook.addresses import address
from handbook.bill_of_materials import PATH
from handbook.library import Library
from handbook.shipped import shipped
from handbook.web.rendering import render


def licenses(library: Library, slug: str) -> str:
    start = address(slug) or "."
    rows = [(one, posixpath.relpath(one.text_path, start)) for one in shipped()]
    return render("licenses.html", rows=rows, bill=posixpath.relpath(PATH, start))
