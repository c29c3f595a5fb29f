"""What planners ask: of many as of few, at most 20 questions once everybody is told (B7 of `make bench`)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from coaching.actions import reminder
from coaching.models import CONFIRM_FOR, CheckIn
from plans.actions import amendment, step_question
from plans.models import Amendment, Mentorship, Plan, Reward, StepQuestion
from salesgym import clock
from tests.coaching.floor import running_plan, team
from tests.costs.crowd import again, more_like
from tests.factories.formal import switched_on
from tests.factories.people import UserFactory
from tests.plans.formal_plans import hr_partner

pytestmark = pytest.mark.django_db
SIZES = (20, 80)
MOST_A_RECIPIENT, MOST_WITHOUT_NEWS = 0.05, 20
ONE_DAY = timedelta(days=1)
# Whom to ask instead is worked out for one plan at a time, and once: these are asked about the quiet rounds alone.
DECIDES = {"mentor_instead", "second_mentor"}
# The letter of the few HR partners.
WRITES_AGAIN = {"areas"}


@pytest.fixture
def plans():
    """A signed plan on which all kinds of reminder fall due, and one that waits for the rep's name."""
    harbor = team()
    signed = running_plan(harbor, mentor=UserFactory())
    waiting = running_plan(harbor, mentor=UserFactory(), life="proposed")
    switched_on(hr_partner())
    return signed, waiting


def this_monday() -> date:
    on = clock.today()
    return on - timedelta(days=on.weekday())


def noon(on: date) -> datetime:
    return datetime.combine(on, time(12), UTC)


def moments(signed: Plan) -> dict[str, datetime]:
    """When each kind falls due; two reminders of a promise, before and after its day, are one kind."""
    step, monday = signed.milestones.get(position=1), this_monday()
    return {
        "milestone_due": noon(step.due_on),
        "milestone_overdue": noon(step.due_on + 2 * ONE_DAY),
        "plan_ending": noon(signed.ends_on - 14 * ONE_DAY),
        "agreement_to_sign": noon(clock.today() + 3 * ONE_DAY),
        "amendment_to_sign": noon(clock.today() + 3 * ONE_DAY),
        "step_questioned": noon(clock.today() + 3 * ONE_DAY),
        "reward_to_deliver": noon(clock.today() + 6 * ONE_DAY),
        "review_due": noon(clock.today()),
        "practice_silent": noon(monday + 14 * ONE_DAY),
        "promise_due": noon(clock.today() + 12 * ONE_DAY),
        "practice_unanswered": noon(clock.today() + 4 * ONE_DAY),
        "mentor_instead": noon(clock.today() + 9 * ONE_DAY),
        "second_mentor": noon(clock.today() + 8 * ONE_DAY),
        "check_in_tomorrow": noon(monday + 8 * ONE_DAY),
        "check_in_missed": noon(monday + 10 * ONE_DAY) + CONFIRM_FOR,
        "digests": noon(monday),
        "areas": noon(monday.replace(day=1)),
    }


def grow(signed: Plan, waiting: Plan, size: int) -> None:
    """So many of both, with what falls due on them."""
    plans = [signed, *more_like(signed, size - 1)]
    more_like(waiting, size - 1)
    for reward in Reward.objects.filter(milestone__plan__in=plans, milestone__position=1):
        reward.earned_at = clock.now()
        reward.save(update_fields=["earned_at"])
    day = noon(this_monday() + 9 * ONE_DAY)
    CheckIn.objects.bulk_create(
        CheckIn(rep=one.rep, led_by=one.manager, plan=one, planned_for=day, first_planned_for=day)
        for one in plans
    )
    pairing = Mentorship(plan=signed, mentor=signed.mentor, invited_by=signed.manager, asked_at=clock.now())
    pairing.status, pairing.answered_at = "accepted", clock.now() - 9 * ONE_DAY
    pairing.offered_at = clock.now()
    Mentorship.objects.bulk_create(again(pairing, plan=one) for one in plans)
    ask(signed, plans[1:])


def ask(signed: Plan, others: list[Plan]) -> None:
    """New dates of each plan, and a question about one of its steps."""
    at = clock.now()
    new = amendment.NewTerms(signed.ends_on + timedelta(weeks=1), {})
    read = amendment.written(plan=signed, new=new, by=signed.manager, at=at)
    told = {"reason": "A trade fair.", "sha256": read.sha256, "by": signed.manager, "at": at}
    dates = amendment.propose(plan=signed, new=new, **told)
    Amendment.objects.bulk_create(again(dates, plan=one) for one in others)


def question(signed: Plan) -> None:
    """A question about a step of each plan, which comes before the new dates."""
    at = clock.now()
    first = step_question.ask(step=signed.milestones.get(position=2), by=signed.rep, unclear="Which?", at=at)
    texts = {one.plan_id: one for one in type(first.agreement).objects.filter(plan__status="active")}
    StepQuestion.objects.bulk_create(
        again(first, agreement=text, asked_by=text.plan.rep)
        for text in texts.values()
        if text.pk != first.agreement_id
    )


def asked(name: str, at: datetime) -> tuple[int, int, int]:
    """How many were told, what that took, and what the next round takes; then all is as before."""
    planner = reminder.PLANNERS[name]
    with transaction.atomic():
        with CaptureQueriesContext(connection) as first:
            told = planner(at=at)
        with CaptureQueriesContext(connection) as second:
            assert planner(at=at + timedelta(minutes=5)) == 0
        # What was told is left out by its key: nothing is written once more to see that it is there.
        written = [one["sql"] for one in second if "INSERT INTO" in one["sql"]]
        assert name in WRITES_AGAIN or not [sql for sql in written if "notices_heartbeat" not in sql]
        transaction.set_rollback(True)
    return told, len(first), len(second)


def counts(signed: Plan) -> dict[str, tuple[int, int, int]]:
    found = {}
    for name, at in moments(signed).items():
        with transaction.atomic():
            if name == "review_due":
                Plan.objects.running().update(status="in_review", review_due_on=clock.today())
            if name == "step_questioned":
                question(signed)
            found[name] = asked(name, at)
            transaction.set_rollback(True)
    return found


def test_a_planner_asks_of_many_as_of_few_and_little_once_everybody_is_told(plans):
    signed, waiting = plans
    at_size = []
    for size in SIZES:
        with transaction.atomic():
            grow(signed, waiting, size)
            at_size.append(counts(signed))
            transaction.set_rollback(True)

    few, many = at_size
    assert set(many) == set(reminder.PLANNERS)
    for name, (told, first, quiet) in many.items():
        assert quiet <= MOST_WITHOUT_NEWS, (name, quiet)
        assert quiet == few[name][2], (name, few[name], many[name])
        if name in DECIDES:
            assert told == 0, name
        elif name != "areas":
            assert told >= SIZES[1], (name, told)
            more = told - few[name][0]
            assert first - few[name][1] <= MOST_A_RECIPIENT * more, (name, few[name], many[name])
