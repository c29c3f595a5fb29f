"""What waits for a manager on a plan, as the database counts it."""

from datetime import UTC, datetime, timedelta

import pytest

from coaching.queries import needs as needs_you
from plans.models import Mentorship, Plan, Signature, StepQuestion
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import (
    OPENED_AT,
    STARTS_ON,
    STEPS,
    ApprovalFactory,
    CommitmentFactory,
    PlanFactory,
    RewardFactory,
    live_until,
)

ON = STARTS_ON + timedelta(weeks=3)
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def signed_by(plan, *parties):
    for party in parties:
        signer = plan.rep if party == Signature.Party.REP else plan.manager
        Signature.objects.create(agreement=plan.agreements.get(), party=party, signer=signer, signed_at=AT)


def suggested(plan):
    Plan.objects.filter(pk=plan.pk).update(suggested_at=AT, suggested_changes="Fewer demos")


def vague(plan):
    StepQuestion.objects.create(
        agreement=plan.agreements.get(), position=2, asked_by=plan.rep, asked_at=AT, unclear="Which meetings?"
    )


def reached(plan):
    plan.milestones.filter(position=1).update(status="reached", reached_on=ON)


def earned(plan):
    RewardFactory(milestone=plan.milestones.get(position=1), earned_at=AT)


def asked(days):
    def ask(plan):
        Mentorship.objects.create(
            plan=plan, mentor=UserFactory(), invited_by=plan.manager, asked_at=AT - timedelta(days=days)
        )

    return ask


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("life", "happens", "kinds"),
    [
        ("draft", None, set()),
        ("proposed", None, {"unanswered"}),
        ("proposed", lambda plan: signed_by(plan, "rep"), {"sign"}),
        ("proposed", lambda plan: signed_by(plan, "rep", "manager"), set()),
        ("proposed", suggested, {"changes"}),
        ("proposed", vague, {"vague"}),
        ("paused", vague, {"vague"}),
        ("proposed", lambda plan: (signed_by(plan, "rep"), vague(plan)), {"vague"}),
        ("in_review", None, {"review"}),
        ("active", None, {"stalled"}),
        ("paused", None, set()),
        ("paused", reached, {"verify"}),
        ("draft", earned, {"reward"}),
        ("draft", asked(days=2), set()),
        ("draft", asked(days=4), {"invitation"}),
    ],
)
def test_the_database_knows_what_waits_on_a_plan(life, happens, kinds):
    OrganizationFactory()
    plan = PlanFactory(rep=RepFactory(), life=life, created_at=OPENED_AT)
    if happens:
        happens(plan)

    plans = needs_you.with_needs(Plan.objects.filter(pk=plan.pk), needs_you.times(on=ON, at=AT))
    counts = needs_you.judged(plans, on=ON)[plan.pk]

    assert {kind for kind, count in counts.items() if count} == kinds


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "kinds"),
    [
        (["returned"], {"hr_returned"}),
        (["approved"], {"hr_approved"}),
        (["taken_back"], set()),
        (["returned", ""], set()),
        (["approved", "returned"], {"hr_returned"}),
        (["returned", "approved"], {"hr_approved"}),
    ],
)
def test_the_newest_answer_of_hr_waits_for_the_manager(answers, kinds):
    OrganizationFactory()
    plan = PlanFactory(rep=RepFactory(), kind=Plan.Kind.FORMAL, created_at=OPENED_AT)
    for number, answer in enumerate(answers, start=1):
        asked = ApprovalFactory(plan=plan, number=number, given=answer == "approved")
        if answer in ("returned", "taken_back"):
            asked.answer, asked.comment = answer, "Name the days." if answer == "returned" else ""
            asked.answered_by = UserFactory(hr_partner=True) if answer == "returned" else plan.manager
            asked.answered_at = OPENED_AT
            asked.save()

    plans = needs_you.with_needs(Plan.objects.filter(pk=plan.pk), needs_you.times(on=ON, at=AT))
    counts = needs_you.judged(plans, on=ON)[plan.pk]

    assert {kind for kind, count in counts.items() if count} == kinds


def promised(plan):
    CommitmentFactory(plan=plan, what="Late demos swapped", due_on=STARTS_ON + timedelta(weeks=2))


def said_no(days, *, then_asked=False):
    def decline(plan):
        at = AT - timedelta(days=days)
        told = {"plan": plan, "invited_by": plan.manager}
        Mentorship.objects.create(
            mentor=UserFactory(), asked_at=at, answered_at=at, status=Mentorship.Status.DECLINED, **told
        )
        if then_asked:
            Mentorship.objects.create(mentor=UserFactory(), asked_at=AT, **told)

    return decline


FIRST_STEP = timedelta(weeks=STEPS[0][2])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("life", "before", "on", "kinds"),
    [
        ("active", promised, STARTS_ON + timedelta(weeks=2, days=1), {"promise"}),
        ("active", promised, STARTS_ON + timedelta(weeks=2), set()),
        ("paused", promised, STARTS_ON + timedelta(weeks=5), {"promise"}),
        ("proposed", promised, STARTS_ON + timedelta(weeks=5), {"unanswered"}),
        ("active", None, STARTS_ON + FIRST_STEP + timedelta(days=1), {"overdue"}),
        ("active", None, STARTS_ON + FIRST_STEP, set()),
        # After two weeks it is no news any more, and a plan that rests is late with nothing.
        ("active", None, STARTS_ON + FIRST_STEP + timedelta(days=15), set()),
        ("paused", None, STARTS_ON + FIRST_STEP + timedelta(days=1), set()),
        ("active", said_no(3), ON, {"declined"}),
        ("active", said_no(15), ON, set()),
        ("active", said_no(3, then_asked=True), ON, set()),
    ],
)
def test_what_we_owe_and_what_is_late_waits_for_a_manager(life, before, on, kinds):
    OrganizationFactory()
    plan = PlanFactory(rep=RepFactory(), created_at=OPENED_AT)
    if before:
        before(plan)
    live_until(plan, life)

    found = needs_you.with_needs(Plan.objects.filter(pk=plan.pk), needs_you.times(on=on, at=AT)).get()
    counts = needs_you.judged([found], on=on)[plan.pk]

    assert {kind for kind, count in counts.items() if count} - {"stalled"} == kinds
    waiting = needs_you.of(found, counts, list(plan.milestones.order_by("position")))
    assert [late.what for late in waiting.late] == (["Late demos swapped"] if "promise" in kinds else [])
    assert len(waiting.overdue) == ("overdue" in kinds)
