"""What needs a manager, most urgent first. The database counts it, so that every page shows the same number."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages import words
from coaching.queries import silence
from plans.calculations.progress import StatusWord
from plans.models import Agreement, Mentorship, Milestone, Plan, Reward, Signature
from plans.pages.status import shown
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.signals import words as signal_words
from salesgym.numbers.pages.values import Sayers

UNANSWERED = timedelta(days=3)
MOST_SHOWN = 5
MINUTES = {
    "review": 10,
    "changes": 5,
    "sign": 5,
    "verify": 3,
    "stalled": 5,
    "reward": 2,
    "invitation": 2,
    "signal": 5,
}
URGENCY = tuple(MINUTES)
# Signals are about people, whether they have a plan or not.
OF_PLANS = tuple(kind for kind in URGENCY if kind != "signal")


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the queue: what, why now, and the one verb."""

    kind: str
    icon: str
    tint: str
    title: str
    text: str
    verb: str
    url: str
    since: date | None

    @property
    def minutes(self) -> int:
        return MINUTES[self.kind]


@dataclass(frozen=True, slots=True)
class Times:
    """Since when it has been too long: worked out here, compared in the database."""

    silence: silence.Limits
    asked_by: datetime


def times(*, on: date, at: datetime) -> Times:
    """Today's limits: the weeks and days in which a plan may have been silent, asked before."""
    return Times(silence.limits(on=on), at - UNANSWERED)


def with_needs(plans: QuerySet[Plan], limits: Times) -> QuerySet[Plan]:
    """The plans, each with how many things of each kind wait for a manager (`needs_...`).

    Whether a plan has stood still, `judged` says from the `silence` that comes with it.
    """
    return plans.annotate(
        needs_verify=_count(Milestone.objects.filter(plan=OuterRef("pk"), status=Milestone.Status.REACHED)),
        needs_reward=_count(
            Reward.objects.filter(milestone__plan=OuterRef("pk"), earned_at__isnull=False, delivered_on=None)
        ),
        needs_sign=_one(
            Q(status=Plan.Status.PROPOSED, suggested_at=None)
            & Exists(_latest_signature(Signature.Party.REP))
            & ~Exists(_latest_signature(Signature.Party.MANAGER))
        ),
        needs_changes=_one(Q(status=Plan.Status.PROPOSED, suggested_at__isnull=False)),
        needs_review=_one(Q(status=Plan.Status.IN_REVIEW)),
        silence=silence.facts(limits.silence),
        needs_invitation=_one(
            Exists(
                Mentorship.objects.filter(
                    plan=OuterRef("pk"), status=Mentorship.Status.ASKED, asked_at__lte=limits.asked_by
                )
            )
        ),
    )


def judged(plans: Iterable[Plan], *, on: date) -> list[Plan]:
    """These plans from `with_needs`, each with `needs_stalled` (1 or 0) as well."""
    found = list(plans)
    for plan in found:
        # Annotated by with_needs.
        facts = plan.silence  # type: ignore[attr-defined]
        plan.needs_stalled = int(silence.is_stalled(plan, facts, on=on))  # type: ignore[attr-defined]
    return found


def counts(plan: Plan) -> dict[str, int]:
    """How many things of this plan wait, by kind, from `with_needs` and `judged`."""
    return {kind: getattr(plan, f"needs_{kind}") for kind in OF_PLANS}


def take(plan: Plan, found: Mapping[str, int]) -> None:
    """What `counts` told of this plan, on a plan that was read without it."""
    for kind in OF_PLANS:
        setattr(plan, f"needs_{kind}", found.get(kind, 0))


def queue(
    plans: Iterable[Plan],
    milestones: Callable[[Plan], Sequence[Milestone]],
    asked: Callable[[Plan], str],
    signals: Iterable[EarlySignal] = (),
    *,
    say: Sayers,
) -> list[Need]:
    """Everything that waits on these plans as lines to print, most urgent first, the oldest first in a kind.

    `milestones` gives a plan's steps in order with their rewards, `asked` the first name of an invited mentor,
    `signals` are those that wait and are no good news, with their reps and metrics.
    """
    found: list[Need] = [_signal(signal, say) for signal in signals]
    for plan in plans:
        found += [build(plan) for kind, build in ONE_A_PLAN.items() if getattr(plan, f"needs_{kind}")]
        if plan.needs_invitation:  # type: ignore[attr-defined] # annotated by with_needs
            found.append(_invitation(plan, asked(plan)))
        for step in milestones(plan):
            if step.is_to_verify:
                found.append(_verify(plan, step, say))
            reward = getattr(step, "reward", None)
            if reward and reward.is_earned and not reward.is_delivered:
                found.append(_reward(plan, reward))
    return sorted(found, key=lambda need: (URGENCY.index(need.kind), need.since or date.min))


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _one(condition: Q | Exists | Combinable) -> Case:
    return Case(When(condition, then=1), default=0, output_field=IntegerField())


