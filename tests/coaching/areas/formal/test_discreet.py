"""What lies open to whoever looks over a shoulder says nothing of a formal plan; a mentor does not learn that it is one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import approval_announcement, history
from plans.models import Event, Plan
from salesgym import kinds
from salesgym.notices.models import Notice
from tests.coaching.floor import read, running_plan, team
from tests.factories.formal import switched_on
from tests.factories.people import UserFactory
from tests.factories.plans import ApprovalFactory, MentorshipFactory

pytestmark = pytest.mark.django_db
NEUTRAL = {
    "Something waits for you in SalesGym",
    # About weeks and people as a whole.
    "Your week",
}


@pytest.fixture
def plan():
    return running_plan(team(), mentor=UserFactory(name="Noah Petrov"), kind=Plan.Kind.FORMAL)


def test_no_subject_of_a_mail_about_a_formal_plan_says_what_it_is_about(plan):
    at, found = timezone.now(), set()
    refs = {"plan": plan.pk, "milestone": plan.milestones.first().pk, "lead": 7}
    refs |= {"mentorship": MentorshipFactory(plan=plan).pk, "support": plan.support.get().pk}
    happened = history.record(plan=plan, actor=plan.manager, event=Event.MILESTONE_PUT_RIGHT, at=at)
    refs |= {"history": happened.pk}
    for kind in kinds.all_kinds():
        for reader in (
            (plan.rep, plan.manager, plan.mentor) if kind.render and kind.name[:5] == "plans" else ()
        ):
            try:
                more = {"loaded": kind.prefetch([(reader, refs)], at)} if kind.prefetch else {}
                found.add((kind.name, kind.render(reader, refs, at, **more).subject))
            except (LookupError, AttributeError, AssertionError, TypeError):
                continue  # nothing to say to this person about this plan

    assert len(found) > 5
    assert {one for one in found if one[1] not in NEUTRAL} == set()


def test_a_mentor_reads_the_plan_and_not_that_it_is_formal(client, plan):
    page = reverse("coaching:plan_page", args=[plan.pk])

    assert "sg-formal" in read(client, plan.rep, page)[1]
    assert "formal" not in read(client, plan.mentor, page)[1].lower()


def test_a_notice_to_hr_names_nobody(plan):
    ruth = switched_on(UserFactory(hr_partner=True))

    approval_announcement.asked(ApprovalFactory.build(plan=plan, number=2), at=timezone.now())

    assert list(Notice.objects.filter(recipient=ruth).values_list("title", flat=True)) == [
        "A text waits for your approval"
    ]
