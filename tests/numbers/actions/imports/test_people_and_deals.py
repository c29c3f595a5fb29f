"""People from Excel and from Windows, and then their deals: every owner is found."""

from datetime import date
from pathlib import Path

import pytest

from salesgym.numbers.models import StagedDeal
from salesgym.numbers.queries.imports.owners import match_owners, unknown_owners
from salesgym.people.actions import people_file, people_import
from tests.factories.deals import SourceFactory
from tests.factories.people import UserFactory
from tests.numbers.bringing import compare

pytestmark = pytest.mark.django_db
CASES = Path(__file__).parents[3] / "people" / "cases"


def test_the_owners_of_deals_are_the_people_of_the_lists(organization):
    for name in ("00-people.csv", "15-people.xlsx", "15-people-cp1252.csv"):
        file = people_file.read((CASES / name).read_bytes())
        people_import.take_in(file=file, on=date(2026, 1, 5))

    file = compare((CASES / "15-deals.csv").read_bytes())

    # Two people are called Kim Lee: nobody guesses between them.
    assert [(one.text, len(one.candidates)) for one in unknown_owners(file)] == [("Kim Lee", 2)]
    owners = StagedDeal.objects.filter(file=file, owner__isnull=False).values_list(
        "external_id", "owner__email"
    )
    assert dict(owners) == {
        "P-2": "ana.obrien@example.com",
        "P-3": "zoe@example.com",
        "P-4": "sukarno@example.com",
        "P-5": "ana.obrien@example.com",
        "P-6": "r1@example.com",
        "P-7": "zoe@example.com",
    }


def test_what_was_said_of_a_name_counts_more_than_its_spelling(organization):
    named, meant = UserFactory(name="Zoë Øst"), UserFactory(name="Anna Berg")
    source = SourceFactory(kind="deals")
    source.aliases.create(key="zoe ost", person=meant)

    said = match_owners(["Zoe Ost"], source=source, decided={}, by=None)["Zoe Ost"]
    spelled = match_owners(["Öst Zoe"], source=source, decided={}, by=None)["Öst Zoe"]

    assert (said.person_id, spelled.person_id) == (meant.pk, named.pk)
