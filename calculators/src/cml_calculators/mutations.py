"""Variants of the kinase domain against inhibitors: what each dated table prints, side by side."""

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict, get_args

from cml_calculators.calculator import Answer, Calculator, Entries, Group
from cml_calculators.criteria import Inhibitor, MutationCell, MutationRow, MutationStatus, MutationTable, Verification
from cml_calculators.inputs import Fault, Warn
from cml_calculators.loading import mutation_tables
from cml_calculators.quantities import molecular
from cml_calculators.variant_names import NotOneChange, Variant, variants_of

Values = Mapping[str, Any]

INHIBITORS: tuple[Inhibitor, ...] = get_args(Inhibitor)
STATUS_WORDS = (
    ("avoid", "Avoid"), ("caution", "With caution"), ("susceptible", "Susceptible"), ("no_data", "No data"),
)  # fmt: skip
# Where tables differ, the first of these leads and the conflict is listed; that choice is ours.
MOST_CAUTIOUS_FIRST: tuple[MutationStatus, ...] = ("avoid", "caution", "susceptible")
EXAMPLES = "such as T315I, p.Thr315Ile or F317L/V/I/C"


class Finding(TypedDict):
    """What one table says of one variant and one inhibitor.

    table: the id of the table, null for a variant that stands in no table.
    printed: the word of the table, null where it prints nothing.
    """

    id: str
    title: str
    variant: str
    inhibitor: Inhibitor
    table: str | None
    status: MutationStatus
    printed: str | None
    reference: str | None
    locator: str | None
    verification: Verification | None


class Cell(TypedDict):
    """All tables together: the most cautious word that one of them has, and the tables that stand behind it.

    In a compound mutation nothing is susceptible here: the tables cover single variants.
    """

    id: str
    title: str
    variant: str
    inhibitor: Inhibitor
    status: MutationStatus
    tables: list[str]
    conflict: bool


class Conflict(TypedDict):
    """Tables that differ on one variant and one inhibitor."""

    id: str
    title: str
    variant: str
    inhibitor: Inhibitor
    findings: list[Finding]


class Remark(TypedDict):
    """What a source says besides; `variant` is null for compound mutations."""

    id: str
    variant: str | None
    text: str
    reference: str
    locator: str
    verification: Verification


class MutationsResult(TypedDict):
    """variants: the variants by their short names, each once.

    findings: one for each variant, inhibitor and table; one for each inhibitor where no table has the variant.
    matrix: one for each variant and inhibitor.
    """

    variants: list[str]
    findings: list[Finding]
    matrix: list[Cell]
    conflicts: list[Conflict]
    remarks: list[Remark]


def faults(values: Values) -> list[Fault]:
    """Every text that is not an amino-acid change at one position."""
    found = []
    for index, text in enumerate(values["variants"] or ()):
        try:
            variants_of(text)
        except NotOneChange as error:
            field = f"variants[{index}]"
            shown = text if len(text) <= 40 else text[:37] + "…"
            must = f"{field} must be an amino-acid change at one position, {EXAMPLES}"
            found.append(Fault(field, f"{must}; “{shown}” is {error}"))
    return found


def assess(values: Values) -> tuple[MutationsResult, list[Warn]]:
    """What the tables say of every variant."""
    tables, named = mutation_tables(), _named(values)
    findings = [finding for variant in named for finding in findings_of(tables, variant)]
    groups = _groups(findings)
    result: MutationsResult = {
        "variants": [str(variant) for variant in named],
        "findings": findings,
        "matrix": [cell_of(one, said, values["compound"] is True) for one, said in groups],
        "conflicts": [conflict_of(one, said) for one, said in groups if _differ(said)],
        "remarks": list(_remarks(tables, named, values["compound"] is True)),
    }
    return result, [*_name_warnings(tables, named), *_compound_warnings(named, values["compound"])]


def _named(values: Values) -> dict[Variant, str]:
    """Each variant once, with the field that names it first."""
    named: dict[Variant, str] = {}
    for index, text in enumerate(values["variants"] or ()):
        for variant in variants_of(text):
            named.setdefault(variant, f"variants[{index}]")
    return named


def findings_of(tables: tuple[MutationTable, ...], variant: Variant) -> Iterator[Finding]:
    """One finding for each inhibitor and table; without a table that has the variant, one for each inhibitor."""
    listed = any(_row(table, variant) for table in tables)
    for inhibitor in INHIBITORS:
        if not listed:
            yield _finding(variant, inhibitor)
        for table in tables if listed else ():
            yield _finding_in(table, variant, inhibitor)


def _finding_in(table: MutationTable, variant: Variant, inhibitor: Inhibitor) -> Finding:
    row = _row(table, variant)
    cell = next((one for one in row.cells if one.inhibitor == inhibitor), None) if row else None
    found = _finding(variant, inhibitor, cell)
    return {
        **found,
        "id": f"{found['id']}-{table.id}",
        "title": f"{found['title']}, {table.label}",
        "table": table.id,
        "reference": table.reference,
        "locator": row.locator if row else table.locator,
        "verification": table.verification,
    }


