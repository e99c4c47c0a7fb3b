"""Whether every word of the pages stands in the book: a converter must never drop one in silence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pypdfium2

from handbook.stopped import BuildStopped

# A number of a citation may stand close to a word or a number: words are letters alone, and digits are counted singly.
WORD = re.compile(r"[^\W\d_]+|\d")


def check_words(name: str, printed: Iterable[str], pdf: bytes) -> None:
    """Stops when a word that the pages have is missing from the file, or stands there less often."""
    expected, found = " ".join(printed), " ".join(text_of(pdf))
    short = Counter(_words(expected)) - Counter(_words(found))
    # A reader of PDF may join the last word of a cell and the first of the next: such a word is there inside another.
    missing = Counter({word: count for word, count in short.items() if found.count(word) < expected.count(word)})
    if missing:
        shown = ", ".join(f"{word} ({count})" for word, count in missing.most_common(12))
        raise BuildStopped(f"{name}: must hold every word of the pages; {sum(missing.values())} are missing: {shown}")


def text_of(pdf: bytes) -> Iterator[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        yield text.get_text_bounded()
        text.close()
        page.close()
    document.close()


def _words(text: str) -> list[str]:
    return WORD.findall(text.replace("\u200b", ""))
