"""Growth from one size to the next, and buffers of a page's own queries."""

import pytest
from django.urls import reverse

from coaching.management.bench import buffers
from tests.coaching.floor import manager_of, running_plan, team


@pytest.mark.parametrize(
    ("larger", "grown"), [((1_000, 50), 0.0), ((1_000, 500), 1.0), ((10_000, 100), 0.1505)]
)
def test_exponent_tells_how_buffers_grow_with_reps(larger, grown):
    assert buffers.exponent((100, 50), larger) == pytest.approx(grown, abs=1e-4)


@pytest.mark.django_db
def test_reading_of_a_page_counts_what_its_queries_touch():
    harbor = team()
    running_plan(harbor)

    found = buffers.of(manager_of(harbor), reverse("coaching:board"))

    assert 4 <= found.queries <= 9
    assert found.buffers > found.queries
    assert found.largest[0] <= found.buffers
