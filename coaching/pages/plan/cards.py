"""The cards beside a plan: worth, people, agreement, what was promised, rewards ready to give."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import dateparse
from django.utils.translation import gettext as _

from coaching.pages import words
from plans import permissions
from plans.models import Milestone, Plan, Reward, Support
from plans.pages.figures import worth_lines, worth_money
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User

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


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing we owe the rep."""

    what: str
    who: str
    when: str
    is_delivered: bool
    is_late: bool
    deliver_url: str


@dataclass(frozen=True, slots=True)
class Prize:
    """A reward that is earned and not given yet."""

    what: str
    who: str
    deliver_url: str


@dataclass(frozen=True, slots=True)
class Cards:
    worth: Worth | None = None
    people: list[Person] = field(default_factory=list)
    asked: str = ""
    who_sees: str = ""
    agreement: list[tuple[str, str]] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    prizes: list[Prize] = field(default_factory=list)


def cards(plan: Plan, steps: Sequence[Milestone], *, reader: User, say: Sayers, on: date) -> Cards:
    """The cards, each with what this reader may see of it."""
    sees_terms = permissions.can_see_terms(reader, plan)
    people = _people(plan, reader)
    return Cards(
        worth=_worth(plan, reader, say) if permissions.can_see_worth(reader, plan) else None,
        people=people,
        asked=_asked(plan),
        who_sees=_who_sees(plan),
        agreement=_agreement(plan) if sees_terms else [],
        promises=_promises(plan, reader, on=on, sees_all=sees_terms),
        prizes=_prizes(steps, reader),
    )


def _worth(plan: Plan, reader: User, say: Sayers) -> Worth | None:
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
        lines.append(
            (
                _("Numbers"),
                _("%(weeks)s weeks to %(day)s") % {"weeks": facts.get("weeks", 13), "day": words.day(until)},
            )
        )
    return lines


def _people(plan: Plan, reader: User) -> list[Person]:
    people = [Person(plan.rep, _("You") if reader.pk == plan.rep_id else _("Rep"))]
    if plan.mentor:
        people.append(Person(plan.mentor, _("Mentor")))
    manages: bool = plan.manager_manages  # type: ignore[attr-defined] # annotated by plan_page
    people.append(
        Person(plan.manager, _("Manager") if manages else _("Opened the plan, no longer manages it"))
    )
    return people


def _asked(plan: Plan) -> str:
    pairing: dict[str, Any] | None = plan.pairing  # type: ignore[attr-defined] # annotated by plan_page
    if plan.mentor_id or not pairing or not plan.is_open:
        return ""
    name = pairing["name"].split()[0]
    if pairing["status"] == "asked":
        return _("%(name)s is asked to be the mentor and has not answered yet.") % {"name": name}
    if pairing["status"] == "declined":
        return _("%(name)s cannot be the mentor this time.") % {"name": name}
    return ""


def _who_sees(plan: Plan) -> str:
    """True as well where a rep has several managers, a deputy or a new one: access is of today."""
    said = {"name": plan.rep.first_name}
    if plan.mentor_id:
        return (
            _("%(name)s, the mentor and who manages %(name)s today see this plan. Nobody else does.") % said
        )
    return _("%(name)s and who manages %(name)s today see this plan. Nobody else does.") % said


def _agreement(plan: Plan) -> list[tuple[str, str]]:
    rows: list[dict[str, Any]] = plan.signed  # type: ignore[attr-defined]
    if not rows:
        return []
    newest = max(row["number"] for row in rows)
    lines = []
    for row in rows:
        at = dateparse.parse_datetime(row["at"])
        if row["number"] == newest and at:
            name = row["name"].split()[0]
            lines.append((_("%(name)s signed") % {"name": name}, words.full_day(at)))
    changes = _("None") if newest == 1 else str(newest - 1)
    return [*lines, (_("Changes since"), changes)]


def _promises(plan: Plan, reader: User, *, on: date, sees_all: bool) -> list[Promise]:
    found = []
    rows: list[dict[str, Any]] = plan.promises  # type: ignore[attr-defined]
    for row in rows:
        if not sees_all and row["by"] != reader.pk:
            continue
        support = Support(pk=row["pk"], plan=plan, promised_by_id=row["by"])
        due_on = date.fromisoformat(row["due_on"])
        is_delivered = row["delivered_on"] is not None
        may = not is_delivered and permissions.can_deliver_support(reader, support)
        found.append(
            Promise(
                what=row["what"],
                who=row["name"].split()[0] if row["name"] else _("The company"),
                when=_("done %(day)s") % {"day": words.day(date.fromisoformat(row["delivered_on"]))}
                if is_delivered
                else _("due %(day)s") % {"day": words.day(due_on)},
                is_delivered=is_delivered,
                is_late=not is_delivered and due_on < on,
                deliver_url=reverse("plans:deliver_support", args=[row["pk"]]) if may else "",
            )
        )
    return found


def _prizes(steps: Sequence[Milestone], reader: User) -> list[Prize]:
    rewards: list[Reward] = [step.reward for step in steps if hasattr(step, "reward")]
    return [
        Prize(
            what=reward.what,
            who=reward.given_by.first_name,
            deliver_url=reverse("plans:deliver_reward", args=[reward.pk])
            if permissions.can_deliver_reward(reader, reward)
            else "",
        )
        for reward in rewards
        if reward.is_earned and not reward.is_delivered
    ]
