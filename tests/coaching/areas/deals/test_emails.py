"""Who hears of a joint call, and when a mail about it still matters."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coaching.areas.deals.actions import joint_call
from coaching.areas.deals.actions.joint_call import Planned
from coaching.areas.deals.emails.joint_call import KIND
from salesgym.notices.models import Notice
from salesgym.people.models import AreaSwitch
from tests.coaching.floor import manager_of
from tests.factories.coached_deals import CoachedDealFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coached(plan):
    return CoachedDealFactory(rep=plan.rep, name="O'Neill & Sons")


def call_with(coached, helper, by, version=0):
    now = timezone.now()
    planned = Planned(helper, True, now + timedelta(days=1), 45, "The pause")
    return joint_call.plan(coached=coached, by=by, planned=planned, version=version, at=now)


def told():
    return list(Notice.objects.order_by("pk").values_list("recipient", "title"))


def wanted(person, call, version=1):
    return KIND.still_wanted(person, {"call": call.pk, "call_version": version}, timezone.now())


def test_the_other_of_the_two_hears_that_a_call_is_planned_moved_and_called_off(plan, coached):
    plan.rep.name = "Marcus Bell"
    call = call_with(coached, plan.mentor, plan.mentor)

    call_with(coached, plan.mentor, plan.rep, version=1)
    joint_call.call_off(call=call, by=plan.mentor, at=timezone.now())

    assert told() == [
        (plan.rep_id, "Sofia plans a joint call with you"),
        (plan.mentor_id, "Marcus moved your joint call"),
        (plan.rep_id, "Sofia called your joint call off"),
    ]


def test_a_helper_who_is_replaced_hears_that_it_is_off_and_the_new_one_that_it_is_planned(
    plan, coached, harbor
):
    plan.rep.name, manager = "Marcus Bell", manager_of(harbor)
    before = call_with(coached, plan.mentor, plan.mentor)

    call = call_with(coached, manager, plan.rep, version=1)

    before.refresh_from_db()
    assert (before.is_ahead, call.is_ahead, call.version) == (False, True, 2)
    assert told()[1:] == [
        (plan.mentor_id, "Marcus called your joint call off"),
        (manager.pk, "Marcus plans a joint call with you"),
    ]


def test_both_hear_where_somebody_else_plans(plan, coached, harbor):
    call_with(coached, plan.mentor, manager_of(harbor))

    assert {recipient for recipient, _title in told()} == {plan.rep_id, plan.mentor_id}


def test_a_mail_says_when_for_which_deal_and_what_to_watch(plan, coached):
    call = call_with(coached, plan.mentor, plan.mentor)

    mail = KIND.render(plan.rep, {"call": call.pk, "call_version": 1}, timezone.now())

    assert mail.subject == "Joint call with Sofia"
    assert "A joint call with Sofia, tomorrow at" in mail.text
    assert "For O'Neill & Sons, 45 min. What to watch: The pause" in mail.text
    assert "$" not in mail.text
    assert "because this joint call is yours" in mail.html


def test_a_mail_is_wanted_while_it_is_the_newest_and_the_call_ahead(plan, coached):
    call = call_with(coached, plan.mentor, plan.mentor)
    assert wanted(plan.rep, call)

    joint_call.call_off(call=call, by=plan.mentor, at=timezone.now())

    assert not wanted(plan.rep, call)
    assert wanted(plan.rep, call, version=2)
    assert "is called off" in KIND.render(plan.rep, {"call": call.pk}, timezone.now()).text
    assert not KIND.still_wanted(
        plan.rep, {"call": call.pk, "call_version": 2}, timezone.now() + timedelta(days=2)
    )


def test_nobody_hears_of_an_area_that_is_off_or_of_a_deal_that_is_not_theirs(plan, coached):
    call = call_with(coached, plan.mentor, plan.mentor)
    assert not wanted(UserFactory(), call)
    assert KIND.may_open(plan.rep, {"call": call.pk})

    AreaSwitch.objects.update(is_on=False)

    assert not wanted(plan.rep, call)
    assert not KIND.may_open(plan.rep, {"call": call.pk})
