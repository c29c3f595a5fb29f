"""Step 4 of the wizard for every kind of number and any history: its words, and how much it asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.actions import draft_basis
from salesgym.numbers.models import Metric
from tests.factories.deals import DealFactory
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.plans.views.milestones_page import (
    draft,
    fields_of,
    press,
    url,
    with_meetings,
)

pytestmark = pytest.mark.django_db


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
    for action in (
        "suggest",
        "fair",
        "dates",
        "weeks-26",
        "weeks-x",
        "weeks-9999",
        "draw",
        "remove-0",
        "run-0",
        "run-x",
    ):
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
    draft_basis.keep(plan, on=timezone.localdate())
    client.get(url(plan))

    with CaptureQueriesContext(connection) as asked:
        client.get(url(plan))

    counted = [query for query in asked if "django_session" not in query["sql"]]
    # Two of them look for an early win: the rep's activity, and the programme where none is known.
    assert len(counted) == 9, "\n".join(query["sql"][:150] for query in counted)


def test_the_stair_of_a_count_says_what_is_counted(client):
    plan = with_meetings(draft(client), meetings=25, opportunities=5)
    counted = {"step-0-measure": "count", "step-0-target": "75"}
    counted["step-0-metric"] = str(Metric.objects.get(key="conversations").pk)

    page = press(client, plan, "draw", **counted)

    assert [page.context["drawing"].stairs[1].label, page.context["drawing"].stairs[1].note] == [
        "75",
        "conversations in all",
    ]
