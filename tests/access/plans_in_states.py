"""The plans of the world: one in each state, with a marked word in each sensitive field, agreed, lived and ended."""

from datetime import date, datetime, timedelta

from plans.actions import amendment, milestone, outcome, pause, plan_wish, step_question
from plans.actions import mentor as mentoring
from plans.models import FocusQuestion, Mentorship, Milestone, Plan, SelfAssessment, Signature, Standing
from salesgym.people.models import Team, User
from tests.access.world import DRAFTS, FORMAL, WITH_MENTOR, World, canary
from tests.factories.coaching import CommentFactory, PracticeEntryFactory
from tests.factories.lasting import look_of
from tests.factories.plans import (
    STEPS,
    AgreementFactory,
    ApprovalFactory,
    CommitmentFactory,
    DiagnosisFactory,
    DrillFactory,
    MilestoneFactory,
    ObservationFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    SkillFactory,
    left_open,
)
from tests.factories.scoring import BehaviorScoreFactory, ScoringFactory

WORTH, COST_MINOR = 98_000, 7_361_900


def add_plan(world: World, state: str, team: Team, skill: object, *, on: date, at: datetime) -> None:
    """One plan in one state; `manager` is the one who agreed then and manages nobody now."""
    monday = on - timedelta(days=on.weekday())
    starts_on = monday + timedelta(weeks=1 if state in {"draft", "proposed", *FORMAL} else -3)
    measure = world.measure
    plan = PlanFactory(
        steps=False,
        kind=Plan.Kind.FORMAL if state in FORMAL else Plan.Kind.COACHING,
        baseline=measure.of("0.22"),
        target=measure.of("0.28"),
        rep=world.reps[state],
        manager=world.people["former_manager"],
        skill=skill,
        starts_on=starts_on,
        headline=canary("headline", state),
        why=canary("why", state),
        rep_view=canary("view", state),
        rep_reason=canary("reason", state),
        suggested_changes=canary("suggestion", state),
        worth={"commission": str(WORTH), "revenue": str(WORTH * 10), "currency": measure.currency},
    )
    for position, target, weeks in STEPS:
        due_on = starts_on + timedelta(weeks=weeks)
        MilestoneFactory(plan=plan, position=position, target=measure.of(target), due_on=due_on)
    words = {name: canary(name, state) for name in ("evidence", "strengths", "bridge", "tried")}
    DiagnosisFactory(plan=plan, **words)
    ObservationFactory(plan=plan, what=canary("seen", state))
    own = {"standing": Standing.LEARNING_AND_KEEN, "avoids": canary("avoids", state), "at": at}
    SelfAssessment.objects.create(plan=plan, **own)
    _asked_first(plan, state, by=world.people["manager"], at=at)
    things = _promised(plan, state, by=world.people["manager"], currency=measure.currency)
    drill = DrillFactory(skill=skill, name=f"Drill {state}")
    ProgrammeItemFactory(plan=plan, drill=drill)
    _agree(plan, state, at)
    plan.refresh_from_db()
    world.plans[state] = plan
    for kind, thing in {"plan": plan, **things}.items():
        world.add(kind, state, thing)
    _lived(world, state, drill, at=at)


def _asked_first(plan: Plan, state: str, *, by: User, at: datetime) -> None:
    """A draft whose rep was asked which skill to pick, and a proposal whose rep has answered."""
    if state not in {"draft", "proposed"}:
        return
    picked = {"rep_pick": plan.skill, "rep_reason": canary("answer", state), "answered_at": at}
    FocusQuestion.objects.create(
        plan=plan,
        asked_by=by,
        asked_at=at,
        offered=[plan.skill_id, SkillFactory().pk],
        manager_pick=plan.skill,
        manager_reason=canary("pick", state),
        **(picked if state == "proposed" else {}),
    )


def _promised(plan: Plan, state: str, *, by: User, currency: str) -> dict[str, object]:
    """A step with its reward, and what the company does for it; on the active plan what the rep does too."""
    step = plan.milestones.get(position=1)
    step.title = canary("step", state)
    step.save()
    reward = RewardFactory(
        milestone=step,
        what=canary("reward", state),
        given_by=by,
        cost_minor=COST_MINOR,
        currency=currency,
    )
    support = CommitmentFactory(
        plan=plan,
        what=canary("support", state),
        promised_by=by,
        due_on=plan.starts_on + timedelta(weeks=2),
    )
    if state == "active":
        CommitmentFactory(
            plan=plan,
            what=canary("own", state),
            promised_by=plan.rep,
            due_on=plan.starts_on + timedelta(weeks=2),
        )
    return {"step": step, "reward": reward, "support": support}


