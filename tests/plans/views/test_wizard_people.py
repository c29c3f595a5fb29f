"""Step 5 of the wizard: whom to ask as a mentor, and a promise that is not one yet."""

from decimal import Decimal

import pytest
from django.utils import timezone

from plans.models import Forecast, Plan
from salesgym.numbers.models import Metric
from tests.factories.numbers import give_weeks
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import PlanFactory
from tests.plans.views.wizard_pages import aimed, post, steps_from, url

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def strong(name, **fields):
    """Somebody who holds 28% of meetings that become opportunities."""
    person = RepFactory(name=name, **fields)
    for key, value in (("meetings", 20), ("opportunities", 8)):
        give_weeks(person, key, [value] * 13, until=timezone.localdate())
    return person


def judged(person, manager, **fields):
    plan = PlanFactory(rep=person, manager=manager, active=True)
    fields = {"status": "needs_a_push", "by_date": Decimal("0.2"), "by_end": Decimal("0.34"), **fields}
    Forecast.objects.create(plan=plan, worked_out_at=timezone.now(), **fields)
    return plan


def test_a_mentor_is_shown_with_their_load_and_the_state_of_their_own_plan(client):
    plan = aimed(client)
    sofia = strong("Sofia Marin", manager=plan.manager)
    judged(sofia, plan.manager)
    helped = PlanFactory(rep=RepFactory(manager=plan.manager), manager=plan.manager, active=True)
    Plan.objects.filter(pk=helped.pk).update(mentor=sofia)

    page = client.get(url("people", plan))

    [(_option, tile)] = page.context["mentor_tiles"]
    assert tile.person == sofia
    assert (tile.number, tile.load) == ("40.0% over the last 13 weeks.", "Mentors 1 person.")
    assert tile.own_plan == "Own plan: Needs a push, 3 in 10."
    assert "Own plan: Needs a push, 3 in 10." in text(page)


def test_of_somebody_else_s_rep_neither_number_nor_plan_is_told(client):
    plan = aimed(client)
    other = UserFactory(name="Rocco Neubert")
    judged(strong("Sofia Marin", manager=other), other)

    [(_option, tile)] = client.get(url("people", plan)).context["mentor_tiles"]

    assert (tile.number, tile.load) == ("Clearly above the middle of the role.", "Mentors nobody right now.")
    assert tile.own_plan == ""


def chosen(page):
    return page.context["form"].mentor["mentor"].value()


def test_the_best_match_is_chosen_before_anybody_chooses(client):
    plan = aimed(client)
    sofia = strong("Sofia Marin", manager=UserFactory())

    assert chosen(client.get(url("people", plan))) == str(sofia.pk)


def test_going_without_a_mentor_asks_for_a_reason_that_only_managers_read(client):
    plan = aimed(client)
    strong("Sofia Marin", manager=UserFactory())

    refused = post(client, "people", plan, mentor="", support="1")
    assert "or say in a few words why nobody is asked yet." in text(refused)
    post(client, "people", plan, mentor="", support="1", no_mentor_reason=" I sit beside them. ")

    plan.refresh_from_db()
    assert (plan.mentor_wish, plan.no_mentor_reason) == (None, "I sit beside them.")
    assert chosen(client.get(url("people", plan))) == ""
    assert "Why, for managers alone: I sit beside them." in text(client.get(url("review", plan)))


def test_a_mentor_who_is_chosen_needs_no_reason(client):
    plan = aimed(client)
    sofia = strong("Sofia Marin", manager=UserFactory())

    post(client, "people", plan, mentor=sofia.pk, support="1", no_mentor_reason="Written before")

    plan.refresh_from_db()
    assert (plan.mentor_wish, plan.no_mentor_reason) == (sofia, "")


def test_whoever_manages_the_rep_is_not_taken_as_mentor(client):
    plan = aimed(client)

    page = post(client, "people", plan, mentor="other", mentor_name=plan.manager.name)

    assert "Who manages the rep is not the mentor too." in text(page)


def test_whoever_was_found_by_name_has_their_load_too(client):
    plan = aimed(client)
    for name in ("Kim Lee", "Kim Park"):
        RepFactory(name=name, manager=plan.manager)

    page = post(client, "people", plan, mentor="other", mentor_name="Kim")

    tiles = {tile.person.name: tile for _option, tile in page.context["mentor_tiles"]}
    assert {"Kim Lee", "Kim Park"} <= set(tiles)
    assert all(tile.load == "Mentors nobody right now." for tile in tiles.values())


def test_a_day_that_was_filled_in_beforehand_asks_for_no_promise(client):
    plan = aimed(client)
    post(client, "milestones", plan, **steps_from(client.get(url("milestones", plan))))
    post(client, "reason", plan, causes=["time"])
    day = client.get(url("people", plan)).context["form"].support[0]["due_on"].value()
    assert day
    sent = {"support": "1", "no_mentor_reason": "The team is new."}

    refused = post(client, "people", plan, **sent, **{"support-0-due_on": day})

    assert "say what we do about it, who, and by when" in text(refused)
    assert "clear the day" not in text(refused)
    moved = post(client, "people", plan, **sent, **{"support-0-due_on": "2027-03-01"})
    assert "Say what we do by then, or clear the day." in text(moved)


def test_a_count_begins_with_the_work_nearest_to_the_plans_number(client):
    plan = aimed(client)

    step = client.get(url("milestones", plan)).context["form"].steps[0]

    first = next(iter(step.fields["metric"].choices))
    assert first[0] == Metric.objects.get(key="conversations").pk


def test_a_step_that_luck_reaches_says_so_beside_its_reward(client):
    plan = aimed(client)
    steps = steps_from(client.get(url("milestones", plan)))
    post(client, "milestones", plan, **{**steps, "step-0-target": "21.5"})

    rows = client.get(url("people", plan)).context["reward_rows"]

    assert rows[0]["luck"].startswith("Luck alone reaches this step in ")
    assert rows[-1]["luck"] == ""


def test_what_both_sides_promise_is_typed_in_rows_of_their_own(client):
    plan = aimed(client)
    grown = post(client, "people", plan, mentor="", support="1", own="1", action="add_own")
    assert grown.context["form"].own[1]["what"].label == f"What {plan.rep.first_name} does"

    sent = {"support": "1", "support-0-what": "Two joint calls", "support-0-due_on": "2027-03-01"}
    sent |= {"support-0-promised_by": plan.manager_id, "no_mentor_reason": "The team is new."}
    alone = post(client, "people", plan, **sent, own="1", **{"own-0-what": "Two recorded calls"})
    assert alone.context["form"].own[0].errors == {"due_on": ["Say by when."]}
    own = {"own": "1", "own-0-what": "Two recorded calls", "own-0-due_on": "2027-03-08"}
    post(client, "people", plan, **sent, **own)

    made = plan.support.order_by("pk").values_list("what", "promised_by")
    assert list(made) == [("Two joint calls", plan.manager_id), ("Two recorded calls", plan.rep_id)]
    form = client.get(url("people", plan)).context["form"]
    assert [row["what"].value() for row in form.own] == ["Two recorded calls"]
    assert plan.rep_id not in dict(form.support[0].fields["promised_by"].choices)
    review = text(client.get(url("review", plan)))
    assert "What you do for it" in review
    assert "Two recorded calls" in review
