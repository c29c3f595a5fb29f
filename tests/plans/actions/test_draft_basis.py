"""What a draft will be judged by, and how fair its steps are: kept with it, and frozen with its terms."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from plans.actions import draft, draft_basis, outcome, proposal
from plans.calculations.forecast.basis import Basis, Kind
from plans.calculations.targets.bars import Bars
from plans.models import Milestone, Plan, PlanBasis
from salesgym.numbers.actions import role_figures
from salesgym.numbers.models import Metric
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory
from tests.plans.raw_sql import refused

pytestmark = pytest.mark.django_db
START = date(2026, 1, 5)
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
WEEKS = [4, 5, 3, 4, 6, 4, 3, 5, 4, 4, 5, 3, 4]


@pytest.fixture
def plan(rep, manager):
    """A draft of a rep among five others of the role, with thirteen weeks of twenty meetings each."""
    for shift, person in enumerate([rep, *(RepFactory(job_role=rep.job_role) for _one in range(5))]):
        give_weeks(person, "meetings", [20] * 13, until=START)
        give_weeks(person, "opportunities", [won + shift % 3 for won in WEEKS], until=START)
    role_figures.renew(at=AT)
    return PlanFactory(rep=rep, manager=manager)


def kept(plan):
    row = draft_basis.keep(plan, on=START)
    return Basis.from_json(row.bases[str(plan.metric_id)]), Bars.from_json(row.bars)


def test_the_basis_is_the_signed_start_among_the_whole_role(plan):
    basis, _bars = kept(plan)

    assert (basis.kind, basis.total, basis.over, basis.weeks) == (Kind.RATIO, 54, 247, 13)
    assert (basis.goal, basis.plan_weeks, basis.reps) == (0.28, 12, 6)
    assert set(basis.week_sizes) == {20}
    assert basis.start < basis.expected < basis.prior_mean


def test_every_step_of_a_number_has_its_two_bars(plan):
    basis, bars = kept(plan)

    assert [bar.position for bar in bars.steps] == [1, 2, 3]
    last = bars.of(3)
    odds = basis.plans.odds(0.28, 0.28, 4)
    assert (last.mark, last.weeks, last.luck, last.miss) == (0.28, 4, odds.luck, odds.miss)
    assert bars.of(1).luck > last.luck
    assert bars.weeks_to_tell == basis.weeks_to_tell()


def ask_second(plan, key, target, **fields):
    """Let the second step ask for another number."""
    metric = Metric.objects.get(key=key)
    plan.milestones.filter(position=2).update(metric=metric, target=Decimal(target), **fields)
    return metric


def test_a_step_of_another_number_is_judged_by_its_own_weeks(plan):
    meetings = ask_second(plan, "meetings", 25)

    row = draft_basis.keep(plan, on=START)

    basis = Basis.from_json(row.bases[str(meetings.pk)])
    assert (basis.kind, basis.total, basis.over, basis.goal) == (Kind.COUNT, 260, 13, 25)


def test_a_count_since_the_start_is_hoped_for_evenly_over_the_weeks(plan):
    meetings = ask_second(plan, "meetings", 300, measure=Milestone.Measure.COUNT, run_weeks=None)

    row = draft_basis.keep(plan, on=START)

    assert Basis.from_json(row.bases[str(meetings.pk)]).goal == 25
    assert Bars.from_json(row.bars).of(2) is None


def test_a_number_of_which_nothing_is_known_has_no_basis(plan):
    deals = ask_second(plan, "wins", 3)

    row = draft_basis.keep(plan, on=START)

    assert str(deals.pk) not in row.bases
    assert Bars.from_json(row.bars).of(2) is None


def test_saving_the_target_keeps_a_new_basis(plan):
    draft_basis.keep(plan, on=START)

    draft.save_big_picture(
        plan=plan, by=plan.manager, at=AT, version=plan.version, target=Decimal("0.30"), worth={}
    )

    row = PlanBasis.objects.get(plan=plan)
    assert Basis.from_json(row.bases[str(plan.metric_id)]).goal == 0.30


def test_an_extension_keeps_the_basis_of_its_plan(plan):
    first, _bars = kept(plan)
    Plan.objects.filter(pk=plan.pk).update(status="active", proposed_at=AT, activated_at=AT)

    closing = outcome.close(
        plan=plan,
        by=plan.manager,
        at=datetime(2026, 3, 30, 9, tzinfo=UTC),
        result="extended",
        reasons="Nearly.",
    )

    row = PlanBasis.objects.get(plan=closing.successor)
    assert Basis.from_json(row.bases[str(plan.metric_id)]) == first


def test_proposing_freezes_it_in_the_database(plan):
    proposal.propose(plan=plan, by=plan.manager, at=AT)

    for sql in (
        "UPDATE plans_planbasis SET bars = '{}' WHERE plan_id = %s",
        "DELETE FROM plans_planbasis WHERE plan_id = %s",
    ):
        refused("terms_are_frozen", sql, plan.pk)


def test_taking_back_keeps_what_helps_to_choose_again(plan):
    proposal.propose(plan=plan, by=plan.manager, at=AT)
    assert Bars.from_json(PlanBasis.objects.get(plan=plan).bars).lists is None

    proposal.take_back(plan=plan, by=plan.manager, at=AT)

    bars = Bars.from_json(PlanBasis.objects.get(plan=plan).bars)
    assert bars.lists is not None
    assert bars == kept(plan)[1]


def test_a_signed_plan_gets_no_basis_later(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)

    refused(
        "terms_are_frozen",
        "INSERT INTO plans_planbasis (plan_id, bases, bars) VALUES (%s, '{}', '{}')",
        plan.pk,
    )
