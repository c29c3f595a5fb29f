"""The pages of a formal plan's end: what is missing is said, HR is asked and answers, and the employee reads it first."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from coaching.areas.formal.forms.appeal import AnswerAppealForm, AppealForm
from plans.actions import announced_outcome, override, statement
from plans.calculations.decision import Rule, Why
from plans.calculations.formal_end import FormalEnd
from plans.calculations.kept import Kept
from plans.forms.statement import StatementForm
from plans.models import AnnouncedOutcome, Outcome, Override, Statement
from plans.pages.decision import today_words, why_words
from salesgym.notices.models import Notice
from salesgym.people.models import AreaSwitch
from tests.factories.formal import switched_on
from tests.factories.people import ManagementFactory, UserFactory
from tests.factories.plans import left_open
from tests.plans.formal_plans import announce, formal_plan, hr_partner

pytestmark = pytest.mark.django_db


def test_the_area_waits_for_hr():
    assert not AreaSwitch.objects.get(name="formal").is_on


@pytest.fixture
def hr(db):
    return switched_on(hr_partner())


@pytest.fixture
def plan(rep, manager):
    on = timezone.localdate()
    starts_on = on - timedelta(days=on.weekday(), weeks=14)
    return formal_plan(rep, manager, made=2, kept=1, starts_on=starts_on)


@pytest.fixture
def read(plan, client_of):
    """What this person reads on a page about the plan, or after they have sent a form."""

    def words(who, route="coaching:plan_page", **typed):
        client, url = client_of(who), reverse(route, args=[] if route == "coaching:today" else [plan.pk])
        answer = client.post(url, typed, follow=True) if typed else client.get(url)
        return words_of(answer)

    return words


@pytest.fixture
def desk_of(client_of):
    return lambda who: words_of(client_of(who).get(reverse("formal:desk")))


def words_of(answer):
    assert answer.status_code == 200
    return " ".join(html.unescape(strip_tags(answer.content.decode())).split())


def close(read, plan, manager, **more):
    plan.refresh_from_db()
    typed = {"result": "not_met", "next_step": "leaving", "reasons": "Talked through.", "confirmed": "on"}
    sent = {**typed, "given_up": left_open(plan), "version": plan.version, **more}
    return read(manager, "plans:close_plan", **sent)


def assert_hr_reads_the_override(hr, rep, read, desk_of):
    desk = desk_of(hr)
    assert "asks you to override" not in desk
    for said in (
        "Overridden, with the reason",
        "The company had delivered 1 of 2 promises.",
        "The client has left.",
    ):
        assert said in desk
    text = read(hr, "formal:read_plan")
    assert "asks you to override" not in text
    assert f"{hr.name} overrode this as HR" in text
    assert f"{rep.first_name} signed" in text


def test_what_is_missing_is_said_hr_overrides_and_the_employee_reads_why(
    plan, rep, manager, hr, read, desk_of
):
    text = read(manager, "plans:close_plan")
    assert "We have delivered 1 of 2 promises. Not met takes 80 of 100: one more, late or not." in text
    assert "Not met is not possible today" in text
    assert "An HR partner with no other part in this plan may override this" in text
    assert "Another role" not in text

    assert "HR was asked, and has not answered yet." in read(
        manager, "formal:ask_override", why="No client."
    ) + read(manager, "formal:ask_override")
    text = read(hr, "formal:override")
    assert f"{manager.name} asks you to override it" in text
    assert "asks you to override" in read(hr, "formal:read_plan")
    desk = desk_of(hr)
    assert f"{manager.name} asks you to override: {rep.name}" in desk
    assert "Overridden, with the reason" not in desk
    read(hr, "formal:override", reason="The client has left.", blocks="support")
    assert_hr_reads_the_override(hr, rep, read, desk_of)

    assert Override.objects.get().overridden_by == hr
    for person in (rep, manager):
        text = read(person)
        assert f"{hr.name} overrode this as HR" in text
        assert "The client has left." in text
        assert "The company had delivered 1 of 2 promises." in text
    text = read(manager, "plans:close_plan")
    assert "The rep reads it first." in text
    assert "Another role" in text


def test_the_outcome_is_read_first_answered_and_taken_back_or_final(plan, rep, manager, hr, read):
    late = plan.support.filter(delivered_on=None).get()
    late.delivered_on, late.delivered_by = timezone.localdate(), manager
    late.save()
    assert "It is not final yet." in close(read, plan, manager)
    for person in (rep, manager):
        text = read(person)
        assert "The outcome: not met. Next: leaving." in text
        assert "at 9:00, and can be taken back until then" in text
    assert "your manager has written something for you to read first" in read(rep, "coaching:today")
    assert f"You, {manager.first_name} and the HR partner for the team see this plan." in read(rep)
    assert "Take it back" not in read(rep)
    assert "Take it back" in read(manager)
    assert "The leads came late." in read(rep, "plans:statements", text="The leads came late.")
    assert "The leads came late." in read(manager)

    assert "Taken back." in read(manager, "plans:take_back_outcome", yes="1")
    assert "took back an outcome that was shown, not met" in read(rep)
    close(read, plan, manager)
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.waiting().get().final_from)

    assert Outcome.objects.get().next_step == "leaving"
    text = read(rep)
    assert "Outcome: not met." in text
    today = read(rep, "coaching:today")
    assert "What follows stands on the plan's page." in today
    assert "Your next climb" not in today
    assert "You may appeal to HR until" in text


def test_an_appeal_waits_with_hr_until_it_is_answered(plan, rep, manager, hr, read, desk_of):
    late = plan.support.filter(delivered_on=None).get()
    late.delivered_on, late.delivered_by = timezone.localdate(), manager
    late.save()
    assert f"{rep.name}'s outcome" in desk_of(hr)
    close(read, plan, manager)
    # It was shown, so HR is not told that it is still to be written.
    assert "Outcome shown" in desk_of(hr)
    assert f"{rep.name}'s outcome" not in desk_of(hr)
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.get().final_from)
    assert "Outcome shown" not in desk_of(hr)
    assert "HR answers by" in read(rep, "formal:write_appeal", text="Two weeks were counted wrongly.")
    assert "Two weeks were counted wrongly." in read(hr, "formal:answer_appeal")

    assert f"{rep.name} appeals" in desk_of(hr)
    assert f"{rep.name} appeals against the outcome." in read(hr, "formal:read_plan")

    text = read(hr, "formal:answer_appeal", text="They were counted, see the list.")

    assert "Send the answer" not in text
    assert "appeals" not in desk_of(hr)
    text = read(hr, "formal:read_plan")
    assert "Talked through." in text
    assert "They were counted, see the list." in text
    assert Statement.objects.get().answered_by == hr
    for person in (rep, manager):
        assert "They were counted, see the list." in read(person)
    told = " ".join(Notice.objects.filter(recipient__in=[rep, hr]).values_list("title", flat=True))
    assert "not met" not in told
    assert "formal" not in told


def test_the_record_of_a_person_holds_all_that_was_said_on_a_formal_plan(plan, rep, manager, hr, client_of):
    at = timezone.now()
    statement.add(plan=plan, by=rep, text="The leads <b>came</b> late.", at=at - timedelta(hours=1))
    override.ask(plan=plan, by=manager, why="No client was left.", at=at)
    override.give(plan=plan, by=hr, blocks=["support"], reason="The client has left.", at=at)
    announce(plan, at=at)
    tab = reverse("coaching:person_record", args=[rep.pk])
    assert "It is not final yet." in words_of(client_of(rep).get(tab))
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.get().final_from)
    plan.refresh_from_db()
    appeal = statement.appeal(plan=plan, by=rep, text="Two weeks were short.", at=plan.closed_at)
    statement.answer(appeal=appeal, by=hr, text="They were counted.", at=plan.closed_at)

    for reader in (rep, manager):
        text = words_of(client_of(reader).get(tab)).partition("The record of this plan")[2]
        told = [
            "Text 1, from",
            "Received by Marcus Bell",
            'Marcus Bell signed "I agree"',
            "signed for the company",
            "The leads <b>came</b> late.",
            "No client was left.",
            "The client has left.",
            "The outcome: not met. Next: leaving.",
            "Two weeks were short.",
            "They were counted.",
        ]
        places = [text.find(words) for words in told]
        assert -1 not in places, dict(zip(told, places, strict=True))
        assert places == sorted(places)
        assert "Signed by both" not in text


def test_pages_of_hr_belong_to_their_desk(plan, rep, manager, hr, client_of):
    late = plan.support.filter(delivered_on=None).get()
    late.delivered_on, late.delivered_by = timezone.localdate(), manager
    late.save()
    announce(plan, at=timezone.now())
    announced_outcome.settle_due(at=AnnouncedOutcome.objects.get().final_from)
    plan.refresh_from_db()
    statement.appeal(plan=plan, by=rep, text="Look again.", at=plan.closed_at)
    also_leads = UserFactory(is_hr_partner=True)
    ManagementFactory(person=also_leads)
    for route in ("formal:read_plan", "formal:override", "formal:answer_appeal", "plans:statements"):
        for reader in (hr, also_leads):
            shell = client_of(reader).get(reverse(route, args=[plan.pk])).context["shell"]
            marked = [link.label for link in shell.links if link.is_current]
            # Who manages a team finds the pages of plans there.
            wanted = "Team" if reader is also_leads and route == "plans:statements" else "HR desk"
            assert marked == [wanted], (route, reader.name)


def test_pages_of_a_formal_plan_wear_its_dress_and_never_say_that_both_signed(
    plan, rep, manager, hr, client_of
):
    pages = {
        "coaching:plan_page": rep,
        "plans:agreement": rep,
        "plans:statements": rep,
        "formal:write_appeal": rep,
        "plans:close_plan": manager,
        "formal:ask_override": manager,
        "formal:override": hr,
        "formal:read_plan": hr,
    }
    for route, who in pages.items():
        page = client_of(who).get(reverse(route, args=[plan.pk])).content.decode()
        body = re.search(r'<body\s+class="([^"]*)"', page)
        assert "sg-formal" in body[1].split(), route
        assert 'class="sg-formalmark"' in page, route
        assert "oth signed" not in page, route
        assert "Coaching agreement" not in page, route


def test_the_words_of_the_rule_are_true_of_a_plan_without_an_answer():
    formal = FormalEnd(kept=Kept(), missed=0, days_left=60, overridden=frozenset())
    told = {"steps": (), "real": 0.8, "is_signed": True, "has_ended": True, "formal": formal}
    for is_extension in (True, False):
        rule = Rule(is_extension=is_extension, **told)
        said = [today_words(rule), *(why_words(why, rule) for why in (Why.PROGRESS, Why.EXTENDED_ONCE))]
        assert "both" not in " ".join(said)


@pytest.mark.parametrize("form", [AppealForm, AnswerAppealForm, StatementForm])
def test_a_new_line_counts_once_in_words_that_stay(form):
    # Browsers send a new line as two characters; who types 20,000 of them counts one.
    assert form({"text": "No client. I asked.\r\n" * 1000}).is_valid()
    assert not form({"text": "No client. I asked.\r\n" * 1001}).is_valid()
