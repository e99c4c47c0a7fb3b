"""Criteria use only measurements, questions and words that the calculators know."""

from collections.abc import Iterator, Mapping

from cml_calculators.criteria import Condition
from cml_calculators.quantities import ALL
from cml_calculators.shapes import Choice, Number, Quantity, Words, YesNo
from handbook.library import Library, fields_below
from handbook.problems import Location, Problem, did_you_mean

KIND_OF = {
    "measurement": Number,
    "sum_of": Number,
    "answer": YesNo,
    "answered_no": YesNo,
    "choice": Choice,
    "finding": Words,
}
WORDS_OF = {Number: "a number", YesNo: "a yes/no question", Choice: "a choice", Words: "a list of words"}


def check(library: Library) -> Iterator[Problem]:
    for own_id, guideline in library.guidelines.items():
        source = library.sources["guidelines", own_id]
        for location, part in fields_below(guideline):
            if isinstance(part, Condition):
                for where, message in _faults(part, ALL):
                    yield source.problem((*location, *where), message)


def _faults(condition: Condition, known: Mapping[str, Quantity]) -> Iterator[tuple[Location, str]]:
    named: list[tuple[str, Location, str]] = [
        (kind, (kind,), getattr(condition, kind))
        for kind in ("measurement", "answer", "answered_no", "choice", "finding")
        if getattr(condition, kind)
    ]
    named += [("sum_of", ("sum_of", index), name) for index, name in enumerate(condition.sum_of)]
    for kind, where, name in named:
        wanted = KIND_OF[kind]
        if not isinstance(known.get(name), wanted):
            fitting = [other for other, quantity in known.items() if isinstance(quantity, wanted)]
            yield where, f"must be {WORDS_OF[wanted]} of the calculators, not '{name}'{did_you_mean(name, fitting)}"
    finding = condition.finding or ("aca_on_treatment" if condition.rule == "new_on_treatment" else "")
    yield from _word_faults(condition, "any_of", known.get(finding))
    yield from _word_faults(condition, "one_of", known.get(condition.choice or ""))
    yield from _word_faults(condition, "excluding", known.get("extramedullary_sites"))


def _word_faults(condition: Condition, field: str, quantity: Quantity | None) -> Iterator[tuple[Location, str]]:
    if not isinstance(quantity, (Words, Choice)):
        return
    words = [word for word, _ in quantity.words]
    for index, word in enumerate(getattr(condition, field)):
        if word not in words:
            yield (field, index), f"must be a word of {quantity.name}, not '{word}'{did_you_mean(word, words)}"
