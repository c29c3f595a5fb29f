"""Gives the notices that are due and not given yet. It may run any number of times, and twice at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.actions import second_mentor, talk_reminder, waiting_reminder
from coaching.actions.giving import give, give_around, give_untold, one_after_leave
from coaching.pages import words
from coaching.pages.desk.page import answer_url
from coaching.queries import digest_due, reminder, told, unanswered
from coaching.queries.made_up import planned_until
from coaching.queries.reminder import PromiseDue
from coaching.queries.unanswered import WaitingWord
from plans.models import Milestone, Plan, Reward
from plans.pages.promises import promise_line
from salesgym import hooks
from salesgym.handoff import hand_off
from salesgym.notices.actions import heartbeat
from salesgym.notices.actions.notice import Item
from salesgym.notices.models import Heartbeat
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User


def plan_due_milestones(*, at: datetime) -> int:
    """Remind each rep that a step is due in 7, 3 or 1 days, or today; how many notices were new."""
    kind = "coaching.milestone_due"
    key = told.key(kind, "milestone", F("pk"), ":", F("due_on"), "-T", F("lead"))
    found = told.untold(reminder.milestones_due(at=at), key, to=("plan__rep",))
    item = partial(_due_item, at=at, say=Sayers(Organization.objects.current().currency))
    return give(kind, found.iterator(), item, at)


def plan_overdue_milestones(*, at: datetime) -> int:
    """Tell rep and managers once that a step's date has passed; later the weekly digest repeats it."""

    say = Sayers(Organization.objects.current().currency)

    def items(milestone: Milestone, managers: Sequence[User]) -> Iterator[Item]:
        for person in [milestone.plan.rep, *managers]:
            yield Item(
                to=person,
                title=_("%(step)s was due %(day)s. Talk about what is in the way: drill, leads or time")
                % {
                    "step": words.step_name(milestone.plan, milestone, say),
                    "day": words.day(milestone.due_on),
                },
                url=_page(milestone.plan),
                refs={"milestone": milestone.pk, "plan": milestone.plan_id},
                occurrence=str(milestone.due_on),
            )

    kind = "coaching.milestone_overdue"
    key = told.key(kind, "milestone", F("pk"), "-plan", F("plan"), ":", F("due_on"))
    found = told.untold(reminder.milestones_overdue(at=at), key, to=("plan__rep",), managers_of="plan__rep")
    return give_around(kind, found.iterator(), lambda milestone: milestone.plan, items, at)


def plan_ending_plans(*, at: datetime) -> int:
    """Tell rep, manager and mentor that two weeks of the plan are left."""

    def items(plan: Plan, managers: Sequence[User]) -> Iterator[Item]:
        people = {plan.rep, *managers, *([plan.mentor] if plan.mentor else [])}
        for person in sorted(people, key=lambda person: person.pk):
            yield Item(
                to=person,
                title=_("%(rep)s's plan ends %(day)s: %(focus)s")
                % {
                    "rep": plan.rep.first_name,
                    "day": words.long_day(plan.ends_on or plan.created_at.date()),
                    "focus": plan.skill,
                },
                url=_page(plan),
                refs={"plan": plan.pk},
                occurrence=str(plan.ends_on),
            )

    kind = "coaching.plan_ending"
    key = told.key(kind, "plan", F("pk"), ":", F("ends_on"))
    found = told.untold(reminder.plans_ending(at=at), key, to=("rep", "mentor"), managers_of="rep")
    return give_around(kind, found.iterator(), _itself, items, at)


def plan_waiting_rewards(*, at: datetime) -> int:
    """Remind the managers of a reward that was earned five days ago and not given."""

    def items(reward: Reward, managers: Sequence[User]) -> Iterator[Item]:
        plan = reward.milestone.plan
        for person in managers:
            yield Item(
                to=person,
                title=_("%(what)s for %(rep)s is still to be given")
                % {"what": reward.what, "rep": plan.rep.first_name},
                url=_page(plan),
                refs={"plan": plan.pk, "milestone": reward.milestone_id},
                occurrence="5d",
            )

    kind = "plans.reward_to_deliver"
    key = told.key(kind, "milestone", F("milestone"), "-plan", F("milestone__plan"), ":5d")
    found = told.untold(reminder.rewards_waiting(at=at), key, managers_of="milestone__plan__rep")
    return give_around(kind, found.iterator(), lambda reward: reward.milestone.plan, items, at)


def plan_due_reviews(*, at: datetime) -> int:
    """Remind the managers on the day the outcome is due."""

    def items(plan: Plan, managers: Sequence[User]) -> Iterator[Item]:
        for person in managers:
            yield Item(
                to=person,
                title=_("%(rep)s's plan waits for its outcome") % {"rep": plan.rep.first_name},
                url=reverse("plans:close_plan", args=[plan.pk]),
                refs={"plan": plan.pk},
                occurrence=f"due-{plan.review_due_on}",
            )

    kind = "plans.review_due"
    key = told.key(kind, "plan", F("pk"), ":due-", F("review_due_on"))
    found = told.untold(reminder.reviews_due(at=at), key, managers_of="rep")
    return give_around(kind, found.iterator(), _itself, items, at)


