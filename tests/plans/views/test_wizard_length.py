"""Step 4 of the wizard: how long the plan lasts and why, days that come too early, results that take their time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from plans.calculations.timeline.steps import next_monday
from salesgym.people.models import Leave
from tests.factories.deals import DealFactory
from tests.plans.views.milestones_page import days, draft, fields_of, press, text, url, with_meetings

pytestmark = pytest.mark.django_db


def test_the_page_says_why_the_plan_lasts_so_long_the_longest_reason_first(client):
    plan = with_meetings(draft(client))

    page = text(client.get(url(plan)))

    assert "9 weeks suit Marcus" in page or "10 weeks suit Marcus" in page
    assert "so long it takes at least to tell a real rise from luck at 9 meetings a week" in page
    assert "a plan is never shorter" in page
    assert page.index("from luck at") < page.index("never shorter")
    assert "How is this worked out?" in page
    assert "Use the suggestion" not in page


def test_a_plan_too_short_to_tell_is_made_longer_by_one_click(client):
    plan = with_meetings(draft(client))
    start = next_monday(timezone.localdate())
    short = {
        "ends_on": (start + timedelta(weeks=6)).isoformat(),
        "step-2-due_on": (start + timedelta(weeks=6)).isoformat(),
    }

    warned = press(client, plan, "draw", **short)
    button = next(warn for warn in warned.context["page"].warns if warn.action.startswith("weeks"))
    mended = press(client, plan, button.action, **short)

    assert "takes at least 9 weeks to tell from luck; this plan lasts 6" in text(warned) or (
        "takes at least 10 weeks" in text(warned)
    )
    assert (days(mended)[-1] - start).days // 7 == int(button.action.removeprefix("weeks-"))
    assert not [warn for warn in mended.context["page"].warns if warn.action.startswith("weeks")]


def test_early_days_are_marked_and_refused_and_moved_by_one_click(client):
    plan = with_meetings(draft(client))
    start = next_monday(timezone.localdate())
    early = {
        "step-0-due_on": (start + timedelta(weeks=2)).isoformat(),
        "step-1-due_on": (start + timedelta(weeks=3)).isoformat(),
    }

    marked = press(client, plan, "draw", **early)
    moved = press(client, plan, "dates", **early)
    refused = client.post(url(plan), {**fields_of(client.get(url(plan))), **early})

    assert text(marked).count("Early: ") == 2
    assert "its 4 full weeks lie in the plan from" in text(marked)
    assert not any(row.early for row in moved.context["page"].rows)
    day = date_format(start + timedelta(weeks=4), "j F")
    assert f"Step 1 takes 4 full weeks in a row: give it a date from {day} on." in text(refused)


def test_a_result_is_marked_before_its_cycle_and_refused_where_it_cannot_show(client):
    plan = draft(client, metric="win_rate", counted=(40, 200))
    today = timezone.localdate()
    for _number in range(9):
        opened = today - timedelta(days=200)
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=63))
    start = next_monday(today)
    last = (start + timedelta(weeks=8)).isoformat()

    page = client.get(url(plan))
    early = press(client, plan, "draw", **{"step-0-due_on": (start + timedelta(weeks=4)).isoformat()})
    short = {
        "ends_on": last,
        "step-2-due_on": last,
        "step-1-due_on": (start + timedelta(weeks=6)).isoformat(),
    }
    short["step-0-due_on"] = (start + timedelta(weeks=4)).isoformat()
    refused = press(client, plan, "next", **short)

    assert "a deal usually takes this long to close (median of 9 deals, 0 still open)" in text(page)
    assert "a deal opened on the first day usually takes 9 weeks to close" in text(early)
    assert refused.status_code == 200
    assert "the number cannot show inside it" in text(refused)
    assert reverse("plans:wizard_focus", args=[plan.pk]) in text(refused)
    assert not plan.milestones.exists()


def test_deals_slower_than_any_plan_leave_a_sentence_and_the_way_to_step_1(client):
    plan = draft(client, metric="win_rate", counted=(40, 200))
    opened = timezone.localdate() - timedelta(days=400)
    for _number in range(9):
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=300))

    page = client.get(url(plan))

    assert "No suggestion for this number" in text(page)
    assert "earlier in the funnel" in text(page)
    assert press(client, plan, "suggest").status_code == 200


def test_leave_is_told_and_moves_the_steps(client):
    plan = with_meetings(draft(client))
    start = next_monday(timezone.localdate())
    before = days(client.get(url(plan)))
    Leave.objects.create(person=plan.rep, starts_on=start, ends_on=start + timedelta(days=13))

    page = client.get(url(plan))

    assert "moves the steps after it" in text(page)
    assert days(page) == [day + timedelta(weeks=2) for day in before]
