"""Pages as Typst: headings, paragraphs, lists, notes, figures. What the converter does not know is a problem."""

from lxml.html import HtmlElement

from handbook.book import svg
from handbook.book.chapter import Chapter
from handbook.book.inline import INLINE, Run, Where, inline
from handbook.book.links import Inside
from handbook.book.tables import table
from handbook.book.typst_text import array, block, call, literal

TRANSPARENT = ("div", "section", "article", "main", "header", "footer", "aside", "dd", "li", "td", "th", "blockquote")
HEADINGS = {"h2": 1, "h3": 2, "h4": 3, "h5": 4, "h6": 5}
# In quotes, as its name has a number.
SVG_FONT = "'Source Sans 3'"
POINTS_PER_PIXEL = 0.75
POINTS_PER_MM = 72 / 25.4


def blocks(chapter: Chapter, element: HtmlElement, where: Where = "text") -> list[str]:
    """The inside of an element: its blocks, and as paragraphs what stands between them."""
    parts: list[str] = []
    run = Run(chapter, where=where)
    inside = run.text(element.text)
    for child in element:
        if not isinstance(child.tag, str):
            pass
        elif child.tag in INLINE:
            inside += run.element(child)
        else:
            parts += _paragraph(inside)
            run, inside = Run(chapter, where=where), []
            parts += one_block(chapter, child, where)
        inside += run.text(child.tail)
    return [*parts, *_paragraph(inside)]


def one_block(chapter: Chapter, element: HtmlElement, where: Where = "text") -> list[str]:
    """A block element with its anchor and the index marks of its text."""
    tag = str(element.tag)
    if tag in HEADINGS:
        return _heading(chapter, element)
    anchors = chapter.anchors(element)
    if tag in TRANSPARENT:
        return [*anchors, *_division(chapter, element, where)]
    handler = HANDLERS.get(tag)
    if handler is None:
        chapter.unknown(element)
        return blocks(chapter, element, where)
    return [*anchors, *handler(chapter, element, where)]


def _paragraph(inside: list[str]) -> list[str]:
    return [call("par", block(inside))] if inside else []


def _heading(chapter: Chapter, element: HtmlElement) -> list[str]:
    below = HEADINGS[str(element.tag)]
    if below > chapter.depth + 1:
        chapter.trouble(element, f"must not skip a level of headings before '{element.text_content()}'")
    chapter.depth = below
    chapter.enter_section(element.text_content())
    label = chapter.label(element)
    named = {"name": literal(label)} if label else {}
    if element.get("data-search-exclude") is not None:
        named["quiet"] = "true"
    return [call("section", str(chapter.level + below), block(inline(chapter, element)), **named)]


