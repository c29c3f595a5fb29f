"""What managers of the sample do at eleven: sign, verify, give, keep what they promised, and write outcomes."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from plans.actions import agreement, commitment, mentor, outcome, reward
from plans.actions import milestone as milestone_actions
from plans.actions.proposal import OwnSide
from plans.models import Agreement, Mentorship, Milestone, Outcome, Plan, Signature
from plans.queries.calendar import local_day
from plans.queries.closing import open_debts
from plans.queries.decision import rule_of
from plans.queries.later_start import later_start
from plans.queries.people import managers_of
from salesgym.errors import Refused
from salesgym.people.models import User

VERIFIES, GIVES, KEEPS = 0.7, 0.6, 0.4
A_DAY, GIVES_AFTER = timedelta(days=1), timedelta(days=2)
REASONS = {
    Outcome.Result.MET: "Every step is verified. What helped most was practicing in small pieces, week after week.",
    Outcome.Result.MET_IN_PART: "Part of the way is done and stays. The drills go on without a plan.",
    Outcome.Result.NOT_MET: "The number did not move in these weeks. The work was there, so we look for another way.",
}


def settle(at: datetime) -> None:
    """One round of every manager through their plans; each thing waits a day or two, as in life."""
    on = local_day(at)
    plans = Plan.objects.open().exclude(status=Plan.Status.DRAFT)
    for plan in plans.select_related("rep", "manager", "mentor").order_by("pk"):
        by = next(iter(managers_of(plan.rep)), None)
        if by is None:
            continue
        if plan.status == Plan.Status.PROPOSED:
            # What somebody says to a formal plan is for whoever looks at the demo.
            if not plan.is_formal:
                _sign(plan, by, at)
            continue
        lots = Random(f"later-{plan.rep.email}-{on}-settled")  # noqa: S311 - sample figures, not secrets
        is_due = plan.status == Plan.Status.IN_REVIEW and (plan.review_due_on or on) <= on + A_DAY
        _settle_debts(plan, by, on, at, lots, all_of_them=is_due)
        # How a formal plan ends is for whoever opened it in the demo, with the employee and HR.
        if is_due and not plan.is_formal:
            _close(plan, by, at)


def accept(mentorship_id: int, at: datetime) -> None:
    """Whoever was asked to be a mentor yesterday or earlier says yes."""
    asked = Mentorship.objects.filter(pk=mentorship_id, status=Mentorship.Status.ASKED).first()
    if asked is not None and asked.asked_at <= at - A_DAY:
        unless_refused(mentor.accept, mentorship=asked, at=at)


def _sign(plan: Plan, by: User, at: datetime) -> None:
    """Whose turn it has been for a day signs."""
    newest = plan.agreements.order_by("-number").first()
    if newest is None or plan.suggested_changes or newest.questions.open().exists():
        return
    signed = {one.party: one for one in newest.signatures.all()}
    last = max((one.signed_at for one in signed.values()), default=newest.created_at)
    if last > at - A_DAY:
        return
    if Signature.Party.REP not in signed:
        unless_refused(
            agreement.sign, plan=plan, by=plan.rep, at=at, own_side=OwnSide("learning_keen", "", "")
        )
    else:
        begins_on = _begins_on(plan, newest, at)
        unless_refused(agreement.sign, plan=plan, by=by, at=at, begins_on=begins_on)


def _begins_on(plan: Plan, newest: Agreement, at: datetime) -> date | None:
    """The later first day, where the planned one has passed before the second signature."""
    later = later_start(plan, newest, on=local_day(at))
    return later.begins_on if later else None


def _settle_debts(plan: Plan, by: User, on: date, at: datetime, lots: Random, *, all_of_them: bool) -> None:
    """What is owed on the plan: some of it today, all of it on the day of the outcome."""
    debts = open_debts(plan)
    for step in debts.steps:
        if all_of_them or ((step.reached_on or on) < on and lots.random() < VERIFIES):
            unless_refused(milestone_actions.verify, milestone=step, by=by, at=at)
    # A step that is verified earns its reward, which is given at once on the day of the outcome.
    debts = open_debts(plan) if debts.steps else debts
    for earned in debts.rewards:
        is_old = earned.earned_at is not None and earned.earned_at <= at - GIVES_AFTER
        if all_of_them or (is_old and lots.random() < GIVES):
            unless_refused(reward.deliver, reward=earned, by=by, at=at)
    # What is late as a formal plan ends is what HR was asked about.
    is_with_hr = plan.is_formal and plan.status == Plan.Status.IN_REVIEW
    for promise in [] if is_with_hr else [*debts.promises, *debts.own]:
        if all_of_them or (promise.due_on <= on + A_DAY and lots.random() < KEEPS):
            keeper = plan.rep if promise.is_of_rep else by
            unless_refused(commitment.deliver, commitment=promise, by=keeper, at=at)


def _close(plan: Plan, by: User, at: datetime) -> None:
    """The outcome, by what was verified, and never what the agreement leaves no room for."""
    verified = [step.status == Milestone.Status.VERIFIED for step in plan.milestones.order_by("position")]
    result = Outcome.Result.NOT_MET
    if any(verified):
        result = Outcome.Result.MET if verified[-1] else Outcome.Result.MET_IN_PART
    rule = rule_of(plan, list(plan.milestones.order_by("position")), at=at)
    ends = (result, Outcome.Result.MET_IN_PART, Outcome.Result.NOT_MET, Outcome.Result.MET)
    result = next(end for end in ends if rule.refuses(end) is None)
    unless_refused(
        outcome.close,
        plan=Plan.objects.get(pk=plan.pk),
        by=by,
        at=at,
        result=result,
        reasons=REASONS[result],
        next_step=Outcome.NextStep.FURTHER_HELP if result == Outcome.Result.NOT_MET else "",
        given_up=list(open_debts(plan).keys.values()),
    )


def unless_refused(act: Callable[..., object], **told: object) -> None:
    """Do it; where the product says no, as for terms whose days have passed, the sample leaves it to people."""
    try:
        act(**told)
    except Refused:
        return
