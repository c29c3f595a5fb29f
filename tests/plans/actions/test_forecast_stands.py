"""What stands of a judgement, whatever comes later: its basis, the day of the first clear improvement, a failed night."""

from datetime import timedelta

import pytest

from plans.actions import forecast, judgement, outcome
from plans.actions.draft_basis import keep
from plans.calculations.forecast.inputs import ForecastInputs
from plans.models import Forecast, Plan
from salesgym.numbers.actions import role_figures
from salesgym.numbers.models import WeeklyValue
from tests.factories.forecasts import give_forecast
from tests.factories.plans import PlanFactory
from tests.plans.actions.judged_weeks import START, WEEK, at, seven_peers, told, work_out
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(rep, manager):
    return PlanFactory(rep=rep, manager=manager, active=True)


@pytest.fixture
def peers(rep):
    return seven_peers(rep)


def test_what_was_signed_stands_whatever_the_others_do_later(rep, manager, peers):
    plan = PlanFactory(rep=rep, manager=manager)
    told(rep, [4, 5] * 6 + [4], [])
    role_figures.renew(at=at(START))
    signed = keep(plan, on=START)
    Plan.objects.filter(pk=plan.pk).update(status="active", proposed_at=at(START), activated_at=at(START))
    told(rep, [], [5, 6, 7], until=START + 3 * WEEK)
    first = work_out(plan, START + 3 * WEEK)

    WeeklyValue.objects.filter(rep__in=peers, metric__key="opportunities").update(value=18)
    role_figures.renew(at=at(START + 3 * WEEK))
    again = work_out(plan, START + 3 * WEEK)

    assert ForecastInputs.from_json(again.inputs).bases == ForecastInputs.from_json(first.inputs).bases
    assert again.expected == first.expected
    assert str(plan.metric_id) in signed.bases


def test_a_plan_signed_before_bases_were_kept_keeps_that_of_its_first_judgement(plan, peers):
    told(plan.rep, [4, 5] * 6 + [4], [5, 6, 7])
    role_figures.renew(at=at(START))
    first = work_out(plan, START + 3 * WEEK)

    WeeklyValue.objects.filter(rep__in=peers, metric__key="opportunities").update(value=18)
    role_figures.renew(at=at(START + 3 * WEEK))

    assert work_out(plan, START + 3 * WEEK).expected == first.expected


def test_an_extension_is_judged_over_the_weeks_of_the_plan_it_extends(plan, peers):
    day, later = START + 12 * WEEK, START + 15 * WEEK
    for peer in peers:
        told(peer, [], [6] * 12, until=later)
    told(plan.rep, [4] * 13, [10] * 12)
    improved_on = ForecastInputs.from_json(work_out(plan, day).inputs).improved_on
    closing = outcome.close(plan=plan, by=plan.manager, result="extended", reasons="It goes on.", at=at(day))
    Plan.objects.filter(pk=closing.successor.pk).update(
        status="active", proposed_at=at(day), activated_at=at(day)
    )
    told(plan.rep, [], [2] * 3, until=later)

    found = work_out(closing.successor, later)

    kept = ForecastInputs.from_json(found.inputs)
    assert kept.since.weeks == 15
    assert kept.peers.since == pytest.approx(0.3)
    assert kept.peers.before == pytest.approx(sum(3 + number % 5 for number in range(7)) / 140)
    assert improved_on == day
    assert (found.verdict, kept.improved_on) == ("improved", improved_on)


def test_what_was_said_stands_where_a_later_night_fails(plan):
    told(plan.rep, [4] * 13, [10] * 10)
    first = work_out(plan, START + 10 * WEEK)
    assert first.verdict == "improved"

    older = forecast._look_away(plan.pk, at(START + 9 * WEEK))
    later = forecast._look_away(plan.pk, at(START + 11 * WEEK))

    again = Forecast.objects.get(plan=plan)
    assert (older, later, again.worked_out_at) == (0, 1, at(START + 11 * WEEK))
    same = [name for name in forecast.WRITTEN if name != "worked_out_at"]
    assert [getattr(again, name) for name in same] == [getattr(first, name) for name in same]


@pytest.mark.parametrize("change", ["improved_on = NULL, verdict = ''", "improved_on = improved_on + 7"])
def test_the_database_keeps_the_day_of_the_first_clear_improvement(plan, change):
    give_forecast(plan, real=0.95, verdict="improved", improved_on=START)

    refused("improved_stands", f"UPDATE plans_forecast SET {change} WHERE plan_id = %s", plan.pk)  # noqa: S608 - constants above


def test_a_plan_that_cannot_be_forecast_is_looked_at_once_a_day(plan):
    forecast._look_away(plan.pk, at(START + 3 * WEEK))

    found = Forecast.objects.get(plan=plan)
    assert (found.status, found.by_end, found.inputs) == ("on_track", None, {})
    assert judgement.ring_due(at=at(START + 3 * WEEK, 15)) == 0
    assert judgement.ring_due(at=at(START + 3 * WEEK + timedelta(days=1))) == 1
