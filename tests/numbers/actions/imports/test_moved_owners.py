"""Deals that change their owner with a file: all weeks of both are counted as if a first file had said so."""

import pytest

from salesgym.numbers.actions import team_weeks
from salesgym.numbers.actions.imports import undoing
from tests.factories.people import RepFactory
from tests.numbers.actions.imports.test_gone import numbers, without_deals
from tests.numbers.bringing import AT, csv_of, take

pytestmark = pytest.mark.django_db
HEAD = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Amount,Created Date,Close Date"


def file_of(first, undated, last):
    """A first deal long before the others, one without an opening day and the last one, of these; the rest is of both."""
    return csv_of(
        HEAD,
        f"A,{first.email},Acme,Closed Won,100,6/1/2026,6/20/2026",
        f"B,{undated.email},Bolt,Closed Won,200,,7/2/2026",
        f"C,{last.email},Cord,Closed Lost,300,9/1/2026,9/20/2026",
        f"D,{last.email},Dale,Prospecting,400,10/1/2026,",
        f"E,{last.email},Elm,Closed Won,500,10/1/2026,10/20/2026",
    )


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_the_numbers_are_those_of_a_first_file_and_after_the_undo_those_of_before(rep, moved):
    tom = RepFactory(name="Tom Two")
    owners = [rep, rep, rep]
    handed_on = [tom if place == moved else person for place, person in enumerate(owners)]
    take(file_of(*handed_on))
    as_first = numbers()
    without_deals()
    take(file_of(*owners))
    before = numbers()

    file = take(file_of(*handed_on), chosen={"closed_owner": "move"})
    assert numbers() == as_first
    assert team_weeks.check() == []

    undoing.undo(import_id=file.pk, by=None, at=AT)
    assert numbers() == before
    assert team_weeks.check() == []
