"""Deals in coaching of the sample: three of Marcus on their way, one that Lena prepares."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import QuerySet

from coaching.areas.deals.actions import coached_deal, joint_call, preparation, remark, scorecard
from coaching.areas.deals.actions.joint_call import Planned
from coaching.areas.deals.actions.preparation import Sheet
from coaching.areas.deals.models import CoachedDeal, JointCall
from coaching.areas.deals.queries.scorecard import plan_to_score
from coaching.management.sample.life import moment
from plans.queries.scoring import rubric
from salesgym.hooks import Put
from salesgym.numbers.models import Deal
from salesgym.people.models import Organization, User

SATURDAY = 5
NAMESPACE = uuid.UUID("5b7c1d3e-8d7f-4d35-9a52-0f3f6f0d1c77")


def build(key: str, people: Mapping[str, User], at: datetime, put: Put) -> None:
    """Let those of this rep happen up to now, with deals that the sample's numbers have."""
    rep = people[key]
    if key == "marcus":
        _of_marcus(rep, people, at, put)
    if key == "lena":
        deal = _open(rep).order_by("-amount_minor", "pk")[0]
        put(_hours_ago(at, 1, 15), lambda _on: _priced(rep, people["dana"], deal, at))


def _of_marcus(rep: User, people: Mapping[str, User], at: datetime, put: Put) -> None:
    newest = _open(rep).order_by("-opened_on", "-pk")
    prepared, called = newest[0], newest[1]
    won = Deal.objects.filter(owner=rep, stage=Deal.Stage.WON).order_by("-closed_on", "-pk")[0]
    put(at - timedelta(minutes=1), lambda _on: _to_be_met(rep, people["sofia"], prepared, at))
    put(
        moment(_last_work_day(at), 14) + timedelta(minutes=50),
        lambda _on: _called(rep, people["sofia"], called, at, put),
    )
    put(at - timedelta(minutes=1), lambda _on: _won(rep, people["dana"], won, at))


def _open(rep: User) -> "QuerySet[Deal]":
    return Deal.objects.filter(owner=rep, stage=Deal.Stage.OPEN)


def _hours_ago(at: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """This time of day so many days ago at Harbor, never ahead of now."""
    day = Organization.objects.current().day(at) - timedelta(days=days)
    return min(moment(day, hour, minute), at - timedelta(minutes=30))


def _work_day(at: datetime, days: int) -> date:
    """The day so many days ahead of today at Harbor, or the Monday after it."""
    day = Organization.objects.current().day(at) + timedelta(days=days)
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() >= SATURDAY else 0)


def _last_work_day(at: datetime) -> date:
    """Yesterday at Harbor, or the Friday before it."""
    day = Organization.objects.current().day(at) - timedelta(days=1)
    return day - timedelta(days=max(day.weekday() - SATURDAY + 1, 0))


def _to_be_met(rep: User, mentor: User, deal: Deal, at: datetime) -> None:
    """The next first meeting is prepared this morning, and the mentor has read it."""
    taken = coached_deal.take(rep=rep, by=rep, deal=deal, at=_hours_ago(at, 2, 16))
    sheet = Sheet(
        meeting="first meeting",
        meets_at=moment(_work_day(at, 1), 10),
        values=[
            {"who": "Rosa, operations", "gets": "Sees which three weeks lose the most hours"},
            {"who": "Finance, not met yet", "gets": "A first figure for what a late order costs"},
        ],
        questions=[
            "What happened the last time an order came late?",
            "Who else feels this? Then count to four.",
            "What happens if nothing changes before spring?",
        ],
        next_step="A second meeting with finance",
        next_step_on=_work_day(at, 8),
        obstacles="They asked for a demo in the mail. Two questions first, then ten minutes of demo.",
    )
    written = _hours_ago(at, 0, 7, 52)
    preparation.save(coached=taken, by=rep, sheet=sheet, number=1, version=0, at=written)
    _say(taken, mentor, "Swap one and two if Rosa starts with the team, not the orders.", written, 25)


