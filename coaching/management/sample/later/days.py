"""What people of the sample do on a day: reps practice, mentors say a word, managers sign, verify, give and close."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid5

from coaching.actions import comment, practice
from coaching.management.sample.cast import CAST, email
from coaching.management.sample.later import managers, talks, tasks
from coaching.management.sample.later.week import Week
from coaching.management.sample.plans import NAMESPACE
from coaching.management.sample.stories import STORIES
from coaching.models import Comment, PracticeEntry
from plans.models import Mentorship, Plan
from salesgym.people.models import Organization, User

# Days of the week on which somebody practices whose plan no story tells.
USUAL_DAYS = (0, 2, 3)
PRACTICES, TAKES_UP_AGAIN, SILENT_AFTER = 0.85, 0.3, timedelta(days=12)
SAYS_A_WORD, ANSWERS = 0.3, 0.5
MENTORS_SAY = (
    "Heard your call of this morning. You waited after the question. Keep that.",
    "What was the one moment this week where you wanted to jump in, and did not?",
    "Try it once more in the first meeting tomorrow, and tell me what they said.",
    "That note of yours is gold. Put it on your card.",
    "You sounded calmer than last week. What changed?",
    "Shall we listen to one call together on Thursday?",
    "Small thing: name what you heard before you ask the next question.",
    "Nice. Now the same with a buyer who is in a hurry.",
)
REPS_SAY = (
    "Will do, tomorrow at ten.",
    "That helped. The second question came by itself.",
    "It felt slow, and then they told me about the budget.",
    "Thursday is good.",
    "I wrote it on my card.",
)


def plan_day(week: Week) -> Callable[[datetime], None]:
    """What looks at the plans in the morning, and puts into the week what their people do on the day."""

    def look(at: datetime) -> None:
        on = Organization.objects.current().day(at)
        if on.weekday() >= tasks.SATURDAY:
            return
        week.put(on, (11, 0), managers.settle)
        talks.put_talks(week, on, at)
        for plan in Plan.objects.running().select_related("rep", "mentor").order_by("pk"):
            lots = Random(f"later-{plan.rep.email}-{on}")  # noqa: S311 - sample figures, not secrets
            if plan.starts_on and plan.starts_on <= on:
                _put_practice(week, plan, on, lots)
            if plan.mentor and lots.random() < SAYS_A_WORD:
                week.put(on, (14, 20 + plan.pk % 30), partial(_mentor_says, plan.pk, lots))
            elif plan.mentor and lots.random() < ANSWERS:
                week.put(on, (9, 40 + plan.pk % 20), partial(_rep_answers, plan.pk, lots))
        for asked in Mentorship.objects.filter(status=Mentorship.Status.ASKED).order_by("pk"):
            week.put(on, (13, asked.pk % 60), partial(managers.accept, asked.pk))

    return look


def _put_practice(week: Week, plan: Plan, on: date, lots: Random) -> None:
    """A workout on the days of the rep's habit; whoever has been silent takes it up again now and then."""
    story = next((one for one in STORIES if (_address(one.rep), one.skill) == _key(plan)), None)
    habit = story.practice_days if story else USUAL_DAYS
    is_silent = plan.last_practice_on is not None and on - plan.last_practice_on > SILENT_AFTER
    if on.weekday() in habit and lots.random() < (TAKES_UP_AGAIN if is_silent else PRACTICES):
        notes = story.notes if story else ()
        note = lots.choice(notes) if notes and lots.random() < 0.5 else ""
        feeling = lots.choice((3, 4, 4, 5))
        week.put(on, (8 + lots.randrange(3), lots.randrange(60)), partial(_practice, plan.pk, note, feeling))


def _practice(plan_id: int, note: str, feeling: int, at: datetime) -> None:
    plan = Plan.objects.select_related("rep", "skill").get(pk=plan_id)
    on = at.date()
    items = list(plan.programme.select_related("drill").order_by("position"))
    logged_today = PracticeEntry.objects.filter(plan=plan, practiced_on=on).exists()
    if not items or logged_today or plan.status != Plan.Status.ACTIVE:
        return
    item = items[on.toordinal() % len(items)]
    managers.unless_refused(
        practice.log,
        plan=plan,
        by=plan.rep,
        drill=item.drill,
        client_id=uuid5(NAMESPACE, f"later-{plan.pk}-{on}"),
        repetitions=item.repetitions,
        minutes=item.minutes,
        feeling=feeling,
        note=note,
        practiced_at=at,
        at=at,
    )


def _mentor_says(plan_id: int, lots: Random, at: datetime) -> None:
    """A word that the mentor has not said on this plan yet."""
    plan = Plan.objects.select_related("mentor").get(pk=plan_id)
    said = set(Comment.objects.filter(plan=plan).values_list("body", flat=True))
    fresh = [words for words in MENTORS_SAY if words not in said]
    if plan.mentor and plan.is_working and fresh:
        _say(plan, plan.mentor, lots.choice(fresh), at)


def _rep_answers(plan_id: int, lots: Random, at: datetime) -> None:
    """The rep answers where the last word is the mentor's."""
    plan = Plan.objects.select_related("rep").get(pk=plan_id)
    last = Comment.objects.standing().filter(plan=plan).order_by("-created_at", "-pk").first()
    if last is not None and last.author_id == plan.mentor_id and plan.is_working:
        _say(plan, plan.rep, lots.choice(REPS_SAY), at)


def _say(plan: Plan, by: User, words: str, at: datetime) -> None:
    managers.unless_refused(
        comment.add,
        plan=plan,
        by=by,
        body=words,
        client_id=uuid5(NAMESPACE, f"later-{plan.pk}-{by.pk}-{at}"),
        at=at,
    )


def _key(plan: Plan) -> tuple[str, str]:
    return plan.rep.email, plan.skill.key if plan.skill else ""


def _address(key: str) -> str:
    return next(email(person.name) for person in CAST if person.key == key)
