"""Typst code from text and parts. Text stands in string literals alone, so that no content is ever run as code."""

from collections.abc import Iterable

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def literal(text: str) -> str:
    """`text` as a string literal of Typst."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def call(function: str, /, *arguments: str, **named: str) -> str:
    """A call whose arguments are code. Names have hyphens where Python has underscores."""
    pairs = [f"{key.replace('_', '-')}: {value}" for key, value in named.items()]
    return f"{function}({', '.join([*arguments, *pairs])})"


def block(parts: Iterable[str]) -> str:
    """The parts joined as content, one after the other."""
    inside = "\n".join(part for part in parts if part)
    return f"{{\n{inside}\n}}" if inside else "[]"


def array(items: Iterable[str]) -> str:
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _escaped(letter: str) -> str:
    if letter in ESCAPES:
        return ESCAPES[letter]
    return letter if letter.isprintable() or letter in "\u00a0\u200b\u2009\u202f" else f"\\u{{{ord(letter):x}}}"
