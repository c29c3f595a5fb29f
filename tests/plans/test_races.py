"""Two at once, on real connections: the database decides, the second one is told. Without the locks nobody is."""

import uuid
from datetime import UTC, datetime
from functools import partial

import pytest

from coaching.actions import practice
from plans.actions import agreement, announced_outcome, draft, outcome, proposal
from plans.actions import mentor as mentor_actions
from plans.actions.agreement import AlreadySigned
from plans.actions.draft import AnotherPlanIsOpen
from plans.actions.mentor import CannotMentor
from plans.actions.outcome import AlreadyClosed
from plans.actions.proposal import OwnSide
from plans.actions.version import StaleVersion
from plans.models import Plan
from salesgym.errors import Refused
from tests.factories.numbers import standard_metrics
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import DrillFactory, PlanFactory
from tests.plans.formal_plans import AT as SHOWN_AT
from tests.plans.formal_plans import MORNING, announce, formal_plan
from tests.plans.racing import at_once, kinds, managed_plan, meet

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def metrics(transactional_db):
    standard_metrics()


def proposed_plan() -> Plan:
    plan = managed_plan()
    proposal.propose(plan=plan, by=plan.manager, at=AT)
    return plan


def test_two_managers_open_one_plan():
    rep = RepFactory()
    managers = [UserFactory() for _number in range(6)]

    answers = at_once(
        *[lambda manager=manager: draft.open_draft(rep=rep, by=manager, at=AT) for manager in managers]
    )

    assert kinds(answers) == [AnotherPlanIsOpen.__name__] * 5 + ["Plan"]
    assert Plan.objects.open().filter(rep=rep).count() == 1
    other = RepFactory()
    both = [partial(draft.open_draft, rep=other, by=manager, at=AT) for manager in managers[:2]]
    assert meet(*both, reads='FROM "plans_plan"', with_locks=False).kinds == ("IntegrityError", "Plan")


def test_a_double_click_signs_once():
    plan = PlanFactory()
    proposal.propose(plan=plan, by=plan.manager, at=AT)

    answers = at_once(*[lambda: agreement.sign(plan=plan, by=plan.rep, at=AT)] * 5)

    assert kinds(answers) == [AlreadySigned.__name__] * 4 + ["Signature"]
    assert plan.agreements.get().signatures.count() == 1


def test_both_parties_sign_at_the_same_moment_and_the_plan_starts_once():
    plan = proposed_plan()

    at_once(
        lambda: agreement.sign(plan=plan, by=plan.rep, at=AT),
        lambda: agreement.sign(plan=plan, by=plan.manager, at=AT),
    )

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert plan.history.filter(event="plan.started").count() == 1


def test_a_plan_is_signed_or_taken_back_and_never_both():
    def both(plan: Plan):
        agreement.sign(plan=plan, by=plan.rep, at=AT)
        return [
            partial(act, plan=plan, by=plan.manager, at=AT) for act in (agreement.sign, proposal.take_back)
        ]

    plan = proposed_plan()

    answers = at_once(*both(plan))

    plan.refresh_from_db()
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert plan.status in {Plan.Status.ACTIVE, Plan.Status.DRAFT}
    assert meet(*both(proposed_plan()), with_locks=False).kinds == ("IntegrityError", "Plan")


def test_four_tabs_save_once_and_the_others_are_told():
    plan = PlanFactory()
    proposal.propose(plan=plan, by=plan.manager, at=AT)
    plan.refresh_from_db()

    def save(text: str) -> object:
        return proposal.answer(
            plan=plan, by=plan.rep, own_side=OwnSide("", text, ""), at=AT, version=plan.version
        )

    answers = at_once(*[lambda text=text: save(text) for text in ("one", "two", "three", "four")])

    assert kinds(answers) == ["Plan", *[StaleVersion.__name__] * 3]
    saved = next(answer for answer in answers if isinstance(answer, Plan))
    assert Plan.objects.get(pk=plan.pk).rep_view == saved.rep_view


def test_two_managers_write_one_outcome():
    def both(plan: Plan):
        told = {"plan": plan, "reasons": "Talked through.", "at": AT}
        return [
            partial(outcome.close, by=by, result=result, **told)
            for by, result in ((plan.manager, "met"), (UserFactory(), "met_in_part"))
        ]

    answers = at_once(*both(PlanFactory(in_review=True)))

    assert kinds(answers) == [AlreadyClosed.__name__, "Closing"]
    control = meet(*both(PlanFactory(in_review=True)), reads='FROM "plans_milestone"', with_locks=False)
    assert control.kinds == ("IntegrityError", "Closing")


def test_practice_is_stored_before_the_close_or_refused_after_it():
    def both(plan: Plan):
        drill = DrillFactory(skill=plan.skill)
        told = {"practiced_at": AT, "repetitions": 4, "minutes": 8, "feeling": 4, "note": "", "at": AT}
        close = {"result": "met", "reasons": "Talked through.", "at": AT}
        return [
            partial(practice.log, plan=plan, by=plan.rep, drill=drill, client_id=uuid.uuid4(), **told),
            partial(outcome.close, plan=plan, by=plan.manager, **close),
        ]

    def events(plan: Plan):
        return list(plan.history.order_by("seq").values_list("event", flat=True))

    plan, other = (PlanFactory(active=True) for _number in range(2))

    answers = at_once(*both(plan))

    assert events(plan)[-1] == "plan.closed"
    assert isinstance(answers[0], Refused) == ("practice.logged" not in events(plan))
    assert meet(*both(other), with_locks=False).kinds == ("PracticeEntry", "Closing")


def test_a_mentor_with_one_place_left_takes_one_of_two():
    person = UserFactory()
    plans = [PlanFactory(active=True) for _number in range(3)]
    asked = [mentor_actions.invite(plan=plan, mentor=person, by=plan.manager, at=AT) for plan in plans]
    mentor_actions.accept(mentorship=asked[0], at=AT)

    answers = at_once(*[lambda one=one: mentor_actions.accept(mentorship=one, at=AT) for one in asked[1:]])

    assert kinds(answers) == [CannotMentor.__name__, "Mentorship"]
    assert Plan.objects.filter(mentor=person).count() == 2


def test_several_workers_make_a_shown_outcome_final_once():
    plan = formal_plan(RepFactory(), UserFactory())
    announce(plan, at=SHOWN_AT)

    answers = at_once(*[lambda: announced_outcome.settle_due(at=MORNING)] * 4)

    assert sorted(answers) == [0, 0, 0, 1]
    assert plan.history.filter(event="plan.closed").count() == 1
