"""Days in mails, as the calendar of whoever reads them has them."""

from datetime import UTC, datetime, time, timedelta

import pytest

from coaching.emails.digests import KINDS as DIGESTS
from coaching.emails.steps import milestone_overdue
from tests.coaching.actions.reminded import team_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """The rep is in Auckland, the manager in New York."""
    plan = team_plan()
    for person, zone in ((plan.rep, "Pacific/Auckland"), (plan.manager, "America/New_York")):
        person.time_zone = zone
        person.save()
    return plan


def test_a_day_that_is_over_for_the_rep_alone_is_said_so(plan):
    step = plan.milestones.get(position=1)
    refs = {"milestone": step.pk, "plan": plan.pk}
    # Eight o'clock on the next morning in Auckland.
    at = datetime.combine(step.due_on, time(19), UTC)

    there = milestone_overdue(plan.manager, refs, at)
    own = milestone_overdue(plan.rep, refs, at)
    after = milestone_overdue(plan.manager, refs, at + timedelta(days=1))

    for part in (there.text, there.html):
        assert "a day that is over where Marcus is" in part
    for mail in (own, after):
        assert "was due" in mail.text
        assert "a day that is over" not in mail.text + mail.html


def test_a_digest_says_what_was_due_by_the_readers_own_day(plan):
    rep, _mentor, _manager = DIGESTS
    step = plan.milestones.get(position=1)
    at = datetime.combine(step.due_on, time(19), UTC)

    def text() -> str:
        loaded = rep.prefetch([(plan.rep, {})], at)
        return rep.render(plan.rep, {}, at, loaded=loaded).text

    assert "was due" in text()
    plan.rep.time_zone = "America/New_York"
    assert "was due" not in text()
