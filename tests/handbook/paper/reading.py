"""Reads what a decision table asks, as a person does, and answers it from a filled sheet: yes, no, or open (None)."""

import operator
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from tests.handbook.paper.sheet import Row, Table, classes, number, text

Filled = Mapping[str, Any]
NUMERIC = re.compile(r"(?P<what>.+?) (?P<limits>(?:[<>≤≥]|exactly) .+)")
LIMIT = re.compile(r"(?P<sign>[<>≤≥]|exactly) (?P<limit>[-−]?[\d.,]*\d)")
SIGNS = {"<": operator.lt, ">": operator.gt, "≤": operator.le, "≥": operator.ge, "exactly": operator.eq}


def met(cell: ElementTree.Element, filled: Filled) -> bool | None:
    """Whether the conditions of a cell hold."""
    (first, *_) = conditions(cell)
    return holds(first, filled)


def left_open(row: Row, filled: Filled) -> bool | None:
    """Whether the source leaves the row open, where the row says so; else no."""
    _, *others = conditions(row.test)
    return any_of(holds(one, filled) for one in others)


def conditions(cell: ElementTree.Element) -> list[Any]:
    """The conditions of a cell in their order: texts, or ("all" or "any", conditions)."""
    found: list[Any] = [words] if (words := " ".join((cell.text or "").replace("\u00a0", " ").split())) else []
    for part in cell:
        if part.tag == "ul":
            join = next(one for one in ("all", "any") if one in classes(part))
            found.append((join, [one for item in part for one in conditions(item)]))
        elif part.tag != "p" and "tick" not in classes(part):
            raise ValueError(f"a condition with {part.tag}")
        if part.tail and part.tail.strip():
            found.append(" ".join(part.tail.replace("\u00a0", " ").split()))
    return found


def holds(condition: Any, filled: Filled) -> bool | None:
    if isinstance(condition, str):
        return leaf(condition, filled)
    join, parts = condition
    answers = [holds(part, filled) for part in parts]
    return all_of(answers) if join == "all" else any_of(answers)


def leaf(words: str, filled: Filled) -> bool | None:
    """`Blasts in blood or blasts in marrow ≥ 10% and < 20%`, `Fever: yes`, `Spleen: Enlarged or Rapidly enlarging`."""
    if numeric := NUMERIC.fullmatch(words):
        return _number(numeric["what"], limits(numeric["limits"]), filled)
    what, wanted = words.rsplit(": ", 1)
    value = look_up(what, filled)
    if value is None:
        return None
    if isinstance(value, bool):
        return value is {"yes": True, "no": False}[wanted]
    if wanted == "any":
        return bool(value)
    if wanted.startswith("any but "):
        left_out = wanted.removeprefix("any but ").replace(" and ", " or ")
        return any(not stands_in(word, left_out) for word in value)
    return any(stands_in(word, wanted) for word in ([value] if isinstance(value, str) else value))


def limits(words: str) -> list[tuple[str, Decimal]]:
    """The signs with their numbers; units are those of the entry."""
    found = [(limit["sign"], number(limit["limit"])) for limit in LIMIT.finditer(words)]
    assert found, words
    return found


def inside(value: Decimal, bounds: Iterable[tuple[str, Decimal]]) -> bool:
    return all(SIGNS[sign](value, limit) for sign, limit in bounds)


def numeric_leaves(condition: Any) -> Iterator[tuple[str, str, Decimal]]:
    """Every entry that a condition puts a limit on, with sign and limit."""
    if not isinstance(condition, str):
        for part in condition[1]:
            yield from numeric_leaves(part)
    elif numeric := NUMERIC.fullmatch(condition):
        for what in re.split(r" \+ | or | and ", numeric["what"]):
            yield from ((what, sign, limit) for sign, limit in limits(numeric["limits"]))


def all_of(answers: Iterable[bool | None]) -> bool | None:
    answers = list(answers)
    return False if False in answers else None if None in answers else True


def any_of(answers: Iterable[bool | None]) -> bool | None:
    answers = list(answers)
    return True if True in answers else None if None in answers else False


def first_met(table: Table, rows: Iterable[Row], filled: Filled, *, open_stops: bool) -> str | None:
    """What the first row that is met gives; without one what the last row says, None while an earlier row is open."""
    for row in rows:
        answer = met(row.test, filled)
        if answer:
            return row.head
        if answer is None and open_stops:
            return None
    return table.rows[-1].head


def look_up(what: str, filled: Filled) -> Any:
    """The value of an entry; inside a sentence its label starts with a small letter."""
    for label, value in filled.items():
        if label.rstrip("?").lower() == what.lower():
            return value
    raise KeyError(f"no entry and nothing worked out is called {what}")


def stands_in(word: str, listed: str) -> bool:
    """Whether an option, which may hold a comma or an "or" itself, is one of those listed."""
    return re.search(rf"(^|, | or ){re.escape(word.lower())}($|, | or )", listed.lower()) is not None


def _number(what: str, bounds: list[tuple[str, Decimal]], filled: Filled) -> bool | None:
    if " + " in what:
        values = [look_up(name, filled) for name in what.split(" + ")]
        return None if None in values else inside(sum(values), bounds)
    try:
        values = [look_up(what, filled)]
    except KeyError:
        join = any_of if " or " in what else all_of
        names = re.split(r" or | and ", what)
        return join(None if (value := look_up(name, filled)) is None else inside(value, bounds) for name in names)
    return None if values[0] is None else inside(values[0], bounds)


def note(row: Row) -> bool:
    """Whether the row only notes something."""
    return row.head == "A note"


def cell_text(row: Row, column: int) -> str:
    return text(row.elements[column])
