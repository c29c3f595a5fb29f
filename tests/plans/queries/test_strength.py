"""What a rep is strong in, and who may read that they may be asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from plans.actions import strength as actions
from plans.models import StrengthAnswer
from plans.queries import strength
from plans.queries.strength import Steady, Strength
from salesgym.numbers.actions import role_figures
from salesgym.numbers.queries.scorecard import metrics
from tests.factories.people import RepFactory
from tests.plans.queries.test_money_gap import MIDDLE, ON, peers, role, someone, team

__all__ = ["role", "team"]
pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
# Twice as many meetings become opportunities as with anybody else.
STRONG = {**MIDDLE, "meetings": 20, "opportunities": 10, "decided": 10, "wins": 4, "revenue": 32_000}


def test_the_strength_is_a_number_whose_range_lies_above_the_middle(team, role):
    rep = someone(team, role, STRONG)
    peers(team, role, 8)
    role_figures.renew(role_ids=[role.pk], at=AT)

    found = strength.strength_of(rep, on=ON)

    assert isinstance(found, Strength)
    assert found.metric.key == "meeting_to_opportunity"
    assert (found.own, found.middle, found.counted, found.of) == (0.5, 0.25, 130, 260)
    assert found.middle < found.low < found.own
    assert found.low < found.high
    assert found.money > 0


def test_where_nothing_is_clear_it_is_what_they_do_most_steadily(team, role):
    weeks = [60, 62, 58, 61, 59, 60, 63, 57, 60, 61, 59, 90, 10]
    rep = someone(team, role, {**MIDDLE, "conversations": weeks, "meetings": [19, 21] * 6 + [20]})
    peers(team, role, 8)
    role_figures.renew(role_ids=[role.pk], at=AT)

    found = strength.strength_of(rep, on=ON)

    assert isinstance(found, Steady)
    # Outreach is the same in every week.
    assert (found.metric.key, found.inside, found.weeks, found.low, found.high) == (
        "outreach",
        13,
        13,
        300,
        300,
    )


def test_steadiness_leaves_out_the_lowest_and_the_highest_week(team, role):
    weeks = [60, 62, 58, 61, 59, 60, 63, 57, 60, 61, 59, 90, 10]
    found = strength.strength_of(someone(team, role, {"conversations": weeks}), on=ON)

    assert isinstance(found, Steady)
    assert (found.inside, found.weeks, found.low, found.high) == (11, 13, 57, 63)


def test_under_eight_weeks_nothing_is_said(team, role):
    rep = someone(team, role, {"conversations": 60}, weeks=7)

    assert strength.strength_of(rep, on=ON) is None
    assert strength.strength_of(RepFactory(), on=ON) is None


def test_an_answer_is_kept_once_for_each_number_and_may_change(rep):
    known = metrics()
    actions.answer(rep=rep, metric=known["win_rate"], may_ask=True, at=AT)
    assert strength.known_of(rep, on=ON).agreed == known["win_rate"]
    assert [one.rep for one in strength.glad_to_be_asked(known["win_rate"])] == [rep]
    assert not strength.glad_to_be_asked(known["meetings"])

    actions.answer(rep=rep, metric=known["win_rate"], may_ask=False, at=AT + timedelta(days=1))
    assert strength.known_of(rep, on=ON) == strength.Known()
    assert not strength.glad_to_be_asked(known["win_rate"])

    with pytest.raises(IntegrityError, match="one_strength_answer_per_rep_and_number"), transaction.atomic():
        StrengthAnswer.objects.create(rep=rep, metric=known["win_rate"], may_ask=True, answered_at=AT)