def _called(rep: User, mentor: User, deal: Deal, at: datetime, put: Put) -> None:
    """A call of yesterday with the mentor, looked back at in three lines."""
    taken = coached_deal.take(rep=rep, by=rep, deal=deal, at=_hours_ago(at, 6, 9))
    starts_at = moment(_last_work_day(at), 14)
    sheet = Sheet(
        meeting="second meeting",
        meets_at=starts_at,
        values=[{"who": "Head of service", "gets": "Names who decides, and by when"}],
        questions=["Who else feels this?", "What does one late invoice cost you?"],
        next_step="A call with the CFO",
        next_step_on=_work_day(at, 5),
        obstacles="",
    )
    written = starts_at - timedelta(hours=6)
    preparation.save(coached=taken, by=rep, sheet=sheet, number=1, version=0, at=written)
    planned = Planned(mentor, True, starts_at, 45, "The second question, and the pause after it")
    call = joint_call.plan(coached=taken, by=rep, planned=planned, version=0, at=written)
    joint_call.debrief(
        call=call,
        by=mentor,
        worked='"Who else feels this?", then silence. It brought the name of the CFO.',
        learned="Finance feels the late invoices, not IT.",
        next_try="Ask what one late invoice costs, before any screen is shared.",
        minutes=45,
        at=call.starts_at + timedelta(minutes=50),
    )
    for by, gave in ((rep, (4, 4, 3)), (mentor, (4, 5, 3))):
        put(call.starts_at + timedelta(hours=1), partial(_score, call, by, gave))


def _score(call: JointCall, by: User, gave: Sequence[int], at: datetime) -> None:
    """Scores of the call, where the skill of the rep's plan has a rubric."""
    plan = plan_to_score(by, call.deal.rep)
    asked = rubric(plan.skill) if plan and plan.skill else []
    if plan is None or not asked:
        return
    scorecard.score(
        call=call,
        plan=plan,
        by=by,
        scores={one.pk: gave[place % len(gave)] for place, one in enumerate(asked)},
        note="",
        client_id=uuid.uuid5(NAMESPACE, f"scores-{call.pk}-{by.pk}"),
        at=at,
    )


def _won(rep: User, manager: User, deal: Deal, at: datetime) -> None:
    """Taken while it was open, called on with the manager, and won by now."""
    closed = moment(deal.closed_on or Organization.objects.current().day(at), 9)
    Deal.objects.filter(pk=deal.pk).update(stage=Deal.Stage.OPEN, closed_on=None)
    taken = coached_deal.take(rep=rep, by=rep, deal=deal, at=closed - timedelta(days=12))
    for number, question in (
        (1, "Who signs, and what do they look at first?"),
        (2, "What would make you wait?"),
    ):
        sheet = Sheet("", None, [], [question], "", None, "")
        written = closed - timedelta(days=13 - 4 * number)
        preparation.save(coached=taken, by=rep, sheet=sheet, number=number, version=0, at=written)
    planned = Planned(manager, True, closed - timedelta(days=4), 40, "Who speaks first after the price")
    call = joint_call.plan(coached=taken, by=rep, planned=planned, version=0, at=closed - timedelta(days=6))
    joint_call.debrief(
        call=call,
        by=rep,
        worked="The second question came before any slide.",
        learned="The buyer named the budget after the second question, before any price was asked.",
        next_try="The same with two people in the room.",
        minutes=40,
        at=closed - timedelta(days=4, hours=-1),
    )
    Deal.objects.filter(pk=deal.pk).update(stage=deal.stage, closed_on=deal.closed_on)


def _priced(rep: User, manager: User, deal: Deal, at: datetime) -> None:
    """Lena's largest open deal before its talk about the price, with a joint call ahead."""
    taken = coached_deal.take(rep=rep, by=manager, deal=deal, at=_hours_ago(at, 5, 11))
    sheet = Sheet(
        meeting="talk about the price",
        meets_at=None,
        values=[{"who": "Owner", "gets": "A longer term for the same price"}],
        questions=["What else would help you as much as a lower price?"],
        next_step="A yes to two years",
        next_step_on=None,
        obstacles="They bargain with everybody.",
    )
    preparation.save(coached=taken, by=rep, sheet=sheet, number=1, version=0, at=_hours_ago(at, 4, 10))
    planned = Planned(manager, True, moment(_work_day(at, 2), 14), 45, "Who speaks first after the price")
    joint_call.plan(coached=taken, by=manager, planned=planned, version=0, at=_hours_ago(at, 1, 15))


def _say(taken: CoachedDeal, by: User, words: str, after: datetime, minutes: int) -> None:
    remark.add(
        coached=taken,
        by=by,
        body=words,
        client_id=uuid.uuid5(NAMESPACE, f"{taken.pk}-{by.pk}"),
        at=after + timedelta(minutes=minutes),
    )