def _agree(plan: Plan, state: str, at: datetime) -> None:
    """The terms as a text, two names under it, and the state that follows."""
    if state in FORMAL:
        _before_hr(plan, state)
    if state in DRAFTS:
        return
    agreement = AgreementFactory(plan=plan, text=canary("agreement", state))
    Plan.objects.filter(pk=plan.pk).update(status="proposed", proposed_at=at)
    if state in {"proposed", "hrproposed"}:
        return
    for party, signer in (("rep", plan.rep), ("manager", plan.manager)):
        Signature.objects.create(
            agreement=agreement, party=party, signer=signer, signed_at=at, comment=canary("signing", state)
        )
    is_in_review = state == "review"
    Plan.objects.filter(pk=plan.pk).update(
        status="in_review" if is_in_review else "active",
        activated_at=at,
        review_due_on=plan.ends_on if is_in_review else None,
    )


def _before_hr(plan: Plan, state: str) -> None:
    """The text that waits for HR, or that HR has approved."""
    words = {"text": canary("agreement", state), "length_reason": canary("hrreason", state)}
    by = User.objects.get(email="hr_partner@example.com") if state == "hrproposed" else None
    ApprovalFactory(plan=plan, given=by, **words)


def _lived(world: World, state: str, drill: object, *, at: datetime) -> None:
    """What is said and done on a plan that runs."""
    plan = world.plans[state]
    if state in DRAFTS:
        return
    said = CommentFactory(plan=plan, body=canary("comment", state), created_at=at)
    world.add("comment", state, said)
    if state in {"proposed", "hrproposed"}:
        return
    entry = PracticeEntryFactory(
        plan=plan,
        drill=drill,
        note=canary("note", state),
        practiced_at=at - timedelta(days=1),
    )
    world.add("practice", state, entry)
    scoring = ScoringFactory(plan=plan, scored_at=at)
    BehaviorScoreFactory(scoring=scoring, behavior=plan.skill.behaviors.get())
    world.add("scoring", state, scoring)
    step = Milestone.objects.get(plan=plan, position=1)
    milestone.claim(milestone=step, by=plan.rep, evidence=canary("claim", state), at=at)
    _asked_about_a_step(world, state, at=at)
    _new_dates(world, state, at=at)


def _asked_about_a_step(world: World, state: str, *, at: datetime) -> None:
    """A question about a step that waits, and one of the plan that ended, which was answered."""
    if state not in {"active", "closed"}:
        return
    plan = world.plans[state]
    step = plan.milestones.get(position=2)
    question = step_question.ask(step=step, by=plan.rep, unclear=canary("unclear", state), at=at)
    if state == "closed":
        by = world.people["manager"]
        question = step_question.answer(question=question, by=by, answer=canary("meaning", state), at=at)
    world.add("question", state, question)


def _new_dates(world: World, state: str, *, at: datetime) -> None:
    """Another last day, which waits for the rep."""
    if state != "asked":
        return
    plan, by = world.plans[state], world.people["manager"]
    new = amendment.NewTerms(plan.ends_on + timedelta(weeks=1), {})
    read = amendment.written(plan=plan, new=new, by=by, at=at)
    reason = canary("newdates", state)
    waiting = amendment.propose(plan=plan, new=new, reason=reason, sha256=read.sha256, by=by, at=at)
    world.add("amendment", state, waiting)


def add_mentors(world: World, at: datetime) -> None:
    """A mentor who said yes, one who was before them, one who has not answered, and one elsewhere."""
    by = world.people["manager"]
    for state in WITH_MENTOR:
        plan = world.plans[state]
        earlier = mentoring.invite(plan=plan, mentor=world.people["former_mentor"], by=by, at=at)
        Mentorship.objects.filter(pk=earlier.pk).update(status="ended", answered_at=at, ended_at=at)
        plan.refresh_from_db()
        asked = mentoring.invite(plan=plan, mentor=world.people["mentor"], by=by, at=at)
        Mentorship.objects.filter(pk=asked.pk).update(status="accepted", answered_at=at)
        Plan.objects.filter(pk=plan.pk).update(mentor=world.people["mentor"])
        if state == "active":
            world.add("invitation", "accepted", asked)
            world.add("invitation", "ended", earlier)
    waiting = mentoring.invite(
        plan=world.plans["asked"], mentor=world.people["asked_mentor"], by=by, at=at, message="Would you?"
    )
    world.add("invitation", "waiting", waiting)
    peers = PlanFactory(
        rep=world.people["peer"], manager=by, active=True, headline=canary("headline", "peer")
    )
    Plan.objects.filter(pk=peers.pk).update(mentor=world.people["other_mentor"])


def pause_and_close(world: World, at: datetime) -> None:
    by = world.people["manager"]
    pause.pause(plan=world.plans["paused"], by=by, reason=canary("pausing", "paused"), at=at)
    plan, reasons = world.plans["closed"], canary("verdict", "closed")
    outcome.close(plan=plan, by=by, result="met", reasons=reasons, given_up=left_open(plan), at=at)
    world.add("look", "closed", look_of(plan, "slipped"))
    wish = plan_wish.ask(rep=plan.rep, skill=plan.skill, sentence=canary("wish", "closed"), at=at)
    world.add("wish", "closed", wish)
    for plan in world.plans.values():
        plan.refresh_from_db()
