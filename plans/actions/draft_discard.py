"""A draft that is not needed is discarded: it closes at once, and its rep is free for another plan."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions import history
from plans.actions.draft import lock_draft
from plans.actions.outcome import ReasonsMissing, close_children
from plans.actions.version import lock, save
from plans.models import Diagnosis, Event, Outcome, Plan, PlanBasis
from plans.queries.draft_discard import is_known_to_rep, was_proposed
from salesgym.notices.actions import notice
from salesgym.people.models import User

# What the managers chose, typed or had worked out: texts, structures, and what may be empty.
TEXTS = ("headline", "why", "no_mentor_reason")
STRUCTURES = ("worth", "suggested")
CHOSEN = (
    "skill", "metric", "baseline", "baseline_numerator", "baseline_denominator", "baseline_weeks", "baseline_until",
    "target", "starts_on", "ends_on", "counts_from", "mentor_wish",
)  # fmt: skip


@transaction.atomic
def discard(*, plan: Plan, by: User, reason: str, at: datetime, version: int | None = None) -> Plan:
    """Close the draft as withdrawn. Raises NotADraft, ReasonsMissing, StaleVersion.

    What a draft says that was never proposed is deleted. Once it was proposed, everything stays with its record.
    A rep who knows of the draft is told.
    """
    lock_draft(plan=plan)
    draft = lock(plan, version=version)
    if not reason.strip():
        raise ReasonsMissing(_("Say in a few words why the draft is discarded."))
    if not was_proposed(draft):
        _delete_content(draft)
    close_children(draft, by, at)
    Outcome.objects.create(
        plan=draft,
        result=Outcome.Result.WITHDRAWN,
        reasons=reason.strip(),
        decided_by=by,
        decided_at=at,
    )
    draft.status = Plan.Status.CLOSED
    draft.closed_at = at
    save(draft, "status", "closed_at", "mentor", *TEXTS, *STRUCTURES, *CHOSEN)
    history.record(
        plan=draft, actor=by, event=Event.DRAFT_DISCARDED, at=at, detail={"reason": reason.strip()}
    )
    if is_known_to_rep(draft):
        _tell_rep(draft, by, at=at)
    return draft


def _delete_content(draft: Plan) -> None:
    """Delete what the managers wrote about the rep, while the plan is still a draft and its terms may go."""
    draft.milestones.all().delete()
    draft.support.all().delete()
    draft.programme.all().delete()
    draft.observations.all().delete()
    Diagnosis.objects.filter(plan=draft).delete()
    PlanBasis.objects.filter(plan=draft).delete()
    emptied: dict[str, object] = (
        dict.fromkeys(TEXTS, "") | {name: {} for name in STRUCTURES} | dict.fromkeys(CHOSEN)
    )
    for name, nothing in emptied.items():
        setattr(draft, name, nothing)


def _tell_rep(draft: Plan, by: User, *, at: datetime) -> None:
    """Tell the rep, once in the draft's life. It links to Today, as reps may not open drafts."""
    notice.give(
        "plans.draft_discarded",
        to=[draft.rep],
        refs={"plan": draft.pk},
        occurrence="",
        title=_("%(manager)s put the draft of your plan away. There is nothing for you to do")
        % {"manager": by.first_name},
        url=reverse("coaching:today"),
        at=at,
    )
