"""Step 4 of the wizard without scripts: what is suggested and why, how fair it is, and what one click mends."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories.deals import DealFactory
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.plans.views.milestones_page import days, draft, fields_of, press, targets, text, url, with_meetings

pytestmark = pytest.mark.django_db


def test_what_was_suggested_is_kept_beside_what_is_agreed(client):
    plan = with_meetings(draft(client, suggested={"weeks_wanted": 14}))
    first = client.get(url(plan))
    sent = fields_of(first) | {"step-0-target": "23"}

    answer = client.post(url(plan), sent)

    assert answer.url == reverse("plans:wizard_people", args=[plan.pk])
    plan.refresh_from_db()
    assert plan.suggested["weeks"] == 14
    assert plan.suggested["weeks_wanted"] == 14
    assert [step["target"] for step in plan.suggested["steps"]] == targets_stored(first)
    assert {part["reason"] for part in plan.suggested["parts"]} >= {"tells_from_luck", "wanted", "shortest"}
    assert plan.milestones.get(position=1).target == Decimal("0.23")
    assert "Use the suggestion" in text(client.get(url(plan)))


def targets_stored(response):
    return [f"{(Decimal(target) / 100).normalize():f}" for target in targets(response)]


def test_the_suggestion_is_one_button_away_and_nothing_is_saved_yet(client):
    plan = with_meetings(draft(client))
    suggested = client.get(url(plan))
    changed = {"step-0-target": "23", "step-0-title": "My words", "step-2-due_on": "2031-01-01"}

    drawn = press(client, plan, "draw", **changed)
    back = press(client, plan, "suggest", **changed)

    assert "Use the suggestion" in text(drawn)
    assert (targets(back), days(back)) == (targets(suggested), days(suggested))
    assert "My words" in text(back)
    assert not plan.milestones.exists()


def test_rows_that_come_and_go_keep_what_was_typed_and_their_bars(client):
    plan = with_meetings(draft(client))

    longer = press(client, plan, "add", **{"step-0-title": "First talk", "window_weeks": "6"})
    shorter = press(client, plan, "remove-1", **{"step-2-title": "There", "window_weeks": "6"})

    assert "First talk" in text(longer)
    assert "There" in text(shorter)
    assert [len(page.context["page"].rows) for page in (longer, shorter)] == [4, 2]
    assert longer.context["form"].dates.window == 6
    assert "passes this by luck" in text(longer)


def test_the_last_step_is_made_fairer_by_one_click(client):
    plan = with_meetings(draft(client))
    page = client.get(url(plan))

    assert "a truly improved one misses it 47 times in 100" in text(page)
    assert "Choose 25%: fairer" in text(page)
    mended = press(client, plan, "fair")

    assert targets(mended)[-1] == "25"
    assert mended.context["page"].rows[-1].odds.is_fair
    assert not mended.context["page"].rows[-1].warn.is_shown
    assert client.post(url(plan), fields_of(mended)).status_code == 302
    plan.refresh_from_db()
    assert plan.target == Decimal("0.3")
    assert plan.milestones.get(position=3).target == Decimal("0.25")


def test_early_steps_show_their_bars_and_warn_of_nothing(client):
    plan = with_meetings(draft(client))

    rows = client.get(url(plan)).context["page"].rows

    assert [row.is_quiet for row in rows] == [True, True, False]
    assert all(row.warn is None for row in rows[:-1])
    assert all(row.odds.is_known for row in rows)


def test_too_few_tries_ask_for_a_longer_window_by_one_click(client):
    plan = with_meetings(draft(client), meetings=3, opportunities=1)

    before = client.get(url(plan))
    mended = press(client, plan, "fair")

    assert "weeks: fairer" in text(before)
    assert mended.context["form"].dates.window > 4
    assert mended.context["page"].rows[-1].odds.is_fair
    assert not any(row.early for row in mended.context["page"].rows)
    client.post(url(plan), fields_of(mended))
    plan.refresh_from_db()
    assert plan.window_weeks == mended.context["form"].dates.window


@pytest.mark.parametrize(
    ("metric", "baseline", "target", "weekly"),
    [
        ("outreach", "310", "360", {"outreach": [300, 320] * 7}),
        ("revenue", "8400", "10000", {"revenue": [8000, 8800, 0] * 5}),
        ("revenue_per_win", "4200", "5000", {"revenue": [8000, 8800] * 7, "wins": [2] * 14}),
        ("losses", "6", "4", {"losses": [5, 7] * 7}),
        ("average_discount", "14", "10", {}),
        ("meeting_to_opportunity", "0", "0.1", {"meetings": [9] * 13, "opportunities": [0] * 13}),
        ("meeting_to_opportunity", "0.99", "1", {"meetings": [9] * 13, "opportunities": [9] * 13}),
        ("revenue", "999999999", "9999999999.9999", {"revenue": [999_999_999] * 13}),
        ("win_rate", "0.4", "0.5", {"wins": [3] * 13, "decided": [1] * 13}),
    ],
)
def test_every_kind_of_number_has_its_page(client, metric, baseline, target, weekly):
    plan = draft(client, metric=metric, baseline=baseline, target=target)
    for key, values in weekly.items():
        give_weeks(plan.rep, key, values, until=timezone.localdate())

    page = client.get(url(plan))

    assert page.status_code == 200
    for action in ("suggest", "fair", "dates", "weeks-26", "weeks-x", "weeks-9999", "draw", "remove-0"):
        assert press(client, plan, action).status_code == 200
    answer = client.post(url(plan), fields_of(page))
    assert answer.status_code == 302 or answer.context["form"].has_errors


@pytest.mark.parametrize(("weeks", "peers"), [(4, 5), (52, 30)])
def test_the_page_asks_the_same_questions_for_any_history_and_any_peers(client, weeks, peers):
    plan = draft(client, metric="win_rate", counted=(40, 200))
    for person in (plan.rep, *RepFactory.create_batch(peers)):
        give_weeks(person, "wins", [2] * weeks, until=timezone.localdate())
        give_weeks(person, "decided", [10] * weeks, until=timezone.localdate())
    DealFactory.create_batch(weeks, owner=plan.rep, opened_on=timezone.localdate() - timedelta(days=90))
    client.get(url(plan))

    with CaptureQueriesContext(connection) as asked:
        client.get(url(plan))

    counted = [query for query in asked if "django_session" not in query["sql"]]
    assert len(counted) == 12, "\n".join(query["sql"][:150] for query in counted)
