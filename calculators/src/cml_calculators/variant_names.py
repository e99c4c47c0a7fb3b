"""Names of amino-acid changes at one position: `T315I`, `p.Thr315Ile`, `F317L/V/I/C`."""

import re
from dataclasses import dataclass

# The twenty amino acids by their three-letter codes.
ONE_LETTER = {
    "ALA": "A", "ARG": "R", "ASN": "N", "ASP": "D", "CYS": "C", "GLN": "Q", "GLU": "E", "GLY": "G", "HIS": "H",
    "ILE": "I", "LEU": "L", "LYS": "K", "MET": "M", "PHE": "F", "PRO": "P", "SER": "S", "THR": "T", "TRP": "W",
    "TYR": "Y", "VAL": "V",
}  # fmt: skip

_RESIDUE = "|".join([*ONE_LETTER, *ONE_LETTER.values()])
_CHANGE = re.compile(rf"({_RESIDUE})([1-9][0-9]{{0,3}})((?:{_RESIDUE})(?:/(?:{_RESIDUE}))*)")
# Names of other changes, with what each is; the first that fits names it.
_OTHER_KINDS = (
    (re.compile(r"C\.|[0-9][ACGT]>[ACGT]"), "a change of the DNA; name the change of the protein"),
    (re.compile(r"FS"), "a frameshift"),
    (re.compile(r"DEL"), "a deletion"),
    (re.compile(r"INS"), "an insertion"),
    (re.compile(r"DUP"), "a duplication"),
    (re.compile(r"SKIP|EXON|B[23]A3"), "a change of whole exons"),
    (re.compile(r"\*|TER|STOP|[0-9]X|XAA"), "a stop or an unknown residue"),
    (re.compile(r"[0-9]="), "no change"),
)


@dataclass(frozen=True)
class Variant:
    """One amino acid in the place of another; positions are numbered as in the tables."""

    reference: str
    position: int
    changed: str

    def __str__(self) -> str:
        return f"{self.reference}{self.position}{self.changed}"


class NotOneChange(ValueError):
    """What keeps a text from being an amino-acid change at one position."""


def variants_of(text: str) -> tuple[Variant, ...]:
    """The variants that `text` names: several changes at one position stand apart by slashes.

    Raises NotOneChange, with what the text is instead.

    >>> [str(variant) for variant in variants_of("p.Phe317Leu/Val")]
    ['F317L', 'F317V']
    """
    found = _CHANGE.fullmatch(_bare(text)) if text.isascii() else None
    if found is None:
        raise NotOneChange(_what_instead(text))
    reference, position, changed = found.groups()
    before, *after = (ONE_LETTER.get(residue, residue) for residue in (reference, *changed.split("/")))
    if before in after:
        raise NotOneChange("the same amino acid before and after, which is no change")
    return tuple(Variant(before, int(position), residue) for residue in dict.fromkeys(after))


def _bare(text: str) -> str:
    """In capitals, without the `p.` and the parentheses of a predicted change."""
    bare = text.upper().removeprefix("P.")
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def _what_instead(text: str) -> str:
    capitals = text.upper()
    if len(re.findall(r"[A-Z][0-9]+[A-Z]", capitals)) > 1:
        return "several changes; enter each by itself, and say whether they stand on the same molecule"
    return next((words for pattern, words in _OTHER_KINDS if pattern.search(capitals)), "not one")
