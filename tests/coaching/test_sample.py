"""The sample organization can be made on any day, at any hour, and holds a plan in every state."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import connection

from coaching.areas.formal.models import HrTexts
from coaching.management import sample
from coaching.models import FEWEST_REPS, CheckIn, CheckInState, HelpRating, Rhythm, Topic
from plans.calculations.kept import Kept
from plans.models import Commitment, Event, Forecast, History, Milestone, Plan, Receipt, Signature, Unanswered
from plans.pages.promises import kept
from plans.permissions import covers
from plans.queries.history_chain import verify
from salesgym.numbers.actions import team_weeks
from salesgym.numbers.queries.role_figures import figures_of
from salesgym.people.models import User
from tests.coaching import november
from tests.coaching.november import WEDNESDAY
from tests.roles import as_app

pytestmark = pytest.mark.django_db

SUNDAY_NIGHT = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
DAYS = {
    "Sunday night": SUNDAY_NIGHT,
    # Other tests have this one as well, and those in a browser the day on which they run.
    "the middle": WEDNESDAY,
}


@pytest.mark.parametrize("day", DAYS)
def test_the_sample_is_made_on_any_day_of_the_week(day: str):
    at = DAYS[day]

    if at == WEDNESDAY:
        november.bring()
    else:
        with as_app():
            sample.build(at=at)

    connection.check_constraints()
    assert verify().bad == []
    assert team_weeks.check() == []
    states = set(Plan.objects.values_list("status", flat=True))
    assert states == {"draft", "proposed", "active", "paused", "in_review", "closed"}
    marcus = Plan.objects.get(rep__name="Marcus Bell")
    assert [step.status for step in marcus.milestones.order_by("position")] == ["verified", "ahead", "ahead"]
    priya = Milestone.objects.get(plan__rep__name="Priya Nair", position=2)
    assert priya.status == Milestone.Status.REACHED
    working = Forecast.objects.filter(plan__in=Plan.objects.working(), plan__kind="coaching")
    working = working.select_related("plan__rep")
    said = {one.plan.rep.first_name: one.status for one in working}
    assert said == {
        "Marcus": "on_track",
        "Priya": "on_track",
        "Tomas": "needs_a_push",
        "Lena": "stalled",
        "Noah": "just_started",
        "Ines": "in_review",
        "Owen": "paused",
    }
    assert not User.objects.filter(is_sample=False).exists()
    measured = set(Plan.objects.exclude(metric=None).values_list("rep__job_role", "metric"))
    figures = figures_of({role for role, _metric in measured}, {metric for _role, metric in measured})
    assert measured <= set(figures)
    assert all(one.reps >= 8 and one.spread is not None for one in figures.values())
    hr_has_confirmed_its_texts(at)
    a_formal_plan_stands_in_each_state(at)
    both_sides_promise_and_keep()
    the_team_talks_weekly(at)


def hr_has_confirmed_its_texts(at: datetime):
    """Ruth is HR for everybody, has the desk, and formal plans are offered for every rep."""
    ruth = User.objects.with_areas().get(is_hr_partner=True)
    assert (ruth.name, ruth.has_area("formal"), ruth.memberships.count()) == ("Ruth Adler", True, 0)
    texts = HrTexts.objects.current()
    assert texts.confirmed_by == ruth
    assert texts.confirmed_at < at
    reps = User.objects.filter(memberships__isnull=False)
    assert all(covers(ruth, rep) for rep in reps)


def a_formal_plan_stands_in_each_state(at: datetime):
    """From the text that waits for HR to the appeal, of a team of their own."""
    ruth = User.objects.get(is_hr_partner=True)
    formal = {
        plan.rep.first_name: plan
        for plan in Plan.objects.filter(kind="formal").select_related("rep", "manager")
    }
    assert {name: plan.status for name, plan in formal.items()} == {
        "Victor": "draft",
        "Carla": "draft",
        "James": "proposed",
        "Hannah": "active",
        "Omar": "active",
        "Mei": "paused",
        "Peter": "in_review",
        "Chloe": "in_review",
        "Samuel": "closed",
    }
    assert {plan.manager.name for plan in formal.values()} == {"Beth Cole"}
    assert formal["Victor"].approvals.get().is_open
    assert formal["Carla"].approvals.get().comment
    assert Receipt.objects.filter(agreement__plan=formal["James"]).exists()
    assert kept_or_late(formal["Hannah"], at) == {"ours": (1, 1), "own": (1, 0)}
    assert [step.status for step in formal["Hannah"].milestones.order_by("position")] == [
        "verified",
        "ahead",
        "ahead",
    ]
    assert CheckIn.objects.held().filter(plan=formal["Hannah"]).count() == 2
    assert Signature.objects.get(agreement__plan=formal["Omar"], party="rep").answer == "disagree"
    assert Unanswered.objects.filter(agreement__plan=formal["Mei"]).exists()
    assert formal["Peter"].override_requests.open().exists()
    assert formal["Chloe"].announced_outcomes.waiting().get().may_be_taken_back(at)
    assert formal["Samuel"].outcome.result == "not_met"
    assert formal["Samuel"].statements.unanswered().get().kind == "appeal"
    assert [one.overridden_by for one in formal["Samuel"].overrides.all()] == [ruth]
    assert set(Plan.objects.for_hr(ruth)) == set(formal.values()) - {formal["Carla"]}


def kept_or_late(plan: Plan, at: datetime):
    """Of each side how many promises are kept, and how many are late."""
    ours = plan.support.ours()
    sides = {"ours": ours, "own": plan.support.exclude(pk__in=ours)}
    return {
        name: (
            sum(one.delivered_on is not None for one in side),
            sum(one.is_late(at.date()) for one in side),
        )
        for name, side in sides.items()
    }


def both_sides_promise_and_keep():
    """Promises of reps and ours on one plan, kept in time, kept late, late and to come."""
    marcus, lena, noah = (
        Plan.objects.filter(rep__name__startswith=name).earliest("pk") for name in ("Marcus", "Lena", "Noah")
    )
    assert (kept(marcus.support.filter(promised_by=marcus.rep)), marcus.support.ours().count()) == (
        Kept(3, 2, 1),
        2,
    )
    assert kept(lena.support.filter(promised_by=lena.rep)) == Kept(1, 0, 0)
    assert (noah.status, kept(noah.support.ours()).kept) == ("closed", 2)


def the_team_talks_weekly(at: datetime):
    """Every state of a check-in is there, in the order of time, with promises, topics and enough ratings for a sum."""
    states = {
        name: [
            talk.state(at)
            for talk in CheckIn.objects.filter(rep__name__startswith=name).order_by("planned_for")
        ]
        for name in ("Marcus", "Lena", "Priya", "Tomas", "Aisha", "Noah")
    }
    assert states["Marcus"].count(CheckInState.HELD) == 5
    assert CheckInState.DUE in states["Lena"]
    assert CheckInState.MISSED in states["Tomas"]
    assert CheckInState.WAITS in states["Tomas"]
    assert set(states["Aisha"]) <= {CheckInState.PLANNED, CheckInState.DUE}
    assert states["Aisha"]
    assert any(
        talk.was_moved and talk.is_held for talk in CheckIn.objects.filter(rep__name__startswith="Priya")
    )
    assert states["Noah"].count(CheckInState.HELD) == 2
    late = (
        Commitment.objects.of_talks()
        .owed()
        .filter(due_on__lt=at.date(), promised_by__name__startswith="Dana")
    )
    assert "Discount guide with three trades" in late.values_list("what", flat=True)
    assert HelpRating.objects.values("rep").distinct().count() >= FEWEST_REPS
    assert Topic.objects.open().count() >= 3
    assert Rhythm.objects.running().filter(rep__name__startswith="Noah").get().weeks == 4
    assert History.objects.filter(event=Event.CHECK_IN_HELD).count() >= 15
    for plan in Plan.objects.all():
        events = list(History.objects.filter(plan=plan).order_by("seq"))
        assert all(before.at <= after.at for before, after in pairwise(events)), plan
