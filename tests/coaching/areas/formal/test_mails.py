"""What is mailed about the end of a formal plan: wanted while it matters, and with nothing of it in the subject."""

from datetime import timedelta

import pytest

from plans.actions import announced_outcome, override, statement
from plans.actions.statement import NothingToAppeal
from plans.queries.waits_for_hr import waiting_for_hr
from salesgym import hooks
from salesgym.notices.models import Notice
from salesgym.people.models import AreaSwitch
from tests.factories.formal import switched_on
from tests.plans.formal_plans import AT, announce, formal_plan, hr_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr(db):
    return switched_on(hr_partner())


def mailed(kind, recipient):
    """The mail of the newest notice of this kind to this person, None where it is wanted no more."""
    given = Notice.objects.filter(kind=kind, recipient=recipient).latest("pk")
    found = hooks.notice_kinds.find(kind)
    if not found.still_wanted(recipient, given.ref_ids, AT):
        return None
    return found.render(recipient, given.ref_ids, AT)


def test_nothing_of_a_formal_plan_stands_in_a_subject(rep, manager, hr):
    plan = formal_plan(rep, manager, made=2, kept=1)
    override.ask(plan=plan, by=manager, why="No client.", at=AT)
    assert [one.by for one in waiting_for_hr([plan.pk])[plan.pk]] == [manager.name]
    mails = [mailed("plans.override_asked", hr)]
    AreaSwitch.objects.filter(name="formal").update(is_on=False)
    assert mailed("plans.override_asked", hr) is None
    AreaSwitch.objects.filter(name="formal").update(is_on=True)
    override.give(plan=plan, by=hr, blocks=["support"], reason="The client has left.", at=AT)
    assert mailed("plans.override_asked", hr) is None
    mails.append(mailed("plans.override_answered", rep))
    announce(plan)
    mails.append(mailed("plans.outcome_shown", rep))
    announced_outcome.take_back(plan=plan, by=manager, at=AT)
    mails.append(mailed("plans.outcome_taken_back", rep))
    assert mailed("plans.outcome_shown", rep) is None
    announce(plan)
    announced_outcome.settle_due(at=AT + timedelta(days=2))
    plan.refresh_from_db()
    with pytest.raises(NothingToAppeal):
        statement.appeal(plan=plan, by=manager, text="In their place.", at=AT + timedelta(days=2))
    appeal = statement.appeal(plan=plan, by=rep, text="Look again.", at=AT + timedelta(days=2))
    mails.append(mailed("plans.appeal_written", hr))
    assert [(one.kind, one.due_on) for one in waiting_for_hr([plan.pk])[plan.pk]] == [
        ("appeal", appeal.answer_by)
    ]
    statement.answer(appeal=appeal, by=hr, text="I did.", at=AT + timedelta(days=3))
    assert waiting_for_hr([plan.pk]) == {}
    mails += [mailed("plans.appeal_answered", rep), mailed("plans.closed", rep)]

    for one in mails:
        for word in ("formal", "not met", "override", str(plan.skill)):
            assert word not in one.subject
    # What HR reads in a mail names nobody's plan either.
    assert rep.name not in mails[0].text