def _division(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    names = (element.get("class") or "").split()
    if "admonition" in names:
        kind = "warning" if "warning" in names else "note"
        return [call("note", literal(kind), block(blocks(chapter, element, where)))]
    if "worksheet-head" in names and (code := element.find("figure[@class='qr']")) is not None:
        shown = block(_figure(chapter, code, "cell"))
        code.drop_tree()
        return [call("worksheet-head", block(blocks(chapter, element, where)), shown)]
    return blocks(chapter, element, where)


def _p(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    names = (element.get("class") or "").split()
    marks = chapter.index_marks(element.text_content())
    inside = inline(chapter, element, where)
    if not inside:
        return []
    if "admonition-title" in names:
        return [call("note-title", block([*marks, *inside]))]
    for name in ("review-dates", "hint", "reading"):
        if name in names:
            return [call(name, block([*marks, *inside]))]
    return _paragraph([*marks, *inside])


def _item(chapter: Chapter, element: HtmlElement, where: Where) -> str:
    marks = chapter.index_marks(_own_text(element))
    if all(child.tag in INLINE for child in element if isinstance(child.tag, str)):
        return block([*chapter.anchors(element), *marks, *inline(chapter, element, where)])
    return block([*chapter.anchors(element), *marks, *blocks(chapter, element, where)])


def _own_text(element: HtmlElement) -> str:
    """The text of an item without that of the blocks inside it, which have marks of their own."""
    inner = [child.text_content() for child in element if child.tag in INLINE]
    return " ".join([element.text or "", *inner, *(child.tail or "" for child in element)])


def _list(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    if element.get("class") == "bibliography":
        return _bibliography(chapter, element)
    if element.get("class") == "sources":
        return _sources(chapter, element)
    items = [_item(chapter, child, where) for child in element if child.tag == "li"]
    for child in element:
        if isinstance(child.tag, str) and child.tag != "li":
            chapter.unknown(child)
    return [call("list" if element.tag == "ul" else "enum", *items)] if items else []


def _bibliography(chapter: Chapter, element: HtmlElement) -> list[str]:
    """The one list of works: each with its number, and the pages that cite it."""
    items = []
    for item in element.iterchildren("li"):
        own = item.get("id", "")
        cited = [link for part in item.iterfind("span[@class='cited-on']") for link in part.iter("a")]
        labels = [chapter.book.links.target(chapter.page.slug, link.get("href", "")) for link in cited]
        for part in item.findall("span[@class='cited-on']"):
            part.drop_tree()
        body = block([*chapter.anchors(item), *inline(chapter, item)])
        pages = array(literal(target.label) for target in labels if isinstance(target, Inside))
        number = chapter.book.numbers.get(own, 0)
        items.append(call("work", str(number), literal(f"work:{own}"), body, pages))
    return items


def _sources(chapter: Chapter, element: HtmlElement) -> list[str]:
    """The works that the chapter cites, by their number, each with the places in it."""
    items = []
    for item in element.iterchildren("li"):
        reference = item.get("data-reference", "")
        cited = item.find("span[@class='locators']")
        number = str(chapter.book.numbers.get(reference, 0))
        name = literal(chapter.book.names.get(reference, reference))
        body = block(inline(chapter, cited)) if cited is not None else "[]"
        items.append(call("source", number, literal(f"work:{reference}"), name, body))
    return [call("sources", *items)]


def _definitions(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    """Terms with what they mean; a list may wrap each pair in a div."""
    parts = [inner for child in element for inner in (child if child.tag == "div" else [child])]
    items: list[str] = []
    for part in parts:
        if part.tag == "dt":
            items += [block([*chapter.anchors(part), *inline(chapter, part, where)]), "[]"]
        elif part.tag == "dd" and items:
            marks = chapter.index_marks(_own_text(part))
            items[-1] = block([*marks, *_loose(chapter, part, where)])
        elif isinstance(part.tag, str):
            chapter.unknown(part)
    pairs = [call("terms.item", term, meaning) for term, meaning in zip(items[::2], items[1::2], strict=True)]
    return [call("terms", *pairs)] if pairs else []


def _loose(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    """Text without a paragraph around it where an element holds nothing else; a cell to fill is a box."""
    if "fill" in (element.get("class") or "").split() and not element.text_content().strip():
        return ["cell-to-fill"]
    if all(child.tag in INLINE for child in element if isinstance(child.tag, str)):
        return inline(chapter, element, where)
    return blocks(chapter, element, where)


def _table(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    return [table(chapter, element, lambda cell, place: _loose(chapter, cell, place))]


def _figure(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    """A drawing with its words beneath it; what else the figure holds follows."""
    drawing = next(element.iter("svg"), None)
    caption = element.find("figcaption")
    words = block(_loose(chapter, caption, where)) if caption is not None else "none"
    if caption is not None:
        caption.drop_tree()
    if drawing is None:
        return [*blocks(chapter, element, where), *([words] if caption is not None else [])]
    width = "26mm" if element.get("class") == "qr" else None
    shown = _drawing(chapter, drawing, words, width)
    drawing.drop_tree()
    return [shown, *blocks(chapter, element, where)]


def _svg(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    return [_drawing(chapter, element, "none", None)]


def _drawing(chapter: Chapter, drawing: HtmlElement, caption: str, width: str | None) -> str:
    said = svg.words(drawing)
    if not said:
        chapter.trouble(drawing, "must have a title for those who cannot see the drawing, not none")
    wide, _ = svg.view_size(drawing)
    room = chapter.book.text_width * POINTS_PER_MM
    points = width or f"{min(wide * POINTS_PER_PIXEL, room) or room:.2f}pt"
    text = svg.printed(drawing, chapter.book.colors, SVG_FONT)
    return call("drawing", literal(text), literal(said), points, caption)


def _details(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    summary = element.find("summary")
    title = block(inline(chapter, summary, where)) if summary is not None else "[]"
    if summary is not None:
        summary.drop_tree()
    return [call("opened", title, block(blocks(chapter, element, where)))]


def _pre(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    text = element.text_content().strip("\n")
    chapter.printed(text)
    return [call("listing", literal(text))]


def _hr(chapter: Chapter, element: HtmlElement, where: Where) -> list[str]:
    return ["divider"]


HANDLERS = {
    "p": _p, "ul": _list, "ol": _list, "dl": _definitions, "table": _table, "figure": _figure, "svg": _svg,
    "details": _details, "pre": _pre, "hr": _hr,
}  # fmt: skip
