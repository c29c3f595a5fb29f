"""What needs a manager, in the order of its urgency, and what each line says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from coaching.pages.board import needs as board_needs
from coaching.pages.board.need import MINUTES
from coaching.queries.mentor_needs import MentorNeed, MentorWaits
from coaching.queries.needs import LatePromise, PlanNeeds
from coaching.queries.talk_needs import LateTalkPromise, TalkNeed, TalkNeeds
from plans.models import Milestone, Plan, Reward, Skill
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from tests.factories.plans import STARTS_ON

ON = STARTS_ON + timedelta(weeks=3)
DANA = User(pk=9, name="Dana Whitfield")
AT = datetime(2026, 1, 26, 9, tzinfo=UTC)


def a_plan(pk=1, name="Marcus Bell", **fields):
    told = {"starts_on": STARTS_ON, "ends_on": STARTS_ON + timedelta(weeks=12)}
    return Plan(pk=pk, rep=User(name=name), skill=Skill(name="Discovery questions"), **{**told, **fields})


def waiting(plan, *steps, **counts):
    kind = next((kind for kind in MentorWaits if counts.get(kind)), None)
    return PlanNeeds(plan, counts, steps, mentor=MentorNeed(kind, "Priya", "", 5) if kind else None)


def queue(*waiting, reader=DANA, **found):
    return board_needs.queue(waiting, reader=reader, say=Sayers("USD"), on=ON, **found).shown


def a_step(**fields):
    told = {"plan_id": 1, "position": 2, "title": "Two demos alone", "measure": "done", "due_on": ON}
    step = Milestone(**{**told, **fields})
    # As the queries load it: a step without a reward is known to have none.
    step._state.fields_cache["reward"] = None
    return step


@pytest.mark.parametrize(
    ("kind", "fields", "title", "verb"),
    [
        (
            "review",
            {"review_due_on": date(2026, 4, 6)},
            "Marcus's plan is ready for its outcome",
            "Decide the outcome",
        ),
        (
            "changes",
            {"suggested_at": AT, "suggested_changes": "Fewer demos"},
            "Marcus suggests a change to the plan",
            "Read and answer",
        ),
        ("sign", {}, "Marcus signed the agreement, your turn", "Read and sign"),
        ("stalled", {}, "Marcus's plan has stood still for two weeks", "Take a look"),
        (
            "unanswered",
            {"proposed_at": AT},
            "Marcus has not answered your proposal yet",
            "See the proposal",
        ),
        ("hr_returned", {}, "HR returned Marcus's plan with comments", "Read the comments"),
        ("hr_approved", {}, "HR approved Marcus's plan", "Look once more"),
        ("declined", {}, "Marcus has no mentor: the person who was asked cannot", "Ask somebody"),
        ("invitation", {"proposed_at": AT}, "Priya has not answered about Marcus yet", "See the invitation"),
    ],
)
def test_each_need_of_a_plan_is_one_line_with_one_verb(kind, fields, title, verb):
    [found] = queue(waiting(a_plan(**fields), **{kind: 1}))

    assert (found.kind, found.title, found.verb) == (kind, title, verb)
    assert found.minutes == MINUTES[kind]


@pytest.mark.parametrize(
    ("waits", "title"),
    [
        ("invitation", "Priya has not answered about Marcus yet"),
        ("declined", "Priya cannot be Marcus's mentor. Ask Noah instead?"),
        ("second_mentor", "Marcus waits for a word of Priya. Ask Noah as well?"),
    ],
)
def test_whoever_was_offered_instead_is_asked_with_one_click(waits, title):
    [found] = queue(PlanNeeds(a_plan(), {waits: 1}, (), mentor=MentorNeed(waits, "Priya", "Noah", 5)))

    assert (found.kind, found.title, found.verb) == (waits, title, "Ask Noah instead")
    assert found.settled_at == "/mentorships/5/next/"


def test_a_reached_step_is_verified_and_an_earned_reward_given():
    step = a_step(pk=8, status="reached", reached_on=ON)
    given = a_step(position=1, status="verified")
    given.reward = Reward(pk=3, what="A Friday off", earned_at=AT)

    found = queue(waiting(a_plan(), given, step, verify=1, reward=1))

    assert [(need.kind, need.title) for need in found] == [
        ("verify", "Marcus reached step 2, ready for you to verify"),
        ("reward", "A Friday off for Marcus is ready to give"),
    ]
    assert [need.settled_at for need in found] == ["/milestones/8/verify/", "/rewards/3/deliver/"]


def test_a_claim_is_read_before_it_is_verified():
    step = a_step(pk=8, status="reached", reached_on=ON, reached_by="claim")

    [found] = queue(waiting(a_plan(), step, verify=1))

    assert (found.url.endswith("#step-2"), found.settled_at) == (True, "")


def test_what_we_owe_stands_above_what_we_ask():
    plan, step = a_plan(review_due_on=ON), a_step(pk=7)
    step.reward = Reward(what="A Friday off")
    late = [LatePromise("Late demos swapped", *by, ON) for by in (("Omar Diaz", 8), ("", None))]

    found = queue(PlanNeeds(plan, {"review": 1}, [step], late=late, overdue=[7]))

    assert [(need.kind, need.title, need.text) for need in found] == [
        (
            "promise",
            "What was promised to Marcus is late: Late demos swapped",
            "Omar promised it, and it was due on Monday 26 January.",
        ),
        (
            "promise",
            "What was promised to Marcus is late: Late demos swapped",
            "It was due on Monday 26 January.",
        ),
        (
            "review",
            "Marcus's plan is ready for its outcome",
            "Discovery questions. Due Monday 26 January.",
        ),
        (
            "overdue",
            "The date of Marcus's step 2 has passed",
            "Discovery questions. It was due on Monday 26 January: ask what is in the way.",
        ),
    ]


def test_the_most_urgent_stands_first_and_in_a_kind_the_oldest():
    stalled = waiting(a_plan(1, last_practice_on=ON - timedelta(days=15)), stalled=1)
    longer = waiting(a_plan(2, last_practice_on=ON - timedelta(days=20)), stalled=1, invitation=1)
    review = waiting(a_plan(3, review_due_on=ON), review=1)

    found = queue(stalled, longer, review)

    assert [(need.kind, need.url) for need in found] == [
        ("review", "/plans/3/close/"),
        ("stalled", "/plans/2/"),
        ("stalled", "/plans/1/"),
        ("invitation", "/plans/2/#people"),
    ]


def test_an_outcome_whose_day_is_over_was_due():
    in_time, late = (waiting(a_plan(review_due_on=ON - timedelta(days=days)), review=1) for days in (0, 1))

    assert [queue(one)[0].icon for one in (in_time, late)] == ["clipboard-check", "clock"]
    assert "Was due" not in queue(in_time)[0].text
    assert queue(late)[0].text.startswith("Discovery questions. Was due ")


def test_no_more_than_five_are_shown_and_the_rest_counted():
    plans = [waiting(a_plan(pk, last_practice_on=ON - timedelta(days=pk)), stalled=1) for pk in range(1, 8)]

    found = board_needs.queue(plans, reader=DANA, say=Sayers("USD"), on=ON)

    assert [need.url for need in found.shown] == [f"/plans/{pk}/" for pk in (7, 6, 5, 4, 3)]
    assert (found.count, found.more, found.minutes) == (7, 2, 25)


def test_whoever_promised_it_themselves_reads_you():
    late = [LatePromise("Late demos swapped", DANA.name, DANA.pk, ON)]
    in_a_talk = TalkNeeds([], [LateTalkPromise(3, 5, "Lena", "Dana", DANA.pk, "A price sheet", ON)])
    plan = PlanNeeds(a_plan(), {}, (), late=late)

    own = {need.text for need in queue(plan, talk_needs=in_a_talk)}
    read_by_a_deputy = {need.text for need in queue(plan, talk_needs=in_a_talk, reader=User(pk=8))}

    assert own == {
        "You promised it, and it was due on Monday 26 January.",
        "You promised it in a check-in, and it was due on Monday 26 January.",
    }
    assert read_by_a_deputy == {
        "Dana promised it, and it was due on Monday 26 January.",
        "Dana promised it in a check-in, and it was due on Monday 26 January.",
    }


def test_a_step_to_verify_stands_below_what_we_owe_and_above_every_talk():
    talks = [
        TalkNeed(pk, kind, 5, "Lena", AT, "")
        for pk, kind in enumerate(("due", "running", "confirm", "differs", "missed"))
    ]
    owed = LateTalkPromise(3, 5, "Lena", "Dana", DANA.pk, "A price sheet", ON)
    step = a_step(pk=8, status="reached", reached_on=ON)
    plan = waiting(a_plan(review_due_on=ON), step, review=1, verify=1)

    found = queue(plan, talk_needs=TalkNeeds(talks, [owed]), most=8)

    assert [need.kind for need in found] == [
        "promise",
        "verify",
        "talk_confirm",
        "talk_due",
        "talk_due",
        "talk_differs",
        "review",
        "talk_missed",
    ]


def test_what_nobody_waits_for_is_no_line():
    assert queue(waiting(a_plan())) == []