def _finding(variant: Variant, inhibitor: Inhibitor, cell: MutationCell | None = None) -> Finding:
    """A blank cell is no data: an inhibitor that a table does not name is never called susceptible."""
    return {
        "id": f"{variant}-{inhibitor}",
        "title": f"{variant}, {inhibitor}",
        "variant": str(variant),
        "inhibitor": inhibitor,
        "table": None,
        "status": cell.status if cell else "no_data",
        "printed": cell.printed if cell else None,
        "reference": None,
        "locator": None,
        "verification": None,
    }


def _groups(findings: list[Finding]) -> list[tuple[Finding, list[Finding]]]:
    """For each variant and inhibitor the first finding, and the findings of the tables that say something."""
    groups: dict[tuple[str, str], tuple[Finding, list[Finding]]] = {}
    for finding in findings:
        _, said = groups.setdefault((finding["variant"], finding["inhibitor"]), (finding, []))
        if finding["status"] != "no_data":
            said.append(finding)
    return list(groups.values())


def _differ(said: list[Finding]) -> bool:
    return len({finding["status"] for finding in said}) > 1


def cell_of(one: Finding, said: list[Finding], compound: bool) -> Cell:
    """The cell of the matrix; no table says that a compound mutation is susceptible."""
    statuses = [finding["status"] for finding in said]
    status: MutationStatus = next((word for word in MOST_CAUTIOUS_FIRST if word in statuses), "no_data")
    if compound and status == "susceptible":
        status = "no_data"
    return {
        "id": f"{one['variant']}-{one['inhibitor']}",
        "title": f"{one['variant']}, {one['inhibitor']}",
        "variant": one["variant"],
        "inhibitor": one["inhibitor"],
        "status": status,
        "tables": [finding["table"] for finding in said if finding["table"] and status != "no_data"],
        "conflict": _differ(said),
    }


def conflict_of(one: Finding, said: list[Finding]) -> Conflict:
    variant, inhibitor = one["variant"], one["inhibitor"]
    return {
        "id": f"{variant}-{inhibitor}",
        "title": f"{variant}, {inhibitor}",
        "variant": variant,
        "inhibitor": inhibitor,
        "findings": said,
    }


def _remarks(tables: tuple[MutationTable, ...], named: Mapping[Variant, str], compound: bool) -> Iterator[Remark]:
    for table in tables:
        for remark in table.remarks:
            about: list[str | None] = [str(variant) for variant in named if str(variant) in remark.variants]
            for variant in [None] if remark.compound and compound else about:
                yield {
                    "id": remark.id if variant is None else f"{remark.id}-{variant}",
                    "variant": variant,
                    "text": remark.text,
                    "reference": remark.reference or table.reference,
                    "locator": remark.locator,
                    "verification": remark.verification,
                }


def residues(tables: tuple[MutationTable, ...]) -> Mapping[int, str]:
    """The amino acid that the tables have at a position before the change."""
    listed = (name for table in tables for row in table.rows for name in row.variants)
    return {variant.position: variant.reference for name in listed for variant in variants_of(name)}


def _name_warnings(tables: tuple[MutationTable, ...], named: Mapping[Variant, str]) -> Iterator[Warn]:
    """Names that the tables do not have, and those that contradict the tables' numbering."""
    known = residues(tables)
    for variant, field in named.items():
        expected = known.get(variant.position, variant.reference)
        if expected != variant.reference:
            message = f"{variant}: the tables have {expected} at position {variant.position}, not {variant.reference}"
            yield Warn(f"{message}; check the name and the numbering.", field)
        elif not any(_row(table, variant) for table in tables):
            yield Warn(f"{variant} stands in no table: no data, which is not the same as susceptible.", field)


def _compound_warnings(named: Mapping[Variant, str], compound: bool | None) -> Iterator[Warn]:
    several = len({variant.position for variant in named}) > 1
    if compound:
        yield Warn("The tables are of single variants and do not cover compound mutations.", "compound")
        if not several:
            yield Warn("A compound mutation has changes at two positions or more; name each of them.", "variants")
    elif several and compound is None:
        message = "Whether the variants stand on the same molecule is not known; the tables cover single variants only."
        yield Warn(message, "compound")


def _row(table: MutationTable, variant: Variant) -> MutationRow | None:
    """The row that names the variant; a row for all others names none."""
    return next((row for row in table.rows if str(variant) in row.variants), None)


CALCULATOR = Calculator(
    id="mutations",
    title="Kinase-domain mutations",
    question="What do dated tables say of a variant and each inhibitor?",
    inputs=(molecular.VARIANTS, molecular.COMPOUND),
    groups=(Group("Variants", ("variants", "compound")),),
    faults=faults,
    assess=assess,
    shape=MutationsResult,
    entries=Entries(
        name="matrix",
        key="id",
        label="Variant and inhibitor",
        answers=(Answer(name="status", label="Status", words=STATUS_WORDS),),
    ),
    guideline_kinds=("mutations",),
)
