"""A mutation table names variants in their short form, says one thing of each, and prints what it is read from."""

from collections.abc import Iterator

from cml_calculators.criteria import MutationRow, MutationTable
from cml_calculators.variant_names import NotOneChange, variants_of
from handbook.library import Library
from handbook.problems import Location, Problem


def check(library: Library) -> Iterator[Problem]:
    known: dict[int, str] = {}
    for own_id, table in library.guidelines.items():
        if isinstance(table, MutationTable):
            for location, message in _faults(table, known):
                yield library.sources["guidelines", own_id].problem(location, message)


def _faults(table: MutationTable, known: dict[int, str]) -> Iterator[tuple[Location, str]]:
    """`known`: the amino acid at each position, as the tables before this one have it."""
    seen: set[str] = set()
    for index, row in enumerate(table.rows):
        where: Location = ("rows", index)
        if bool(row.variants) == (row.label is not None):
            yield where, f"must have either 'variants' or a 'label', not {'both' if row.label else 'neither'}"
        for number, name in enumerate(row.variants):
            message = _name_fault(name, known)
            if message or name in seen:
                yield (*where, "variants", number), message or f"must stand in one row, not '{name}' again"
            seen.add(name)
        yield from ((where, message) for message in _cell_faults(table, row))
    for index, remark in enumerate(table.remarks):
        for number, name in enumerate(remark.variants):
            if message := _name_fault(name, known):
                yield ("remarks", index, "variants", number), message
        if bool(remark.variants) == remark.compound:
            yield ("remarks", index), "must have either 'variants' or 'compound: true'"


def _name_fault(name: str, known: dict[int, str]) -> str | None:
    try:
        variant, *more = variants_of(name)
    except NotOneChange as error:
        return f"must be one variant such as T315I, not '{name}', which is {error}"
    if more or str(variant) != name:
        return f"must be one variant such as T315I, not '{name}'"
    residue = known.setdefault(variant.position, variant.reference)
    if residue != variant.reference:
        return f"must have {residue} at position {variant.position}, as another row has, not {variant.reference}"
    return None


def _cell_faults(table: MutationTable, row: MutationRow) -> Iterator[str]:
    named = [cell.inhibitor for cell in row.cells]
    for inhibitor in sorted({one for one in named if named.count(one) > 1}):
        yield f"must have one cell for {inhibitor}, not several"
    for inhibitor in named:
        if inhibitor not in table.inhibitors:
            yield f"must have cells for its columns {', '.join(table.inhibitors)} only, not for {inhibitor}"
    for cell in row.cells:
        if not cell.printed.strip("? ") and cell.status != "no_data":
            yield f"must have 'no_data' where nothing or a question mark is printed, not '{cell.status}'"
