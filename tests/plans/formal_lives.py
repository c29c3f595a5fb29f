"""The people around a formal plan that lives through anything, and what always holds of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Sum

from coaching.models import CheckIn
from plans.actions import history
from plans.calculations.chain import text_sha256
from plans.models import Event, Milestone, Outcome, Plan
from plans.pages.formal_end import standing_blocks
from plans.queries.decision import rule_of
from salesgym.people.models import Management, Team, User
from tests.factories.coaching import RhythmFactory
from tests.factories.formal import switched_on
from tests.factories.people import RepFactory, TeamFactory, UserFactory
from tests.factories.plans import (
    CommitmentFactory,
    DiagnosisFactory,
    MilestoneFactory,
    ObservationFactory,
    PlanFactory,
)
from tests.plans.lives import STARTED, OneLife, holds, rows_of_all


@dataclass(frozen=True)
class Cast:
    """A draft that lacks nothing, and its people. All are HR partners: their part in the plan alone keeps them from approving."""

    plan: Plan
    team: Team
    rep: User
    manager: User
    other: User
    mentor: User
    hr: User

    def with_other(self, other: User) -> "Cast":
        return replace(self, other=other)


@transaction.atomic
def prepared() -> Cast:
    """Made once: each run begins with it and leaves it as it was."""
    manager, other, mentor, hr = (UserFactory(hr_partner=True) for _person in range(4))
    team = TeamFactory(manager=manager)
    rep = RepFactory(team=team, hr_partner=True)
    plan = PlanFactory(rep=rep, manager=manager, mentor_wish=mentor, kind=Plan.Kind.FORMAL, steps=False)
    ends = (date(2026, 2, 2), date(2026, 3, 2), date(2026, 3, 30))
    for position, due_on in enumerate(ends, start=1):
        done = {"measure": Milestone.Measure.DONE, "title": "Three demos", "metric": None, "target": None}
        how = done if position == 2 else {"target": f"0.2{2 + 2 * position}"}
        MilestoneFactory(plan=plan, position=position, due_on=due_on, **how)
    ObservationFactory(plan=plan)
    DiagnosisFactory(plan=plan, tried="Two months of joint calls.")
    for promised_by in (manager, None, rep):
        CommitmentFactory(plan=plan, promised_by=promised_by)
    RhythmFactory(rep=rep, led_by=manager)
    switched_on(hr)
    history.record(plan=plan, actor=manager, event=Event.DRAFT_OPENED, at=STARTED)
    return Cast(plan, team, rep, manager, other, mentor, hr)


def takes_part(person: User, plan: Plan) -> bool:
    """Whether they are rep, manager or mentor of it, were when it was opened, or are to be."""
    named = {
        plan.rep_id,
        plan.manager_id,
        plan.mentor_id,
        plan.mentor_wish_id if not plan.is_working else None,
    }
    team = plan.rep.memberships.get(ends_on=None).team
    return person.pk in named or Management.objects.filter(person=person, team=team, ends_on=None).exists()


def standing(plan: Plan, at: datetime) -> list[str]:
    """What the page shows that HR may override."""
    return standing_blocks(rule_of(plan, list(plan.milestones.order_by("position")), at=at))


def may_be_not_met(plan: Plan, at: datetime) -> bool:
    """Whether a plan may be shown as not met, as docs/HR.md has it, worked out from its rows one by one."""
    if plan.status != Plan.Status.IN_REVIEW or plan.announced_outcomes.waiting().exists():
        return False
    overridden = set(plan.overrides.values_list("block", flat=True))
    is_last = plan.predecessor_id is not None or 180 - days_run(plan) < 28
    real = plan.forecast.real if hasattr(plan, "forecast") else None
    blocks = {
        "progress": not is_last and real is not None and float(real) >= 0.70,
        "support": not was_helped(plan),
        "check_ins": has_missed_talks(plan, at),
    }
    return not says_more(plan) and not any(
        stands for block, stands in blocks.items() if block not in overridden
    )


def says_more(plan: Plan) -> bool:
    """Whether the steps say met, or met in part: of the two kinds here luck does not reach the one that is done or not."""
    steps = list(plan.milestones.order_by("position"))
    if len(steps) == 1 and plan.predecessor is not None:
        steps = [*plan.predecessor.milestones.filter(status="verified").order_by("position"), *steps]
    sure = [step.status == Milestone.Status.VERIFIED for step in steps]
    return sure[-1] or (len(steps) > 1 and sure[-2] and steps[-2].measure == Milestone.Measure.DONE)


def was_helped(plan: Plan) -> bool:
    ours = [promise for promise in plan.support.all() if promise.promised_by_id != plan.rep_id]
    return sum(promise.delivered_on is not None for promise in ours) * 100 >= len(ours) * 80


def has_missed_talks(plan: Plan, at: datetime) -> bool:
    """The clocks of these people are UTC's."""
    talks = CheckIn.objects.filter(rep=plan.rep_id).order_by("pk")
    held = {monday(talk.planned_for) for talk in talks if talk.rep_confirmed_at and talk.lead_confirmed_at}
    return any(_is_missed(talk, plan, at, held) for talk in talks)


