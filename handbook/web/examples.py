"""Worked examples: the answer is what the calculator itself gives when the page is built."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cml_calculators import evaluate
from cml_calculators.quantities import Choice, Number, Words
from handbook import wording
from handbook.library import Library
from handbook.quantities import QUANTITIES
from handbook.web.rendering import render

Answer = Iterator[tuple[str, str]]


def examples(library: Library, slug: str) -> str:
    """The examples of the calculator of this page, in their order."""
    calculator = library.pages[slug].head.calculator
    own = [example for example in library.examples.values() if example.calculator == calculator]
    rows = []
    for example in sorted(own, key=lambda one: (one.order, one.id)):
        answer = evaluate(example.calculator, example.inputs)
        given = [(QUANTITIES[name].label, _value(name, value)) for name, value in example.inputs.items()]
        rows.append((example.title, given, list(ANSWERS[example.calculator](answer["result"]))))
    return render("examples.html", rows=rows)


def _phase_answer(result: Mapping[str, Any]) -> Answer:
    for system in result["systems"]:
        possible = [wording.PHASES[phase] for phase in system["possible_phases"]]
        yield system["title"], possible[0] if len(possible) == 1 else f"Open: {_either(possible).lower()}"


def _molecular_answer(result: Mapping[str, Any]) -> Answer:
    yield (
        "Depth of response",
        wording.category(str(result["depth"])) if result["depth"] in DEPTH_WORDS else result["depth"],
    )
    yield "Major molecular response", YES_NO[result["major_molecular_response"]]
    yield "Early molecular response", wording.category(result["early_molecular_response"] or "not known")
    for milestone in result["milestones"]:
        yield milestone["title"], wording.category(milestone["category"])


DEPTH_WORDS = ("none", "not_assessable")
YES_NO = {True: "Yes", False: "No", None: "Not known"}
ANSWERS: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
    "phase": _phase_answer,
    "molecular-response": _molecular_answer,
}


def _either(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"


def _value(name: str, value: Any) -> str:
    quantity = QUANTITIES[name]
    match quantity:
        case Number():
            return f"{value:,} {quantity.unit}".replace(" %", "%")
        case Choice():
            return dict(quantity.words)[str(value)]
        case Words():
            return ", ".join(dict(quantity.words)[word] for word in value) or "None found"
    return YES_NO[value]
