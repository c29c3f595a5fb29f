"""The metrics that are paired with what the steps of a plan count."""

import pytest

from coaching.queries.plan import qualities_of
from plans.models import Milestone
from salesgym.numbers.queries import scorecard

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(organization):
    return scorecard.metrics_by_id()


def names_of_pairs(known, *keys):
    """The pairs of steps with these metrics; None is a step without one."""
    by_key = {metric.key: metric for metric in known.values()}
    steps = [Milestone(metric=by_key[key] if key else None) for key in keys]
    return [metric.name for metric in qualities_of(steps, known)]


@pytest.mark.parametrize(
    ("count", "name"),
    [
        ("outreach", "Answer rate"),
        ("conversations", "Meeting rate"),
        ("meetings", "Meetings that become opportunities"),
        ("wins", "Revenue per win"),
    ],
)
def test_count_is_paired_with_the_ratio_made_per_one_of_it(known, count, name):
    assert names_of_pairs(known, count) == [name]


def test_ratio_has_no_pair(known):
    assert names_of_pairs(known, "meeting_rate") == []


def test_step_without_a_metric_has_no_pair_and_takes_none_from_the_others(known):
    assert names_of_pairs(known, None) == []
    assert names_of_pairs(known, None, "conversations") == ["Meeting rate"]


def test_count_of_several_steps_is_paired_once(known):
    assert names_of_pairs(known, "meetings", "conversations", "meetings") == [
        "Meetings that become opportunities",
        "Meeting rate",
    ]
