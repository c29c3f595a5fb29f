"""Step 4 of the wizard: how long the plan lasts and why, days that come too early, results that take their time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from plans.actions import draft_basis
from plans.calculations.targets.bars import Bars
from plans.calculations.timeline.full_weeks import full_weeks
from plans.calculations.timeline.steps import next_monday
from plans.models import PlanBasis
from salesgym.people.models import Leave
from tests.factories.deals import DealFactory
from tests.factories.numbers import give_weeks
from tests.plans.views.milestones_page import days, draft, fields_of, press, text, url, with_meetings

pytestmark = pytest.mark.django_db


def test_the_page_says_why_the_plan_lasts_so_long_the_longest_reason_first(client):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 14}))

    page = text(client.get(url(plan)))

    assert "Suggested: 14 weeks" in page
    assert "so long you asked for on the page before" in page
    assert "10 weeks" in page
    assert "a plan is never shorter" in page
    assert page.index("asked for on the page before") < page.index("never shorter")
    assert "How is this worked out?" in page
    assert "Use the suggestion" not in page


@pytest.mark.parametrize(("meetings", "weeks"), [(25, 8), (9, 10)])
def test_a_plan_lasts_eight_weeks_at_least_and_ten_under_ten_trials_a_week(client, meetings, weeks):
    plan = with_meetings(draft(client, target="0.26"), meetings=meetings, opportunities=meetings // 5)

    page = client.get(url(plan))
    told = page.context["page"].told
    assert told.startswith(f"{weeks} weeks show whether the step is reached")
    assert f'Suggested: {weeks} weeks </h2> </div> <p class="mt-2">{told}</p>' in text(page)


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

    assert "It takes 4 full weeks in a row, and only 2 weeks of the plan lie before its date." in text(marked)
    assert "Early: two weeks after the step before" in text(marked)
    assert not any(row.early or row.misfit for row in moved.context["page"].rows)
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
    # Nine weeks for the first step, and two more for the other.
    assert "Make it 11 weeks" in text(refused)
    assert not plan.milestones.exists()
    longer = press(client, plan, "weeks-11", **short)
    assert longer.context["page"].warns == ()
    assert client.post(url(plan), fields_of(longer)).status_code == 302


def test_an_extension_of_a_slow_number_counts_from_the_plan_that_it_extends(client):
    plan = draft(client, metric="win_rate", counted=(40, 200))
    opened = timezone.localdate() - timedelta(days=200)
    for _number in range(9):
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=63))
    give_weeks(plan.rep, "wins", [3] * 13, until=timezone.localdate())
    give_weeks(plan.rep, "decided", [15] * 13, until=timezone.localdate())
    start = next_monday(timezone.localdate())
    plan.counts_from = start - timedelta(weeks=12)
    plan.starts_on, plan.ends_on = start, start + timedelta(weeks=6)
    plan.save()
    typed = {"steps": 1, "starts_on": start.isoformat(), "ends_on": plan.ends_on.isoformat()}
    typed |= {"step-0-due_on": plan.ends_on.isoformat(), "step-0-target": "30", "step-0-run_weeks": "4"}

    drawn = press(client, plan, "draw", **typed)
    saved = press(client, plan, "next", **typed)

    assert "This number shows too late for the plan" not in text(drawn)
    assert not any(row.early for row in drawn.context["page"].rows)
    assert saved.status_code == 302
    assert plan.milestones.count() == 1
    day = date_format(plan.counts_from, "j F")
    assert f"count on from {day}, and the chances below are those of 18 weeks from that day on" in text(drawn)


def test_deals_slower_than_any_plan_leave_a_sentence_and_the_way_to_step_1(client):
    plan = draft(client, metric="win_rate", counted=(40, 200))
    opened = timezone.localdate() - timedelta(days=400)
    for _number in range(9):
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=300))

    page = client.get(url(plan))

    assert "No suggestion for this number" in text(page)
    assert "earlier in the funnel" in text(page)
    assert press(client, plan, "suggest").status_code == 200


def test_deals_slower_than_any_plan_are_mended_by_a_number_that_shows_in_time(client):
    plan = with_meetings(draft(client, metric="win_rate", counted=(40, 200)), meetings=25, opportunities=5)
    opened = timezone.localdate() - timedelta(days=400)
    for _number in range(9):
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=300))
    give_weeks(plan.rep, "wins", [3] * 13, until=timezone.localdate())
    give_weeks(plan.rep, "decided", [15] * 13, until=timezone.localdate())
    last = (next_monday(timezone.localdate()) + timedelta(weeks=12)).isoformat()
    typed = {"ends_on": last, "step-0-due_on": last, "step-0-target": "30"}

    shown = press(client, plan, "draw", **typed)
    (warn,) = shown.context["page"].warns
    mended = client.get(press(client, plan, warn.clicks[0].action, **typed).url)

    assert "This number shows too late for the plan" in text(shown)
    assert warn.url == ""
    assert mended.context["page"].warns == ()
    assert mended.context["page"].rows[-1].odds.is_fair
    assert client.post(url(plan), fields_of(mended)).status_code == 302


def test_steps_for_which_a_slow_number_leaves_no_room_are_left_out(client):
    plan = draft(client, metric="win_rate", counted=(40, 200))
    opened = timezone.localdate() - timedelta(days=400)
    for _number in range(9):
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=25 * 7))
    start = next_monday(timezone.localdate())
    days = [(start + timedelta(weeks=weeks)).isoformat() for weeks in (8, 16, 26)]
    typed = {"steps": 3, "ends_on": days[-1], **{f"step-{at}-due_on": day for at, day in enumerate(days)}}
    typed |= {"step-0-target": "22", "step-1-target": "25", "step-2-target": "30"}

    early = press(client, plan, "draw", **typed)
    moved = press(client, plan, "dates", **typed)

    assert "Some steps come early" in text(early)
    assert "Some steps come early" not in text(moved)
    assert [str(step["target"].value()) for step in moved.context["form"].steps] == ["30"]


def test_leave_is_told_and_moves_the_steps(client):
    plan = with_meetings(draft(client))
    start = next_monday(timezone.localdate())
    before = days(client.get(url(plan)))
    Leave.objects.create(person=plan.rep, starts_on=start, ends_on=start + timedelta(days=13))

    page = client.get(url(plan))

    assert "moves the steps after it" in text(page)
    assert days(page) == [day + timedelta(weeks=2) for day in before]


def on_leave(plan, *, after, days):
    """The rep is away for so many days, so many weeks after the first Monday on which the plan may start."""
    first = next_monday(timezone.localdate()) + timedelta(weeks=after)
    Leave.objects.create(person=plan.rep, starts_on=first, ends_on=first + timedelta(days=days - 1))


def odds_of(page):
    return [row.odds for row in page.context["page"].rows]


def kept_lists(plan):
    return Bars.from_json(PlanBasis.objects.get(plan=plan).bars).lists


def kept_weeks(plan):
    return Bars.from_json(PlanBasis.objects.get(plan=plan).bars).plan_weeks


@pytest.mark.parametrize(("after", "days", "absent"), [(3, 2, 0), (1, 60, 8)])
def test_with_any_leave_a_draft_is_judged_by_the_full_weeks_of_its_suggested_dates(
    client, after, days, absent
):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 20}))
    on_leave(plan, after=after, days=days)
    draft_basis.keep(plan, on=timezone.localdate())

    page = client.get(url(plan))
    sent, before = fields_of(page), kept_lists(plan)
    client.post(url(plan), sent)

    plan.refresh_from_db()
    weeks = len(full_weeks(plan.starts_on, plan.ends_on)) - absent
    assert f"Suggested: {weeks} weeks" in text(page)
    assert f"{weeks} weeks show whether the step is reached" in text(page)
    assert odds_of(page) == odds_of(client.get(url(plan)))
    assert kept_lists(plan) == before
    assert kept_weeks(plan) == weeks


def test_another_number_is_judged_by_the_full_weeks_that_a_click_on_it_gives(client):
    plan = with_meetings(draft(client), meetings=3, opportunities=1)
    give_weeks(plan.rep, "conversations", [100] * 13, until=timezone.localdate())
    on_leave(plan, after=3, days=2)
    draft_basis.keep(plan, on=timezone.localdate())

    offered = client.get(url(plan)).context["page"].rows[-1].warn.clicks
    number = next(click for click in offered if click.action.startswith("number-"))
    press(client, plan, number.action)

    assert number.label.endswith(f"in {kept_weeks(plan)} weeks")
