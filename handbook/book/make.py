"""Makes the files of the book from the pages of the site, or lists what stands in the way."""

from collections.abc import Mapping
from pathlib import Path

import cml_calculators
from handbook.book.assemble import manuscript, settings_json
from handbook.book.completeness import check_words
from handbook.book.fonts import copy_fonts
from handbook.book.pages import page_trees
from handbook.book.press import set_paper
from handbook.book.settings import book_settings, date_of_content, site_settings
from handbook.book.tagging import finished
from handbook.layout import Layout
from handbook.library import Library
from handbook.problems import Problem
from handbook.progress import step
from handbook.site import write_file
from handbook.wording import day

TEMPLATE = Path(__file__).with_name("book.typ")


def make_book(
    library: Library, markdown: Mapping[str, str], layout: Layout
) -> tuple[Mapping[str, bytes], list[Problem]]:
    """Every file of the book by its name; none when there are problems."""
    site = site_settings(layout.root / "mkdocs.yml")
    settings = book_settings(site)
    with step("Book: text"):
        copy_fonts(layout.root / "node_modules", layout.book / "fonts")
        text = manuscript(library, page_trees(markdown, site), settings, layout)
        if text.problems:
            return {}, list(text.problems)
        newest = date_of_content(library)
        shown = settings_json(settings, cml_calculators.__version__, newest, day(newest))
        write_file(layout.book / "main.typ", text.text.encode())
        write_file(layout.book / TEMPLATE.name, TEMPLATE.read_bytes())
        write_file(layout.book / "settings.json", shown.encode())
    files = {}
    for name, paper in settings.files.items():
        with step(f"Book: {name}"):
            files[name] = finished(set_paper(layout.book, paper), text.row_heads)
            check_words(name, text.words, files[name])
    return files, []
