"""One small company in which everybody stands somewhere else: who asks, and what he asks for.

Each sensitive field of each plan holds a marked word, so that any answer can be searched for it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from plans.actions import mentor as mentoring
from plans.actions import milestone, outcome, pause
from plans.models import FocusQuestion, Mentorship, Milestone, Plan, SelfAssessment, Signature, Standing
from salesgym.notices.actions import notice
from salesgym.notices.emails import unsubscribe_url
from salesgym.notices.models import Notice, Outbox
from salesgym.people.actions import invitation
from salesgym.people.models import Team, User
from tests.factories.coaching import CommentFactory, PracticeEntryFactory
from tests.factories.numbers import (
    EarlySignalFactory,
    ImportFactory,
    SavedViewFactory,
    give_weeks,
    standard_metrics,
)
from tests.factories.people import (
    PASSWORD,
    LeaveFactory,
    ManagementFactory,
    OrganizationFactory,
    RepFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.plans import (
    STEPS,
    AgreementFactory,
    DiagnosisFactory,
    DrillFactory,
    MilestoneFactory,
    PlanFactory,
    ProgrammeItemFactory,
    RewardFactory,
    SkillFactory,
    SupportFactory,
)

# A file of numbers wherever it can stand.
FILES = (
    *("reading", "asking", "staging", "ready", "taking_in"),
    *("done", "refused_whole", "cancelled", "undone"),
)
WORTH, COST_MINOR = 98_000, 7_361_900
# A draft that a rep has never seen, a proposal, plans at work with a mentor and with one who was asked, and ended ones.
STATES = ("draft", "proposed", "active", "asked", "paused", "review", "closed")
WITH_MENTOR = ("active", "paused", "review", "closed")


def canary(name: str, state: str) -> str:
    """The marked word of one field of one plan."""
    return f"zq{name}{state}zq"


# What the mentor of a plan never reads; everything else that is marked he shares with its two parties.
PRIVATE = (
    *("evidence", "strengths", "bridge", "tried", "view", "reason", "suggestion", "agreement", "signing"),
    *("verdict", "pausing", "pick", "answer"),
)


@dataclass(frozen=True)
class Measure:
    """What the organization counts in, and the number of its plans: 22 to 28 hundredths of `size`."""

    currency: str = "USD"
    metric: str = "meeting_to_opportunity"
    size: int = 1

    def of(self, share: str) -> Decimal:
        return Decimal(share) * self.size


@dataclass
class World:
    """The people by the part they play, and the things by the state of their plan."""

    measure: Measure = field(default_factory=Measure)
    people: dict[str, User] = field(default_factory=dict)
    things: dict[str, dict[str, object]] = field(default_factory=dict)
    reps: dict[str, User] = field(default_factory=dict)
    plans: dict[str, Plan] = field(default_factory=dict)

    def person(self, actor: str, state: str) -> User:
        """Who plays this part toward the plan in this state: each plan has a rep of its own."""
        return self.reps.get(state, self.reps["active"]) if actor == "rep" else self.people[actor]

    def add(self, kind: str, state: str, thing: object) -> None:
        self.things.setdefault(kind, {})[state] = thing


def build(measure: Measure | None = None) -> World:
    """Everything the table asks about, written once."""
    world = World(measure or Measure())
    on, at = timezone.localdate(), timezone.now()
    OrganizationFactory(currency=world.measure.currency)
    metrics = standard_metrics()
    north = _people(world, on)
    skill = SkillFactory(metric=metrics[world.measure.metric])
    for state in STATES:
        _plan(world, state, north, skill, on=on, at=at)
    _pairings(world, at)
    _endings(world, at)
    _things(world, on=on, at=at)
    give_weeks(world.reps["active"], "meetings", [12, 14, 13, 15], until=on)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    return world


def _people(world: World, on: date) -> Team:
    secret = factory.Transformer.Force(make_password(PASSWORD))

    def someone(name: str, **flags: object) -> User:
        world.people[name] = UserFactory(
            name=f"{name.replace('_', ' ').title()}", email=f"{name}@example.com", password=secret, **flags
        )
        return world.people[name]

    company = TeamFactory(name="Company", manager=someone("manager_above"))
    north = TeamFactory(name="North", parent=company, manager=someone("manager"))
    away = UserFactory(name="Away", password=secret)
    ManagementFactory(team=north, person=away)
    week = timedelta(days=7)
    LeaveFactory(person=away, deputy=someone("deputy"), starts_on=on - week, ends_on=on + week)
    ManagementFactory(team=north, person=someone("deactivated", is_active=False))
    former = someone("former_manager")
    ManagementFactory(team=north, person=former, ends_on=on - timedelta(days=1))
    south = TeamFactory(name="South", parent=company, manager=someone("other_manager"))
    for name in ("mentor", "former_mentor", "asked_mentor", "other_mentor"):
        world.people[name] = _rep(name, south, secret)
    world.people["peer"] = _rep("peer", north, secret)
    for state in STATES:
        world.reps[state] = _rep(f"{state}_rep", north, secret)
    someone("hr_partner", is_hr_partner=True)
    someone("site_admin", is_staff=True)
    return north


def _rep(name: str, team: Team, secret: object) -> User:
    return RepFactory(
        name=name.replace("_", " ").title(), email=f"{name}@example.com", team=team, password=secret
    )


def _plan(world: World, state: str, team: Team, skill: object, *, on: date, at: datetime) -> None:
    """One plan in one state; `manager` is the one who agreed then and manages nobody now."""
    monday = on - timedelta(days=on.weekday())
    starts_on = monday + timedelta(weeks=1 if state in {"draft", "proposed"} else -3)
    measure = world.measure
    plan = PlanFactory(
        steps=False,
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
    SelfAssessment.objects.create(plan=plan, standing=Standing.LEARNING_AND_KEEN, at=at)
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
    """A step with its reward, and what the company does for it."""
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
    support = SupportFactory(
        plan=plan,
        what=canary("support", state),
        promised_by=by,
        due_on=plan.starts_on + timedelta(weeks=2),
    )
    return {"step": step, "reward": reward, "support": support}


def _agree(plan: Plan, state: str, at: datetime) -> None:
    """The terms as a text, two names under it, and the state that follows."""
    if state == "draft":
        return
    Plan.objects.filter(pk=plan.pk).update(status="proposed", proposed_at=at)
    agreement = AgreementFactory(plan=plan, text=canary("agreement", state))
    if state == "proposed":
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


def _lived(world: World, state: str, drill: object, *, at: datetime) -> None:
    """What is said and done on a plan that runs."""
    plan = world.plans[state]
    if state == "draft":
        return
    CommentFactory(plan=plan, body=canary("comment", state), created_at=at)
    if state == "proposed":
        return
    entry = PracticeEntryFactory(
        plan=plan,
        drill=drill,
        note=canary("note", state),
        practiced_at=at - timedelta(days=1),
    )
    world.add("practice", state, entry)
    step = Milestone.objects.get(plan=plan, position=1)
    milestone.claim(milestone=step, by=plan.rep, evidence=canary("claim", state), at=at)


def _pairings(world: World, at: datetime) -> None:
    """A mentor who said yes, one who was before him, one who has not answered, and one elsewhere."""
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


def _endings(world: World, at: datetime) -> None:
    by = world.people["manager"]
    pause.pause(plan=world.plans["paused"], by=by, reason=canary("pausing", "paused"), at=at)
    outcome.close(plan=world.plans["closed"], by=by, result="met", reasons=canary("verdict", "closed"), at=at)
    for plan in world.plans.values():
        plan.refresh_from_db()


def _things(world: World, *, on: date, at: datetime) -> None:
    """What stands beside the plans: people, days off, notices, mails, files and links."""
    rep = world.reps["active"]
    world.add("person", "rep", rep)
    world.add("person", "stranger", world.people["former_mentor"])
    week = on - timedelta(days=on.weekday() + 7)
    world.add("week", "rep", (rep.pk, week))
    world.add("week", "stranger", (world.people["former_mentor"].pk, week))
    world.add("view", "manager", SavedViewFactory(person=world.people["manager"]))
    world.add(
        "leave",
        "rep",
        LeaveFactory(person=rep, starts_on=on + timedelta(weeks=9), ends_on=on + timedelta(weeks=9)),
    )
    world.add("signal", "waiting", EarlySignalFactory(rep=rep))
    talked = EarlySignalFactory(rep=rep, talked_by=world.people["manager"], note=canary("talk", "active"))
    world.add("signal", "talked", talked)
    uninvited = UserFactory(uninvited=True, email="new@example.com")
    link = invitation.invite(person=uninvited, by=None, at=at)
    world.add("new person", "uninvited", uninvited)
    world.add("token", "open", link.rstrip("/").rsplit("/", 1)[-1])
    world.add("token", "wrong", "x" * 43)
    stop = unsubscribe_url(person_id=rep.pk, kind="coaching.milestone_due")
    world.add("stop", "signed", stop.rstrip("/").rsplit("/", 1)[-1])
    world.add("stop", "forged", "forged")
    url = reverse("notices:inbox")
    notice.give(
        "coaching.milestone_due", to=rep, title=canary("title", "active"), url=url, at=at, occurrence="1"
    )
    world.add("notice", "rep", Notice.objects.get(title=canary("title", "active")))
    world.add("mail", "waiting", Outbox.objects.filter(recipient=rep).latest("pk"))
    for way in FILES:
        trait = {} if way == "done" else {way: True}
        world.add("file", way, ImportFactory(imported_by=world.people["manager"], **trait))
