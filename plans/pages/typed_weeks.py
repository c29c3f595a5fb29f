"""Typed weeks of a formal plan in words: what waits, and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Plan
from plans.queries.typed_weeks import TypedWeek, version, waiting_of
from salesgym.numbers.models import Metric
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class Note:
    """The sentence on other pages, and where the weeks are."""

    title: str
    text: str
    button: str
    url: str


@dataclass(frozen=True, slots=True)
class Week:
    """One week as one side typed it. `seen` is what its button sends, "" for whoever does not confirm it; `type_url` is where
    it is typed anew."""

    day: date
    title: str
    numbers: Sequence[tuple[str, str]]
    who: str
    waits: str
    seen: str
    type_url: str


def note(plan: Plan, *, reader: User, is_party: bool = True) -> Note | None:
    """What waits on this plan, for its two parties and HR; None where nothing does. No query where the plan came with its
    `days_off()`."""
    waiting = waiting_of(plan) if plan.is_working else []
    if not waiting:
        return None
    url = reverse("plans:plan_weeks", args=[plan.pk])
    mine = {one.week for one in waiting if is_party and one.waits_for(reader.pk, plan)}
    if mine:
        title = ngettext("A typed week waits for you", "%(count)s typed weeks wait for you", len(mine))
        text = _("What the other side typed counts in this plan once you have confirmed it.")
        return Note(title % {"count": len(mine)}, text, _("Look and confirm"), url)
    weeks = len({(one.week, one.is_of_rep(plan)) for one in waiting})
    if is_party and all(one.by is not None for one in waiting):
        other = plan.manager if reader.pk == plan.rep_id else plan.rep
        title = ngettext(
            "A typed week waits for %(name)s's confirmation",
            "%(count)s typed weeks wait for %(name)s's confirmation",
            weeks,
        ) % {"count": weeks, "name": other.first_name}
    else:
        title = ngettext(
            "A typed week waits to be confirmed", "%(count)s typed weeks wait to be confirmed", weeks
        ) % {"count": weeks}
    text = _("Until it is confirmed, a typed week is unknown in this plan.")
    return Note(title, text, _("See the weeks"), url)


def weeks(
    plan: Plan,
    typed: Sequence[TypedWeek],
    *,
    metrics: Mapping[int, Metric],
    names: Mapping[int, str],
    reader: User,
    is_party: bool,
    say: Sayers,
) -> list[Week]:
    """What waits, week by week and side by side. `names` are those of who typed."""
    found = []

    def side(one: TypedWeek) -> tuple[date, bool, bool]:
        return one.week, one.is_of_rep(plan), one.by is None

    for (day, *_of), group in groupby(sorted(typed, key=side), key=side):
        numbers = list(group)
        is_mine = is_party and plan.is_working and numbers[0].waits_for(reader.pk, plan)
        found.append(
            Week(
                day=day,
                title=_("Week of %(day)s") % {"day": date_format(day, "j F Y")},
                numbers=[
                    (metrics[one.metric].name, say(metrics[one.metric]).full(one.value)) for one in numbers
                ],
                who=_who(numbers, names),
                waits="" if is_mine else _waits(plan, numbers[0]),
                seen=version(numbers) if is_mine else "",
                type_url=f"{reverse('numbers:type_week', args=[plan.rep_id])}?week={day:%Y-%m-%d}"
                if is_party and plan.is_working
                else "",
            )
        )
    return found


def _who(typed: Sequence[TypedWeek], names: Mapping[int, str]) -> str:
    newest = max(one.at for one in typed)
    day = date_format(localtime(newest), "j F Y, H:i")
    by = dict.fromkeys(names[one.by] for one in typed if one.by is not None)
    if not by:
        return _("Typed on %(day)s") % {"day": day}
    return _("Typed by %(name)s, %(day)s") % {"name": ", ".join(by), "day": day}


def _waits(plan: Plan, typed: TypedWeek) -> str:
    if typed.by is None:
        return _("Nobody knows who typed it, so nobody can confirm it. Type it anew.")
    if typed.is_of_rep(plan):
        return _("Waits for %(name)s, or whoever manages %(rep)s today.") % {
            "name": plan.manager.first_name,
            "rep": plan.rep.first_name,
        }
    return _("Waits for %(name)s.") % {"name": plan.rep.first_name}
