from datetime import UTC, datetime

import pytest

from coaching.pages.history import entries
from coaching.queries.history import timeline
from plans.actions import history
from plans.models import Event, Mentorship
from tests.factories.people import RepFactory, UserFactory
from tests.factories.plans import PlanFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def test_a_changed_status_is_told_with_the_chance_it_rests_on(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    detail = {"from": "on_track", "to": "needs_a_push", "chance": 0.41, "goal": "26%", "due_on": "2026-02-06"}
    history.record(plan=plan, actor=None, event=Event.STATUS_CHANGED, at=AT, detail=detail)

    for sees_terms in (True, False):
        rows = timeline(plan, reader=plan.rep, sees_terms=sees_terms, sees_drafts=False, page=None)

        assert entries(rows, sees_terms=sees_terms)[0].text == (
            "Status changed from On track to Needs a push: 4 in 10 to reach 26% by 6 Feb"
        )


def test_the_reps_own_figure_is_told_without_their_reason(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    detail = {"amount_minor": 250_000, "reason": "A week in Lisbon."}
    history.record(plan=plan, actor=rep, event=Event.OWN_FIGURE_SAVED, at=AT, detail=detail)

    rows = timeline(plan, reader=plan.rep, sees_terms=True, sees_drafts=True, page=None)
    newest = entries(rows, sees_terms=True)[0]

    assert newest.text == f"{rep.name} saved a figure of what it is worth"
    assert newest.said == ""


def told(plan, *, sees_terms=True, is_manager=True):
    rows = timeline(plan, reader=plan.rep, sees_terms=sees_terms, sees_drafts=is_manager, page=None)
    return [(entry.text, entry.said) for entry in entries(rows, sees_terms=sees_terms)]


@pytest.mark.parametrize(
    ("event", "detail", "text", "said"),
    [
        (
            Event.PLAN_RESUMED,
            {"last_day": "2026-01-23", "working_days": 3},
            "Dana Whitfield resumed the plan",
            "Its open dates have moved by 3 working days.",
        ),
        (Event.PLAN_RESUMED, {"working_days": 0}, "Dana Whitfield resumed the plan", ""),
        (
            Event.PLAN_CLOSED,
            {"result": "met_in_part"},
            "Dana Whitfield closed the plan",
            "Outcome: met in part",
        ),
        (
            Event.PLAN_CLOSED,
            {"result": "met_in_part", "next": "Negotiation"},
            "Dana Whitfield closed the plan",
            "Outcome: met in part. Agreed next: Negotiation",
        ),
        (
            Event.DRAFT_OPENED,
            {"focus": "Discovery questions", "result": "met_in_part"},
            "Dana Whitfield opened a draft",
            "After the last plan: Discovery questions, met in part",
        ),
        (
            Event.PLAN_CHANGES_SUGGESTED,
            {"changes": "Two weeks more, please."},
            "Dana Whitfield suggested a change",
            "Two weeks more, please.",
        ),
        (
            Event.MENTOR_ACCEPTED,
            {"name": "Priya Nair", "answer": "Gladly, on Fridays."},
            "Dana Whitfield became the mentor",
            "Gladly, on Fridays.",
        ),
        (Event.MENTOR_ASKED, {"name": "Priya Nair"}, "Dana Whitfield asked Priya Nair to be the mentor", ""),
        (
            Event.MENTOR_TAKEN_BACK,
            {"name": "Priya Nair"},
            "Dana Whitfield no longer asks Priya Nair to be the mentor",
            "",
        ),
        (
            Event.PROGRAMME_CHANGED,
            {"drills": [{"drill": "Mirror", "times_a_week": 1}, {"drill": "Silence", "times_a_week": 5}]},
            "Dana Whitfield changed the workout",
            "Mirror once a week, Silence 5 times a week",
        ),
    ],
)
def test_the_history_says_what_and_not_only_that(rep, manager, event, detail, text, said):
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    history.record(plan=plan, actor=manager, event=event, at=AT, detail=detail)

    assert told(plan)[0] == (text, said)


def test_a_draft_saved_many_times_on_one_day_is_one_line(rep, manager):
    plan = PlanFactory(rep=rep, manager=manager)
    for day, step in ((26, "focus"), (26, "reason"), (26, "focus"), (27, "milestones")):
        at = datetime(2026, 1, day, 9, tzinfo=UTC)
        history.record(plan=plan, actor=manager, event=Event.DRAFT_SAVED, at=at, detail={"step": step})

    assert told(plan) == [
        ("Dana Whitfield saved the draft", "Steps"),
        ("Dana Whitfield saved the draft", "Focus, Reason"),
    ]


def test_a_line_names_whom_the_reader_sees_with_the_way_to_their_page(rep, manager, team):
    mentor, stranger = RepFactory(team=team, name="Mina Mentor"), UserFactory(name="Sam Stranger")
    plan = PlanFactory(rep=rep, manager=manager, active=True)
    for actor, asked in ((manager, mentor), (stranger, stranger)):
        pairing = {"status": Mentorship.Status.ENDED, "asked_at": AT, "ended_at": AT}
        Mentorship.objects.create(plan=plan, mentor=asked, invited_by=actor, **pairing)
        detail = {"mentor": asked.pk, "name": asked.name}
        history.record(plan=plan, actor=actor, event=Event.MENTOR_ASKED, at=AT, detail=detail)

    def named(reader):
        rows = timeline(plan, reader=reader, sees_terms=True, sees_drafts=False, page=None)
        return [
            (entry.text, [piece.person for piece in entry.text.pieces if piece.person])
            for entry in entries(rows, sees_terms=True)[:2]
        ]

    by_stranger = "Sam Stranger asked Sam Stranger to be the mentor"
    by_manager = f"{manager.name} asked Mina Mentor to be the mentor"
    assert named(manager) == [(by_stranger, []), (by_manager, [manager.pk, mentor.pk])]
    assert named(rep) == [(by_stranger, []), (by_manager, [])]