def _latest_signature(party: str) -> QuerySet[Signature]:
    """This party's name under the agreement as it was proposed last."""
    latest = Agreement.objects.filter(plan=OuterRef(OuterRef("pk"))).order_by("-number").values("pk")[:1]
    return Signature.objects.filter(party=party, agreement=Subquery(latest))


def _review(plan: Plan) -> Need:
    due = plan.review_due_on
    return Need(
        "review", "clipboard-check", "clay",
        _("%(name)s's plan is ready for its outcome") % {"name": plan.rep.first_name},
        _("%(focus)s. Due %(day)s.") % {"focus": plan.skill, "day": words.long_day(due)} if due else str(plan.skill),
        _("Decide the outcome"), reverse("plans:close_plan", args=[plan.pk]), due or plan.ends_on,
    )  # fmt: skip


def _changes(plan: Plan) -> Need:
    return Need(
        "changes", "message-square-diff", "lake",
        _("%(name)s suggests a change to the plan") % {"name": plan.rep.first_name},
        _shortened(plan.suggested_changes), _("Read and answer"),
        reverse("plans:proposal", args=[plan.pk]), _day(plan.suggested_at),
    )  # fmt: skip


def _sign(plan: Plan) -> Need:
    weeks = round((plan.ends_on - plan.starts_on).days / 7) if plan.ends_on and plan.starts_on else 0
    return Need(
        "sign", "pen-line", "lake",
        _("%(name)s signed the agreement, your turn") % {"name": plan.rep.first_name},
        _("%(focus)s, %(weeks)s weeks from %(day)s.")
        % {"focus": plan.skill, "weeks": weeks, "day": words.long_day(plan.starts_on)},
        _("Read and sign"), reverse("plans:agreement", args=[plan.pk]), plan.starts_on,
    )  # fmt: skip


def _stalled(plan: Plan) -> Need:
    status = shown(StatusWord.STALLED)
    return Need(
        "stalled", status.icon, status.tint,
        _("%(name)s's plan has stood still for two weeks") % {"name": plan.rep.first_name},
        _("No practice and no numbers. It may be the plan: a good moment to ask."),
        _("Take a look"), reverse("coaching:plan_page", args=[plan.pk]), plan.last_practice_on or plan.starts_on,
    )  # fmt: skip


def _invitation(plan: Plan, mentor: str) -> Need:
    return Need(
        "invitation", "user-round-plus", "",
        _("%(mentor)s has not answered about %(name)s yet") % {"mentor": mentor, "name": plan.rep.first_name},
        _("Asked to mentor %(focus)s. A word in passing often helps, or ask somebody else.") % {"focus": plan.skill},
        _("See the invitation"), f"{reverse('coaching:plan_page', args=[plan.pk])}#people",
        _day(plan.proposed_at),
    )  # fmt: skip


def _verify(plan: Plan, step: Milestone, say: Sayers) -> Need:
    reward = getattr(step, "reward", None)
    facts = words.step_facts(step, say)
    text = f"{facts} " + (_("Reward: %(what)s.") % {"what": reward.what} if reward else "")
    return Need(
        "verify", "flag", "leaf",
        _("%(name)s reached milestone %(number)s, ready for you to verify")
        % {"name": plan.rep.first_name, "number": step.position},
        text.strip(), _("Verify"),
        f"{reverse('coaching:plan_page', args=[plan.pk])}#step-{step.position}", step.reached_on,
    )  # fmt: skip


def _reward(plan: Plan, reward: Reward) -> Need:
    return Need(
        "reward", "gift", "sun",
        _("%(what)s for %(name)s is ready to give") % {"what": reward.what, "name": plan.rep.first_name},
        _("Earned on %(day)s.") % {"day": words.long_day(_day(reward.earned_at))},
        _("Mark as given"), f"{reverse('coaching:plan_page', args=[plan.pk])}#rewards", _day(reward.earned_at),
    )  # fmt: skip


def _signal(signal: EarlySignal, say: Sayers) -> Need:
    return Need(
        "signal", "activity", "",
        signal_words.title(signal),
        _("%(facts)s A good moment to ask, not to judge.") % {"facts": signal_words.short(signal, say)},
        _("Take a look"), f"{reverse('numbers:early_signals')}#signal-{signal.pk}", signal.since,
    )  # fmt: skip


ONE_A_PLAN: dict[str, Callable[[Plan], Need]] = {
    "review": _review,
    "changes": _changes,
    "sign": _sign,
    "stalled": _stalled,
}


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


def _shortened(text: str, most: int = 110) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0] + "…"
