"""Characters that a reader cannot see: control, formatting and bidirectional ones, and foreign line ends."""

import unicodedata

CATEGORIES = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def is_invisible(character: str) -> bool:
    return unicodedata.category(character) in CATEGORIES


def named(character: str) -> str:
    return "a tab; use spaces" if character == "\t" else f"U+{ord(character):04X}"


def printable(text: str) -> str:
    """`text` for a terminal: what cannot be seen, or not be encoded, by its number."""
    return "".join(f"<{named(character)}>" if is_invisible(character) else character for character in text)
