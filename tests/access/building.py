"""Write the world of the table: its people, and what stands beside their plans."""

from datetime import date, datetime, timedelta

import factory
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from plans.models import Commitment
from salesgym.notices.actions import notice
from salesgym.notices.emails import unsubscribe_url
from salesgym.notices.models import Notice, Outbox
from salesgym.numbers.models import Import, PersonAlias
from salesgym.people.actions import invitation
from salesgym.people.models import Team, User
from tests.access.check_ins import add_check_ins
from tests.access.files_on_plans import add_files
from tests.access.formal_plans import FORMAL_STATES, add_formal_plans
from tests.access.plans_in_states import add_mentors, add_plan, pause_and_close
from tests.access.world import FORMAL, STATES, Measure, World, canary
from tests.factories.coached_deals import (
    CoachedDealFactory,
    JointCallFactory,
    PreparationFactory,
    RemarkFactory,
)
from tests.factories.coaching import CheckInFactory, TalkPromiseFactory, TalkRequestFactory, TopicFactory
from tests.factories.deals import DealFactory
from tests.factories.formal import switched_on
from tests.factories.imports import ImportFactory
from tests.factories.numbers import EarlySignalFactory, SavedViewFactory, give_weeks, standard_metrics
from tests.factories.people import (
    PASSWORD,
    JobRoleFactory,
    LeaveFactory,
    ManagementFactory,
    OrganizationFactory,
    RepFactory,
    TeamFactory,
    UserFactory,
)
from tests.factories.plans import DrillFactory, SkillFactory
from tests.factories.scoring import BehaviorFactory

# A file of numbers wherever it can stand.
FILES = (
    *("reading", "asking", "staging", "ready", "taking_in"),
    *("done", "refused_whole", "cancelled", "undoing", "undone"),
)


def build(measure: Measure | None = None) -> World:
    """Everything the table asks about, written once."""
    world = World(measure or Measure())
    on, at = timezone.localdate(), timezone.now()
    OrganizationFactory(currency=world.measure.currency)
    metrics = standard_metrics()
    north = _people(world, on)
    skill = SkillFactory(metric=metrics[world.measure.metric])
    BehaviorFactory(skill=skill)
    for state in (*STATES, *FORMAL):
        add_plan(world, state, north, skill, on=on, at=at)
    add_mentors(world, at)
    add_files(world, at)
    pause_and_close(world, at)
    add_formal_plans(world, at=at)
    _things(world, on=on, at=at)
    add_check_ins(world, at=at)
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
    for state in (*STATES, *FORMAL, *FORMAL_STATES):
        world.reps[state] = _rep(f"{state}_rep", north, secret)
    switched_on(by=someone("hr_partner", is_hr_partner=True))
    someone("other_hr", is_hr_partner=True).hr_teams.add(south)
    someone("site_admin", is_staff=True)
    return north


def _rep(name: str, team: Team, secret: object) -> User:
    return RepFactory(
        name=name.replace("_", " ").title(), email=f"{name}@example.com", team=team, password=secret
    )


def _things(world: World, *, on: date, at: datetime) -> None:
    """What stands beside the plans: people, days off, notices, mails, files and links."""
    rep = world.reps["active"]
    world.add("person", "rep", rep)
    world.add("person", "stranger", world.people["former_mentor"])
    world.add("role", "shared", rep.job_role)
    world.add("role", "nobodys", JobRoleFactory(name="Nobody's role"))
    world.add("drill", "drill", DrillFactory())
    week = on - timedelta(days=on.weekday() + 7)
    world.add("week", "rep", (rep.pk, week))
    world.add("week", "stranger", (world.people["former_mentor"].pk, week))
    world.add("view", "manager", SavedViewFactory(person=world.people["manager"]))
    world.add(
        "leave",
        "rep",
        LeaveFactory(person=rep, starts_on=on + timedelta(weeks=9), ends_on=on + timedelta(weeks=9)),
    )
    _talks(world, at=at)
    _deals(world, at=at)
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
    _left_out(world)


def _left_out(world: World) -> None:
    """A source of the manager's files, and a name that is left out of them."""
    brought = Import.objects.filter(imported_by=world.people["manager"]).exclude(source=None)
    source = brought.latest("pk").source
    name = PersonAlias.objects.create(source=source, key="tom two", text="Tom Two")
    world.add("source", "left_out", source)
    world.add("left out name", "left_out", (source.pk, name.pk))


def _talks(world: World, *, at: datetime) -> None:
    """A check-in that is to come and one that was held, what is on the agenda, and a request that waits."""
    sides = {"rep": world.reps["active"], "led_by": world.people["manager"]}
    world.add("talk", "planned", CheckInFactory(**sides, planned_for=at + timedelta(days=3)))
    notes = canary("notes", "active")
    held = CheckInFactory(**sides, held=True, notes=notes, planned_for=at - timedelta(days=4))
    world.add("talk", "held", held)
    made = {"promised_by": held.led_by, "promised_to": held.rep, "due_on": at.date()}
    promise = Commitment.objects.create(kind="talk", what=canary("promise", "active"), **made)
    TalkPromiseFactory(check_in=held, commitment=promise)
    CheckInFactory(
        **sides,
        planned_for=at - timedelta(days=9),
        called_off_at=at - timedelta(days=10),
        called_off_by=world.people["manager"],
        called_off_why=canary("calledoff", "active"),
    )
    TopicFactory(rep=sides["rep"], text=canary("topic", "active"))
    TalkRequestFactory(rep=sides["rep"], about=canary("about", "active"), asked_at=at)


def _deals(world: World, *, at: datetime) -> None:
    """A deal of the active plan's rep with its sheet, a remark, and a joint call that has begun."""
    rep, manager = world.reps["active"], world.people["manager"]
    deal = CoachedDealFactory(rep=rep, name=canary("deal", "active"), currency=world.measure.currency)
    PreparationFactory(deal=deal, next_step=canary("asking", "active"))
    RemarkFactory(deal=deal, body=canary("remark", "active"))
    begun = at - timedelta(hours=1)
    call = JointCallFactory(deal=deal, helper=manager, starts_at=begun, watch=canary("watch", "active"))
    BehaviorFactory.create_batch(3, skill=world.plans["active"].skill)
    world.add("deal", "active", deal)
    world.add("joint call", "active", call)
    world.add("deal of the CRM", "counting", DealFactory(owner=rep, currency=world.measure.currency))
    out = DealFactory(owner=rep, currency=world.measure.currency, out=True, taken_out_by=manager)
    world.add("deal of the CRM", "out", out)
