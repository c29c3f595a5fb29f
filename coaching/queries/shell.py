"""What the frame around every page knows about its reader, in two queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject

from coaching.queries import (
    carried,
    on_desk,
    owed,
    own_talk,
    rep_signals,
    silence,
    talk_asks,
    talk_needs,
    wishes,
)
from coaching.queries import needs as needs_you
from coaching.queries.needs import Counts
from coaching.queries.on_desk import OnDesk
from coaching.queries.owed import Owed
from coaching.queries.own_talk import OwnTalk
from coaching.queries.talk_asks import TalkAsk
from coaching.queries.talk_needs import TalkNeeds
from coaching.queries.wishes import Wish
from plans.models import Mentorship, Plan
from salesgym.compiled import compiled
from salesgym.notices.models import Notice
from salesgym.notices.queries import installation, trouble
from salesgym.numbers.models import Metric
from salesgym.numbers.queries import scorecard
from salesgym.people.models import Membership, Organization, Team, User

# For so long the board still shows a plan that has closed.
FINISHED_DAYS = 90


@dataclass(frozen=True, slots=True)
class ManagedTeam:
    """One team that the reader manages today."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class ShellPlan:
    """The reader's own open plan, or the one that closed last."""

    pk: int
    status: str


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """One open plan of a rep whom the reader manages."""

    pk: int
    name: str
    initials: str
    tone: str
    needs: Counts
    mentor_id: int | None = None

    @property
    def many_needs(self) -> int:
        return sum(self.needs.values())


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """Roles and counts of one person today."""

    teams: list[ManagedTeam]
    team_name: str
    is_member: bool
    has_teams_below: bool
    desk: OnDesk
    has_unread: bool
    own_plan: ShellPlan | None
    plans: list[OpenPlan]
    currency: str
    # The plans of the board by rep, the open one last; None where nobody asked for them, see `facts`.
    board_plans: list[Plan] | None = None
    # Every metric by id, with the plans of the board.
    metrics: Mapping[int, Metric] = field(default_factory=dict)
    # As `rep_signals.worrying` found them; `rep_signals.of` gives those of one person.
    signals: list[dict[str, Any]] = field(default_factory=list)
    # Plans that reps ask for.
    wishes: list[Wish] = field(default_factory=list)
    # Rewards of closed plans that are still to be given.
    owed: list[Owed] = field(default_factory=list)
    # Talks that reps ask for.
    talks: list[TalkAsk] = field(default_factory=list)
    # Check-ins that wait for who leads them, and late promises of ours.
    talk_needs: TalkNeeds = talk_needs.NOTHING
    # The reader's own next check-in.
    own_talk: OwnTalk | None = None
    # Whether this is a copy of an installation, which holds its mail; asked for site admins alone.
    is_copy: bool = False
    # Whether mail does not go out as it should; asked for site admins alone.
    has_mail_trouble: bool = False

    @property
    def is_manager(self) -> bool:
        return bool(self.teams)

    @property
    def is_rep(self) -> bool:
        return self.own_plan is not None or (self.is_member and not self.is_manager)

    @property
    def is_mentor(self) -> bool:
        return self.desk.is_used

    @property
    def needs(self) -> int:
        """How much waits for a manager, as a mentor too: the lines of "Needs you" for all of their teams."""
        of_plans = sum(plan.many_needs for plan in self.plans)
        asked = len(self.wishes) + len(self.talks) + self.talk_needs.count
        return of_plans + len(self.signals) + asked + len(self.owed) + self.desk.count


def facts(user: User, *, on: date, at: datetime, with_board: bool = False) -> FrameFacts:
    """Everything the frame shows for this person. The second query is for managers alone.

    With `with_board`, the facts have the plans of the board as well: those that are open and those that closed
    in the last FINISHED_DAYS days, each with its mentor, skill, `asked_name` and `final_value`. Two
    more queries load their steps and the rewards of these. The metrics come along with the first.
    """
    lost_since = at - trouble.NEWS_FOR if user.is_site_admin else None
    row = _row(user, lost_since=lost_since, with_metrics=with_board)[0]
    teams, own_plan = [ManagedTeam(**team) for team in row["teams"]], row["own_plan"]
    team_ids = [team.pk for team in teams]
    plans = _plans(user, team_ids, on=on, at=at, with_board=with_board) if teams else []
    return FrameFacts(
        teams=teams,
        team_name=row["team_name"] or "",
        is_member=row["team_name"] is not None,
        has_teams_below=row["has_teams_below"],
        desk=on_desk.read(row["mentored"], row["asked"]),
        has_unread=row["has_unread"],
        own_plan=ShellPlan(**own_plan) if own_plan else None,
        plans=_open([plan for plan in plans if plan.is_open], on=on),
        currency=row["currency"],
        board_plans=plans if with_board else None,
        metrics=scorecard.by_id(carried.read(Metric, one) for one in row.get("metrics", [])),
        signals=list(row["signals"]),
        wishes=wishes.read(row["wishes"]),
        owed=owed.read(row["owed"]),
        talks=talk_asks.read(row["talks"]),
        talk_needs=talk_needs.read(row["talks_waiting"], row["late_promises"]),
        own_talk=own_talk.read(row["own_talk"]),
        is_copy=bool(row.get("installed")) and installation.compare(row["installed"]).is_copy,
        has_mail_trouble=row.get("mail_trouble", False),
    )


