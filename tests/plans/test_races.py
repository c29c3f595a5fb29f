"""Two at once, on real connections: the database decides, the second one is told."""

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection

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
from tests.patience import MOST_SECONDS
from tests.plans.formal_plans import AT as SHOWN_AT
from tests.plans.formal_plans import MORNING, announce, formal_plan

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def metrics(transactional_db):
    standard_metrics()


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Start all of them at the same moment; what each gave, or the refusal it met."""
    barrier = threading.Barrier(len(calls))
    answers: list[object] = [None] * len(calls)

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(MOST_SECONDS)
            answers[number] = calls[number]()
        except Refused as refusal:
            answers[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(MOST_SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    return answers


def kinds(answers: list[object]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def test_two_managers_open_one_plan():
    rep = RepFactory()
    managers = [UserFactory() for _number in range(6)]

    answers = at_once(
        *[lambda manager=manager: draft.open_draft(rep=rep, by=manager, at=AT) for manager in managers]
    )

    assert kinds(answers) == [AnotherPlanIsOpen.__name__] * 5 + ["Plan"]
    assert Plan.objects.open().filter(rep=rep).count() == 1


def test_a_double_click_signs_once():
    plan = PlanFactory()
    proposal.propose(plan=plan, by=plan.manager, at=AT)

    answers = at_once(*[lambda: agreement.sign(plan=plan, by=plan.rep, at=AT)] * 5)

    assert kinds(answers) == [AlreadySigned.__name__] * 4 + ["Signature"]
    assert plan.agreements.get().signatures.count() == 1


def test_both_parties_sign_at_the_same_moment_and_the_plan_starts_once():
    plan = PlanFactory()
    proposal.propose(plan=plan, by=plan.manager, at=AT)

    at_once(
        lambda: agreement.sign(plan=plan, by=plan.rep, at=AT),
        lambda: agreement.sign(plan=plan, by=plan.manager, at=AT),
    )

    plan.refresh_from_db()
    assert plan.status == Plan.Status.ACTIVE
    assert plan.history.filter(event="plan.started").count() == 1


def test_a_plan_is_signed_or_taken_back_and_never_both():
    plan = PlanFactory()
    proposal.propose(plan=plan, by=plan.manager, at=AT)
    agreement.sign(plan=plan, by=plan.rep, at=AT)

    answers = at_once(
        lambda: agreement.sign(plan=plan, by=plan.manager, at=AT),
        lambda: proposal.take_back(plan=plan, by=plan.manager, at=AT),
    )

    plan.refresh_from_db()
    assert sum(isinstance(answer, Refused) for answer in answers) == 1
    assert plan.status in {Plan.Status.ACTIVE, Plan.Status.DRAFT}


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
    plan = PlanFactory(in_review=True)

    def close(result: str) -> object:
        return outcome.close(plan=plan, by=plan.manager, result=result, reasons="Talked through.", at=AT)

    answers = at_once(lambda: close("met"), lambda: close("met_in_part"))

    assert kinds(answers) == [AlreadyClosed.__name__, "Closing"]


def test_practice_is_stored_before_the_close_or_refused_after_it():
    plan = PlanFactory(active=True)
    drill = DrillFactory(skill=plan.skill)

    def log() -> object:
        return practice.log(
            plan=plan,
            by=plan.rep,
            drill=drill,
            client_id=uuid.uuid4(),
            practiced_at=AT,
            repetitions=4,
            minutes=8,
            feeling=4,
            note="",
            at=AT,
        )

    def close() -> object:
        return outcome.close(plan=plan, by=plan.manager, result="met", reasons="Talked through.", at=AT)

    answers = at_once(log, close)

    events = list(plan.history.order_by("seq").values_list("event", flat=True))
    assert events[-1] == "plan.closed"
    assert isinstance(answers[0], Refused) == ("practice.logged" not in events)


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
