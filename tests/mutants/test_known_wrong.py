"""Every mistake of the corpus, made in a copy of the package, is noticed by the case that it names."""

from pathlib import Path

import pytest

from tests.mutants.known_wrong import KnownWrong, copy_package, corpus, failing, make

CORPUS = corpus()
CALCULATORS = sorted({mistake.calculator for mistake in CORPUS})


def test_every_mistake_has_its_own_id() -> None:
    ids = [mistake.id for mistake in CORPUS]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("calculator", CALCULATORS)
def test_an_unchanged_copy_fails_no_case(calculator: str, tmp_path: Path) -> None:
    copy_package(tmp_path)
    assert failing(tmp_path, calculator) == []


@pytest.mark.parametrize("mistake", CORPUS, ids=lambda mistake: mistake.id)
def test_the_mistake_is_noticed(mistake: KnownWrong, tmp_path: Path) -> None:
    copy_package(tmp_path)
    make(mistake, tmp_path)
    found = failing(tmp_path, mistake.calculator)
    assert mistake.killed_by in found, f"{mistake.title}: {len(found)} cases fail, {found[:8]}"
