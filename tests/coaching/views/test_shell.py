"""The frame leads nowhere that its reader may not go, and on a phone everywhere that they may."""

import pytest
from django.urls import reverse
from django.utils import timezone

from coaching.queries.board import board_facts
from coaching.views.shell import facts_of
from plans.actions.draft_discard import discard
from plans.models import Mentorship
from salesgym.notices.models import Notice
from tests.coaching.floor import manager_of, running_plan, team
from tests.factories.coached_deals import CoachedDealFactory
from tests.factories.coaching import CommentFactory
from tests.factories.people import RepFactory, UserFactory
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

    more = text[text.index("sg-morepages") : text.index("About you")]
    assert reverse("coaching:mentor_desk") in more
    # A tab has room for it.
    assert reverse("numbers:rep_numbers", args=[plan.rep_id]) not in more


def test_what_waits_for_a_manager_as_a_mentor_stands_in_the_one_queue(client):
    harbor = team()
    manager = manager_of(harbor)
    running_plan(harbor, mentor=manager)
    client.force_login(manager)

    page = client.get(reverse("coaching:board"))

    queue, shell = page.context["board"].needs, page.context["shell"]
    assert [need.kind for need in queue.shown if need.kind == "word"] == ["word"]
    assert {link.label: link.count for link in shell.links}["Board"] == queue.count
    assert "Mentor" not in " ".join(link.label for link in shell.links)


def test_who_asks_a_rep_to_be_a_mentor_is_read_on_today(client):
    harbor = team()
    plan, asked = running_plan(harbor), RepFactory(team=harbor)
    Mentorship.objects.create(plan=plan, mentor=asked, invited_by=plan.manager, asked_at=timezone.now())
    client.force_login(asked)

    page = client.get(reverse("coaching:today"))

    text = " ".join(page.content.decode().split())
    assert f"Dana asks you to be the mentor of {plan.rep.first_name}" in text
    assert reverse("coaching:mentor_desk") in text


def test_the_desk_and_the_frame_count_the_same(client):
    harbor = team()
    sofia = UserFactory(name="Sofia Marin")
    first = running_plan(harbor, mentor=sofia)
    running_plan(harbor, skill=first.skill, mentor=sofia)
    answered = running_plan(harbor, skill=first.skill, mentor=sofia)
    CommentFactory(plan=answered, author=sofia, created_at=timezone.now())
    third = running_plan(harbor, skill=first.skill)
    Mentorship.objects.create(plan=third, mentor=sofia, invited_by=third.manager, asked_at=timezone.now())
    client.force_login(sofia)

    page = client.get(reverse("coaching:mentor_desk"))

    desk, [entry, _mentees] = page.context["desk"], page.context["shell"].links
    assert len(desk.waiting) == 2
    assert entry.count == len(desk.waiting) + len(desk.invitations) == 3


def test_the_bell_has_a_dot_and_no_count(client):
    rep = RepFactory()
    client.force_login(rep)
    assert "something new" not in client.get(reverse("people:me")).content.decode()
    told = {"recipient": rep, "kind": "coaching.comment", "title": "Dana wrote", "url": "/today/"}
    Notice.objects.create(dedupe_key="one", at=timezone.now(), **told)

    text = client.get(reverse("people:me")).content.decode()

    assert "something new" in text
    assert "sg-count" not in text


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


@pytest.mark.parametrize("name", ["deals:plan_call", "plans:step_files"])
def test_pages_of_deals_and_files_belong_to_the_plan_of_a_rep_and_the_team_of_a_manager(client, name: str):
    plan = running_plan(team())
    place = CoachedDealFactory(rep=plan.rep) if name.startswith("deals") else plan.milestones.earliest("pk")

    for reader, entry in ((plan.rep, "My plan"), (plan.manager, "Team")):
        client.force_login(reader)
        shell = client.get(reverse(name, args=[place.pk])).context["shell"]
        assert [link.label for link in shell.links if link.is_current] == [entry]
