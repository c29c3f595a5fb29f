"""A look at a plan after each third of its days: written down once, told to both, with the state of the progress clause."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import pause, review
from plans.calculations import reviews
from plans.models import Event
from salesgym import kinds
from salesgym.notices.models import Notice, Outbox
from tests.factories.forecasts import give_forecast
from tests.factories.formal import switched_on
from tests.factories.plans import PlanFactory, live_until

pytestmark = pytest.mark.django_db


def running(rep, manager, *, third=1, late=0, **fields):
    """A plan of 90 days, so many days `late` after this look of its was due."""
    on = timezone.localdate()
    starts_on = on - timedelta(days=30 * third + late)
    plan = PlanFactory(
        rep=rep, manager=manager, starts_on=starts_on, ends_on=starts_on + timedelta(days=90), **fields
    )
    live_until(plan, "active", has_clause=True)
    return plan


def looked(plan):
    return list(plan.history.filter(event=Event.PLAN_REVIEWED))


@pytest.mark.parametrize("kind", ["coaching", "formal"])
def test_a_look_is_written_down_once_and_told_to_both(rep, manager, client_of, kind):
    plan, now = running(rep, manager, kind=kind), timezone.now()
    give_forecast(plan, real=0.74, by_date=0.2, by_end=0.31)

    assert (review.look(at=now), review.look(at=now)) == (1, 0)

    [look] = looked(plan)
    assert (look.detail["number"], look.detail["real"], look.detail["chance"]) == (1, 0.74, 0.31)
    told = set(Notice.objects.filter(kind="plans.third_over").values_list("recipient__name", flat=True))
    assert told == {rep.name, manager.name}
    for mail in Outbox.objects.filter(kind="plans.third_over").select_related("recipient"):
        written = kinds.get(mail.kind).render(mail.recipient, mail.ref_ids, now)
        for word in ("formal", str(plan.skill), "7 in 10"):
            assert word not in written.subject + written.text
    for reader in (rep, manager):
        page = client_of(reader).get(reverse("coaching:plan_history", args=[plan.pk])).content.decode()
        assert "Look 1 of 2 at the plan" in page
        assert "Is it real? Leaning, 7 in 10." in page
        assert "Progress looks likely, 7 in 10" in page
        # A rep reads no small chance of a step here.
        assert ("by the plan&#x27;s end: 3 in 10" in page) == (reader == manager)


def test_the_record_of_a_formal_plan_holds_its_looks(rep, manager, client_of):
    plan, hr = running(rep, manager, kind="formal"), switched_on()
    review.look(at=timezone.now())

    text = "Too few numbers to say yet whether it is real."
    tab = client_of(rep).get(reverse("coaching:person_record", args=[rep.pk])).content.decode()
    assert text in tab.partition("The record of this plan")[2]
    page = client_of(hr).get(reverse("formal:read_plan", args=[plan.pk])).content.decode()
    assert text in page.partition("Looks by thirds")[2]


def test_the_second_look_comes_after_the_second_third(rep, manager):
    plan = running(rep, manager, third=2)
    assert review.look(at=timezone.now()) == 1
    assert looked(plan)[0].detail["number"] == 2
    assert looked(plan)[0].detail["is_signed"]


def test_what_is_over_a_week_late_or_rests_is_not_looked_at(rep, manager):
    plan = running(rep, manager, late=reviews.LATE.days + 1)
    assert review.look(at=timezone.now()) == 0
    on_its_day = timezone.now() - timedelta(days=reviews.LATE.days + 1)
    pause.pause(plan=plan, by=manager, at=on_its_day - timedelta(days=1), reason="A trade fair.")
    assert review.look(at=on_its_day) == 0
    assert looked(plan) == []
