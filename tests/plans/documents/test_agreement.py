"""The text that both sign says how each step is reached, by the rule of its plan."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from plans.actions import outcome
from plans.documents.agreement import digest_of, text_of
from plans.models import PlanBasis
from salesgym.numbers.models import Metric
from tests.factories.forecasts import basis_of
from tests.factories.people import LeaveFactory
from tests.factories.plans import STARTS_ON, MilestoneFactory, PlanFactory, left_open, live_until

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager)


def test_each_step_says_its_weeks_in_a_row_and_its_mark(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False)
    MilestoneFactory(plan=plan, position=1, run_weeks=4, target=Decimal("0.24"))
    due_on = STARTS_ON + timedelta(weeks=12)
    MilestoneFactory(plan=plan, position=2, run_weeks=6, target=Decimal("0.28"), due_on=due_on)

    text = text_of(plan, number=1)

    row = "Reached by the first {} weeks in a row, all inside the plan and up to its date, that together are at {}."
    assert row.format(4, "24%") in text
    assert row.format(6, "28%") in text
    assert "A week usually brings 19.0 meetings." in text
    assert "Only full weeks inside the plan count, never weeks before it." in text


def test_a_count_since_the_start_says_from_which_full_week(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, steps=False, starts_on=STARTS_ON + timedelta(days=2))
    calls = Metric.objects.get(key="conversations")
    MilestoneFactory(plan=plan, measure="count", metric=calls, target=Decimal(500))

    assert "Reached when 500 conversations are logged since 12 January." in text_of(plan, number=1)


def test_leave_that_is_known_is_named(plan):
    LeaveFactory(person=plan.rep, starts_on=STARTS_ON, ends_on=STARTS_ON + timedelta(days=4))

    assert "Known today are the weeks from: 2026-01-05." in text_of(plan, number=1)


def test_an_extension_says_from_when_its_weeks_count_on(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, counts_from=STARTS_ON - timedelta(weeks=12))

    text = text_of(plan, number=1)

    assert "its full weeks count on from Monday 13 October 2025 (2025-10-13)." in text


def bars(luck):
    step = {"mark": 0.24, "weeks": 4, "miss": 0.1}
    return {"steps": [{"position": place, "luck": luck, **step} for place in (1, 2, 3)]}


def test_how_the_end_is_decided_is_signed_with_the_steps_of_the_plan(plan):
    PlanBasis.objects.create(plan=plan, bars=bars(0.3))

    text = text_of(plan, number=1)

    assert "Met: step 3 is reached.\nMet in part: step 2 is reached.\nExtended: once," in text
    assert "While progress continues, the plan goes on: it ends as met, met in part, or is extended." in text
    assert "further help or a new focus, nothing else." in text


def test_a_step_that_luck_reaches_often_is_said_to_be_no_part(plan):
    PlanBasis.objects.create(plan=plan, bars=bars(0.42))

    text = text_of(plan, number=1)

    assert "Step 2 alone is not met in part: luck reaches it in 4 of 10 plans." in text
    assert "Met in part" not in text


@pytest.mark.parametrize(
    ("trials", "is_read_beside"), [(8.0, True), (24.9, True), (25.0, False), (60.0, False)]
)
def test_the_clause_says_how_often_progress_shows_at_this_volume(plan, trials, is_read_beside):
    own = basis_of(plan, week_sizes=(trials,) * 13, goal=0.3)
    kept = {"bases": {str(plan.metric_id): own.to_json()}, "bars": {**bars(0.3), "shows": 0.53}}
    PlanBasis.objects.create(plan=plan, **kept)

    text = text_of(plan, number=1)

    assert "meetings a week, progress to 30% would show by the end in 5 of 10 plans." in text
    beside = "meetings a week rubric scores and kept commitments are read beside the number."
    assert (beside in text) is is_read_beside


def test_an_extension_says_that_the_steps_alone_decide(rep, manager, plan):
    live_until(plan, "in_review")
    told = {"reasons": "It goes on.", "given_up": left_open(plan)}
    at = datetime(2026, 4, 1, 9, tzinfo=UTC)
    successor = outcome.close(plan=plan, by=manager, result="extended", at=at, **told).successor

    text = text_of(successor, number=1)

    assert "now the steps alone decide. It is extended once." in text
    assert "While progress continues" not in text


def test_the_text_of_a_plan_of_the_earlier_rule_is_the_same_to_the_byte(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, counting="window")
    plan.skill.name = "Discovery"

    text = text_of(plan, number=1)

    assert text == EARLIER
    assert digest_of(text) == digest_of(EARLIER)


EARLIER = """\
Improvement plan
Agreement 1

1. Who
Rep: Marcus Bell
Manager: Dana Whitfield
Mentor: to be asked later
Kind: coaching

2. The one thing
Skill: Discovery
You make people feel at ease in the first minute.
Two deeper questions in each meeting turn more of them into real opportunities.

3. Reasons and facts
None written down.

4. What is measured
Meetings that become opportunities, over the last 4 full weeks
Start: 22% (54 / 247), 13 weeks to Sunday 4 January 2026 (2026-01-04)
Target: 28%
Higher is better.

5. Dates and steps
First day: Monday 5 January 2026 (2026-01-05)
Last day: Monday 30 March 2026 (2026-03-30)
Step 1, by Monday 2 February 2026 (2026-02-02): 24%, Meetings that become opportunities
Step 2, by Monday 2 March 2026 (2026-03-02): 26%, Meetings that become opportunities
Step 3, by Monday 30 March 2026 (2026-03-30): 28%, Meetings that become opportunities

6. Practice
To be chosen.
The programme is Marcus's own promise and may change at any time.

7. What we do for it
Coaching by the manager along the way.

8. How we go about it
A step is reached by the numbers of full weeks, or claimed with evidence, and verified by the manager.
Rewards are earned when a step is verified.
Leave and pauses move every open date by the working days lost.
Targets stay as they are. Where they no longer fit, the plan closes and a new one is signed by both.
As long as there is progress there is a future here.
Within 7 days of the last day a named person writes down the outcome, with reasons.
Marcus may comment at any time.

9. Signing
Signing says: we have read this plan and talked it through. Each may add a comment.
"""
