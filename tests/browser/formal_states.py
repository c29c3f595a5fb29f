"""Formal plans beside those of the sample, one in each state, in Dana's team."""

from datetime import timedelta

from django.utils import timezone

from plans.actions import acknowledgement, amendment, announced_outcome, override, statement
from plans.models import Plan
from salesgym.people.models import Team, User
from tests.factories.formal import put_before_rep, sent_to_hr, signed
from tests.factories.people import RepFactory
from tests.factories.plans import PlanFactory
from tests.plans.formal_plans import announce, formal_plan

# State -> its rep. "opened" has no plan, "sent" waits for HR, "received" for the answer, "running" for one about dates.
# The rep of "received" has one that "ended" as well.
NAMES = {
    "opened": "Olga Brandt",
    "sent": "Selma Brook",
    "received": "Rita Vance",
    "running": "Runa Holt",
    "blocked": "Bela Stone",
    "shown": "Sven Marsh",
    "appealed": "Abel Frost",
}


def formal_reps(dana: User) -> dict[str, User]:
    """The reps by the state of their plan, and none of the plans."""
    team = Team.objects.managed_by(dana).earliest("pk")
    return {state: RepFactory(name=name, team=team, job_role=None) for state, name in NAMES.items()}


def formal_plans(dana: User, reps: dict[str, User]) -> dict[str, Plan]:
    """One plan in each state but "opened"."""
    at, plans = timezone.now(), {}
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    reps = {**reps, "ended": reps["received"]}
    for state in ("blocked", "shown", "ended", "appealed"):
        promised = {"made": 2, "kept": 1} if state == "blocked" else {}
        plans[state] = formal_plan(reps[state], dana, starts_on=monday - timedelta(weeks=14), **promised)
    override.ask(plan=plans["blocked"], by=dana, why="The client has left.", at=at)
    announce(plans["shown"], at=at)
    for state in ("ended", "appealed"):
        announce(plans[state], at=at - timedelta(days=8))
    announced_outcome.settle_due(at=at - timedelta(minutes=1))
    ended = Plan.objects.get(pk=plans["appealed"].pk)
    statement.appeal(plan=ended, by=ended.rep, text="Two weeks were counted wrongly.", at=at)
    for state, weeks in (("sent", 1), ("received", 1), ("running", -5)):
        first = monday + timedelta(weeks=weeks)
        plans[state] = PlanFactory(rep=reps[state], manager=dana, kind="formal", starts_on=first)
    sent_to_hr(plans["sent"], at=at)
    put_before_rep(plans["received"], at=at)
    acknowledgement.receive(plan=plans["received"], by=reps["received"], at=at)
    _begin_with_new_dates(plans["running"])
    return plans


def _begin_with_new_dates(plan: Plan) -> None:
    """Signed with "I do not agree" before its first day; new dates wait for the rep's answer."""
    at = timezone.now()
    before = at - timedelta(weeks=6)
    put_before_rep(plan, at=before)
    signed(plan, at=before, answer="disagree", comment="Half of it was ours.")
    new = amendment.NewTerms(plan.ends_on + timedelta(weeks=1), {})
    text = amendment.written(plan=plan, new=new, by=plan.manager, at=at)
    told = {"reason": "A trade fair.", "sha256": text.sha256, "by": plan.manager, "at": at}
    amendment.receive(amendment=amendment.propose(plan=plan, new=new, **told), by=plan.rep, at=at)
