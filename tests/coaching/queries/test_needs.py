"""What waits for a manager on a plan, as the database counts it."""

from datetime import UTC, datetime, timedelta

import pytest

from coaching.queries import needs as needs_you
from plans.models import Mentorship, Plan, Signature
from tests.factories.people import OrganizationFactory, RepFactory, UserFactory
from tests.factories.plans import OPENED_AT, STARTS_ON, PlanFactory, RewardFactory

ON = STARTS_ON + timedelta(weeks=3)
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def signed_by(plan, *parties):
    for party in parties:
        signer = plan.rep if party == Signature.Party.REP else plan.manager
        Signature.objects.create(agreement=plan.agreements.get(), party=party, signer=signer, signed_at=AT)


def suggested(plan):
    Plan.objects.filter(pk=plan.pk).update(suggested_at=AT, suggested_changes="Fewer demos")


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
        ("proposed", None, set()),
        ("proposed", lambda plan: signed_by(plan, "rep"), {"sign"}),
        ("proposed", lambda plan: signed_by(plan, "rep", "manager"), set()),
        ("proposed", suggested, {"changes"}),
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
