"""Plans and what hangs on them: dull, valid, fixed dates. Traits follow a plan's life."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory

from plans.models import (
    Agreement,
    Approval,
    Commitment,
    Diagnosis,
    Drill,
    Mentorship,
    Milestone,
    Observation,
    Plan,
    ProgrammeItem,
    Receipt,
    Reward,
    Signature,
    Skill,
)
from plans.queries.closing import open_debts
from salesgym.numbers.models import Metric
from salesgym.people.models import User
from tests.factories.people import UserFactory

STARTS_ON = date(2026, 1, 5)
OPENED_AT = datetime(2025, 12, 29, 9, tzinfo=UTC)
STEPS = ((1, "0.24", 4), (2, "0.26", 8), (3, "0.28", 12))


def after_full_weeks(starts_on: date, weeks: int) -> date:
    """The day by which so many full weeks are over, whichever day of the week the plan starts on."""
    return starts_on + timedelta(days=-starts_on.weekday() % 7, weeks=weeks)


class SkillFactory(factory.django.DjangoModelFactory):
    """A skill that moves the rate of meetings that become opportunities."""

    class Meta:
        model = Skill

    key = factory.Sequence(lambda number: f"skill-{number}")
    name = factory.Sequence(lambda number: f"Skill {number}")
    summary = "Ask one deeper question."
    funnel_stage = "Meetings to opportunities"
    metric = factory.LazyFunction(lambda: Metric.objects.get(key="meeting_to_opportunity"))


class DrillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Drill

    skill = factory.SubFactory(SkillFactory)
    key = factory.Sequence(lambda number: f"drill-{number}")
    name = factory.Sequence(lambda number: f"Drill {number}")
    short_name = "Drill"
    cue = "Ask, then count to four."
    how = "Ask, then count to four before you speak."


class PlanFactory(factory.django.DjangoModelFactory):
    """A plan for a new rep, 22 % to 28 % in twelve weeks with three steps; a draft unless a trait says more."""

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    rep = factory.SubFactory(UserFactory)
    manager = factory.SubFactory(UserFactory)
    skill = factory.SubFactory(SkillFactory)
    metric = factory.LazyAttribute(lambda plan: plan.skill.metric)
    headline = "You make people feel at ease in the first minute."
    why = "Two deeper questions in each meeting turn more of them into real opportunities."
    baseline = Decimal("0.22")
    baseline_numerator = Decimal(54)
    baseline_denominator = Decimal(247)
    baseline_weeks = 13
    baseline_until = factory.LazyAttribute(
        lambda plan: (
            (plan.starts_on or STARTS_ON) - timedelta(days=(plan.starts_on or STARTS_ON).weekday() + 1)
        )
    )
    target = Decimal("0.28")
    starts_on = STARTS_ON
    ends_on = factory.LazyAttribute(lambda plan: after_full_weeks(plan.starts_on, 12))
    # A plan that names no mentor says why.
    no_mentor_reason = "The whole team is new."
    created_at = OPENED_AT
    wizard_step = 6

    @classmethod
    def _generate(cls, strategy: str, params: dict[str, object]) -> Plan:
        """PlanFactory(active=True) reads better than life="active"; a Trait cannot set a post-generation."""
        for life in ("proposed", "active", "paused", "in_review"):
            if params.pop(life, False):
                params["life"] = life
        return super()._generate(strategy, params)

    @factory.post_generation
    def steps(plan: Plan, create: bool, extracted: object, **kwargs: object) -> None:  # noqa: N805
        """Three steps toward the target; `steps=False` leaves them out."""
        if not create or extracted is False:
            return
        for position, target, weeks in STEPS:
            MilestoneFactory(
                plan=plan,
                position=position,
                target=Decimal(target),
                due_on=min(after_full_weeks(plan.starts_on, weeks), plan.ends_on),
            )

    @factory.post_generation
    def life(plan: Plan, create: bool, until: str | None, **kwargs: object) -> None:  # noqa: N805
        """How far it has come: draft, proposed, active, paused or in_review."""
        if create and until:
            live_until(plan, until)


def live_until(plan: Plan, life: str, *, has_clause: bool = False) -> None:
    """Bring a draft to this point of its life, with the rows that belong to it; `has_clause` as its agreement says."""
    if life == "draft":
        return
    if plan.kind == Plan.Kind.FORMAL and not plan.observations.exists():
        ObservationFactory(plan=plan)
    plan.proposed_at = OPENED_AT
    agreement = AgreementFactory(plan=plan, has_clause=has_clause)
    if plan.is_formal:
        ApprovalFactory(plan=plan, sha256=agreement.sha256, given=True)
    plan.status = Plan.Status.PROPOSED
    plan.save()
    if life == "proposed":
        return
    sign_both(agreement, at=OPENED_AT)
    plan.activated_at = OPENED_AT
    plan.status = life
    if life == "in_review":
        plan.review_due_on = plan.ends_on + timedelta(days=7)
    plan.save()


def sign_both(agreement: Agreement, *, at: datetime, comment: str = "") -> None:
    """Both names under this text; the rep of a formal plan has received it and agrees."""
    plan, is_formal = agreement.plan, agreement.plan.kind == Plan.Kind.FORMAL
    if is_formal:
        Receipt.objects.create(agreement=agreement, person=plan.rep, received_at=at)
    told = {"agreement": agreement, "signed_at": at, "comment": comment}
    Signature.objects.create(party="rep", signer=plan.rep, answer="agree" if is_formal else "", **told)
    Signature.objects.create(party="manager", signer=plan.manager, **told)


def left_open(plan: Plan) -> list[str]:
    """The keys of all that is open on this plan, for whoever closes it all the same."""
    return list(open_debts(Plan.objects.get(pk=plan.pk)).keys.values())


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    plan = factory.SubFactory(PlanFactory)
    number = 1
    text = "The terms."
    sha256 = "0" * 64
    proposed_by = factory.LazyAttribute(lambda agreement: agreement.plan.manager)
    created_at = OPENED_AT


class ApprovalFactory(factory.django.DjangoModelFactory):
    """A text of a formal draft that waits for HR; `given=True` one that an HR partner has approved."""

    class Meta:
        model = Approval
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory, kind=Plan.Kind.FORMAL)
    number = 1
    text = "The terms."
    sha256 = "0" * 64
    submitted_by = factory.LazyAttribute(lambda asked: asked.plan.manager)
    submitted_at = OPENED_AT
    length_reason = "The season is short."

    @factory.post_generation
    def given(asked: Approval, create: bool, by: User | bool | None, **kwargs: object) -> None:  # noqa: N805
        if not create or not by:
            return
        asked.answered_by = UserFactory(hr_partner=True) if by is True else by
        asked.answer, asked.answered_at, asked.leave_reason = "approved", OPENED_AT, "No matter of the leave."
        asked.save()


class DiagnosisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Diagnosis

    plan = factory.SubFactory(PlanFactory)
    standing = "learning_keen"
    causes = ["technique"]
    evidence = "54 of 247 meetings became opportunities."


class ObservationFactory(factory.django.DjangoModelFactory):
    """One thing that the manager saw; add it while the plan is a draft."""

    class Meta:
        model = Observation

    plan = factory.SubFactory(PlanFactory)
    position = 1
    seen_on = date(2025, 12, 11)
    what = "The demo came after the first question."
    source = "call"


class MilestoneFactory(factory.django.DjangoModelFactory):
    """One step of the number; add it while the plan is a draft."""

    class Meta:
        model = Milestone

    plan = factory.SubFactory(PlanFactory, steps=False)
    position = 1
    measure = Milestone.Measure.METRIC
    metric = factory.LazyAttribute(lambda milestone: milestone.plan.metric)
    target = Decimal("0.24")
    due_on = factory.LazyAttribute(lambda milestone: after_full_weeks(milestone.plan.starts_on, 4))

    @factory.lazy_attribute
    def run_weeks(self) -> int | None:
        """Four weeks in a row, where the step measures a number of a plan that counts them."""
        is_measured = self.measure == Milestone.Measure.METRIC and self.plan.counts_runs
        return 4 if is_measured else None


class RewardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Reward

    milestone = factory.SubFactory(MilestoneFactory)
    what = "A Friday afternoon off"
    given_by = factory.LazyAttribute(lambda reward: reward.milestone.plan.manager)
    cost_minor = 12500
    currency = "USD"


class CommitmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Commitment

    plan = factory.SubFactory(PlanFactory)
    what = "Two late demos a week swapped for discovery"
    promised_by = factory.LazyAttribute(lambda support: support.plan.manager)
    due_on = STARTS_ON + timedelta(weeks=2)


class ProgrammeItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgrammeItem

    plan = factory.SubFactory(PlanFactory)
    drill = factory.SubFactory(DrillFactory)
    position = 1


class MentorshipFactory(factory.django.DjangoModelFactory):
    """Somebody who was asked a week after the plan was opened."""

    class Meta:
        model = Mentorship

    plan = factory.SubFactory(PlanFactory)
    mentor = factory.SubFactory(UserFactory)
    invited_by = factory.LazyAttribute(lambda asked: asked.plan.manager)
    asked_at = OPENED_AT + timedelta(weeks=1)
