"""A page calls only blocks that exist, with their arguments."""

from collections.abc import Iterator, Mapping

from handbook.block_calls import BLOCKS, BlockCall, read_call
from handbook.guidelines import ids_of
from handbook.library import Library
from handbook.problems import Problem, did_you_mean
from handbook.prose import blocks

EXAMPLE = "::: {criteria guideline=who-2016}"


def check(library: Library) -> Iterator[Problem]:
    for slug, page in library.pages.items():
        path = library.sources["pages", slug].path
        for block in blocks(page.body, page.body_line):
            if block.kind == "call":
                for message in _messages(library, block.text, page.head.calculator):
                    yield Problem(path, block.line, "block", message)


def _messages(library: Library, text: str, calculator: str | None) -> Iterator[str]:
    call = read_call(text)
    if call is None:
        yield f"must be written as `{EXAMPLE}`, not `{text}`"
    elif call.name not in BLOCKS:
        yield f"must be one of {', '.join(sorted(BLOCKS))}, not '{call.name}'{did_you_mean(call.name, BLOCKS)}"
    elif call.name in ("calculator", "examples") and calculator is None:
        yield "must stand on a page with `calculator:` in its front matter, not here"
    elif call.name == "examples" and calculator not in {one.calculator for one in library.examples.values()}:
        yield f"must have an example for '{calculator}' in content/examples/, not none"
    else:
        yield from _argument_messages(library, call)


def _argument_messages(library: Library, call: BlockCall) -> Iterator[str]:
    wanted = BLOCKS[call.name]
    for name in sorted(set(wanted) - set(call.arguments)):
        yield f"{call.name} must have the argument '{name}', not go without"
    for name, value in call.arguments.items():
        if name not in wanted:
            yield f"{call.name} must have {_listed(wanted)}, not '{name}'{did_you_mean(name, wanted)}"
            continue
        source = wanted[name]
        known = _known(library, source)
        if value not in known:
            where = f"an id in content/{source}/" if isinstance(source, str) else f"one of {', '.join(source)}"
            yield f"{name} must be {where}, not '{value}'{did_you_mean(value, known)}"


def _known(library: Library, source: str | tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(source, str):
        return source
    folder, _, group = source.partition("/")
    return ids_of(library.guidelines, group) if group else tuple(getattr(library, folder))


def _listed(wanted: Mapping[str, object]) -> str:
    return f"only the arguments {', '.join(wanted)}" if wanted else "no arguments"
