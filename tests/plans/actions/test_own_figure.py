"""The rep's own figure: theirs alone, while it is asked for, and kept with what they sign."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from plans.actions import agreement, draft, own_figure, proposal
from plans.actions.draft import Baseline
from plans.actions.own_figure import NotAhead, NotOpenForAFigure, NotTheirPlan
from plans.models import History, OwnFigure
from salesgym.numbers.models import Metric
from tests.factories.plans import DiagnosisFactory, PlanFactory, ProgrammeItemFactory, SkillFactory

pytestmark = pytest.mark.django_db
AT = datetime(2025, 12, 30, 9, tzinfo=UTC)
INPUTS = {"inputs": {"won_deals": 12}}


def save(plan, **changes):
    told = {
        "by": plan.rep,
        "at": AT,
        "target": Decimal("0.26"),
        "amount_minor": 250_000,
        "currency": "USD",
        "reason": " A week in Lisbon. ",
        "worth": INPUTS,
    }
    return own_figure.save_figure(plan=plan, **{**told, **changes})


def test_a_figure_is_kept_and_written_into_the_history(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    figure = save(plan)

    assert (figure.reason, figure.amount_minor, figure.at) == ("A week in Lisbon.", 250_000, AT)
    event = History.objects.get(plan=plan, event="own_figure.saved")
    assert event.detail["worth"] == INPUTS


def test_saving_it_again_replaces_it_and_the_same_one_is_written_once(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    save(plan)
    save(plan)
    save(plan, amount_minor=None)

    assert OwnFigure.objects.get(plan=plan).amount_minor is None
    assert History.objects.filter(plan=plan, event="own_figure.saved").count() == 2


def test_nobody_gives_it_for_them(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)

    with pytest.raises(NotTheirPlan):
        save(plan, by=manager)


def test_nobody_asks_before_the_proposal(rep, manager):
    with pytest.raises(NotOpenForAFigure):
        save(PlanFactory(rep=rep, manager=manager))


def test_a_place_behind_today_is_refused(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)

    with pytest.raises(NotAhead):
        save(plan, target=Decimal("0.20"))


def test_what_they_believe_as_they_sign_is_kept_with_their_signature(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    save(plan)
    agreement.sign(plan=plan, by=rep, at=AT)
    agreement.sign(plan=plan, by=manager, at=AT)

    theirs = {event.actor_id: event.detail for event in History.objects.filter(event="agreement.signed")}
    assert theirs[rep.pk]["own_figure"]["amount_minor"] == 250_000
    assert theirs[rep.pk]["own_figure"]["worth"] == INPUTS
    assert "own_figure" not in theirs[manager.pk]


def test_an_agreement_put_down_later_says_it_and_an_earlier_one_stays_as_it_was(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    DiagnosisFactory(plan=plan)
    ProgrammeItemFactory(plan=plan)
    first = proposal.propose(plan=plan, by=manager, at=AT)
    before = first.text
    save(plan)
    proposal.take_back(plan=plan, by=manager, at=AT)
    second = proposal.propose(plan=plan, by=manager, at=AT)

    first.refresh_from_db()
    assert first.text == before
    assert "Lisbon" not in first.text
    line = next(line for line in second.text.splitlines() if "Lisbon" in line)
    assert line.startswith(f"What 26% is worth, in {plan.rep.first_name}'s own figure: $2,500 a quarter.")
    assert "$2,500 a quarter. A week in Lisbon." in line


@pytest.mark.parametrize(("is_same", "left"), [(True, 1), (False, 0)])
def test_a_figure_stays_with_the_number_it_was_given_for(rep, manager, is_same, left):
    plan = PlanFactory(rep=rep, manager=manager, proposed=True)
    save(plan)
    plan = proposal.take_back(plan=plan, by=manager, at=AT)
    metric = plan.metric if is_same else Metric.objects.get(key="conversations")
    draft.save_focus(
        plan=plan,
        by=manager,
        at=AT,
        version=plan.version,
        skill=SkillFactory(metric=metric),
        metric=metric,
        baseline=Baseline(plan.baseline, 13, date(2025, 12, 28)),
    )

    assert OwnFigure.objects.filter(plan=plan).count() == left
    assert History.objects.get(plan=plan, event="own_figure.saved").detail["amount_minor"] == 250_000
