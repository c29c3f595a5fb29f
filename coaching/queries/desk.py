"""A mentor's desk: what waits for his answer and since when, his mentees, who asks him."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models import Comment, PracticeEntry
from coaching.pages import drawings, words
from coaching.queries import standing
from coaching.queries.standing import Standing
from plans.calculations.drawing.milestone_path import MilestonePath
from plans.models import Mentorship, Plan
from plans.queries.steps import steps_of
from salesgym.numbers.calculations.drawing.sparkline import Sparkline
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries import scorecard
from salesgym.people.models import User

SERIES_WEEKS = 26
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something the rep wrote that the mentor has not answered."""

    plan: Plan
    what: str
    text: str
    at: datetime
    since: str
    url: str


@dataclass(frozen=True, slots=True)
class Mentee:
    plan: Plan
    standing: Standing
    line: str
    now: str
    goal: str
    path: MilestonePath | None
    path_words: str
    trend: Sparkline | None
    trend_words: str
    last_practice: str


@dataclass(frozen=True, slots=True)
class Desk:
    waiting: list[Waiting]
    mentees: list[Mentee]
    invitations: list[Mentorship]

    @property
    def title(self) -> str:
        if not self.waiting:
            return _("Mentor's desk")
        said = {"count": words.counted(len(self.waiting))}
        return (
            ngettext(
                "%(count)s word waits for your answer",
                "%(count)s words wait for your answer",
                len(self.waiting),
            )
            % said
        )


def desk(user: User, *, on: date, say: Sayers) -> Desk:
    """Everything on the desk of this mentor, in six queries however many mentees."""
    plans = _plans(user)
    steps = steps_of(plans)
    series = scorecard.weekly_series(
        [plan.rep_id for plan in plans],
        standing.metrics_of(plans, [one for several in steps.values() for one in several]),
        until=on,
        weeks=SERIES_WEEKS,
    )
    mentees = []
    for plan in plans:
        found = standing.of(plan, steps[plan.pk], series, on=on)
        mentees.append(
            Mentee(
                plan=plan,
                standing=found,
                line=words.week_of(plan, on=on),
                now=say(plan.metric).now(found.plan_value),
                goal=f"{say(plan.metric).target(plan.target)} {plan.metric.short_phrase if plan.metric else ''}",
                path=drawings.path(steps[plan.pk], found, is_started=plan.activated_at is not None),
                path_words=drawings.path_words(found, len(steps[plan.pk]), is_started=True),
                trend=drawings.trend(plan, series),
                trend_words=drawings.trend_words(plan, found, say),
                last_practice=_last_practice(plan, on=on),
            )
        )
    return Desk(_waiting(plans, on=on), mentees, _invitations(user))


def _plans(user: User) -> list[Plan]:
    return list(
        Plan.objects.visible_to(user)
        .open()
        .filter(mentor=user)
        .select_related("rep", "skill", "metric__numerator", "metric__denominator", "forecast")
        .defer("forecast__inputs")
        .order_by("rep__name", "pk")
    )


def _invitations(user: User) -> list[Mentorship]:
    """Who asks for a mentor: the rep and the focus, nothing else of the plan."""
    return list(
        Mentorship.objects.filter(mentor=user, status=Mentorship.Status.ASKED)
        .select_related("plan__rep", "plan__skill", "invited_by")
        .order_by("asked_at", "pk")
    )


def _waiting(plans: Sequence[Plan], *, on: date) -> list[Waiting]:
    """The first unanswered word of each rep: a comment, or a workout with a note. The oldest comes first."""
    by_pk = {plan.pk: plan for plan in plans}
    rows: list[tuple[datetime, Comment | PracticeEntry]] = [
        *((comment.created_at, comment) for comment in _comments(by_pk)),
        *((entry.logged_at, entry) for entry in _notes(by_pk)),
    ]
    found: dict[int, Waiting] = {}
    for at, row in sorted(rows, key=lambda pair: pair[0]):
        if row.plan_id not in found:
            found[row.plan_id] = _line(by_pk[row.plan_id], row, at, on=on)
    return list(found.values())


def _comments(plans: Mapping[int, Plan]) -> list[Comment]:
    rows = Comment.objects.filter(plan__in=plans, author=F("plan__rep"), created_at__gt=_last_answer())
    return list(rows.order_by("created_at", "pk"))


def _notes(plans: Mapping[int, Plan]) -> list[PracticeEntry]:
    noted = (
        PracticeEntry.objects.standing().filter(plan__in=plans, logged_at__gt=_last_answer()).exclude(note="")
    )
    return list(noted.select_related("drill").order_by("logged_at", "pk"))


def _last_answer() -> Coalesce:
    """When the mentor wrote on this row's plan last; long ago where he never did."""
    said = Comment.objects.filter(plan=OuterRef("plan"), author=OuterRef("plan__mentor")).order_by()
    latest = said.values("plan").annotate(at=Max("created_at")).values("at")
    return Coalesce(Subquery(latest), Value(LONG_AGO))


def _line(plan: Plan, row: Comment | PracticeEntry, at: datetime, *, on: date) -> Waiting:
    page = reverse("coaching:plan_page", args=[plan.pk])
    days = (on - timezone.localtime(at).date()).days
    since = (
        _("today, %(time)s") % {"time": time_format(timezone.localtime(at), "G:i")}
        if days <= 0
        else ngettext("since yesterday", "for %(days)s days", days) % {"days": days}
    )
    name = plan.rep.first_name
    if isinstance(row, Comment):
        return Waiting(
            plan, _("%(name)s wrote") % {"name": name}, row.body, at, since, f"{page}#conversation"
        )
    told = _("%(name)s practiced %(drill)s") % {"name": name, "drill": row.drill.name}
    page = reverse("coaching:plan_practice", args=[plan.pk], query={"answer": row.pk})
    return Waiting(plan, told, row.note, at, since, f"{page}#entry-{row.pk}")


def _last_practice(plan: Plan, *, on: date) -> str:
    if plan.last_practice_on is None:
        return _("No practice yet")
    days = (on - plan.last_practice_on).days
    if days <= 0:
        return _("Practiced today")
    return ngettext("Practiced yesterday", "Practiced %(days)s days ago", days) % {"days": days}
