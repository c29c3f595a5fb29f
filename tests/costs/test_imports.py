"""As many queries for 200 lines as for one, on every page of a file of numbers."""

import pytest
from django.urls import reverse

from salesgym.numbers.models import ImportChange, PersonAlias, TimeOut, Verdict
from tests.coaching.floor import manager_of, running_plan, team
from tests.costs.crowd import more_like
from tests.costs.test_floor import SIZES, asked, at_sizes
from tests.factories.deals import DealFactory, SourceFactory
from tests.factories.imports import (
    ComparedValueFactory,
    ImportFactory,
    RefusedLineFactory,
    StagedDealFactory,
    StagedOwnerFactory,
    StagedValueFactory,
)
from tests.factories.numbers import ENTERED_AT as AT
from tests.factories.numbers import MetricFactory, WeeklyValueFactory
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import SkillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(organization):
    return UserFactory(site_admin=True)


def costs_of(client, admin, url, grow):
    """What a page costs at 1, 20 and 200 rows; `grow` adds the row of a number."""
    made = []

    def grow_to(size):
        while len(made) < size:
            made.append(grow(len(made)))

    costs = at_sizes(client, SIZES, grow_to, admin, url)
    assert len(set(costs)) == 1, costs
    return costs[0]


def test_the_list_of_imports_costs_the_same_for_any_number(client, admin):
    def grow(number):
        source = SourceFactory(name=f"CRM {number}")
        ImportFactory(asking=True)
        return ImportFactory(source=source)

    assert costs_of(client, admin, reverse("numbers:upload"), grow) <= 10


def test_the_page_of_a_source_costs_the_same_for_any_number_of_names(client, admin):
    source = SourceFactory()

    def grow(number):
        ImportFactory(source=source)
        return PersonAlias.objects.create(source=source, key=f"person {number}")

    assert costs_of(client, admin, reverse("numbers:source", args=[source.pk]), grow) <= 10


def test_a_preview_of_deals_costs_the_same_for_any_number_of_lines(client, admin):
    file = ImportFactory(ready=True)
    plans = [running_plan(team(), skill=SkillFactory(name="Discovery questions"))]

    def grow(number):
        if number == len(plans):
            plans.extend(more_like(plans[0], 20))
        plan = plans[number]
        known = DealFactory(owner=plan.rep, amount_minor=5)
        RefusedLineFactory(file=file, reason=f"Reason {number}.")
        StagedDealFactory(file=file, owner=None, owner_key=f"Nobody {number}", verdict=Verdict.REFUSED)
        StagedOwnerFactory(file=file, key=f"Nobody {number}")
        return StagedDealFactory(file=file, owner=plan.rep, known=known, verdict=Verdict.CHANGED)

    assert costs_of(client, admin, reverse("numbers:import_file", args=[file.pk]), grow) <= 32


def test_a_preview_of_numbers_costs_the_same_for_any_number_of_lines(client, admin):
    file = ImportFactory(ready=True, kind="numbers", source=SourceFactory(kind="numbers"))
    metric = MetricFactory(key="meetings")

    def grow(number):
        typed = WeeklyValueFactory(metric=metric, entered_by=admin)
        StagedValueFactory(file=file, owner_key=f"Nobody {number}", metric=metric)
        StagedOwnerFactory(file=file, key=f"Nobody {number}")
        ComparedValueFactory(
            file=file,
            rep=typed.rep,
            metric=metric,
            known_source="typed",
            known_value=10,
            verdict=Verdict.CHANGED,
        )
        ComparedValueFactory(
            file=file, metric=metric, known_source="other", known_value=10, verdict=Verdict.CONFLICT
        )
        return ComparedValueFactory(file=file, metric=metric, known_value=3, verdict=Verdict.CHANGED)

    assert costs_of(client, admin, reverse("numbers:import_file", args=[file.pk]), grow) <= 32


def test_the_page_of_a_deal_costs_the_same_however_often_it_changed(client, admin):
    deal = DealFactory(origin=ImportFactory(), out=True)

    def grow(number):
        before = {"owner_id": RepFactory().pk, "name": f"Name {number}", "origin_id": deal.origin_id}
        before |= {
            "stage": "open",
            "amount_minor": 5,
            "currency": "USD",
            "opened_on": None,
            "closed_on": None,
        }
        TimeOut.objects.create(
            deal=deal, out_at=AT, out_by=UserFactory(), out_why="A test", back_at=AT, back_by=UserFactory()
        )
        return ImportChange.objects.create(file=ImportFactory(), deal=deal, before=before)

    assert costs_of(client, admin, reverse("numbers:deal", args=[deal.pk]), grow) <= 12


def test_the_page_of_a_deal_costs_its_manager_no_more(client):
    harbor = team()
    deal = DealFactory(owner=RepFactory(team=harbor), origin=ImportFactory(), out=True)
    before = {"owner_id": deal.owner_id, "name": "", "origin_id": deal.origin_id, "stage": "open"}
    before |= {"amount_minor": 5, "currency": "USD", "opened_on": None, "closed_on": None}
    ImportChange.objects.create(file=ImportFactory(), deal=deal, before=before)

    cost, _page = asked(client, manager_of(harbor), reverse("numbers:deal", args=[deal.pk]))

    assert cost <= 12


@pytest.mark.parametrize("plans", [1, 4])
def test_taking_out_a_deal_or_a_file_costs_its_manager_at_most_ten(client, plans):
    harbor = team()
    plan = running_plan(harbor, skill=SkillFactory(name="Discovery questions"))
    others = [one.rep for one in more_like(plan, plans - 1)]
    file = ImportFactory(added=plans, imported_by=manager_of(harbor))
    for rep in (plan.rep, *others):
        deal = DealFactory(owner=rep, origin=file, won=True)
    out = DealFactory(owner=plan.rep, origin=ImportFactory(), out=True)

    costs = {
        name: asked(client, manager_of(harbor), reverse(f"numbers:{name}", args=[of.pk]))[0]
        for name, of in (("take_out_deal", deal), ("put_back_deal", out), ("undo_import", file))
    }

    assert {name: cost for name, cost in costs.items() if cost > 10} == {}


def test_the_list_of_deals_taken_out_costs_the_same_for_any_number(client, admin):
    def grow(number):
        return DealFactory(out=True)

    assert costs_of(client, admin, reverse("numbers:deals_out"), grow) <= 10


def test_a_page_of_what_came_in_costs_the_same_for_any_number_of_reps(client, admin):
    file = ImportFactory()

    cost = costs_of(
        client,
        admin,
        reverse("numbers:import_file", args=[file.pk]),
        lambda number: DealFactory(origin=file),
    )

    assert cost <= 18
