"""Two act on the same terms at once: each time with the locks, and the same without them, which goes wrong."""

import uuid
from datetime import UTC, date, datetime
from functools import partial

import pytest

from coaching.actions import comment
from plans.actions import agreement, amendment, proposal, step_question
from plans.actions import mentor as mentor_actions
from plans.actions.agreement import StepIsVague
from plans.actions.amendment import AnotherWaits, NewTerms, NotWaiting
from plans.actions.standing import NoLongerOnIt
from plans.actions.step_question import AlreadySettled
from plans.models import Plan
from salesgym.people.actions import membership
from tests.factories.numbers import standard_metrics
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.plans import MentorshipFactory
from tests.plans.racing import Race, managed_plan, meet

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 1, 19, 9, tzinfo=UTC)
EARLY = datetime(2025, 12, 30, 9, tzinfo=UTC)
TODAY = date(2026, 1, 19)


@pytest.fixture(autouse=True)
def metrics(transactional_db):
    standard_metrics()


def new_dates(plan: Plan, ends_on=date(2026, 4, 20)):
    """What proposes these dates, with the text as it was read."""
    new = NewTerms(ends_on, {})
    read = amendment.written(plan=plan, new=new, by=plan.manager, at=AT)
    told = {"reason": "A fair.", "sha256": read.sha256, "by": plan.manager, "at": AT}
    return partial(amendment.propose, plan=plan, new=new, **told)


def test_dates_are_signed_or_taken_back_and_never_both():
    def race(**how) -> tuple[Plan, Race]:
        plan = managed_plan(active=True)
        waiting = new_dates(plan)()
        sign = partial(amendment.sign, amendment=waiting, by=plan.rep, sha256=waiting.sha256, at=AT)
        take_back = partial(amendment.take_back, amendment=waiting, by=plan.manager, at=AT)
        return plan, meet(sign, take_back, reads='FROM "plans_amendment"', **how)

    plan, found = race()
    _plan, control = race(with_locks=False)

    assert found.kinds == ("Agreement", NotWaiting.__name__)
    assert plan.amendments.get().answer == "signed"
    assert control.kinds != found.kinds


def test_of_two_who_propose_dates_the_second_is_told_that_some_wait():
    def race(**how) -> Race:
        plan = managed_plan(active=True)
        both = new_dates(plan), new_dates(plan, date(2026, 4, 27))
        return meet(*both, reads=r'MAX\("plans_amendment', **how)

    assert race().kinds == ("Amendment", AnotherWaits.__name__)
    assert race(with_locks=False).kinds == ("IntegrityError", "Amendment")


def vague_plan() -> tuple[Plan, partial]:
    """A proposal, and what asks about one of its steps."""
    plan = managed_plan()
    proposal.propose(plan=plan, by=plan.manager, at=EARLY)
    step = plan.milestones.get(position=2)
    return plan, partial(step_question.ask, step=step, by=plan.rep, unclear="Whose meetings?", at=EARLY)


def test_a_name_stands_before_the_question_or_waits_for_its_answer():
    def race(**how) -> tuple[Plan, Race]:
        plan, ask = vague_plan()
        sign = partial(agreement.sign, plan=plan, by=plan.manager, at=EARLY)
        return plan, meet(sign, ask, reads='FROM "plans_stepquestion"', **how)

    plan, found = race()
    _plan, control = race(with_locks=False)

    assert found.kinds == ("Signature", "StepQuestion")
    assert found.done == ["first", "second"]
    assert list(plan.history.order_by("-seq").values_list("event", flat=True)[:2]) == [
        "step.questioned",
        "agreement.signed",
    ]
    assert control.kinds[0] not in {"Signature", StepIsVague.__name__}


def test_a_question_has_one_answer_and_a_name_waits_for_it():
    def race(second, **how) -> Race:
        plan, ask = vague_plan()
        answer = partial(step_question.answer, question=ask(), at=EARLY)
        others = {
            "answer": partial(answer, by=plan.manager, answer="Everybody's."),
            "sign": partial(agreement.sign, plan=plan, by=plan.manager, at=EARLY),
        }
        return meet(partial(answer, by=UserFactory(), answer="Your own."), others[second], **how)

    assert race("answer").kinds == ("StepQuestion", AlreadySettled.__name__)
    assert race("sign").kinds == ("StepQuestion", "Signature")
    assert race("sign", with_locks=False).kinds == ("StepQuestion", StepIsVague.__name__)


def test_whoever_manages_the_rep_no_longer_signs_nothing():
    def race(**how) -> tuple[Plan, Race]:
        plan = managed_plan()
        proposal.propose(plan=plan, by=plan.manager, at=EARLY)
        sign = partial(agreement.sign, plan=plan, by=plan.manager, at=EARLY)
        move = partial(membership.move, person=plan.rep, team=TeamFactory(), on=TODAY)
        return plan, meet(sign, move, reads='FROM "people_management"', **how)

    plan, found = race()
    _plan, control = race(with_locks=False)

    assert found.kinds == control.kinds == ("Signature", "Membership")
    assert found.done == ["first", "second"]
    assert control.done == ["second", "first"]
    with pytest.raises(NoLongerOnIt):
        agreement.sign(plan=plan, by=plan.manager, at=EARLY)


def test_a_mentor_speaks_before_they_go_or_not_at_all():
    def race(*, is_gone: bool = False, **how) -> Race:
        plan = managed_plan(active=True)
        mentor_actions.accept(mentorship=MentorshipFactory(plan=plan), at=AT)
        mentor = Plan.objects.get(pk=plan.pk).mentor
        say = partial(comment.add, plan=plan, by=mentor, body="On it.", client_id=uuid.uuid4(), at=AT)
        end = partial(mentor_actions.end, plan=plan, by=plan.manager, at=AT)
        return meet(end, say) if is_gone else meet(say, end, **how)

    assert (race().kinds, race().done) == (("Comment", "Mentorship"), ["first", "second"])
    assert race(is_gone=True).kinds == ("Mentorship", NoLongerOnIt.__name__)
    control = race(with_locks=False)
    assert (control.kinds, control.done) == (("Comment", "Mentorship"), ["second", "first"])
