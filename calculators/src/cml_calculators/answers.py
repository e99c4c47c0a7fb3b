"""Results in the reader's words, as the entry of a calculator has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from cml_calculators.calculator import Answer, Calculator

NOT_KNOWN = "Not known"


def answer_lines(entry: Calculator, result: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text of every answer: first those of the whole result, then those of each of its entries."""
    for answer in entry.answers:
        yield answer.label, in_words(answer, result)
    if entry.entries is None:
        return
    for record in result[entry.entries.name]:
        for answer in entry.entries.answers:
            single = len(entry.entries.answers) == 1
            yield record["title"] if single else f"{record['title']}: {answer.label}", in_words(answer, record)


def in_words(answer: Answer, record: Mapping[str, Any]) -> str:
    """`record`'s value of one answer as text: a word's label, yes or no, a number with its unit."""
    value = record[answer.name]
    if answer.shown and record[answer.shown] is not None:
        return with_unit(str(record[answer.shown]), answer.unit)
    if isinstance(value, list):
        return answer.join.join(_one(answer, part) for part in value) or "None"
    return _one(answer, value)


def _one(answer: Answer, value: Any) -> str:
    if value is None:
        return dict(answer.words).get("", NOT_KNOWN)
    if isinstance(value, bool):
        return dict(answer.words).get(str(value).lower(), "Yes" if value else "No")
    return dict(answer.words).get(str(value)) or with_unit(str(value), answer.unit)


def with_unit(text: str, unit: str) -> str:
    """Percent closes up; other units stand apart."""
    return f"{text}{unit}" if unit.startswith("%") else f"{text} {unit}".rstrip()
