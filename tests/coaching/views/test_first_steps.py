"""The board until the first plan is signed: what to do next, and which plans are worth starting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome
from plans.models import Plan
from tests.coaching.floor import manager_of, read, running_plan
from tests.factories.people import OrganizationFactory, TeamFactory, UserFactory
from tests.factories.plans import PlanFactory, left_open
from tests.plans.first_team import first_team

pytestmark = pytest.mark.django_db
TITLE = "On the way to your first plan"


def board(client, harbor):
    return read(client, manager_of(harbor), reverse("coaching:board"))[1]


def done(text):
    """The titles of the steps with a tick."""
    head = text.partition('id="first-steps"')[2].partition("</section>")[0]
    titles = [part.partition("</div>")[0] for part in head.split('<div class="sg-strong">')[1:]]
    return [one.partition("<")[0].strip() for one in titles if "done" in one]


def test_the_list_ticks_off_what_the_facts_say_and_goes_with_the_first_signed_plan(client, harbor):
    assert done(board(client, harbor)) == []

    anna = first_team(harbor, until=timezone.localdate(), anna={"opportunities": 3})["anna"]
    assert done(board(client, harbor)) == ["Bring your people", "Bring your numbers", "Look at the board"]

    plan = PlanFactory(rep=anna, manager=manager_of(harbor))
    text = board(client, harbor)
    assert done(text)[-1] == "Open a plan"
    assert "Plans worth starting first" not in text
    plan.delete()

    running_plan(harbor)
    assert TITLE not in board(client, harbor)


def test_a_plan_that_ended_long_ago_counts_as_signed(client, harbor):
    plan = running_plan(harbor, weeks_ago=60)
    ended = timezone.now() - timedelta(weeks=40)
    told = {"result": "met", "reasons": "Held for four weeks.", "given_up": left_open(plan)}
    outcome.close(plan=plan, by=plan.manager, at=ended, **told)

    assert TITLE not in board(client, harbor)


def test_one_click_fills_in_the_draft_of_the_person_named_first(client, harbor):
    anna = first_team(harbor, until=timezone.localdate(), anna={"opportunities": 3})["anna"]
    text = board(client, harbor)
    offer = text.partition('id="first-plans"')[2].partition("</section>")[0]
    assert "Anna Bell" in offer
    assert "a quarter" in offer
    skill = offer.partition('name="skill" value="')[2].partition('"')[0]

    answer = client.post(reverse("plans:start_full_plan"), {"rep": anna.pk, "skill": skill}, follow=True)

    plan = Plan.objects.get(rep=anna)
    assert plan.skill.key == skill
    assert answer.redirect_chain[-1][0] == reverse("plans:wizard_reason", args=[plan.pk])
    assert "The words are yours" in answer.content.decode()
    again = client.post(reverse("plans:start_full_plan"), {"rep": anna.pk, "skill": skill})
    assert again.status_code == 302
    assert Plan.objects.count() == 1


def test_a_site_admin_who_leads_nobody_reads_what_to_do_next(client, django_assert_max_num_queries):
    OrganizationFactory()
    admin = UserFactory(site_admin=True)
    UserFactory(name="Rae One")

    client.force_login(admin)
    page = read(client, admin, client.get(reverse("home")).url)[1]
    with django_assert_max_num_queries(10):
        client.get(reverse("coaching:next_steps"))
    assert done(page) == ["Bring your people"]
    assert reverse("people:invitations") in page

    team = TeamFactory(manager=UserFactory(name="Mia Lead"))
    assert done(read(client, admin, reverse("coaching:next_steps"))[1])[-1] == "Say who leads each team"

    running_plan(team)
    over = client.get(reverse("coaching:next_steps"))
    assert (over.status_code, over.url) == (302, reverse("people:invitations"))


def test_what_an_admin_does_next_is_nobody_elses(client, harbor):
    client.force_login(manager_of(harbor))

    assert client.get(reverse("coaching:next_steps")).status_code == 404