FIELDS = (
    "teams",
    "team_name",
    "has_teams_below",
    "mentored",
    "asked",
    "has_unread",
    "own_plan",
    "currency",
    "signals",
    "wishes",
    "owed",
    "talks",
    "talks_waiting",
    "late_promises",
    "own_talk",
)


@compiled
def _row(user: User, *, lost_since: datetime | None, with_metrics: bool) -> QuerySet[User, dict[str, Any]]:
    own = Plan.objects.visible_to(user).filter(rep=user)
    metrics = Metric.objects.order_by("position", "pk").values(row=carried.whole(Metric))
    more: dict[str, Any] = {"metrics": ArraySubquery(metrics)} if with_metrics else {}
    if user.is_site_admin:
        more["installed"] = Subquery(installation.stored())
    if lost_since is not None:
        more["mail_trouble"] = ExpressionWrapper(trouble.is_any(lost_since=lost_since), BooleanField())
    return (
        User.objects.filter(pk=user.pk)
        .annotate(
            teams=ArraySubquery(
                Team.objects.managed_by(user)
                .order_by("name", "pk")
                .values(row=JSONObject(pk="pk", name="name"))
            ),
            team_name=Subquery(Membership.objects.today().filter(person=user).values("team__name")[:1]),
            has_teams_below=Exists(Team.objects.below(user)),
            mentored=on_desk.mentored(user),
            asked=on_desk.asked(user),
            has_unread=Exists(Notice.objects.of(user.pk).unread()),
            own_plan=Subquery(_latest_own(own)),
            currency=Organization.objects.setting("currency"),
            signals=rep_signals.worrying(user),
            wishes=wishes.waiting(user),
            owed=owed.waiting(user),
            talks=talk_asks.waiting(user),
            talks_waiting=talk_needs.waiting(user),
            late_promises=talk_needs.late(user),
            own_talk=own_talk.next_of(user),
        )
        .values(*FIELDS, **more)
    )


def _latest_own(plans: QuerySet[Plan]) -> QuerySet[Plan, Any]:
    """The open plan, or else the one that closed last."""
    return plans.order_by(F("closed_at").desc(nulls_first=True), "-pk").values(
        row=JSONObject(pk="pk", status="status")
    )[:1]


def _plans(user: User, team_ids: Collection[int], *, on: date, at: datetime, with_board: bool) -> list[Plan]:
    """Plans in the teams this person manages today, which the first query has found; see `facts`."""
    times = needs_you.times(on=on, at=at)
    quiet = times.silence
    plans = _plans_of(
        user,
        team_ids=tuple(team_ids),
        silent_since=quiet.silent_since,
        first_week=quiet.first_week,
        this_week=quiet.this_week,
        on=times.on,
        overdue_since=None if with_board else times.overdue_since,
        asked_by=times.asked_by,
        declined_since=times.declined_since,
        finished_since=on - timedelta(days=FINISHED_DAYS) if with_board else None,
    )
    if with_board:
        needs_you.load_steps(plans, times)
    return plans


def _open(plans: Sequence[Plan], *, on: date) -> list[OpenPlan]:
    counts = needs_you.judged(plans, on=on)
    return [
        OpenPlan(plan.pk, plan.rep.name, plan.rep.initials, plan.rep.tone, counts[plan.pk], plan.mentor_id)
        for plan in plans
    ]


@compiled
def _plans_of(
    user: User,
    *,
    team_ids: tuple[int, ...],
    silent_since: date,
    first_week: date,
    this_week: date,
    on: date,
    overdue_since: date | None,
    asked_by: datetime,
    declined_since: datetime,
    finished_since: date | None,
) -> QuerySet[Plan]:
    """The plans of the frame; with `finished_since` those of the board, so that it does not ask for them again."""
    quiet = silence.Limits(silent_since, first_week, this_week)
    times = needs_you.Times(quiet, on, overdue_since, asked_by, declined_since)
    plans = Plan.objects.of_teams(team_ids, user)
    if finished_since is None:
        return (
            needs_you.with_needs(plans.open(), times)
            .select_related("rep")
            .only("rep__name", "rep__email", "status", "mentor", "metric", "starts_on", "last_practice_on")
            .order_by("rep__name", "pk")
        )
    lately = Q(status=Plan.Status.CLOSED, activated_at__isnull=False, closed_at__date__gte=finished_since)
    asked = Mentorship.objects.filter(plan=OuterRef("pk"), status=Mentorship.Status.ASKED)
    return (
        needs_you.with_needs(plans.filter(~Q(status=Plan.Status.CLOSED) | lately), times)
        .annotate(
            asked_name=Coalesce(Subquery(asked.values("mentor__name")[:1]), Value("")),
            final_value=F("outcome__value"),
        )
        .select_related("rep", "mentor", "skill")
        .order_by("rep__name", "rep", F("closed_at").asc(nulls_last=True))
    )
