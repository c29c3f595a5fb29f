"""A staircase for one rep: every part of its length, and what is kept of it."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest

from plans.calculations.timeline.parts import LeaveSpan, LengthReason, Part
from plans.models import Plan
from plans.pages import suggestion
from plans.pages.scale import scale_of
from plans.pages.suggestion import worked
from plans.queries.plan_bars import bars_for
from plans.queries.suggestion import grounds_of, shows_when_deals_close, suggest
from salesgym.numbers.pages.sure import not_yet
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.scorecard import metrics
from salesgym.people.models import Leave
from tests.factories.deals import DealFactory
from tests.factories.numbers import RoleFiguresFactory, give_weeks
from tests.factories.people import JobRoleFactory, RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 25)
SUNDAY = ON - timedelta(days=ON.weekday() + 1)
MONDAY = SUNDAY + timedelta(days=8)


def draft(metric="meeting_to_opportunity", *, baseline="0.2", target="0.3", counted=(20, 100), **fields):
    manager = UserFactory()
    numerator, denominator = counted
    return PlanFactory(
        **{
            "rep": RepFactory(manager=manager, name="Marcus Bell"),
            "manager": manager,
            "metric": metrics()[metric],
            "baseline": Decimal(baseline),
            "target": Decimal(target),
            "baseline_numerator": numerator,
            "baseline_denominator": denominator,
            "baseline_weeks": 13,
            "baseline_until": SUNDAY,
            "starts_on": None,
            "ends_on": None,
            "steps": False,
        }
        | fields
    )


def asked(plan, starts_on=MONDAY):
    plan = fresh(plan)
    found = bars_for(plan, on=ON)
    return suggest(plan, grounds_of(plan, found.own(plan), found.bars, on=ON), starts_on=starts_on)


def fresh(plan):
    return Plan.objects.select_related("rep", "metric__numerator", "metric__denominator").get(pk=plan.pk)


def with_meetings(plan, *, meetings=25, opportunities=5):
    give_weeks(plan.rep, "meetings", [meetings] * 13, until=ON)
    give_weeks(plan.rep, "opportunities", [opportunities] * 13, until=ON)
    return plan


def weeks_of(suggested):
    return {part.reason: part.weeks for part in suggested.steps.parts}


def test_the_weeks_to_tell_are_those_of_the_one_form(django_assert_num_queries):
    plan = fresh(with_meetings(draft(target="0.4", counted=(65, 325)), meetings=25, opportunities=5))
    found = bars_for(plan, on=ON)

    with django_assert_num_queries(1):
        grounds = grounds_of(plan, found.own(plan), found.bars, on=ON)

    suggested = suggest(plan, grounds, starts_on=MONDAY)
    told = found.bars.told_within
    assert weeks_of(suggested)[LengthReason.TELLS_FROM_LUCK] == told
    assert weeks_of(suggested)[LengthReason.SHORTEST] == 8
    assert suggested.steps.weeks == max(told, 8) == found.own(plan).plan_weeks
    assert suggested.steps.steps[0].due_on >= MONDAY + timedelta(weeks=4)


def test_a_change_that_no_plan_can_tell_is_no_reason_for_its_length():
    found = asked(with_meetings(draft(target="0.24", counted=(65, 325))))

    assert LengthReason.TELLS_FROM_LUCK not in weeks_of(found)
    assert found.steps.weeks == 8


def test_under_ten_trials_a_week_a_plan_lasts_ten_weeks():
    found = asked(with_meetings(draft(target="0.24"), meetings=8, opportunities=2))

    assert found.grounds.trials_a_week == 8
    assert found.steps.weeks == 10


def test_the_length_is_worked_out_with_the_reps_own_numbers():
    plan = with_meetings(draft(target="0.4", counted=(65, 325)))

    lines = worked(fresh(plan), asked(plan), scale_of(plan.metric, Sayers("USD"))).lines

    assert any("= 0.400 (1 - 0.400) / (" in line for line in lines)
    assert any(line.startswith("The start is 0.") and "as good as" in line for line in lines)
    assert any("/ 25 a week + " in line for line in lines)


def test_the_last_step_asks_for_the_fairest_mark_and_takes_the_fairest_run():
    plan = with_meetings(draft(counted=(65, 325)))
    found, bars = asked(plan), bars_for(fresh(plan), on=ON).bars

    assert found.run_weeks == bars.lists.suggested.weeks
    assert float(found.steps.steps[-1].target) == pytest.approx(bars.lists.suggested.mark)


def test_a_start_that_nobody_can_judge_still_gets_steps():
    found = asked(draft(counted=(None, None)))

    assert found.grounds.basis is None
    assert found.steps.weeks == 8
    assert found.run_weeks == 4


def test_the_best_change_of_the_last_year_is_found_where_it_is_clear():
    plan = draft()
    give_weeks(plan.rep, "meetings", [40] * 30, until=ON)
    give_weeks(plan.rep, "opportunities", [4] * 10 + [12] * 10 + [8] * 10, until=ON)

    best = asked(plan).grounds.best

    assert (best.weeks, best.before, best.after, best.is_comparable) == (4, 0.1, 0.3, True)


def test_a_best_change_that_may_be_noise_is_left_out():
    plan = draft()
    give_weeks(plan.rep, "meetings", [4] * 30, until=ON)
    give_weeks(plan.rep, "opportunities", ([1] * 5 + [0, 1, 2, 1, 1]) * 3, until=ON)

    assert asked(plan).grounds.best is None


def test_a_result_lasts_as_long_as_the_usual_deal_with_the_open_ones_counted_in():
    plan = draft("win_rate", counted=(40, 200))
    opened = ON - timedelta(days=200)
    for days in (40, 45, 63, 70, 80):
        DealFactory(owner=plan.rep, won=True, opened_on=opened, closed_on=opened + timedelta(days=days))
    DealFactory.create_batch(2, owner=plan.rep, opened_on=ON - timedelta(days=50))
    DealFactory.create_batch(6, opened_on=opened)

    found = asked(plan)

    assert (found.grounds.cycle.days, found.grounds.cycle.deals, found.grounds.open_deals) == (63, 7, 2)
    assert weeks_of(found)[LengthReason.SALES_CYCLE] == 9
    assert all(step.due_on >= MONDAY + timedelta(weeks=9) for step in found.steps.steps)


def test_a_result_that_takes_longer_than_any_plan_is_refused_in_words():
    plan = draft("win_rate", counted=(40, 200))
    for _number in range(6):
        DealFactory(
            owner=plan.rep, won=True, opened_on=ON - timedelta(days=400), closed_on=ON - timedelta(days=100)
        )

    found = asked(plan)

    assert found.steps is None
    assert "earlier in the funnel" in not_yet(found.refusal)
    assert found.stored()["refusal"] == str(found.refusal)


@pytest.mark.parametrize(
    ("key", "is_result"),
    [
        ("win_rate", True),
        ("revenue", True),
        ("days_to_close", True),
        ("opportunities", False),
        ("meeting_to_opportunity", False),
        ("meetings", False),
        ("outreach", False),
        ("average_discount", False),
    ],
)
def test_results_are_numbers_from_closed_deals(key, is_result):
    assert shows_when_deals_close(metrics()[key]) is is_result


def test_leave_moves_the_dates_and_is_told():
    plan = draft()
    first = MONDAY + timedelta(weeks=1)
    Leave.objects.create(person=plan.rep, starts_on=first, ends_on=first + timedelta(days=11))
    Leave.objects.create(person=plan.rep, starts_on=ON - timedelta(days=30), ends_on=ON - timedelta(days=20))
    Leave.objects.create(person=plan.manager, starts_on=first, ends_on=first)

    found = asked(plan)

    assert found.grounds.leave == (LeaveSpan(first, first + timedelta(days=11)),)
    assert found.steps.ends_on == MONDAY + timedelta(weeks=found.steps.weeks + 2)


@pytest.mark.parametrize(("wanted", "weeks"), [(20, 20), (3, 8), ("20", 8), (400, 8), (None, 8)])
def test_what_was_asked_for_is_one_part(wanted, weeks):
    plan = with_meetings(draft(suggested={"weeks_wanted": wanted}, target="0.24", counted=(65, 325)))

    assert asked(plan).steps.weeks == weeks


@pytest.mark.parametrize(
    ("metric", "baseline", "target", "values"),
    [
        ("outreach", "310", "360", {"outreach": [300, 320] * 7}),
        ("revenue", "8400", "10000", {"revenue": [8000, 8800, 0] * 5}),
        ("revenue_per_win", "4200", "5000", {"revenue": [8000, 8800] * 7, "wins": [2] * 14}),
        ("losses", "6", "4", {"losses": [5, 7] * 7}),
        ("meeting_to_opportunity", "0", "0.1", {"meetings": [9] * 13, "opportunities": [0] * 13}),
        ("revenue", "999999999", "9999999999.9999", {"revenue": [999_999_999] * 13}),
    ],
)
def test_every_kind_of_number_gets_natural_steps_or_a_sentence(metric, baseline, target, values):
    plan = draft(metric, baseline=baseline, target=target, counted=(None, None))
    for key, weeks in values.items():
        give_weeks(plan.rep, key, weeks, until=ON)

    found = asked(plan)

    assert found.steps is not None
    assert all(len(step.target.normalize().as_tuple().digits) <= 3 for step in found.steps.steps[:-1])
    json.dumps(found.stored(), allow_nan=False)


def test_what_is_kept_holds_the_reasons_and_their_inputs():
    plan = with_meetings(draft(target="0.21", suggested={"weeks_wanted": 12}))

    kept = asked(plan).stored()

    assert kept["weeks"] == 12
    assert kept["is_cut"] is False
    assert {"reason": "wanted", "weeks": 12.0, "is_at_least": False} in kept["parts"]
    assert kept["steps"][-1]["target"] == "0.21"
    assert kept["inputs"]["weeks_wanted"] == 12
    assert kept["inputs"]["starts_on"] == MONDAY.isoformat()
    assert kept["run_weeks"] in (4, 5, 6)
    json.dumps(kept, allow_nan=False)


def test_what_comes_back_by_itself_is_no_reason_for_weeks():
    role = JobRoleFactory()
    plan = draft(rep=RepFactory(job_role=role, name="Marcus Bell"), baseline="0.1", target="0.15")
    plan = with_meetings(plan, meetings=8, opportunities=1)
    RoleFiguresFactory(job_role=role, metric=plan.metric, kind="ratio", mean=0.4, variance=0.0005)
    found = asked(plan)
    notes = [line.text for line in suggestion.lines(plan, found, scale_of(plan.metric, Sayers("USD")))]

    assert found.grounds.is_expected
    assert LengthReason.TELLS_FROM_LUCK not in weeks_of(found)
    assert "That much is expected without a plan: there is nothing to tell from luck." in notes


def test_an_endless_part_is_kept_as_nothing():
    plan = with_meetings(draft())
    found = asked(plan)
    endless = Part(LengthReason.TELLS_FROM_LUCK, float("inf"))
    object.__setattr__(found.steps, "parts", (endless,))

    assert found.stored()["parts"] == [{"reason": "tells_from_luck", "weeks": None, "is_at_least": False}]