def _is_missed(talk: CheckIn, plan: Plan, at: datetime, held: set[date]) -> bool:
    day = talk.planned_for.date()
    if day < plan.starts_on or talk.planned_for > at - timedelta(days=7):
        return False
    if any(
        pause.starts_on <= day and (pause.ends_on is None or day <= pause.ends_on)
        for pause in plan.pauses.all()
    ):
        return False
    if talk.called_off_at is None:
        return talk.lead_confirmed_at is None
    return talk.called_off_by_id != plan.rep_id and monday(talk.planned_for) not in held


def monday(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def days_run(plan: Plan) -> int:
    moved = plan.pauses.aggregate(days=Sum("days_moved"))["days"] or 0
    return (plan.ends_on - plan.starts_on).days - -(-moved * 7 // 5)


class KeepsFormalRules(OneLife):
    """What always holds of a formal plan."""

    cast: Cast

    def begun(self) -> Plan:
        self.rep, self.manager = self.cast.rep, self.cast.manager
        self.frozen: dict[str, object] = {}
        self.met: set[int] = set()
        return Plan.objects.get(pk=self.cast.plan.pk)

    def live_on(self, plan: Plan) -> None:
        """Go on with another plan of the same rep."""
        self.plan, self.length, self.frozen, self.met = plan, plan.history.count(), {}, set()
        self.texts, self.stored = self.texts_of_all(), rows_of_all()

    def person(self, name: str) -> User:
        return self.manager if name == "manager" else getattr(self.cast, name)

    @holds
    def nothing_is_proposed_or_signed_that_hr_has_not_read(self):
        approved = set(self.plan.approvals.given().values_list("sha256", flat=True))
        amended = set(self.plan.amendments.filter(answer="signed").values_list("sha256", flat=True))
        for agreement in self.plan.agreements.all():
            assert agreement.sha256 == text_sha256(agreement.text)
            assert agreement.sha256 in approved | amended

    @holds
    def it_runs_with_the_managers_name_and_an_answer_or_what_became_of_it(self):
        if not self.plan.is_working:
            return
        newest = self.plan.agreements.order_by("-number").first()
        signed = set(newest.signatures.values_list("party", flat=True))
        has_receipt = hasattr(newest, "receipt") or self.plan.amendments.filter(number=newest.number).exists()
        is_answered = "rep" in signed or hasattr(newest, "unanswered")
        assert "manager" in signed
        assert (has_receipt and is_answered) or hasattr(newest, "declined")

    @holds
    def what_was_signed_stays(self):
        if not self.plan.is_working:
            return
        names = (
            "why",
            "headline",
            "skill_id",
            "metric_id",
            "target",
            "baseline",
            "kind",
            "manager_id",
            "predecessor_id",
        )
        terms = {name: getattr(self.plan, name) for name in names}
        terms["steps"] = list(
            self.plan.milestones.order_by("pk").values_list("position", "measure", "title", "target")
        )
        terms["seen"] = list(self.plan.observations.order_by("pk").values_list("seen_on", "what", "source"))
        self.frozen = self.frozen or terms
        assert terms == self.frozen

    @holds
    def a_step_that_is_verified_stays_so(self):
        met = set(self.plan.milestones.filter(status=Milestone.Status.VERIFIED).values_list("pk", flat=True))
        assert self.met <= met
        self.met = met

    @holds
    def not_met_was_shown_a_working_morning_before(self):
        ended = Outcome.objects.filter(plan=self.plan, result=Outcome.Result.NOT_MET).first()
        if ended is None:
            return
        shown = self.plan.announced_outcomes.get(final_at=ended.decided_at)
        assert (shown.reasons, shown.next_step) == (ended.reasons, ended.next_step)
        assert shown.announced_at.date() < shown.final_from.date()
        assert shown.final_from.time() == time(9)
        assert shown.final_from.weekday() < 5
        assert shown.final_from <= shown.final_at
        assert not says_more(self.plan)

    @holds
    def it_is_extended_once_and_takes_180_days_at_most(self):
        before = self.plan.predecessor
        if before is not None:
            assert before.predecessor_id is None
            assert before.kind == self.plan.kind
        if self.plan.proposed_at is not None and self.plan.ends_on is not None:
            assert days_run(self.plan) + (days_run(before) if before else 0) <= 180

    @holds
    def only_the_rep_states(self):
        assert set(self.plan.statements.values_list("written_by", flat=True)) <= {self.rep.pk}

    @holds
    def every_override_says_why(self):
        for given in self.plan.overrides.all():
            assert given.reason
            assert given.missing
            assert given.overridden_by_id not in {self.rep.pk, self.plan.manager_id, self.plan.mentor_id}
