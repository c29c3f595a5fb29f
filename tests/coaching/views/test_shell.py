"""The frame leads nowhere that its reader may not go, and on a phone everywhere that they may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.queries.board import board_facts
from coaching.views.shell import facts_of
from plans.actions.draft_discard import discard
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db


def test_a_draft_that_was_discarded_never_existed_for_the_rep(client):
    harbor = team()
    plan = PlanFactory(rep=RepFactory(team=harbor), manager=manager_of(harbor))
    discard(plan=plan, by=manager_of(harbor), reason="Things have changed.", at=timezone.now())
    client.force_login(plan.rep)

    text = client.get(reverse("coaching:today")).content.decode()

    assert reverse("coaching:plan_page", args=[plan.pk]) not in text


def test_a_draft_that_was_discarded_is_no_finished_plan_on_the_board(client):
    harbor = team()
    plan = PlanFactory(rep=RepFactory(team=harbor), manager=manager_of(harbor))
    discard(plan=plan, by=manager_of(harbor), reason="Things have changed.", at=timezone.now())
    client.force_login(manager_of(harbor))

    text = client.get(reverse("coaching:board")).content.decode()

    assert "Finished" not in text
    assert "Start a plan" in text


def test_the_page_me_leads_to_what_the_tabs_have_no_room_for(client):
    plan = running_plan(team())
    mentor_too = running_plan(plan.rep.memberships.get().team, mentor=plan.rep)
    client.force_login(mentor_too.mentor)

    text = client.get(reverse("people:me")).content.decode()

    more = text[text.index("sg-more-pages") : text.index("About you")]
    assert reverse("notices:inbox") in more
    assert reverse("numbers:rep_numbers", args=[plan.rep_id]) in more
    assert reverse("coaching:mentor_desk") not in more


def test_a_page_without_the_frame_asks_nothing_for_it(client, django_assert_num_queries):
    client.force_login(manager_of(team()))

    with django_assert_num_queries(2):
        missing = client.get("/nowhere/")

    assert missing.status_code == 404


def test_the_board_gets_its_plans_where_the_frame_was_asked_before(rf):
    harbor = team()
    plan, request = running_plan(harbor), rf.get(reverse("coaching:board"))
    request.user = manager_of(harbor)

    before, facts = facts_of(request), facts_of(request, with_board=True)

    assert before.board_plans is None
    assert facts.board_plans == [plan]
    assert facts_of(request) is facts
    told = {"chosen": None, "on": timezone.localdate(), "at": timezone.now()}
    assert [rep.plan.plan for rep in board_facts(request.user, facts, **told).reps] == [plan]
    with pytest.raises(ValueError, match="without the plans of the board"):
        board_facts(request.user, before, **told)