def plan_silent_practice(*, at: datetime) -> int:
    """Tell each rep once a silence that five of their working days went without a workout, with the next drill."""

    def item(plan: Plan) -> Item:
        drill = vars(plan)["next_drill"]
        return Item(
            to=plan.rep,
            title=_("A good day for a workout: %(drill)s") % {"drill": drill}
            if drill
            else _("A good day for a workout"),
            url=reverse("coaching:today"),
            refs={"plan": plan.pk},
            occurrence=f"since-{plan.last_practice_on or 'the-start'}",
        )

    kind = "coaching.practice_silent"
    since = Coalesce(Cast("last_practice_on", CharField()), Value("the-start"))
    key = told.key(kind, "plan", F("pk"), ":since-", since)
    untold = told.untold(Plan.objects.running(), key, to=("rep",)).values("pk")
    return give(kind, reminder.practice_silent(at=at, plan_ids=untold), item, at)


def plan_due_promises(*, at: datetime) -> int:
    """Remind whoever answers for a promise before its day, and once when it is late."""
    return give_untold("coaching.promise_due", map(_promise_item, reminder.promises_due(at=at)), at)


def plan_unanswered_words(*, at: datetime) -> int:
    """Tell each mentor once of a word that has waited for their answer for three days."""

    def items(word: WaitingWord) -> Iterator[Item]:
        plan = word.plan
        if plan.mentor is not None:
            said = {"rep": plan.rep.first_name, "day": words.day(word.at.astimezone(plan.mentor.zone).date())}
            yield Item(
                to=plan.mentor,
                title=_("%(rep)s has waited for a word of yours since %(day)s") % said,
                url=answer_url(plan.pk, entry=word.entry),
                refs=word.refs,
            )

    waiting = (item for word in unanswered.waiting_for_days(at=at) for item in items(word))
    return give_untold("coaching.practice_unanswered", waiting, at)


def plan_digests(*, at: datetime) -> int:
    """Give the weekly digest to everybody for whom its day and hour have come, also while nothing planned; how many were new."""
    since = planned_until(Heartbeat.Part.DIGESTS, at=at)
    given = sum(
        give(
            digest_due.kind_of(role),
            one_after_leave(digest_due.due(role, since=since, at=at)),
            _digest_item,
            at,
        )
        for role in digest_due.ROLES
    )
    heartbeat.record(part=Heartbeat.Part.DIGESTS, at=at)
    return given


def plan_areas(*, at: datetime) -> int:
    """Give what areas tell by the clock; how many were new."""
    return sum(planner(at) for planner in hooks.planners)


def _itself(plan: Plan) -> Plan:
    return plan


def _due_item(milestone: Milestone, at: datetime, say: Sayers) -> Item:
    left, lead = reminder.days_left(milestone, at=at), vars(milestone)["lead"]
    when = _("today") if left == 0 else ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left}
    return Item(
        to=milestone.plan.rep,
        title=_("%(step)s: your step is due %(when)s")
        % {"step": words.step_name(milestone.plan, milestone, say), "when": when},
        url=reverse("coaching:today"),
        refs={"milestone": milestone.pk, "plan": milestone.plan_id, "lead": lead},
        subject_key=f"milestone{milestone.pk}",
        occurrence=f"{milestone.due_on}-T{lead}",
    )


def _promise_item(due: PromiseDue) -> Item:
    promise = due.promise
    return Item(
        to=due.owner,
        title=promise_line(promise, is_own=due.owner.pk == promise.promised_by_id, is_late=due.is_late),
        url=f"{_page(promise.of_plan)}#promises",
        refs={"support": promise.pk, "plan": promise.of_plan.pk, "late": int(due.is_late)},
        subject_key=f"support{promise.pk}",
        occurrence=f"{promise.due_on}-{'late' if due.is_late else 'before'}",
    )


def _digest_item(due: digest_due.DigestDue) -> Item:
    return Item(
        to=due.person,
        title=_("Your week"),
        url=reverse("home"),
        subject_key=digest_due.KEY,
        occurrence=due.occurrence,
        due_at=due.due_at,
        not_after=due.next_at,
    )


def _page(plan: Plan) -> str:
    return reverse("coaching:plan_page", args=[plan.pk])


PLANNERS: Mapping[str, Callable[..., int]] = {
    "milestone_due": plan_due_milestones,
    "milestone_overdue": plan_overdue_milestones,
    "plan_ending": plan_ending_plans,
    "agreement_to_sign": waiting_reminder.plan_agreements,
    "amendment_to_sign": waiting_reminder.plan_amendments,
    "step_questioned": waiting_reminder.plan_questions,
    "reward_to_deliver": plan_waiting_rewards,
    "review_due": plan_due_reviews,
    "practice_silent": plan_silent_practice,
    "promise_due": plan_due_promises,
    "practice_unanswered": plan_unanswered_words,
    "mentor_instead": second_mentor.offer_for_invitations,
    "second_mentor": second_mentor.offer_second_mentors,
    "check_in_tomorrow": talk_reminder.plan_coming_talks,
    "check_in_missed": talk_reminder.plan_missed_talks,
    "digests": plan_digests,
    "areas": plan_areas,
}


def plan_all(*, at: datetime) -> dict[str, int]:
    """Give all notices that are due at this time; how many of each kind were new."""
    return {name: planner(at=at) for name, planner in PLANNERS.items()}


def ring() -> int:
    """Start a task for each planner, so that a long one takes no time of the others; how many."""
    for name in PLANNERS:
        hand_off("coaching.tasks.plan_kind", planner=name)
    return len(PLANNERS)
