"""How much of a rep's number is in, where plan and numbers meet: for them and their managers alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.emails import KINDS
from coaching.queries import digest
from salesgym.numbers.calculations.money.attainment import calendar_period
from tests.coaching.floor import manager_of, read, running_plan, team
from tests.factories.deals import DealFactory
from tests.factories.numbers import QuotaFactory
from tests.factories.people import RepFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db

QUARTER = 3


@pytest.fixture
def plan():
    """Half of the rep's own number is in."""
    plan = running_plan(team(), mentor=RepFactory(name="Sofia Marin"))
    starts_on = calendar_period(timezone.localdate(), QUARTER).starts_on
    DealFactory(owner=plan.rep, won=True, amount_minor=3_888_500, opened_on=starts_on, closed_on=starts_on)
    QuotaFactory(rep=plan.rep, starts_on=starts_on, amount=77_770)
    return plan


def digest_of(role, person):
    at = timezone.now()
    kind = next(kind for kind in KINDS if kind.name == f"coaching.{role}_digest")
    loaded = kind.prefetch([(person, {})], at)
    return kind.render(person, {}, at, loaded=loaded)


def test_the_board_ranks_nobody_by_how_much_of_a_number_is_in(client, plan):
    """It stands on the numbers of each person and of the team, with its period."""
    _, page = read(client, manager_of(plan.rep.memberships.get().team), reverse("coaching:board"))

    assert plan.rep.name in page
    assert "of quota" not in page
    assert "50%" not in page


def test_the_rep_reads_it_in_their_digest_and_never_as_its_subject(plan):
    found = digest_of("rep", plan.rep)

    for words in (found.text, found.html):
        assert "50% of this quarter" in words
    assert "quarter" not in found.subject


def test_the_manager_reads_it_in_the_line_of_the_rep(plan):
    found = digest_of("manager", plan.manager)

    assert "50% of quota." in found.text
    assert "50% of quota." in found.html


def test_the_digests_of_many_reps_ask_for_their_numbers_once(plan, django_assert_num_queries):
    at = timezone.now()
    harbor = plan.rep.memberships.get().team
    for _place in range(5):
        running_plan(harbor, skill=plan.skill)
    lines = digest._plans(plan._meta.model.objects.all(), at=at)

    # Which day it is where the organization works, and the numbers.
    with django_assert_num_queries(2):
        digest._with_attainment(lines, at=at)


def test_the_mentor_never_reads_it_in_their_digest(plan):
    found = digest_of("mentor", plan.mentor)

    assert plan.rep.name in found.text
    for words in (found.text, found.html):
        assert "of this quarter" not in words
        assert "of quota" not in words
        assert "77,770" not in words


PAGES = ("coaching:mentor_desk", "coaching:today", "coaching:board", "coaching:team_overview", "people:team")
PLAN_PAGES = ("plan_page", "plan_proof", "plan_practice", "plan_history")


def test_mentors_colleagues_and_other_managers_never_read_it(client, plan):
    harbor = plan.rep.memberships.get().team
    colleague = running_plan(harbor, skill=plan.skill).rep
    other_manager = UserFactory(name="Rocco Neubert")
    TeamFactory(manager=other_manager)
    pages = [reverse("numbers:rep_numbers", args=[plan.rep.pk])]
    pages += [reverse(name) for name in PAGES]
    pages += [reverse(f"coaching:{name}", args=[plan.pk]) for name in PLAN_PAGES]

    for person in (plan.mentor, colleague, other_manager):
        client.force_login(person)
        for page in pages:
            words = client.get(page).content.decode()
            assert "77,770" not in words
            assert "50% of" not in words


def test_a_manager_of_yesterday_reads_nothing_of_it(client, plan):
    harbor = plan.rep.memberships.get().team
    former = manager_of(harbor)
    harbor.managements.update(ends_on=timezone.localdate() - timedelta(days=1))
    client.force_login(former)

    assert client.get(reverse("coaching:board")).status_code == 404
    assert client.get(reverse("numbers:rep_numbers", args=[plan.rep.pk])).status_code == 404
