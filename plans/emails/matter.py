"""What a mail is about, loaded for a whole batch at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from plans.models import (
    Amendment,
    Commitment,
    FocusQuestion,
    History,
    LookBack,
    Mentorship,
    Milestone,
    Plan,
    Signature,
    StepQuestion,
)
from plans.queries.people import managing_pairs
from salesgym.notices.emails import absolute
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import Organization, User

Refs = Mapping[str, int | str]


@dataclass(frozen=True)
class Matter:
    """What one mail is about, loaded, who reads it, and which day it is for them."""

    reader: User
    plan: Plan
    manages: bool
    say: Sayers
    on: date
    signed: frozenset[str] = frozenset()
    milestone: Milestone | None = None
    mentorship: Mentorship | None = None
    question: FocusQuestion | None = None
    support: Commitment | None = None
    happened: History | None = None
    look: LookBack | None = None
    amendment: Amendment | None = None
    step_question: StepQuestion | None = None

    @property
    def is_rep(self) -> bool:
        return self.reader.pk == self.plan.rep_id

    @property
    def is_mentor(self) -> bool:
        return self.reader.pk == self.plan.mentor_id

    @property
    def is_party(self) -> bool:
        return self.is_rep or self.manages

    @property
    def page(self) -> str:
        return absolute(reverse("coaching:plan_page", args=[self.plan.pk]))

    @property
    def rep(self) -> str:
        return self.plan.rep.first_name


@dataclass
class Loaded:
    """Everything that a batch of mails is about, in a handful of queries."""

    plans: dict[int, Plan]
    say: Sayers
    milestones: dict[int, Milestone] = field(default_factory=dict)
    mentorships: dict[int, Mentorship] = field(default_factory=dict)
    support: dict[int, Commitment] = field(default_factory=dict)
    history: dict[int, History] = field(default_factory=dict)
    looks: dict[int, LookBack] = field(default_factory=dict)
    amendments: dict[int, Amendment] = field(default_factory=dict)
    step_questions: dict[int, StepQuestion] = field(default_factory=dict)
    managing: set[tuple[int, int]] = field(default_factory=set)
    signed: dict[int, frozenset[str]] = field(default_factory=dict)


def prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Loaded:
    """Load what these mails are about, the same number of queries for one and for two hundred."""
    ids = {name: {int(refs[name]) for _reader, refs in items if name in refs} for name in _REFS}
    people = ("rep", "manager", "mentor", "skill", "metric")
    asked = ("focus_question__asked_by", "focus_question__manager_pick", "focus_question__rep_pick")
    plans = Plan.objects.select_related(*people, *asked, "outcome__decided_by").in_bulk(ids["plan"])
    milestones = Milestone.objects.select_related(
        "metric__numerator", "metric__denominator", "reward__given_by", "verified_by"
    )
    mentorships = Mentorship.objects.select_related("mentor", "invited_by", "offered")
    happened = History.objects.select_related("actor")
    looks = LookBack.objects.select_related("milestone__metric__numerator", "milestone__metric__denominator")
    amended = Amendment.objects.select_related("proposed_by")
    asked_about = StepQuestion.objects.select_related("asked_by", "settled_by")
    return Loaded(
        plans=plans,
        say=Sayers(Organization.objects.current().currency),
        milestones=milestones.in_bulk(ids["milestone"]) if ids["milestone"] else {},
        mentorships=mentorships.in_bulk(ids["mentorship"]) if ids["mentorship"] else {},
        support=Commitment.objects.in_bulk(ids["support"]) if ids["support"] else {},
        history=happened.in_bulk(ids["history"]) if ids["history"] else {},
        looks=looks.in_bulk(ids["look"]) if ids["look"] else {},
        amendments=amended.in_bulk(ids["amendment"]) if ids["amendment"] else {},
        step_questions=asked_about.in_bulk(ids["step_question"]) if ids["step_question"] else {},
        managing=managing_pairs({plan.rep_id for plan in plans.values()}),
        signed=_signed(plans),
    )


_REFS = ("plan", "milestone", "mentorship", "support", "history", "look", "amendment", "step_question")


def _signed(plans: Mapping[int, Plan]) -> dict[int, frozenset[str]]:
    """Which parties have signed the newest agreement of each plan."""
    proposed = [pk for pk, plan in plans.items() if plan.status == Plan.Status.PROPOSED]
    rows = Signature.objects.filter(agreement__plan__in=proposed).values_list(
        "agreement__plan", "agreement__number", "party"
    )
    newest: dict[int, int] = {}
    for plan_id, number in Plan.objects.filter(pk__in=proposed).values_list("pk", "agreements__number"):
        newest[plan_id] = max(newest.get(plan_id, 0), number or 0)
    found: dict[int, set[str]] = {}
    for plan_id, number, party in rows:
        if number == newest[plan_id]:
            found.setdefault(plan_id, set()).add(party)
    return {plan_id: frozenset(parties) for plan_id, parties in found.items()}


def matter_of(reader: User, refs: Refs, at: datetime, loaded: Loaded | None) -> Matter | None:
    """What this mail is about; None where it is gone."""
    everything = loaded or prefetch([(reader, refs)], at)
    plan = everything.plans.get(int(refs["plan"]))
    if plan is None:
        return None
    milestone = everything.milestones.get(int(refs.get("milestone", 0)))
    mentorship = everything.mentorships.get(int(refs.get("mentorship", 0)))
    question = getattr(plan, "focus_question", None)
    # A question that was taken back and asked again is another one.
    is_another = question is None or question.pk != int(refs.get("question", question.pk))
    support = everything.support.get(int(refs.get("support", 0)))
    happened = everything.history.get(int(refs.get("history", 0)))
    look = everything.looks.get(int(refs.get("look", 0)))
    if look is not None:
        look.plan = plan
    amendment = everything.amendments.get(int(refs.get("amendment", 0)))
    step_question = everything.step_questions.get(int(refs.get("step_question", 0)))
    things = (milestone, mentorship, support, happened, look, amendment, step_question)
    if any(name in refs and thing is None for name, thing in zip(_REFS[1:], things, strict=True)):
        return None
    if "question" in refs and is_another:
        return None
    return Matter(
        reader=reader,
        plan=plan,
        manages=(reader.pk, plan.rep_id) in everything.managing,
        say=everything.say,
        on=at.astimezone(reader.zone).date(),
        signed=everything.signed.get(plan.pk, frozenset()),
        milestone=milestone,
        mentorship=mentorship,
        question=question,
        support=support,
        happened=happened,
        look=look,
        amendment=amendment,
        step_question=step_question,
    )
