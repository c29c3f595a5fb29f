"""Pages of numbers ask as many questions for 200 reps or deals as for one (B3, B4 of `make bench`)."""

import gzip
from datetime import UTC
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from salesgym.numbers.models import WeeklyValue
from tests.coaching.floor import manager_of, team
from tests.costs import cost
from tests.factories.deals import DealFactory
from tests.factories.numbers import MONDAY, SavedViewFactory, give_weeks, standard_metrics
from tests.factories.people import RepFactory

pytestmark = pytest.mark.django_db
SIZES = (1, 20, 200)
FUNNEL = ("outreach", "conversations", "meetings", "opportunities", "wins", "decided")


def queries_of(client, user, url):
    client.force_login(user)
    client.get(url)
    made, _ = cost.of(client, url)
    return made.query_count


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


def costs_of(client, harbor, sizes, urls):
    """What each page costs its manager at each size of the team."""
    costs = {url: [] for url in urls}
    for size in sizes:
        grow(harbor, size)
        for url, found in costs.items():
            found.append(queries_of(client, manager_of(harbor), url))
    return costs


def test_a_team_of_any_size_costs_the_same_ten_questions_at_most(client):
    harbor = team()
    SavedViewFactory.create_batch(5, person=manager_of(harbor))
    url = reverse("numbers:team_numbers")

    costs = costs_of(client, harbor, SIZES, [url, f"{url}?sort=-win_rate&show=win_rate&period=52&name=e"])

    for found in costs.values():
        assert len(set(found)) == 1
        assert found[0] <= 10


def test_a_teams_file_costs_the_same_for_any_team(client):
    harbor = team()
    url = reverse("numbers:team_numbers_csv")

    costs = costs_of(client, harbor, (1, 20), [url, f"{url}?form=long"])

    for found in costs.values():
        assert len(set(found)) == 1
        assert found[0] <= 10


def test_a_week_costs_the_same_for_any_number_of_deals(client):
    harbor = team()
    rep = RepFactory(team=harbor)
    standard_metrics()
    url = reverse("numbers:week", args=[rep.pk, MONDAY])

    costs = []
    for size in SIZES:
        DealFactory.create_batch(size - rep.deals.count(), owner=rep, won=True, closed_on=MONDAY)
        costs.append(queries_of(client, manager_of(harbor), url))

    assert len(set(costs)) == 1
    assert costs[0] <= 10


def test_style_script_and_font_of_a_page_stay_within_their_budget():
    """B4: 180 kB gzipped in all, as every page loads them."""
    head = (Path(settings.BASE_DIR) / "templates/_head.html").read_text()
    names = [part.split('"')[0] for part in head.split('{% static "')[1:]]

    sizes = {name: len(gzip.compress(Path(finders.find(name)).read_bytes(), 6)) for name in names}

    assert sum(sizes.values()) <= 180_000, sizes
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= 60_000
