"""Plain YAML at the speed of libyaml. What is not plain, or wrong, is left to `yaml_tree`, which says what must hold.

The two agree on every file that this one reads: `tests/handbook/test_quick_yaml.py` compares them.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from ruamel.yaml import YAML
from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from handbook.problems import Location
from handbook.visible import is_invisible

# Absent where PyYAML was built without libyaml; then every file is read by `yaml_tree`.
LOADER = getattr(yaml, "CSafeLoader", None)
PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?(e[-+]?[0-9]+)?\Z")
MOST_DIGITS = 15
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# More than YAML takes for a number: octal, hexadecimal, with exponents or underscores, infinite.
MAYBE_A_NUMBER = re.compile(r"[-+.0-9][-+._0-9a-fA-FxXoinINE]*\Z")
WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
DEEPEST = 12


class _NotPlainError(Exception):
    """Something that an author seldom needs, or a fault."""


def quick_tree(text: str, shift: int) -> tuple[dict[str, Any], dict[Location, int]] | None:
    """The values of `text` and the line of each, counted from `shift`; None for all that is not plain fields."""
    reading = _Reading(shift, _short_number)
    values = reading.document(text)
    return (values, reading.lines) if isinstance(values, dict) else None


def values_of(path: Path) -> Any:
    """The values of a YAML file that is no content, such as the cases of the tests. Dates are texts."""
    text = path.read_text(encoding="utf-8")
    values = _Reading(0, _any_number).document(text)
    return YAML(typ="safe").load(text) if values is None else values


class _Reading:
    """The state of one reading: the lines found on the way down. `number` reads a text that may be a number."""

    def __init__(self, shift: int, number: Callable[[str], float | None]) -> None:
        self.shift = shift
        self.number = number
        self.lines: dict[Location, int] = {(): shift + 1}

    def document(self, text: str) -> Any:
        """The values of the only document of `text`, or None."""
        # The two scanners part on tabs, which no file of ours may hold.
        if LOADER is None or "\t" in text:
            return None
        try:
            events = iter(list(yaml.parse(text, Loader=LOADER)))
            next(events)
            start = next(events)
            if not isinstance(start, DocumentStartEvent) or start.version or start.tags:
                return None
            values = self.value(next(events), events, ())
            next(events)
            return None if isinstance(next(events), DocumentStartEvent) else values
        except (yaml.YAMLError, _NotPlainError):
            return None

    def value(self, event: Event, events: Iterator[Event], where: Location) -> Any:
        if getattr(event, "anchor", None) or getattr(event, "tag", None) or len(where) >= DEEPEST:
            raise _NotPlainError
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if isinstance(event, MappingStartEvent):
            return self.mapping(events, where)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(events, where)
        raise _NotPlainError

    def mapping(self, events: Iterator[Event], where: Location) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        while not isinstance(key := next(events), MappingEndEvent):
            if not isinstance(key, ScalarEvent) or key.anchor or key.tag or key.value in fields:
                raise _NotPlainError
            here = (*where, _visible(key.value))
            self.lines[here] = key.start_mark.line + 1 + self.shift
            fields[key.value] = self.value(next(events), events, here)
        return fields

    def sequence(self, events: Iterator[Event], where: Location) -> list[Any]:
        entries: list[Any] = []
        while not isinstance(entry := next(events), SequenceEndEvent):
            here = (*where, len(entries))
            self.lines[here] = entry.start_mark.line + 1 + self.shift
            entries.append(self.value(entry, events, here))
        return entries

    def scalar(self, event: ScalarEvent) -> Any:
        text = event.value
        # `implicit` says whether the text stood without quotes.
        if event.implicit[0]:
            if text in WORDS:
                return WORDS[text]
            if (number := self.number(text)) is not None:
                return number
            if MAYBE_A_NUMBER.match(text) and not DATE.match(text):
                raise _NotPlainError
        return _visible(text)


def _short_number(text: str) -> float | None:
    """A number as content may have it: it survives as a binary float."""
    return _any_number(text) if len(text.replace(".", "").strip("-0")) <= MOST_DIGITS and "e" not in text else None


def _any_number(text: str) -> float | None:
    if not PLAIN_NUMBER.match(text):
        return None
    return float(text) if "." in text or "e" in text else int(text)


def _visible(text: str) -> str:
    if not text.isprintable() and any(is_invisible(character) for character in text.replace("\n", "")):
        raise _NotPlainError
    return text
