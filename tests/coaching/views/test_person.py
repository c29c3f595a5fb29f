"""One address for each person: where it leads, its tabs, and what their Record tells to whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import outcome, proposal
from plans.models import Event, PlanWish
from tests.coaching.floor import manager_of, read, running_plan
from tests.factories.people import LeaveFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory, SkillFactory, left_open

pytestmark = pytest.mark.django_db


def page(person):
    return reverse("coaching:person", args=[person.pk])


def record(person):
    return reverse("coaching:person_record", args=[person.pk])


def plan_page(plan):
    return reverse("coaching:plan_page", args=[plan.pk])


def tabs_of(answer):
    return [tab.label for tab in answer.context["head"].tabs]


def test_the_page_of_somebody_with_a_plan_is_their_plan(client, harbor, plan):
    for reader in (plan.rep, manager_of(harbor), plan.mentor):
        answer, _ = read(client, reader, f"{page(plan.rep)}?comments=all")

        assert answer.url == f"{plan_page(plan)}?comments=all"


def test_after_a_plan_the_page_is_the_last_one_that_closed(client, harbor):
    manager = manager_of(harbor)
    rep = RepFactory(team=harbor)
    plans = []
    for days in (90, 1):
        plans.append(PlanFactory(rep=rep, manager=manager, active=True))
        ended = timezone.now() - timedelta(days=days)
        told = {"result": "withdrawn", "reasons": "As agreed.", "given_up": left_open(plans[-1])}
        outcome.close(plan=plans[-1], by=manager, at=ended, **told)
    last = plans[-1]

    assert read(client, rep, page(rep))[0].url == plan_page(last)
    assert read(client, manager, page(rep))[0].url == plan_page(last)


def test_a_manager_starts_the_first_plan_from_the_page_of_its_rep(client, harbor):
    rep = RepFactory(name="Jordan Kim", team=harbor)

    answer, text = read(client, manager_of(harbor), page(rep))

    assert answer.status_code == 200
    assert "No plan yet" in text
    assert answer.context["no_plan"].url == reverse("plans:start_plan", query={"rep": rep.pk})
    assert text.count("btn-primary") == 1


def test_a_draft_leads_to_its_wizard_for_managers_and_is_no_plan_for_its_rep(client, harbor):
    manager, rep = manager_of(harbor), RepFactory(team=harbor)
    draft = PlanFactory(rep=rep, manager=manager)

    answer, text = read(client, manager, page(rep))

    assert "A draft waits for you" in text
    assert answer.context["no_plan"].url == plan_page(draft)
    assert read(client, rep, page(rep))[0].context["no_plan"].url == reverse("plans:ask_for_plan")


def test_who_asked_for_a_plan_is_answered_on_their_page(client, harbor):
    rep = RepFactory(name="Jordan Kim", team=harbor)
    skill = SkillFactory(name="Negotiation")
    wish = PlanWish.objects.create(
        rep=rep, skill=skill, sentence="I give in too soon.", asked_at=timezone.now()
    )

    answer, text = read(client, manager_of(harbor), page(rep))

    assert "Jordan asks for a plan: Negotiation" in text
    assert answer.context["no_plan"].url == reverse("plans:answer_wish", args=[wish.pk])
    assert "You asked for a plan: Negotiation" in read(client, rep, page(rep))[1]


def test_a_rep_is_led_to_the_plan_that_is_being_changed(client, rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    proposal.take_back(plan=plan, by=manager, at=timezone.now())

    assert read(client, rep, page(rep))[0].url == plan_page(plan)
    assert "Dana is changing your plan" in read(client, rep, plan_page(plan))[1]
    assert "changing" not in read(client, rep, record(rep))[1]


def test_a_site_admin_reads_the_same_whether_there_is_a_plan_or_not(client, harbor, plan):
    admin = UserFactory(site_admin=True)
    without = RepFactory(name=plan.rep.name, team=harbor)

    answers = [read(client, admin, page(person))[0] for person in (plan.rep, without)]

    assert answers[0].context["no_plan"] == answers[1].context["no_plan"]
    assert [tabs_of(answer) for answer in answers] == [[], []]
    assert read(client, admin, record(plan.rep))[0].status_code == 404


def test_tabs_are_those_that_one_may_open_and_the_open_one_is_marked(client, harbor, plan):
    manager = manager_of(harbor)
    urls = {
        "Plan": plan_page(plan),
        "Numbers": reverse("numbers:rep_numbers", args=[plan.rep_id]),
        "Check-ins": reverse("coaching:person_check_ins", args=[plan.rep_id]),
        "Deals": reverse("deals:person_deals", args=[plan.rep_id]),
        "Record": record(plan.rep),
    }
    mentored = ["Plan", "Deals", "Record"]
    for reader, seen in ((plan.rep, list(urls)), (manager, list(urls)), (plan.mentor, mentored)):
        for name in seen:
            answer, text = read(client, reader, urls[name])
            assert tabs_of(answer) == seen, (reader, name)
            assert f'aria-current="page">{name}</a>' in text
            for tab in answer.context["head"].tabs:
                assert client.get(tab.url, follow=True).status_code == 200


def test_people_read_my_plan_over_their_own_pages_and_others_the_name(client, harbor, plan):
    own, others = "<h1>My plan</h1>", f"<h1>{plan.rep.name}</h1>"

    assert own in read(client, plan.rep, plan_page(plan))[1]
    assert others in read(client, manager_of(harbor), plan_page(plan))[1]
    assert (
        "<h1>My numbers</h1>" in read(client, plan.rep, reverse("numbers:rep_numbers", args=[plan.rep_id]))[1]
    )


def test_only_pages_below_a_tab_have_crumbs(client, harbor, plan):
    manager, name = manager_of(harbor), plan.rep.name
    numbers = reverse("numbers:rep_numbers", args=[plan.rep_id])
    history = reverse("coaching:plan_history", args=[plan.pk])

    for url in (plan_page(plan), numbers, record(plan.rep)):
        assert "sg-crumb" not in read(client, manager, url)[1]
    for url, tab in ((history, "Record"), (reverse("numbers:type_week", args=[plan.rep_id]), "Numbers")):
        own, theirs = (read(client, reader, url)[0].context["head"].trail for reader in (plan.rep, manager))
        assert [words for words, _url in own] == [f"My {tab.lower()}"]
        assert [words for words, _url in theirs] == [name, tab]


def test_record_lists_what_was_agreed_what_happened_and_leave(client, harbor, plan):
    manager, day = manager_of(harbor), timezone.localdate() + timedelta(days=9)
    LeaveFactory(person=plan.rep, starts_on=day, ends_on=day)

    for reader in (plan.rep, manager):
        _, text = read(client, reader, record(plan.rep))
        assert reverse("plans:agreement", args=[plan.pk]) in text
        assert "Signed by both on" in text
        assert reverse("coaching:plan_history", args=[plan.pk]) in text
        assert f"{day:%A} {day.day} {day:%B}" in text
        assert reverse("people:person_leave", args=[plan.rep_id]) in text


def test_record_tells_a_mentor_no_terms_and_no_leave(client, plan):
    day = timezone.localdate() + timedelta(days=9)
    LeaveFactory(person=plan.rep, starts_on=day, ends_on=day)
    seen, hidden = Event.PRACTICE_LOGGED, Event.AGREEMENT_SIGNED
    write(plan, seen, hidden)

    _, text = read(client, plan.mentor, record(plan.rep))

    assert "practiced Ladder" in text
    for word in ("signed", "Agreement", "Signed", "Leave", reverse("plans:agreement", args=[plan.pk])):
        assert word not in text


def write(plan, *events):
    from django.db import transaction

    from plans.actions import history

    with transaction.atomic():
        for event in events:
            history.record(
                plan=plan, actor=plan.rep, event=event, at=timezone.now(), detail={"drill": "Ladder"}
            )


def test_the_record_of_a_draft_is_for_its_managers(client, harbor):
    manager, rep = manager_of(harbor), RepFactory(team=harbor)
    draft = PlanFactory(rep=rep, manager=manager)
    write(draft, Event.DRAFT_OPENED)

    assert "opened a draft" in read(client, manager, record(rep))[1]
    assert "opened a draft" not in read(client, rep, record(rep))[1]


def test_leave_is_removed_from_the_record_and_leads_back_to_it(client, harbor, plan):
    day = timezone.localdate() + timedelta(days=9)
    leave = LeaveFactory(person=plan.rep, starts_on=day, ends_on=day)
    client.force_login(manager_of(harbor))

    answer = client.post(reverse("people:remove_leave", args=[leave.pk]), {"next": record(plan.rep)})

    assert answer.url == record(plan.rep)
    assert not plan.rep.leaves.exists()


def test_nobody_else_has_a_page_for_it(client, harbor, plan):
    running_plan(harbor)
    for stranger in (RepFactory(team=harbor), RepFactory(), UserFactory(), UserFactory(hr_partner=True)):
        for url in (page(plan.rep), record(plan.rep)):
            assert read(client, stranger, url)[0].status_code == 404
