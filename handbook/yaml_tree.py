"""YAML text as plain values, with the line of every key. Only the plain part of YAML is accepted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent, ScalarEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from handbook.problems import Location, Problem, field_name
from handbook.quick_yaml import quick_tree
from handbook.visible import is_invisible, named

DEEPEST = 12
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
# What an author meant, most likely, by what the parser complains of.
HINTS = {"mapping values are not allowed here": "a text with a colon in it needs quotes"}
MOST_DIGITS = 15  # a binary float keeps any 15 digits, so the text as written survives


@dataclass(frozen=True)
class Tree:
    """Plain values (texts, whole numbers, floats, true/false, None, lists, dicts) and the line of each location."""

    plain: Any
    lines: Mapping[Location, int]


def read_tree(path: str, text: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """The tree of `text`, or what must hold. `first_line` is the line of `path` on which `text` starts."""
    quick = quick_tree(text, first_line - 1)
    return (Tree(*quick), []) if quick is not None else careful_tree(path, text, first_line)


def careful_tree(path: str, text: str, first_line: int = 1) -> tuple[Tree | None, list[Problem]]:
    """The same for any text, slowly; its messages are for authors."""
    reading = _Reading(path, first_line - 1)
    try:
        refused = list(reading.refused(text))
        if refused:
            return None, refused
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        return None, [reading.syntax(error)]
    if not isinstance(node, MappingNode):
        return None, [Problem(path, first_line, "file", "must be fields with values, as `id: …`, not something else")]
    plain = reading.value(node, ())
    return Tree(plain, reading.lines), reading.problems


class _Reading:
    """The state of one reading: lines found and problems met on the way down."""

    def __init__(self, path: str, shift: int) -> None:
        self.path = path
        self.shift = shift
        self.lines: dict[Location, int] = {(): shift + 1}
        self.problems: list[Problem] = []

    def line(self, mark: Any) -> int:
        return int(mark.line) + 1 + self.shift

    def syntax(self, error: MarkedYAMLError) -> Problem:
        mark = error.problem_mark or error.context_mark
        words = " ".join(str(error.problem or error.context or "it cannot be read").split())
        line = self.line(mark) if mark is not None else self.shift + 1
        hint = next((f"; {own}" for found, own in HINTS.items() if found in words), "")
        return Problem(self.path, line, "file", f"must be YAML, not this: {words}{hint}")

    def refused(self, text: str) -> Iterator[Problem]:
        """Anchors, aliases, tags and deep nesting: nothing that an author needs, and each a way to hide something."""
        depth = 0
        for event in YAML(typ="safe", pure=True).parse(text):
            line = self.line(event.start_mark)
            if isinstance(event, CollectionStartEvent):
                depth += 1
            elif isinstance(event, CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                yield Problem(self.path, line, "file", f"must be nested at most {DEEPEST} deep, not deeper")
                return
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                yield Problem(self.path, line, "file", "must be written out, not use an anchor or alias (& or *)")
            elif isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag and event.tag != "!":
                yield Problem(self.path, line, "file", "must be plain values, not a tag (!)")

    def value(self, node: Node, location: Location) -> Any:
        if isinstance(node, MappingNode):
            return self.mapping(node, location)
        if isinstance(node, SequenceNode):
            entries = []
            for index, entry in enumerate(node.value):
                self.lines[(*location, index)] = self.line(entry.start_mark)
                entries.append(self.value(entry, (*location, index)))
            return entries
        return self.scalar(node, location)

    def mapping(self, node: MappingNode, location: Location) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self.line(key_node.start_mark)
            if not isinstance(key_node, ScalarNode):
                self.problems.append(Problem(self.path, line, field_name(location), "must have a word as a key"))
                continue
            key = self.visible(key_node, location)
            here = (*location, key)
            if key in fields:
                message = f"must stand once, not again (first on line {self.lines[here]})"
                self.problems.append(Problem(self.path, line, field_name(here), message))
                continue
            self.lines[here] = line
            fields[key] = self.value(value_node, here)
        return fields

    def visible(self, node: Node, location: Location) -> str:
        """The text of a scalar, without what an escape such as "\\u202e" would hide in it."""
        text = str(node.value)
        for character in dict.fromkeys(text.replace("\n", "")):
            if is_invisible(character):
                message = f"must hold visible characters, not {named(character)}"
                self.problems.append(Problem(self.path, self.line(node.start_mark), field_name(location), message))
                text = text.replace(character, "")
        return text

    def scalar(self, node: Node, location: Location) -> Any:
        kind, text = str(node.tag).rsplit(":", 1)[-1], str(node.value)
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() == "true"
        if kind not in ("int", "float"):
            return self.visible(node, location)
        if not NUMBER.match(text) or len(text.replace(".", "").strip("-0")) > MOST_DIGITS:
            message = f"must be a plain number of at most {MOST_DIGITS} digits, as 0.0032, not {text[:40]}"
            self.problems.append(Problem(self.path, self.line(node.start_mark), field_name(location), message))
            return 0
        return float(text) if "." in text else int(text)
