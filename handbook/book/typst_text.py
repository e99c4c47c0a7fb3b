"""Typst code from text and parts. Text stands in string literals alone, so that no content is ever run as code."""

import re
from collections.abc import Iterable

# What ends a literal, and what cannot be seen: controls, marks of direction, separators. Spaces of other widths stay.
SPECIAL = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]')


def literal(text: str) -> str:
    """`text` as a string literal of Typst."""
    return '"' + SPECIAL.sub(lambda match: f"\\u{{{ord(match[0]):x}}}", text) + '"'


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
