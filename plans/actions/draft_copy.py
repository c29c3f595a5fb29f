"""A plan that has ended is used again: its focus, words, workout and promised help, in a new draft."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.draft import AnotherPlanIsOpen
from plans.models import Commitment, Event, History, Plan, ProgrammeItem
from plans.queries.calendar import local_day
from salesgym.errors import Refused
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User


class NotToCopy(Refused):
    """The plan is still open or was discarded, or its skill is no longer offered for new plans."""


@transaction.atomic
def copy(*, plan: Plan, rep: User, by: User, at: datetime) -> Plan:
    """Open a draft for this rep with the skill, words, drills and promises of a plan that has ended.

    The reasons behind it, every number and every date are this rep's own and stay behind. A promise gets a day
    as many days after next Monday as it had after the first day. Copying twice gives the same draft while nobody
    has saved it. Raises NotToCopy, and AnotherPlanIsOpen for a rep with another open plan.
    """
    rep = User.objects.select_for_update(of=("self",)).get(pk=rep.pk)
    _refuse_wrong_source(plan)
    existing = Plan.objects.open().filter(rep=rep).select_related("rep").first()
    if existing is not None:
        if _is_this_copy(existing, plan, by):
            return existing
        raise AnotherPlanIsOpen(existing)
    draft = Plan.objects.create(
        rep=rep,
        manager=by,
        skill=plan.skill,
        headline=plan.headline,
        why=plan.why,
        created_at=at,
    )
    _copy_programme(plan, draft)
    _copy_promises(plan, draft, first_day=monday(local_day(at)) + timedelta(weeks=1))
    detail = {"copied_from": plan.pk, "what": str(plan.skill)}
    history.record(plan=draft, actor=by, event=Event.DRAFT_COPIED, at=at, detail=detail)
    return draft


def _refuse_wrong_source(plan: Plan) -> None:
    if plan.is_open or plan.is_discarded or plan.skill is None:
        raise NotToCopy(_("Only a plan that has ended is used for a new draft."))
    if not plan.skill.is_active:
        raise NotToCopy(
            _("%(focus)s is no longer offered for new plans. Start a plan with another focus.")
            % {"focus": plan.skill}
        )


def _is_this_copy(existing: Plan, plan: Plan, by: User) -> bool:
    is_untouched = existing.status == Plan.Status.DRAFT and existing.version == 1
    if not is_untouched or existing.manager_id != by.pk:
        return False
    copied = History.objects.filter(plan=existing, event=Event.DRAFT_COPIED)
    return copied.filter(detail__copied_from=plan.pk).exists()


def _copy_programme(plan: Plan, draft: Plan) -> None:
    """The drills that are still offered; when and where somebody else practices is theirs to say."""
    items = plan.programme.filter(drill__is_active=True).order_by("position")
    is_own = plan.rep_id == draft.rep_id
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            plan=draft,
            drill_id=item.drill_id,
            position=position,
            times_a_week=item.times_a_week,
            when=item.when if is_own else "",
            where=item.where if is_own else "",
            what=item.what if is_own else "",
            repetitions=item.repetitions,
            minutes=item.minutes,
        )
        for position, item in enumerate(items, start=1)
    )


def _copy_promises(plan: Plan, draft: Plan, *, first_day: date) -> None:
    Commitment.objects.bulk_create(
        Commitment(
            plan=draft,
            what=promise.what,
            promised_by=_promiser(promise, draft),
            due_on=first_day + max(promise.due_on - (plan.starts_on or promise.due_on), timedelta()),
        )
        for promise in plan.support.select_related("promised_by").order_by("pk")
    )


def _promiser(promise: Commitment, draft: Plan) -> User | None:
    """The company for a promise of the company, the rep for one of the rep's; else who promised it, or whoever copies
    where they cannot any more.
    """
    who = promise.promised_by
    if who is None:
        return None
    if promise.is_of_rep:
        return draft.rep
    return who if who.is_active and who.pk != draft.rep_id else draft.manager
