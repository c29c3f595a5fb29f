"""The rep's own figure beside the big picture: saved by the rep, read by the manager, hidden from others."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans.actions import draft_basis, outcome
from plans.models import History, OwnFigure, Plan
from plans.pages.fair_words import said_of
from salesgym.numbers.pages.values import Sayers
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import STARTS_ON
from tests.plans.views.big_picture_pages import plan_of, seen, worth

pytestmark = pytest.mark.django_db


def test_the_rep_saves_their_own_figure_and_their_manager_reads_it(client):
    plan = plan_of(life="proposed")
    page = seen(client, plan.rep, worth(plan)).content.decode()
    assert "worth to you?" in page
    assert "You earn about" in page

    answer = client.post(
        worth(plan), {"target": "26", "amount": "2500", "reason": "A week in Lisbon.", "action": "save"}
    )

    assert answer.url == worth(plan)
    figure = OwnFigure.objects.get(plan=plan)
    assert (figure.target, figure.amount_minor, figure.currency) == (Decimal("0.26"), 250_000, "USD")
    assert figure.worth["range"]["commission"]
    assert History.objects.filter(plan=plan, event="own_figure.saved", actor=plan.rep).count() == 1
    theirs = seen(client, plan.manager, worth(plan)).content.decode()
    assert "What Marcus says" in theirs
    assert "$2,500" in theirs
    assert "A week in Lisbon." in theirs
    assert "Save my figure" not in theirs


def test_bad_input_keeps_what_was_typed(client):
    plan = plan_of(life="proposed")
    client.force_login(plan.rep)
    page = client.post(worth(plan), {"target": "10", "amount": "2500", "reason": "Lisbon"}).content.decode()

    assert "choose a target above it" in page
    assert 'value="2500"' in page
    assert "Lisbon" in page
    page = client.post(worth(plan), {"target": "28", "amount": "a lot", "reason": "Lisbon"}).content.decode()
    assert "Write a number, like 2.5." in page
    assert 'value="a lot"' in page
    assert not OwnFigure.objects.exists()


def test_work_it_out_saves_nothing(client):
    plan = plan_of(life="proposed")
    client.force_login(plan.rep)
    page = client.post(
        worth(plan), {"target": "30", "reason": "Lisbon", "action": "work_out"}
    ).content.decode()

    assert '<span data-slot="say">30%</span>' in page
    assert "Lisbon" in page
    assert not OwnFigure.objects.exists()


def test_a_figure_of_a_closed_plan_is_read_only(client):
    plan = plan_of(life="active")
    outcome.close(plan=plan, by=plan.manager, result="met", reasons="Held for a quarter.", at=timezone.now())
    client.force_login(plan.rep)

    answer = client.post(worth(plan), {"target": "30", "reason": "Too late", "action": "save"})

    assert "This plan takes no figure now." in answer.content.decode()
    assert "Too late" in answer.content.decode()


def test_money_is_not_for_mentors_and_a_manager_saves_nothing(client):
    mentor = RepFactory()
    plan = plan_of(life="active", mentor=mentor)

    assert seen(client, mentor, worth(plan)).status_code == 404
    assert seen(client, UserFactory(), worth(plan)).status_code == 404
    client.force_login(plan.manager)
    assert client.post(worth(plan), {"target": "30"}).status_code == 403


def keep_bars(plan, *, target=None, run=4):
    """Keep the bars of a proposed plan, as proposing does; with another target and run of its last step where given."""
    Plan.objects.filter(pk=plan.pk).update(status="draft")
    if target is not None:
        Plan.objects.filter(pk=plan.pk).update(target=target)
        plan.milestones.filter(position=3).update(target=target, run_weeks=run)
    draft_basis.keep(Plan.objects.get(pk=plan.pk), on=STARTS_ON, is_final=True)
    Plan.objects.filter(pk=plan.pk).update(status="proposed")


def test_the_page_asks_as_much_for_thirty_peers_as_for_five(client):
    costs = []
    plan = plan_of(life="proposed", peers=[3, 4, 4, 5, 6])
    keep_bars(plan)
    client.force_login(plan.rep)
    for more in (0, 25):
        for _number in range(more):
            peer = RepFactory(job_role=plan.rep.job_role)
            give_weeks(peer, "meetings", [20] * 13, until=STARTS_ON)
            give_weeks(peer, "opportunities", [5] * 13, until=STARTS_ON)
        client.get(worth(plan))
        with CaptureQueriesContext(connection) as queries:
            client.get(worth(plan))
        costs.append(len(queries))

    assert costs[0] == costs[1]
    assert costs[0] <= 12


@pytest.mark.parametrize(
    ("run", "lead"),
    [(5, "Fair: 5 weeks in a row at 36%."), (8, "8 weeks in a row at 36% leave much to luck.")],
)
def test_at_the_target_that_was_signed_the_rep_reads_of_the_step_that_was_signed(client, run, lead):
    plan = plan_of(life="proposed", peers=[3, 4, 4, 5, 5, 5, 6, 6, 7, 8])
    keep_bars(plan, target=Decimal("0.36"), run=run)

    picture = seen(client, plan.rep, worth(plan)).context["picture"]
    moved = client.post(worth(plan), {"target": "40", "action": "work_out"}).context["picture"]
    found = Plan.objects.get(pk=plan.pk)

    assert picture["s"]["fair_lead"] == lead
    assert picture["s"]["fair_words"] == " ".join(said_of(found, Sayers("USD")).step)
    assert moved["s"]["fair_lead"].endswith("in a row at 40%.")
