"""Typed numbers of a formal plan's weeks: the other side is asked, and confirms exactly what was typed."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.announcement import give
from plans.actions.version import lock
from plans.models import ConfirmedWeek, Event, Plan
from plans.permissions import can_confirm_weeks
from plans.queries.days_off import WAITS, waiting_weeks
from plans.queries.kept_records import number_told
from plans.queries.people import managers_of
from plans.queries.typed_weeks import TypedWeek, version, waiting_of
from salesgym.errors import Refused
from salesgym.handoff import wake
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User


class NothingToConfirm(Refused):
    """Nothing of this week waits for this person: it was confirmed, replaced by an import, or is of their own side."""


class TypedAnew(Refused):
    """Somebody has typed this week anew since the page was opened."""


def ask_other_side(rep: User, week_start: date, by: User, at: datetime) -> None:
    """Tell the side that did not type, once for each typing, where this rep's formal plan waits for them."""
    plans = Plan.objects.working().filter(rep=rep, kind=Plan.Kind.FORMAL).annotate(**{WAITS: waiting_weeks()})
    plan = plans.select_related("rep").first()
    if plan is None or not any((one.week, one.at) == (week_start, at) for one in waiting_of(plan)):
        return
    give(
        "plans.week_typed",
        plan,
        to=managers_of(rep) if by.pk == rep.pk else [rep],
        title=_("%(name)s typed numbers of the week of %(day)s. Are they right?")
        % {"name": by.first_name, "day": date_format(week_start, "j F")},
        url=reverse("plans:plan_weeks", args=[plan.pk]),
        occurrence=f"{week_start.isoformat()}:{at.isoformat()}",
        at=at,
    )


@transaction.atomic
def confirm(*, plan: Plan, by: User, week: date, seen: str, at: datetime) -> list[ConfirmedWeek]:
    """Confirm what the other side typed of this week, as the page showed it: `seen` is its `version`.

    Raises NothingToConfirm, and TypedAnew where it is not what is typed today. The steps are then measured again.
    """
    plan = lock(plan)
    mine = [one for one in waiting_of(plan) if one.week == week and one.waits_for(by.pk, plan)]
    if not mine or not can_confirm_weeks(by, plan):
        raise NothingToConfirm(_("Nothing of this week waits for you any more."))
    if version(mine) != seen:
        raise TypedAnew(
            _("Somebody changed this week since you opened the page. Look at it again, then confirm.")
        )
    confirmed = _store(plan, mine, by, at)
    wake("numbers", rep_ids=[plan.rep_id])
    return confirmed


def _store(plan: Plan, typed: Sequence[TypedWeek], by: User, at: datetime) -> list[ConfirmedWeek]:
    say = Sayers(Organization.objects.current().currency)
    stored = []
    for one in typed:
        row = ConfirmedWeek.objects.create(
            plan=plan, metric_id=one.metric, week_start=one.week, value=one.value, typed_by_id=one.by or 0,
            typed_at=one.at, confirmed_by=by, confirmed_at=at,
        )  # fmt: skip
        said = {
            "metric": row.metric.name,
            "day": date_format(one.week, "j F Y"),
            "value": say(row.metric).full(one.value),
        }
        what = _("%(metric)s of the week of %(day)s: %(value)s") % said
        detail = {"confirmed": row.pk, "what": what, **number_told(row)}
        history.record_locked(plan=plan, actor=by, event=Event.NUMBER_CONFIRMED, at=at, detail=detail)
        stored.append(row)
    return stored
