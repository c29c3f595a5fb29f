"""What was said and decided about the end of a formal plan, as its parties and HR read it."""

from dataclasses import dataclass
from datetime import date, datetime

from plans.calculations.formal_end import APPEAL_DAYS
from plans.models import AnnouncedOutcome, Outcome, Override, OverrideRequest, Plan, Statement
from plans.permissions import acts_as_hr
from plans.queries.calendar import local_day
from salesgym.people.models import User
from salesgym.people.queries import calendar


@dataclass(frozen=True, slots=True)
class FormalRecord:
    """All of it, each the oldest first. `appeal_until`: the last day for an appeal, None where there is nothing to appeal
    against or the appeal is written."""

    announced: tuple[AnnouncedOutcome, ...]
    requests: tuple[OverrideRequest, ...]
    overrides: tuple[Override, ...]
    statements: tuple[Statement, ...]
    appeal_until: date | None

    @property
    def waiting(self) -> AnnouncedOutcome | None:
        """The outcome that was shown and is not final yet."""
        return next((one for one in self.announced if one.is_waiting), None)

    @property
    def appeal(self) -> Statement | None:
        return next((one for one in self.statements if one.kind == Statement.Kind.APPEAL), None)


def record_of(plan: Plan, *, at: datetime) -> FormalRecord | None:
    """None for a coaching plan, without a query. Four queries, one more for the days of an appeal."""
    if plan.kind != Plan.Kind.FORMAL:
        return None
    announced = plan.announced_outcomes.select_related("announced_by", "taken_back_by", "next_skill")
    statements = tuple(
        plan.statements.select_related("written_by", "answered_by").order_by("written_at", "pk")
    )
    has_appeal = any(one.kind == Statement.Kind.APPEAL for one in statements)
    return FormalRecord(
        announced=tuple(announced.order_by("announced_at")),
        requests=tuple(plan.override_requests.select_related("asked_by", "settled_by").order_by("asked_at")),
        overrides=overrides_of(plan),
        statements=statements,
        appeal_until=None if has_appeal else appeal_until(plan),
    )


def overrides_of(plan: Plan) -> tuple[Override, ...]:
    """What HR has overridden on this plan, the oldest first. One query, none of a coaching plan."""
    if plan.kind != Plan.Kind.FORMAL:
        return ()
    found = plan.overrides.select_related("overridden_by")
    return tuple(found.order_by("overridden_at", "pk"))


def appeal_until(plan: Plan) -> date | None:
    """The last day on which the employee may appeal against the outcome of a closed formal plan: ten of their working days
    after it. None for a plan without an outcome, and where it was met. One query."""
    if plan.kind != Plan.Kind.FORMAL or plan.is_open or plan.closed_at is None or plan.activated_at is None:
        return None
    if plan.outcome.result == Outcome.Result.MET:
        return None
    return calendar.moved_by_working_days(plan.rep_id, [local_day(plan.closed_at)], APPEAL_DAYS)[0]


def appeals_for(user: User) -> list[Statement]:
    """Appeals that wait for this HR partner, the one that is due first first."""
    if not user.is_hr_partner:
        return []
    waiting = Statement.objects.unanswered().select_related("plan__rep", "plan__manager", "plan__skill")
    return [one for one in waiting.order_by("answer_by", "pk") if acts_as_hr(user, one.plan)]


def requests_for(user: User) -> list[OverrideRequest]:
    """What managers ask this HR partner to override, the oldest first."""
    if not user.is_hr_partner:
        return []
    waiting = OverrideRequest.objects.open().select_related("plan__rep", "plan__manager", "asked_by")
    return [one for one in waiting.order_by("asked_at", "pk") if acts_as_hr(user, one.plan)]
