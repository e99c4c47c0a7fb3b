"""The mutations of one module: where each stands and what the module becomes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code

from tests.mutants.operators import negated_elsewhere, operators

OPERATORS = operators()


@dataclass(frozen=True)
class Mutation:
    """One change of one module.

    function: the first line of the function around it, or None at module level.
    owner: the name of the outermost function, `read` or `Row.status`, when nothing but its body changes.
    """

    module: str
    operator: str
    occurrence: int
    line: int
    function: int | None
    owner: str | None


def mutations(module: str, source: str) -> list[Mutation]:
    """Every mutation, except in annotations, decorators, assertions and the start of a program: they decide no
    answer."""
    nodes = list(ast_nodes(get_ast(source)))
    tree = ast.parse(source)
    skipped = list(_skipped(tree))
    functions = [(_first_line(one), one.end_lineno or 0) for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    bodies = list(_bodies(tree))
    found = []
    for name, operator in OPERATORS.items():
        places = ((node, start) for node in nodes for start, _ in operator.mutation_positions(node))
        for occurrence, (node, start) in enumerate(places):
            if any(low <= start < high for low, high in skipped) or (name == "AddNot" and negated_elsewhere(node)):
                continue
            around = [first for first, last in functions if first <= start[0] <= last]
            owner = next((one for one, first, last in bodies if first <= start < last), None)
            found.append(Mutation(module, name, occurrence, start[0], max(around, default=None), owner))
    return sorted(found, key=lambda one: (one.line, one.operator, one.occurrence))


def mutated(source: str, mutation: Mutation) -> str | None:
    """The module with the change; None when it would not be Python or would be the same."""
    text = mutate_code(source, OPERATORS[mutation.operator], mutation.occurrence)
    try:
        return str(text) if text != source and compile(text, mutation.module, "exec") else None
    except SyntaxError:
        return None


def changed_lines(source: str, text: str) -> tuple[str, str]:
    """The lines that differ, before and after, each as one line: they name a mutant while the file moves."""
    old, new = source.splitlines(), text.splitlines()
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return " ".join(" ".join(old).split()), " ".join(" ".join(new).split())


def _first_line(function: ast.FunctionDef) -> int:
    return min([function.lineno, *(one.lineno for one in function.decorator_list)])


def _bodies(tree: ast.Module) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """Functions and methods without decorators that keep something: name, start and end of the body."""
    for outer in tree.body:
        prefix = f"{outer.name}." if isinstance(outer, ast.ClassDef) else ""
        for one in outer.body if isinstance(outer, ast.ClassDef) else [outer]:
            if isinstance(one, ast.FunctionDef) and all(
                isinstance(decorator, ast.Name) and decorator.id == "property" for decorator in one.decorator_list
            ):
                start = (one.body[0].lineno, one.body[0].col_offset)
                yield prefix + one.name, start, (one.end_lineno or 0, one.end_col_offset or 0)


def _skipped(tree: ast.Module) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for node in ast.walk(tree):
        own: list[ast.expr | ast.stmt | None] = []
        match node:
            case ast.AnnAssign():
                own = [node.annotation]
            case ast.arg():
                own = [node.annotation]
            case ast.FunctionDef():
                own = [node.returns, *node.decorator_list]
            case ast.ClassDef():
                own = [*node.decorator_list]
            case ast.Subscript(value=ast.Name(id="Literal")) | ast.Assert():
                own = [node]
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                own = [node]
        for one in own:
            if one is not None:
                yield (one.lineno, one.col_offset), (one.end_lineno or 0, one.end_col_offset or 0)
