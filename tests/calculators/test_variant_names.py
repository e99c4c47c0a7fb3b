"""Names of variants: what is one amino-acid change at one position, and what is something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cml_calculators.variant_names import ONE_LETTER, NotOneChange, Variant, variants_of

# The codes of the IUPAC, typed apart from the module.
LONG = "Ala Arg Asn Asp Cys Gln Glu Gly His Ile Leu Lys Met Phe Pro Ser Thr Trp Tyr Val".split()  # noqa: SIM905
CODES = dict(zip("ARNDCQEGHILKMFPSTWYV", LONG, strict=True))
residues = st.sampled_from(sorted(CODES))
positions = st.integers(1, 9999)


def test_the_codes_are_those_of_the_twenty_amino_acids() -> None:
    assert {three.upper(): one for one, three in CODES.items()} == ONE_LETTER


@given(residues, positions, residues)
def test_short_and_long_names_are_one_variant(before: str, position: int, after: str) -> None:
    short, long = f"{before}{position}{after}", f"{CODES[before]}{position}{CODES[after]}"
    if before == after:
        for name in (short, long):
            with pytest.raises(NotOneChange, match="no change"):
                variants_of(name)
        return
    for name in (short, short.lower(), f"p.{short}", long, f"p.{long}", f"p.({long})", long.upper(), f"P.{short}"):
        assert variants_of(name) == (Variant(before, position, after),)
    assert str(variants_of(short)[0]) == short


@given(residues, positions, st.lists(residues, min_size=1, max_size=6))
def test_slashes_part_changes_at_one_position(before: str, position: int, after: list[str]) -> None:
    name = f"{before}{position}{'/'.join(after)}"
    if before in after:
        with pytest.raises(NotOneChange):
            variants_of(name)
    else:
        assert [str(one) for one in variants_of(name)] == [f"{before}{position}{one}" for one in dict.fromkeys(after)]


@pytest.mark.parametrize(
    "name, what",
    [
        ("c.944C>T", "a change of the DNA; name the change of the protein"),
        ("944C>T", "a change of the DNA; name the change of the protein"),
        ("C944G>A", "a change of the DNA; name the change of the protein"),
        ("p.Gly250fs", "a frameshift"),
        ("T315Ifs*4", "a frameshift"),
        ("L248_K274del", "a deletion"),
        ("exon 7 deletion", "a deletion"),
        ("Thr315Del", "a deletion"),
        ("35INS", "an insertion"),
        ("K357_E358insG", "an insertion"),
        ("Lys357dup", "a duplication"),
        ("b2a3", "a change of whole exons"),
        ("e2 skipping", "a change of whole exons"),
        ("exon 2", "a change of whole exons"),
        ("T315*", "a stop or an unknown residue"),
        ("p.Thr315Ter", "a stop or an unknown residue"),
        ("T315X", "a stop or an unknown residue"),
        ("T315stop", "a stop or an unknown residue"),
        ("Xaa315Ile", "a stop or an unknown residue"),
        ("p.Thr315=", "no change"),
        ("T315T", "the same amino acid before and after, which is no change"),
        ("T315I/E453K", "several changes; enter each by itself, and say whether they stand on the same molecule"),
        ("p.[T315I;E453K]", "several changes; enter each by itself, and say whether they stand on the same molecule"),
        *((name, "not one") for name in (
            "T0315I", "T315", "315I", "TI", "T31500I", "B315I", "T315Z", "T315J", "T315ı", "Τ315Ι", "T٣١٥I", "F317L/",
            "/F317L", "F317L//V", "p.(T315I", "T315I)", "(T315IL", "LT315I)", "T 315 I", "BCR::ABL1 T315I",
            "p.p.T315I", "susceptible", "()",
        )),
    ],
)  # fmt: skip
def test_other_names_are_refused_with_what_they_are(name: str, what: str) -> None:
    with pytest.raises(NotOneChange) as refused:
        variants_of(name)
    assert str(refused.value) == what


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = variants_of(text)
    except NotOneChange:
        return
    assert found and all(one.reference != one.changed and 0 < one.position < 10_000 for one in found)
