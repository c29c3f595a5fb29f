"""What a manager saw, row by row: typed in the wizard, read by the rep, part of the text, carried on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.actions import observation, proposal
from plans.actions.observation import NotYetSeen, Seen, TooMuchSeen
from plans.models import Plan
from plans.queries.readiness import Lack, missing
from tests.factories.plans import DiagnosisFactory, ObservationFactory, PlanFactory
from tests.plans.views.wizard_pages import manager_and_rep, opened, post, url

pytestmark = pytest.mark.django_db


def row(place, day, what, source="call"):
    return {f"seen-{place}-seen_on": day, f"seen-{place}-source": source, f"seen-{place}-what": what}


def test_rows_are_stored_in_place_of_the_ones_before_and_shown_again(client):
    plan = opened(client)
    ObservationFactory(plan=plan)
    typed = {"seen": "3", **row(0, "2025-12-12", "Two demos."), **row(2, "2025-12-10", "Quick.", "numbers")}

    assert post(client, "reason", plan, **typed).url == url("big_picture", plan)

    kept = list(plan.observations.order_by("position").values_list("seen_on", "what", "source"))
    assert [(str(day), what, source) for day, what, source in kept] == [
        ("2025-12-12", "Two demos.", "call"),
        ("2025-12-10", "Quick.", "numbers"),
    ]
    page = client.get(url("reason", plan)).content.decode()
    assert page.index("Quick.") < page.index("Two demos.")


def test_one_more_row_comes_without_saving_and_half_a_row_says_what_it_needs(client):
    plan = opened(client)
    ahead = (timezone.localdate() + timedelta(days=2)).isoformat()

    grown = post(client, "reason", plan, seen="1", action="add_seen", **row(0, "2025-12-12", "A demo."))
    half = post(client, "reason", plan, seen="2", **row(0, "", "A demo.", ""), **row(1, ahead, "", "call"))

    assert 'name="seen" value="2"' in grown.content.decode()
    said = half.content.decode()
    for words in (
        "Say on which day.",
        "Say where it comes from.",
        "That day lies ahead.",
        "Say what you saw",
    ):
        assert words in said
    assert not plan.observations.exists()


def test_a_coaching_plan_is_asked_in_one_text_with_its_rows_in_a_fold(client):
    plan = opened(client)
    reason = url("reason", plan)

    closed = client.get(reason).content.decode()
    ObservationFactory(plan=plan)
    filled = client.get(reason).content.decode()

    for page in (closed, filled):
        assert 'name="evidence"' in page
        assert 'name="seen-0-what"' in page
    assert '<details class="sg-more mt-3">' in closed
    assert '<details class="sg-more mt-3" open>' in filled


def test_a_formal_plan_is_asked_for_rows_and_shows_a_text_only_where_one_stands(client):
    manager, rep = manager_and_rep()
    plan = PlanFactory(rep=rep, manager=manager, kind=Plan.Kind.FORMAL)
    client.force_login(manager)

    rows_alone = client.get(url("reason", plan)).content.decode()
    DiagnosisFactory(plan=plan, evidence="14 of 60 meetings.")
    with_text = client.get(url("reason", plan)).content.decode()

    assert 'name="evidence"' not in rows_alone
    assert 'name="seen-0-what"' in rows_alone
    assert "14 of 60 meetings.</textarea>" in with_text


def test_the_rep_reads_every_row_on_the_proposal_and_in_the_text(rep, manager, client_of):
    plan = PlanFactory(rep=rep, manager=manager, starts_on=timezone.localdate() + timedelta(days=7))
    ObservationFactory(plan=plan, what="The demo\ncame first.", source="customer")
    review = client_of(manager).get(reverse("plans:wizard_review", args=[plan.pk])).content.decode()
    text = proposal.propose(plan=plan, by=manager, at=timezone.now()).text

    page = client_of(rep).get(reverse("plans:proposal", args=[plan.pk])).content.decode()
    agreed = client_of(rep).get(reverse("plans:agreement", args=[plan.pk])).content.decode()

    assert "11 December 2025, what a customer said" in review
    assert "11 December 2025, what a customer said" in page
    assert (
        "Seen on Thursday 11 December 2025 (2025-12-11), what a customer said: The demo came first." in text
    )
    assert "Seen on Thursday 11 December 2025, what a customer said: The demo came first." in agreed


def test_rows_have_a_ceiling_and_no_day_ahead():
    today = timezone.localdate()
    seen = Seen(today, "A demo.", "call")

    observation.require_seen([seen] * 10, on=today)
    with pytest.raises(TooMuchSeen):
        observation.require_seen([seen] * 11, on=today)
    with pytest.raises(NotYetSeen):
        observation.require_seen([seen], on=today - timedelta(days=1))


def test_a_formal_plan_lacks_what_a_coaching_plan_may_leave_out(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    lacks = [gap.lack for gap in missing(plan, on=plan.starts_on)]
    plan.kind = Plan.Kind.FORMAL

    assert Lack.SEEN not in lacks
    assert Lack.SEEN in [gap.lack for gap in missing(plan, on=plan.starts_on)]
