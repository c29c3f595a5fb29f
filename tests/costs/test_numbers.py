"""Pages of numbers ask as many questions for 200 reps or deals as for one (performance.md B3, B4)."""

import gzip
from datetime import UTC
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.models import WeeklyValue
from tests.coaching.floor import manager_of, team
from tests.factories.numbers import MONDAY, DealFactory, SavedViewFactory, give_weeks, standard_metrics
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db
SIZES = (1, 20, 200)
FUNNEL = ("outreach", "conversations", "meetings", "opportunities", "wins", "decided")


def cost(client, user, url):
    client.force_login(user)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        b"".join(response)
    assert response.status_code == 200
    return len(queries)


def grow(harbor, size):
    """Reps with thirteen weeks of the whole funnel, in few statements."""
    today = timezone.localdate(timezone=UTC)
    people = [RepFactory(team=harbor, password="!") for _one in range(size - harbor.memberships.count())]
    for key in FUNNEL:
        give_weeks(people[0], key, range(1, 14), until=today)
    pattern = list(WeeklyValue.objects.filter(rep=people[0]))
    for person in people[1:]:
        for value in pattern:
            value.pk, value.rep = None, person
        WeeklyValue.objects.bulk_create(pattern)


@pytest.mark.parametrize("query", ["", "?sort=-win_rate&show=win_rate&period=52&name=e"])
def test_a_team_of_any_size_costs_the_same_ten_questions_at_most(client, query):
    harbor = team()
    manager = manager_of(harbor)
    SavedViewFactory.create_batch(5, person=manager)

    costs = []
    for size in SIZES:
        grow(harbor, size)
        costs.append(cost(client, manager, reverse("numbers:team_numbers") + query))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


@pytest.mark.parametrize("form", ["", "?form=long"])
def test_a_teams_file_costs_the_same_for_any_team(client, form):
    harbor = team()

    costs = []
    for size in (1, 20):
        grow(harbor, size)
        costs.append(cost(client, manager_of(harbor), reverse("numbers:team_numbers_csv") + form))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def test_a_week_costs_the_same_for_any_number_of_deals(client):
    harbor = team()
    rep = RepFactory(team=harbor)
    standard_metrics()
    url = reverse("numbers:week", args=[rep.pk, MONDAY])

    costs = []
    for size in SIZES:
        DealFactory.create_batch(size - rep.deals.count(), owner=rep, won=True, closed_on=MONDAY)
        costs.append(cost(client, manager_of(harbor), url))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def test_style_script_and_font_of_a_page_stay_within_their_budget():
    """B4: 180 kB gzipped in all, as every page loads them."""
    head = (Path(settings.BASE_DIR) / "templates/_head.html").read_text()
    names = [part.split('"')[0] for part in head.split('{% static "')[1:]]

    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 6)) for name in names}

    assert sum(sizes.values()) <= 180_000, sizes
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= 60_000
