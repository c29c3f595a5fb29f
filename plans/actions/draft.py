"""The draft of a plan: a manager writes it in six steps and saves each. The rep cannot see a draft."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions import draft_basis, history, observation
from plans.actions.observation import Seen
from plans.actions.version import StaleVersion, lock, save
from plans.calculations.timeline.steps import FINEST, is_beyond, suggest_targets
from plans.models import Diagnosis, Event, Milestone, OwnFigure, Plan, Skill
from plans.models.diagnosis import MOST_CAUSES, SAID_BY_REP, standing_at
from plans.models.plan import WANTED_LAST, WIZARD_STEPS
from plans.queries import hr
from plans.queries.calendar import local_day
from plans.queries.last_plan import last_plan
from salesgym.errors import Refused
from salesgym.numbers.models import Metric
from salesgym.people.models import User

FOCUS, REASON, BIG_PICTURE, MILESTONES, PEOPLE, REVIEW = range(1, WIZARD_STEPS + 1)
STEP_NAMES = {
    FOCUS: "focus",
    REASON: "reason",
    BIG_PICTURE: "big_picture",
    MILESTONES: "milestones",
    PEOPLE: "people",
}


@dataclass(frozen=True)
class Baseline:
    """The number before the plan: its value, the sums it is worked out from, and over which weeks."""

    value: Decimal
    weeks: int
    until: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class Reason:
    """The manager's diagnosis, as typed: the fields of the model Diagnosis. The standing follows from both places."""

    standing: str = ""
    causes: Sequence[str] = ()
    evidence: str = ""
    strengths: str = ""
    bridge: str = ""
    tried: str = ""
    skill_level: int | None = None
    will_level: int | None = None
    knows_role: str = ""
    has_low_volume: bool = False


class AnotherPlanIsOpen(Refused):
    """The rep has an open plan. The page links to it: `plan`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        name = plan.rep.first_name
        super().__init__(
            _("%(name)s has an open plan already. Close it first: one focus at a time.") % {"name": name}
        )


class NotADraft(Refused):
    """The plan was proposed, so its terms are frozen until the proposal is taken back."""


class TooManyCauses(Refused):
    """More causes than a diagnosis may name: `MOST_CAUSES`."""


class ForTheRepToSay(Refused):
    """A cause that the rep alone may name."""


class TargetNotAhead(Refused):
    """The target is not better than the value today, or there is no value to compare it with."""


class NotOffered(Refused):
    """The formal kind is not offered here."""


@transaction.atomic
def open_draft(*, rep: User, by: User, at: datetime, kind: str = Plan.Kind.COACHING) -> Plan:
    """Open a draft for this rep. Opening it twice gives the same draft while nobody has saved it.

    A plan keeps its kind. Raises AnotherPlanIsOpen for a rep with another open plan; NotOffered for a formal one where
    the area is off or nobody of HR covers the rep but who manages them.
    """
    rep = User.objects.select_for_update(of=("self",)).get(pk=rep.pk)
    existing = Plan.objects.open().filter(rep=rep).select_related("rep").first()
    if existing is not None:
        is_untouched = existing.status == Plan.Status.DRAFT and existing.version == 1
        if is_untouched and (existing.manager_id, existing.kind) == (by.pk, kind):
            return existing
        raise AnotherPlanIsOpen(existing)
    if kind == Plan.Kind.FORMAL:
        _refuse_formal(rep, by)
    plan = Plan.objects.create(rep=rep, manager=by, created_at=at, kind=kind)
    history.record(plan=plan, actor=by, event=Event.DRAFT_OPENED, at=at, detail=_opened_after(rep))
    return plan


def _refuse_formal(rep: User, by: User) -> None:
    if not hr.is_offered():
        raise NotOffered(_("Formal plans are switched off."))
    if not hr.partners(rep, by).exists():
        raise NotOffered(
            _("Nobody of HR covers %(name)s's team but who manages it, so no formal plan opens.")
            % {"name": rep.first_name}
        )


def _opened_after(rep: User) -> dict[str, object]:
    """The rep's last plan and its outcome, as the history of the next draft names them; empty before the first."""
    last = last_plan(rep)
    if last is None:
        return {}
    return {"last_plan": last.pk, "focus": str(last.skill), "result": last.outcome.result}


@transaction.atomic
def save_focus(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    version: int,
    skill: Skill,
    metric: Metric,
    baseline: Baseline,
    why: str = "",
) -> Plan:
    """Save the skill, its metric and the baseline; and why it is this one, where that is said here.

    A target that no longer fits is removed.
    """
    wanted: dict[str, object] = {
        "skill_id": skill.pk,
        "metric_id": metric.pk,
        "baseline": baseline.value.quantize(FINEST),
        "baseline_numerator": baseline.numerator,
        "baseline_denominator": baseline.denominator,
        "baseline_weeks": baseline.weeks,
        "baseline_until": baseline.until,
    }
    if why:
        wanted["why"] = why
    draft = lock_draft(plan=plan)
    if is_repeat(draft, version, is_same=_holds(draft, wanted)):
        return draft
    if not _still_fits(draft, metric, baseline.value):
        wanted |= {"target": None, "worth": {}, "suggested": {}}
    if draft.metric_id != metric.pk:
        # Another number is another plan: its weeks do not count on from the plan that this one extends.
        wanted |= {"counts_from": None}
        # The rep's own figure was about another metric, so it is deleted; the history still has it.
        OwnFigure.objects.filter(plan=draft).delete()
    finish(draft=draft, step=FOCUS, by=by, at=at, fields=wanted)
    draft_basis.keep(draft, on=local_day(at))
    return draft


