"""The fifth step of a draft: mentor, rewards, promises of both sides, and the practice programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plans.actions.draft import PEOPLE, finish, is_repeat, lock_draft
from plans.models import Commitment, Diagnosis, Drill, Plan, ProgrammeItem, Reward
from plans.models.programme import MOST_DRILLS
from salesgym.errors import Refused
from salesgym.people.models import User


@dataclass(frozen=True)
class RewardTerms:
    """The reward for one step, as typed. The cost is in minor units of the currency."""

    what: str
    given_by: User
    currency: str
    cost_minor: int = 0


@dataclass(frozen=True)
class SupportTerms:
    """One promise, as typed: to the rep, or the rep's own where `promised_by` is the rep. Without it the company's."""

    what: str
    due_on: date
    promised_by: User | None = None


@dataclass(frozen=True)
class DrillTerms:
    """One drill of the programme, as typed: how often, when, where and what then, how much at a time."""

    drill: Drill
    times_a_week: int = 3
    when: str = ""
    repetitions: int = 4
    minutes: int = 8
    where: str = ""
    what: str = ""


class SupportOwed(Refused):
    """The diagnosis names a cause that the company has to fix, and no promise of ours says what we do."""


class TooManyDrills(Refused):
    """More drills than a programme may have: `MOST_DRILLS`."""


class RepCannotMentorThemselves(Refused):
    """The rep was chosen as mentor of their own plan."""


@transaction.atomic
def save_people(
    *,
    plan: Plan,
    by: User,
    at: datetime,
    version: int,
    mentor_wish: User | None,
    rewards: Mapping[int, RewardTerms],
    support: Sequence[SupportTerms],
    programme: Sequence[DrillTerms],
    no_mentor_reason: str = "",
) -> Plan:
    """Save the wished mentor, rewards by milestone id, promises and programme, in place of the stored ones.

    The reason for going without a mentor is kept where there is none.
    """
    draft = lock_draft(plan=plan)
    _require_fair(draft, mentor_wish, support, programme)
    mentoring = _mentoring(mentor_wish, no_mentor_reason)
    wanted = _rows(rewards, support, programme)
    is_same = wanted == _stored(draft) and all(getattr(draft, name) == it for name, it in mentoring.items())
    if is_repeat(draft, version, is_same=is_same):
        return draft
    milestone_ids = set(draft.milestones.values_list("pk", flat=True))
    Reward.objects.filter(milestone__plan=draft).delete()
    Reward.objects.bulk_create(
        Reward(milestone_id=milestone_id, **vars(terms))
        for milestone_id, terms in rewards.items()
        if milestone_id in milestone_ids
    )
    draft.support.all().delete()
    Commitment.objects.bulk_create(Commitment(plan=draft, **vars(terms)) for terms in support)
    draft.programme.all().delete()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(plan=draft, position=position, **vars(terms))
        for position, terms in enumerate(programme, start=1)
    )
    return finish(draft=draft, step=PEOPLE, by=by, at=at, fields=mentoring)


def _mentoring(mentor_wish: User | None, no_mentor_reason: str) -> dict[str, object]:
    """The fields of the plan that say who is asked, or why nobody is."""
    if mentor_wish is not None:
        return {"mentor_wish_id": mentor_wish.pk, "no_mentor_reason": ""}
    return {"mentor_wish_id": None, "no_mentor_reason": no_mentor_reason.strip()}


def _require_fair(
    draft: Plan,
    mentor_wish: User | None,
    support: Sequence[SupportTerms],
    programme: Sequence[DrillTerms],
) -> None:
    diagnosis = Diagnosis.objects.filter(plan=draft).first()
    is_promised = any(terms.promised_by is None or terms.promised_by.pk != draft.rep_id for terms in support)
    if diagnosis is not None and diagnosis.ours and not is_promised:
        raise SupportOwed(_("One of the causes is ours to fix: say what we do about it, who, and by when."))
    if len(programme) > MOST_DRILLS:
        raise TooManyDrills(_("Choose up to three drills: a week holds no more."))
    if mentor_wish is not None and mentor_wish.pk == draft.rep_id:
        raise RepCannotMentorThemselves(_("Choose somebody else as mentor."))


def _rows(
    rewards: Mapping[int, RewardTerms], support: Sequence[SupportTerms], programme: Sequence[DrillTerms]
) -> tuple[object, ...]:
    return (
        {
            key: (terms.what, terms.given_by.pk, terms.cost_minor, terms.currency)
            for key, terms in rewards.items()
        },
        [
            (terms.what, terms.promised_by.pk if terms.promised_by else None, terms.due_on)
            for terms in support
        ],
        [
            (
                terms.drill.pk,
                terms.times_a_week,
                terms.when,
                terms.repetitions,
                terms.minutes,
                terms.where,
                terms.what,
            )
            for terms in programme
        ],
    )


def _stored(draft: Plan) -> tuple[object, ...]:
    rewards = Reward.objects.filter(milestone__plan=draft)
    programme = draft.programme.order_by("position")
    return (
        {
            reward.milestone_id: (reward.what, reward.given_by_id, reward.cost_minor, reward.currency)
            for reward in rewards
        },
        list(draft.support.order_by("pk").values_list("what", "promised_by_id", "due_on")),
        list(
            programme.values_list(
                "drill_id", "times_a_week", "when", "repetitions", "minutes", "where", "what"
            )
        ),
    )
