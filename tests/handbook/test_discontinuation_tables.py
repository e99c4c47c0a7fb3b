"""The tables of an edition on stopping a TKI: every rule, what is left open, and what follows a stop."""

from html import unescape

import pytest

from cml_calculators.criteria import DiscontinuationCriteria
from cml_calculators.loading import discontinuation_criteria
from cml_calculators.monitoring import schedule_in_words
from handbook.web.discontinuation_tables import discontinuation_table

EDITIONS = {edition.id: edition for edition in discontinuation_criteria()}


def table_of(edition: DiscontinuationCriteria) -> str:
    heading = {"title": edition.title, "address": "../x/", "verification": "read", "superseded_by": None}
    return unescape(discontinuation_table(heading, edition)).replace("\u00a0", " ")


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())
def test_every_rule_and_statement_stands_in_the_tables_with_its_source(edition: DiscontinuationCriteria) -> None:
    table = table_of(edition)
    for rule in edition.rules:
        assert rule.text in table
        assert f"{rule.locator} [@{edition.reference}, {rule.locator}]" in table
        assert rule.left_open is None or rule.left_open.text in table
    statements = [*(figure.text for figure in edition.expected_relapse), edition.restart.text]
    assert all(text in table for text in [*statements, schedule_in_words(edition.schedule)])


def test_limits_are_printed_as_they_are_evaluated() -> None:
    eln, nccn, pdq, esmo = (table_of(EDITIONS[one]) for one in ("eln-2020", "nccn-2020", "pdq-2025", "esmo-2017"))
    assert "Time in MR4 or deeper without a break > 24 months" in eln
    assert "Time in MR4 or deeper without a break ≥ 24 months" in nccn
    assert "Left open: Time on TKIs in all > 36 months and ≤ 60 months." in pdq
    assert "Left open: Time on TKIs in all exactly 60 months." in esmo
    assert "Sokal group at diagnosis: Low or Intermediate" in esmo


def test_only_a_source_with_tiers_has_rules_for_one() -> None:
    tiered = [own_id for own_id, edition in EDITIONS.items() if "Needed for the optimal tier" in table_of(edition)]
    assert tiered == ["eln-2020"]
