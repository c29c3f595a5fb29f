"""The mails of plans: from the wish for one to a look at what lasted."""

from datetime import datetime

from plans.actions import (
    amendment,
    draft_discard,
    focus_question,
    milestone,
    plan_wish,
    put_right,
)
from plans.actions import mentor as mentoring
from plans.models import FocusQuestion, Milestone
from salesgym.notices.models import Outbox
from tests.access.mail_rows import MANAGERS, Refs, Row, of, said, with_thing
from tests.access.world import World, canary


def told(kind: str) -> Refs:
    """The ids in the newest mail of this kind."""
    return Outbox.objects.filter(kind=kind).latest("pk").ref_ids


def step(world: World, state: str) -> Milestone:
    return Milestone.objects.get(plan=world.plans[state], position=1)


def _wish_answered(world: World, at: datetime) -> Refs:
    wish = world.things["wish"]["closed"]
    plan_wish.answer(wish=wish, by=world.people["manager"], answer=canary("answer", "closed"), at=at)
    return {"wish": wish.pk}


def _focus_answered(world: World, at: datetime) -> Refs:
    question = FocusQuestion.objects.get(plan=world.plans["draft"])
    reason = canary("answer", "draft")
    focus_question.answer(
        question=question, by=world.reps["draft"], pick=question.manager_pick, reason=reason, at=at
    )
    return told("plans.focus_answered")


def _discarded(world: World, at: datetime) -> Refs:
    draft_discard.discard(
        plan=world.plans["draft"], by=world.people["manager"], reason=canary("verdict", "draft"), at=at
    )
    return of("draft")(world, at)


def _declined(world: World, at: datetime) -> Refs:
    waiting = world.things["amendment"]["asked"]
    amendment.decline(amendment=waiting, by=world.reps["asked"], at=at, comment=canary("newdates", "asked"))
    return told("plans.amendment_answered")


def _verified(world: World, at: datetime) -> Refs:
    milestone.verify(milestone=step(world, "active"), by=world.people["manager"], at=at)
    return with_thing("milestone", "step", "active")(world, at)


def _sent_back(world: World, at: datetime) -> Refs:
    asked = {"by": world.people["manager"], "reason": canary("verdict", "active"), "at": at}
    milestone.send_back(milestone=step(world, "active"), **asked)
    return with_thing("milestone", "step", "active")(world, at)


def _open_again(world: World, at: datetime) -> Refs:
    milestone.take_back(step(world, "active"))
    return with_thing("milestone", "step", "active")(world, at)


def _put_right(world: World, at: datetime) -> Refs:
    _verified(world, at)
    by, reason = world.people["manager"], canary("verdict", "active")
    put_right.take_back_verification(milestone=step(world, "active"), by=by, at=at, reason=reason)
    return told("plans.put_right")


def _mentor_answers(world: World, at: datetime) -> Refs:
    mentoring.accept(
        mentorship=world.things["invitation"]["waiting"], at=at, answer=canary("answer", "asked")
    )
    return told("plans.mentor_answered")


def _thanked(world: World, at: datetime) -> Refs:
    return {"plan": world.plans["active"].pk, "mentorship": world.things["invitation"]["ended"].pk}


