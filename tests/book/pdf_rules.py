"""The rules of PDF/UA-1 (ISO 14289-1) that a program can check, as functions from a file to what breaks them.

The validator of the trade, veraPDF, is a program for Java that no package of Python, npm or Debian brings. These are
the rules of its profile that a text with tables, drawings and links can break; the number is the clause of the norm.
"""

import re
from collections.abc import Iterator

import pikepdf

from handbook.book.tagging import children, elements

GROUPING = {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI", "/Index",
            "/NonStruct", "/Private"}  # fmt: skip
STANDARD = GROUPING | {"/P", "/H", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody",
                       "/TFoot", "/Span", "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot",
                       "/Figure", "/Formula", "/Form"}  # fmt: skip
PARENTS = {"/TR": {"/Table", "/THead", "/TBody", "/TFoot"}, "/TH": {"/TR"}, "/TD": {"/TR"}, "/LI": {"/L"},
           "/LBody": {"/LI"}, "/TOCI": {"/TOC"}, "/THead": {"/Table"}, "/TBody": {"/Table"}}  # fmt: skip
PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"}


def broken_rules(document: pikepdf.Pdf) -> list[str]:
    """What breaks a rule, once each."""
    rules = (_file, _structure, _headings, _tables, _figures, _content, _links, _fonts)
    return sorted({f"{rule.__name__[1:]}: {fault}" for rule in rules for fault in rule(document)})


def all_elements(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for child in children(parent):
        yield child
        yield from all_elements(child)


def role(document: pikepdf.Pdf, element: pikepdf.Object) -> str:
    roles = document.Root.StructTreeRoot.get("/RoleMap", {})
    name = str(element.S)
    return str(roles.get(name, name)) if name not in STANDARD and not _is_heading(name) else name


def _is_heading(name: str) -> bool:
    return re.fullmatch(r"/H[1-9]", name) is not None


def _file(document: pikepdf.Pdf) -> Iterator[str]:
    """5, 7.1, 7.2: the file names itself, its language and its title, and is tagged."""
    root = document.Root
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "is not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "does not show its title"
    with document.open_metadata() as words:
        if words.get("pdfuaid:part") != "1":
            yield "does not call itself PDF/UA-1"
        if not words.get("dc:title"):
            yield "has no title"


def _structure(document: pikepdf.Pdf) -> Iterator[str]:
    """7.1: every element has a role of the norm and stands where it may."""
    for parent in [document.Root.StructTreeRoot, *all_elements(document.Root.StructTreeRoot)]:
        for child in children(parent):
            name = role(document, child)
            if name not in STANDARD and not _is_heading(name):
                yield f"{name} is no role of the norm"
            if name in PARENTS and role(document, parent) not in PARENTS[name]:
                yield f"{name} stands in {role(document, parent)}"


def _headings(document: pikepdf.Pdf) -> Iterator[str]:
    """7.4.2: no level of headings is skipped."""
    before = 0
    for one in all_elements(document.Root.StructTreeRoot):
        if _is_heading(str(one.S)):
            level = int(str(one.S)[2:])
            if level > before + 1:
                yield f"level {level} follows level {before}"
            before = level


def _tables(document: pikepdf.Pdf) -> Iterator[str]:
    """7.5: a table has heads with a scope, and its rows are as long as one another."""
    for table in elements(document.Root.StructTreeRoot, "/Table"):
        lengths = set()
        heads = list(elements(table, "/TH"))
        if not heads:
            yield "a table has no head"
        for head in heads:
            if not any("/Scope" in one for one in _attributes(head)):
                yield "a head has no scope"
        down: dict[int, int] = {}
        for number, row in enumerate(elements(table, "/TR")):
            wide = down.pop(number, 0)
            for cell in children(row):
                columns, rows = _span(cell, "/ColSpan"), _span(cell, "/RowSpan")
                wide += columns
                for below in range(1, rows):
                    down[number + below] = down.get(number + below, 0) + columns
            lengths.add(wide)
        if len(lengths) > 1:
            yield f"a table has rows of {sorted(lengths)} cells"


def _attributes(element: pikepdf.Object) -> list[pikepdf.Object]:
    own = element.get("/A", [])
    return list(own) if isinstance(own, pikepdf.Array) else [own]


def _span(cell: pikepdf.Object, name: str) -> int:
    return next((int(one[name]) for one in _attributes(cell) if name in one), 1)


def _figures(document: pikepdf.Pdf) -> Iterator[str]:
    """7.3: a figure says in words what it shows."""
    for figure in elements(document.Root.StructTreeRoot, "/Figure"):
        if not str(figure.get("/Alt", "")).strip():
            yield "a figure has no words"


def _content(document: pikepdf.Pdf) -> Iterator[str]:
    """7.1: all that is painted is either tagged or an artifact, and every tag is known to the structure."""
    parents = dict(pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree).items())
    for number, page in enumerate(document.pages, 1):
        known = parents.get(int(page.get("/StructParents", -1)), [])
        depth, marked = 0, []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BDC", "BMC"):
                depth += 1
                marked.append(operands)
                if name == "BDC" and str(operands[0]) != "/Artifact" and "/MCID" in operands[1]:
                    index = int(operands[1].MCID)
                    if index >= len(known) or known[index] is None:
                        yield f"page {number} has a tag that the structure does not know"
            elif name == "EMC":
                depth -= 1
                marked.pop()
            elif name in PAINTING and not marked:
                yield f"page {number} paints what is neither tagged nor an artifact"


def _links(document: pikepdf.Pdf) -> Iterator[str]:
    """7.18: a link is in the structure and says where it leads; tabs follow the structure."""
    linked = sum(1 for link in elements(document.Root.StructTreeRoot, "/Link"))
    count = 0
    for number, page in enumerate(document.pages, 1):
        notes = [one for one in page.get("/Annots", []) if one.Subtype == "/Link"]
        count += len(notes)
        if notes and page.get("/Tabs") != "/S":
            yield f"page {number} has links, and tabs do not follow the structure"
        for one in notes:
            if not str(one.get("/Contents", "")).strip():
                yield f"page {number} has a link without words"
            if "/StructParent" not in one:
                yield f"page {number} has a link outside the structure"
    if linked == 0 and count:
        yield "no link is tagged"


def _fonts(document: pikepdf.Pdf) -> Iterator[str]:
    """7.21: every font is in the file and says which letters it holds."""
    for one in document.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font":
            if one.get("/Subtype") == "/Type0" and "/ToUnicode" not in one:
                yield f"{one.BaseFont} has no letters"
            described = one.get("/FontDescriptor")
            if described is not None and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
                yield f"{one.BaseFont} is not in the file"


def font_names(document: pikepdf.Pdf) -> set[str]:
    """The families in the file, without the letters that mark a part of a font."""
    fonts = (one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font")
    return {str(one.BaseFont).split("+")[-1].lstrip("/") for one in fonts}
