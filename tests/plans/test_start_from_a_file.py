"""A corrected file changes the weeks of a signed start: from the import to the line in history (F19)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.actions import draft_basis, judgement
from plans.models import Event
from salesgym.handoff import kept_back
from salesgym.numbers.models import Metric
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory, SkillFactory, live_until
from tests.numbers.bringing import AT, take

pytestmark = pytest.mark.django_db
HEADER = "Opportunity ID,Opportunity Owner,Account Name,Stage,Amount,Created Date,Close Date"
STARTS_ON = date(2026, 11, 16)


def export(won, lost):
    """Deals of the thirteen weeks before the plan, one decided every third day back from its start."""
    lines = [HEADER]
    for number in range(won + lost):
        stage, closed = (
            "Closed Won" if number < won else "Closed Lost",
            STARTS_ON - timedelta(days=3 + 3 * number),
        )
        opened = STARTS_ON - timedelta(weeks=13, days=-1)
        lines.append(f"A{number},Tom Bell,Acme {number},{stage},4000,{opened:%m/%d/%Y},{closed:%m/%d/%Y}")
    return "\n".join([*lines, ""]).encode()


def test_a_corrected_file_is_told_in_the_history_of_the_plan_that_began_from_it(rep, manager):
    tom = RepFactory(name="Tom Bell", team=rep.memberships.get().team)
    take(export(14, 9), by=manager)
    metric = Metric.objects.get(key="win_rate")
    start = {"baseline": Decimal("0.6087"), "baseline_numerator": 14, "baseline_denominator": 23}
    plan = PlanFactory(
        rep=tom,
        manager=manager,
        skill=SkillFactory(metric=metric),
        starts_on=STARTS_ON,
        target=Decimal("0.7"),
        steps=False,
        **start,
    )
    draft_basis.keep(plan, on=STARTS_ON)
    live_until(plan, "active")

    with kept_back() as kept:
        take(export(16, 9), by=manager)
    [woken] = [told["rep_ids"] for name, told in kept if name == "plans.tasks.judge_reps"]
    for _twice in range(2):
        judgement.judge(plan_ids=[plan.pk], at=AT)

    assert tom.pk in woken
    [event] = plan.history.filter(event=Event.START_CHANGED)
    assert event.detail["note"] == "14 of 23 when signed; these weeks now give 16 of 25."