ROWS = {
    "plans.plan_wished": Row(
        "a rep asks for a plan",
        lambda world, at: {"wish": world.things["wish"]["closed"].pk},
        said("Somebody asks for a plan", "Closed asks for a plan: Skill", *MANAGERS),
    ),
    "plans.wish_answered": Row(
        "the wish is answered",
        _wish_answered,
        said("What you asked for is answered", "Manager has answered what you asked for", "Closed Rep"),
    ),
    "plans.focus_asked": Row(
        "a manager asks which skill one would pick",
        of("draft"),
        said("Which skill would you pick?", "Which skill would you pick, and why?", "Draft Rep"),
    ),
    "plans.focus_answered": Row(
        "the rep has picked",
        _focus_answered,
        said("Your question about a skill is answered", "Draft picked Skill", *MANAGERS),
    ),
    "plans.draft_discarded": Row(
        "a draft that the rep knows of is put away",
        _discarded,
        said("About the draft of your plan", "The draft of your plan is put away", "Draft Rep"),
    ),
    "plans.taken_back": Row(
        "a proposal is taken back",
        of("draft"),
        said("Your plan is being changed", "The plan is being changed", "Draft Rep"),
    ),
    "plans.agreement_to_sign": Row(
        "an agreement waits, again after 2 and 5 days",
        of("proposed"),
        said("A plan for you to read", canary("headline", "proposed"), "Proposed Rep")
        | said("An agreement waits for your name", "Proposed signed, your turn", *MANAGERS),
    ),
    "plans.changes_suggested": Row(
        "a rep suggests changes",
        of("proposed"),
        said("A change to a plan is suggested", "Proposed suggests a change", *MANAGERS),
    ),
    "plans.step_questioned": Row(
        "a rep finds a step vague",
        with_thing("step_question", "question", "active"),
        said("A question about a step", "What does step 2 mean?", *MANAGERS),
    ),
    "plans.step_answered": Row(
        "the vague step is answered",
        with_thing("step_question", "question", "closed"),
        said("Your question about a step is answered", "What step 2 means", "Closed Rep"),
    ),
    "plans.amendment_to_sign": Row(
        "new dates wait, again after 2 and 5 days",
        with_thing("amendment", "amendment", "asked"),
        said("New dates for you to read", "New dates for you to read", "Asked Rep"),
    ),
    "plans.amendment_answered": Row(
        "new dates are answered",
        _declined,
        said("New dates are answered", "Asked would rather have other dates", *MANAGERS),
    ),
    "plans.started": Row(
        "both have signed",
        of("active"),
        said("Your plan starts", "Both signed. The plan starts on", "Active Rep")
        | said("A plan starts", "Both signed. The plan starts on", *MANAGERS),
    ),
    "plans.milestone_reached": Row(
        "a step is reached",
        with_thing("milestone", "step", "active"),
        said("News of your step", canary("step", "active"), "Active Rep")
        | said("News of a step", "Active reached step 1", *MANAGERS, "Mentor"),
    ),
    "plans.milestone_to_verify": Row(
        "a step is to verify",
        with_thing("milestone", "step", "active"),
        said("A step waits to be verified", "Active reached step 1", *MANAGERS),
    ),
    "plans.milestone_verified": Row(
        "a step is verified",
        _verified,
        said("News of your step", "Step 1 is verified", "Active Rep")
        | said("News of a step", "Step 1 is verified", "Mentor"),
    ),
    "plans.milestone_sent_back": Row(
        "a claim needs more",
        _sent_back,
        said("News of your step", "A little more on step 1", "Active Rep"),
    ),
    "plans.milestone_taken_back": Row(
        "corrected numbers open a step again",
        _open_again,
        said("News of your step", "Step 1 is open again", "Active Rep")
        | said("News of a step", "Step 1 of Active is open again", *MANAGERS, "Mentor"),
    ),
    "plans.reward_to_deliver": Row(
        "a reward is earned, again after 5 days",
        _verified,
        said("A reward is ready to give", f"{canary('reward', 'active')}, earned by Active", *MANAGERS),
    ),
    "plans.put_right": Row(
        "what was verified, given or kept is taken back",
        _put_right,
        said("Something on your plan is put right", "Step 1 waits to be verified again", "Active Rep")
        | said("Something on a plan is put right", "Step 1 of Active waits", *MANAGERS, "Mentor"),
    ),
    "plans.evidence_shared": Row(
        "a rep shares evidence",
        of("active"),
        said("Something is shared with you on a plan", "Active shared evidence of their own", *MANAGERS),
    ),
    "plans.mentor_invited": Row(
        "somebody is asked to mentor",
        lambda world, at: {
            "plan": world.plans["asked"].pk,
            "mentorship": world.things["invitation"]["waiting"].pk,
        },
        said("Would you be a mentor?", "Manager asks you to be Asked's mentor", "Asked Mentor"),
    ),
    "plans.mentor_answered": Row(
        "a mentor says yes or no",
        _mentor_answers,
        said("A mentor has answered", "Asked said yes", "Asked Rep", *MANAGERS),
    ),
    "plans.mentor_thanked": Row(
        "another mentor goes on",
        _thanked,
        said("Thank you for helping as a mentor", "Thank you for helping Active", "Former Mentor"),
    ),
    "plans.third_over": Row(
        "a third of a plan is over",
        of("active"),
        said("Time for a look at the plan", "Time for a look at the plan", "Active Rep", *MANAGERS),
    ),
    "plans.review_due": Row(
        "review due",
        of("review"),
        said("A plan is ready for its outcome", "Review's plan is ready for its outcome", *MANAGERS),
    ),
    "plans.closed": Row(
        "a plan has its outcome",
        of("closed"),
        said("Your plan has its outcome", "The outcome: ", "Closed Rep"),
    ),
    "plans.gain_looked_at": Row(
        "4 and 13 weeks later",
        with_thing("look", "look", "closed"),
        said("Your gain, looked at once more", "It slipped back a little", "Closed Rep")
        | said("A gain, looked at once more", "It slipped back a little", *MANAGERS),
    ),
}
