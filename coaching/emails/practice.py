"""Mails about workouts: to a rep whose last one is a while ago, and to a mentor whose answer is waited for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.pages.desk.page import answer_url, wrote
from coaching.queries import reminder, unanswered
from coaching.queries.unanswered import WaitingWord
from plans.emails.letter import may_open_plan
from plans.models import Plan
from salesgym.kinds import LIFE_OF_REMINDERS, Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.notices.models import Outbox
from salesgym.people.models import User

Refs = Mapping[str, int]
Batch = Sequence[tuple[User, Refs]]
UNANSWERED = "coaching.practice_unanswered"
ONE_DAY = timedelta(days=1)


def silent_prefetch(items: Batch, at: datetime) -> dict[int, Plan]:
    """Those of these plans that are still without a workout, by id."""
    plan_ids = {refs["plan"] for _person, refs in items}
    return {plan.pk: plan for plan in reminder.practice_silent(at=at, plan_ids=plan_ids)}


def silent_is_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Mapping[int, Plan]) -> bool:
    """Not once there was a workout, nor on leave, nor where the plan rests or is over."""
    return refs["plan"] in loaded and loaded[refs["plan"]].rep_id == recipient.pk


def practice_silent(recipient: User, refs: Refs, at: datetime, *, loaded: Mapping[int, Plan]) -> Rendered:
    """When the last workout was, and the next drill of the programme."""
    plan = loaded.get(refs["plan"])
    if plan is None:
        raise LookupError("there was a workout meanwhile")
    context = {
        "plan": plan,
        "item": plan.programme.select_related("drill").order_by("position").first(),
        "url": absolute(reverse("coaching:today")),
    }
    return render("practice_silent", recipient=recipient, kind="coaching.practice_silent", context=context)


@dataclass(frozen=True, slots=True)
class Waiting:
    """By mentor what waits for them, oldest first, and what the first mail of their day points at."""

    words: Mapping[int, Sequence[WaitingWord]]
    first: Mapping[int, Refs]


def unanswered_prefetch(items: Batch, at: datetime) -> Waiting:
    """All that has waited for these mentors for three days, and which of their mails is the one of the day."""
    mentors = {person.pk: person for person, _refs in items}
    words: dict[int, list[WaitingWord]] = defaultdict(list)
    for word in sorted(unanswered.waiting_for_days(at=at, mentor_ids=mentors), key=lambda word: word.at):
        words[word.plan.mentor_id or 0].append(word)
    return Waiting(words, _first_of_the_day(mentors, at))


def _first_of_the_day(mentors: Mapping[int, User], at: datetime) -> dict[int, Refs]:
    """What the first mail of this day points at, by mentor: of several that are due at once, always the same one."""
    gone = (Outbox.State.CANCELLED, Outbox.State.EXPIRED, Outbox.State.DEAD)
    near = Q(due_at__range=(at - ONE_DAY, at + ONE_DAY)) | Q(sent_at__gte=at - ONE_DAY)
    mails = Outbox.objects.filter(near, kind=UNANSWERED, recipient__in=mentors).exclude(state__in=gone)
    first: dict[int, Refs] = {}
    for mail in mails.order_by("pk"):
        zone = mentors[mail.recipient_id or 0].zone
        if (mail.sent_at or mail.due_at).astimezone(zone).date() == at.astimezone(zone).date():
            first.setdefault(mail.recipient_id or 0, mail.ref_ids)
    return first


def unanswered_is_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Waiting) -> bool:
    """One mail a day: the first of the day tells of everything that waits, so the others are not sent."""
    return bool(loaded.words.get(recipient.pk)) and loaded.first.get(recipient.pk) == refs


def practice_unanswered(recipient: User, refs: Refs, at: datetime, *, loaded: Waiting) -> Rendered:
    """What each mentee wrote first since the mentor's last word."""
    words = loaded.words.get(recipient.pk)
    if not words:
        raise LookupError("every word has its answer")
    context = {
        "words": [
            {
                "title": wrote(word.plan.rep.first_name, word.plan.rep_id, drill=word.drill),
                "text": word.text,
                "at": word.at,
                "url": answer_url(word.plan.pk, entry=word.entry),
            }
            for word in words
        ],
        "first": words[0].plan.rep,
        "url": absolute(reverse("coaching:mentor_desk")),
    }
    return render("practice_unanswered", recipient=recipient, kind=UNANSWERED, context=context)


KINDS = (
    Kind(
        name="coaching.practice_silent",
        label=_("Five working days without a workout of yours"),
        policy=Policy.AT_LEAST_ONCE,
        render=practice_silent,
        still_wanted=silent_is_wanted,
        prefetch=silent_prefetch,
        group=Group.PROGRESS,
        lifetime=LIFE_OF_REMINDERS,
    ),
    Kind(
        name=UNANSWERED,
        label=_("A mentee has waited three days for your answer"),
        policy=Policy.AT_LEAST_ONCE,
        render=practice_unanswered,
        still_wanted=unanswered_is_wanted,
        prefetch=unanswered_prefetch,
        may_open=may_open_plan,
        group=Group.WAITS,
        lifetime=LIFE_OF_REMINDERS,
    ),
)