@transaction.atomic
def save_reason(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    version: int,
    reason: Reason,
    headline: str,
    why: str,
    seen: Sequence[Seen] = (),
) -> Plan:
    """Save the diagnosis, what was seen in place of what is stored, and the two texts that the rep will read first."""
    if len(set(reason.causes)) > MOST_CAUSES:
        raise TooManyCauses(_("Choose up to three: the ones that matter most."))
    if set(reason.causes) & set(SAID_BY_REP):
        raise ForTheRepToSay(
            _("Whether it is energy or confidence is for %(name)s to say.") % {"name": plan.rep.first_name}
        )
    observation.require_seen(seen, on=local_day(at))
    draft = lock_draft(plan=plan)
    found = Diagnosis.objects.filter(plan=draft).first()
    standing = standing_at(reason.skill_level, reason.will_level, reason.standing)
    wanted = {**asdict(reason), "standing": standing, "causes": list(dict.fromkeys(reason.causes))}
    words = {"headline": headline, "why": why}
    is_same = found is not None and _holds(found, wanted) and _holds(draft, words)
    if is_repeat(draft, version, is_same=is_same and observation.stored(draft) == list(seen)):
        return draft
    observation.put_down(draft, seen)
    Diagnosis.objects.update_or_create(plan=draft, defaults=wanted)
    return finish(draft=draft, step=REASON, by=by, at=at, fields=words)


@transaction.atomic
def save_big_picture(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    version: int,
    target: Decimal,
    worth: Mapping[str, object],
    weeks_wanted: int | None = None,
) -> Plan:
    """Save the target and what it is worth. Steps that are stored already get new values up to the target.

    `weeks_wanted` is how long the plan must last so that its target can be told from luck. It is kept in
    `Plan.suggested`, where the suggestion of the steps reads it in place of dates that were saved before.
    """
    draft = lock_draft(plan=plan)
    metric = draft.metric
    if metric is None or draft.baseline is None:
        raise TargetNotAhead(_("Choose the focus and its number first: the target follows from them."))
    if not is_beyond(target, draft.baseline, lower_is_better=metric.lower_is_better):
        raise TargetNotAhead(
            _("The target lies on the better side of today's value: move it a little further.")
        )
    wanted: dict[str, object] = {"target": target, "worth": dict(worth)}
    if weeks_wanted is not None:
        wanted["suggested"] = {**draft.suggested, "weeks_wanted": weeks_wanted, WANTED_LAST: True}
    if is_repeat(draft, version, is_same=_holds(draft, wanted)):
        return draft
    if draft.target != target:
        _spread_steps(draft, metric, draft.baseline, target)
    finish(draft=draft, step=BIG_PICTURE, by=by, at=at, fields=wanted)
    draft_basis.keep(draft, on=local_day(at))
    return draft


def lock_draft(*, plan: Plan) -> Plan:
    """The draft, fresh and with its row locked. Raises NotADraft once it is proposed."""
    draft = lock(plan)
    if draft.status != Plan.Status.DRAFT:
        raise NotADraft(_("This plan is no longer a draft. Take the proposal back to change it."))
    return draft


def is_repeat(draft: Plan, version: int, *, is_same: bool) -> bool:
    """Whether a form was sent twice: an old version with content that is stored. StaleVersion for other content."""
    if draft.version == version:
        return False
    if is_same:
        return True
    raise StaleVersion(draft)


def finish(*, draft: Plan, step: int, by: User, at: datetime, fields: Mapping[str, object]) -> Plan:
    """Write the fields of a step, count the version up, and record in the history who saved which step."""
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.wizard_step = max(draft.wizard_step, min(step + 1, WIZARD_STEPS))
    save(draft, *fields, "wizard_step")
    history.record(plan=draft, actor=by, event=Event.DRAFT_SAVED, at=at, detail={"step": STEP_NAMES[step]})
    return draft


def _holds(row: Plan | Diagnosis, wanted: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in wanted.items())


def _still_fits(draft: Plan, metric: Metric, baseline: Decimal) -> bool:
    """Whether the stored target is of the same metric and still better than the baseline."""
    if draft.target is None:
        return True
    is_ahead = is_beyond(draft.target, baseline, lower_is_better=metric.lower_is_better)
    return draft.metric_id == metric.pk and is_ahead


def _spread_steps(draft: Plan, metric: Metric, baseline: Decimal, target: Decimal) -> None:
    """Spread the targets of the stored steps between baseline and target; their dates and rewards stay."""
    steps = list(draft.milestones.filter(measure=Milestone.Measure.METRIC).order_by("position"))
    if not steps:
        return
    targets = suggest_targets(baseline=baseline, target=target, steps=len(steps))
    for step, value in zip(steps, targets, strict=True):
        step.target = value
        step.metric = metric
    Milestone.objects.bulk_update(steps, ["target", "metric"])
