"""The cards beside a plan: worth, people, rewards ready to give."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import dateparse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages import words
from coaching.pages.plan import files, mentor_card
from coaching.pages.plan.files import StepFiles
from coaching.pages.plan.mentor_card import Offer
from coaching.pages.plan.settled import Settled, settled
from coaching.queries.opened_plan import OpenedPlan
from plans import permissions
from plans.models import Mentorship, Milestone, Plan, Reward
from plans.pages.figures import worth_lines, worth_money
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User
from salesgym.people.pages.sentence import listed, sentence

# As exact as the amount is shown to come from: $39,100 where the worth itself is $3,900.
INPUT_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Worth:
    """About how much more a quarter, and from what it was worked out."""

    title: str
    amount: str
    per: str
    inputs: list[tuple[str, str]]
    likely: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    user: User
    role: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prize:
    """A reward that is earned and not given yet."""

    what: str
    who: str
    who_id: int
    deliver_url: str


@dataclass(frozen=True, slots=True)
class Cards:
    worth: Worth | None = None
    people: list[Person] = field(default_factory=list)
    asked: str = ""
    offer: Offer | None = None
    second: str = ""
    no_mentor: str = ""
    sheet_url: str = ""
    who_sees: str = ""
    prizes: list[Prize] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    files: StepFiles | None = None


def cards(
    opened: OpenedPlan, steps: Sequence[Milestone], *, reader: User, say: Sayers, at: datetime
) -> Cards:
    """The cards, each with what this reader may see of it."""
    plan = opened.plan
    return Cards(
        worth=worth(plan, reader, say) if permissions.can_see_worth(reader, plan) else None,
        people=_people(opened, reader),
        asked=_asked(opened),
        offer=mentor_card.offer(opened, reader),
        second=mentor_card.second_asked(opened, reader),
        sheet_url=mentor_card.sheet_url(opened, reader),
        no_mentor=mentor_card.reason(opened, reader),
        who_sees=_who_sees(opened, reader),
        prizes=_prizes(steps, reader),
        settled=settled(opened, steps, reader=reader, say=say, at=at),
        files=files.of_steps(opened, steps, reader=reader),
    )


def worth(plan: Plan, reader: User, say: Sayers) -> Worth | None:
    """What the plan is worth a quarter, to those who may see it; None where that was not worked out."""
    facts: dict[str, Any] = plan.worth or {}
    own, revenue = facts.get("commission"), facts.get("revenue")
    money = own or revenue
    if not money or Decimal(money) <= 0:
        return None
    is_rep = reader.pk == plan.rep_id
    lines = worth_lines(plan, say)
    return Worth(
        title=_worth_title(plan, is_rep=is_rep, is_own=bool(own)),
        amount=lines.amount,
        per=lines.per,
        inputs=_inputs(plan, facts, say),
        likely=lines.likely,
        url=lines.url,
    )


def _worth_title(plan: Plan, *, is_rep: bool, is_own: bool) -> str:
    if not is_own:
        return _("Worth to the team")
    return _("Worth to you") if is_rep else _("Worth to %(name)s") % {"name": plan.rep.first_name}


def _inputs(plan: Plan, facts: dict[str, Any], say: Sayers) -> list[tuple[str, str]]:
    """What the amount was worked out from, in the order of the arithmetic."""
    it, money = say(plan.metric), worth_money(plan, say)
    lines = [(_("From"), it.target(plan.baseline)), (_("To"), it.target(plan.target))]
    for key, label in (("revenue", _("More revenue a quarter")), ("deal_size", _("Revenue per win"))):
        if facts.get(key):
            lines.append((label, money.about(Decimal(facts[key]), INPUT_FIGURES)))
    if facts.get("commission_rate"):
        lines.append(
            (_("Commission share"), f"{Decimal(facts['commission_rate']) * 100:.1f}%".replace(".0%", "%"))
        )
    until = dateparse.parse_date(facts.get("until") or "")
    if until:
        weeks = int(facts.get("weeks") or 13)
        lines.append(
            (
                _("Numbers"),
                ngettext("%(weeks)s week to %(day)s", "%(weeks)s weeks to %(day)s", weeks)
                % {"weeks": weeks, "day": words.day(until)},
            )
        )
    return lines


def _people(opened: OpenedPlan, reader: User) -> list[Person]:
    plan = opened.plan
    people = [Person(plan.rep, _("You") if reader.pk == plan.rep_id else _("Rep"))]
    if plan.mentor:
        people.append(Person(plan.mentor, _("Mentor"), mentor_card.answers_words(opened.talk.usual)))
    if opened.manager_manages:
        people.append(Person(plan.manager, _("Manager")))
    known = {person.user.pk for person in people}
    for one in opened.managers:
        if one.user.pk not in known:
            known.add(one.user.pk)
            people.append(Person(one.user, _("Stands in for the manager") if one.stands_in else _("Manager")))
    if not opened.manager_manages:
        people.append(Person(plan.manager, _("Opened the plan, no longer manages it")))
    return people


def _asked(opened: OpenedPlan) -> str:
    """How it stands with the person who was asked to be the mentor; "" where there is a mentor."""
    plan, pairing = opened.plan, opened.pairing
    if plan.mentor_id or pairing is None or not plan.is_open:
        return ""
    name = pairing.name.split()[0]
    if pairing.status == Mentorship.Status.ASKED:
        return _("%(name)s is asked to be the mentor and has not answered yet.") % {"name": name}
    if pairing.status == Mentorship.Status.DECLINED:
        return _("%(name)s cannot be the mentor this time.") % {"name": name}
    return ""


def linked(opened: OpenedPlan, reader: User) -> frozenset[int]:
    """The ids of those around the plan whose page exists for this reader: their names are links."""
    plan = opened.plan
    seen = {plan.rep_id, reader.pk}
    if plan.mentor_id is not None and opened.is_mentor_managed:
        seen.add(plan.mentor_id)
    return frozenset(seen)


def around(opened: OpenedPlan) -> list[User]:
    """Everybody who may read the plan: the rep, the mentor, and whoever manages the rep today or stands in."""
    plan = opened.plan
    people = [plan.rep, *([plan.mentor] if plan.mentor else []), *(one.user for one in opened.managers)]
    return list({person.pk: person for person in people}.values())


def _who_sees(opened: OpenedPlan, reader: User) -> str:
    """You, Sofia and Dana see this plan; of a formal one HR as well."""
    others = [(one.pk, one.first_name) for one in around(opened) if one.pk != reader.pk]
    if not others:
        return _("You see this plan. Nobody else.")
    *first, (last_id, last) = others
    said = {"names": listed(first), "last": last}
    if opened.plan.kind == Plan.Kind.FORMAL:
        names = _("%(names)s, %(last)s") % said if first else last
        return _("You, %(names)s and the HR partner for the team see this plan. Nobody else.") % {
            "names": names
        }
    return sentence(
        _("You, %(names)s and %(last)s see this plan. Nobody else.")
        if first
        else _("You and %(last)s see this plan. Nobody else."),
        said,
        last=last_id,
    )


def _prizes(steps: Sequence[Milestone], reader: User) -> list[Prize]:
    rewards: list[Reward] = [step.reward for step in steps if hasattr(step, "reward")]
    return [
        Prize(
            what=reward.what,
            who=reward.given_by.first_name,
            who_id=reward.given_by_id,
            deliver_url=reverse("plans:deliver_reward", args=[reward.pk])
            if permissions.can_deliver_reward(reader, reward)
            else "",
        )
        for reward in rewards
        if reward.is_earned and not reward.is_delivered
    ]
