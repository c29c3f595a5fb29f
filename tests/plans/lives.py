"""What a plan of either kind goes through in any order, and what always holds: shared by the machines of both kinds."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import ClassVar

from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from plans.actions import advance, milestone, pause, proposal
from plans.models import Milestone, Outcome, Plan
from plans.queries.history_chain import verify
from salesgym.errors import Refused
from salesgym.people.models import User

STARTED = datetime(2025, 12, 29, 9, tzinfo=UTC)
# A refused act leaves all of these as they were: the plan, what hangs on it, and who was told.
WATCHED = ("plans", "coaching", "notices")


def rows_of_all() -> tuple[object, ...]:
    """How many rows each watched table has, and a sum that another row changes. One query."""
    tables = [model._meta.db_table for app in WATCHED for model in apps.get_app_config(app).get_models()]
    counted = ", ".join(
        f"(SELECT (count(*), sum(hashtext(one::text)))::text FROM {table} one)"  # noqa: S608 - names of our models
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}")
        return cursor.fetchone()


def as_the_suite(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def when(*statuses: str):
    """The plan is in one of these; in a life that strays the act is tried at any time, mostly to be refused."""
    return precondition(lambda life: life.strays or life.plan.status in statuses)


def holds(look: Callable[["OneLife"], None]):
    """An invariant, looked at where something has changed since."""

    @wraps(look)
    def look_again(life: "OneLife") -> None:
        if life.looked.get(look.__name__) != life.stored:
            look(life)
            life.looked[look.__name__] = life.stored

    return invariant()(look_again)


class OneLife(RuleBasedStateMachine):
    """One plan in the hands of a rep, a manager and the clock. What a run wrote is gone after it."""

    rep: User
    manager: User
    # What was done in all runs, so that a machine to which nothing happens shows.
    done: ClassVar[Counter[str]]

    def __init_subclass__(cls, **more: object) -> None:
        super().__init_subclass__(**more)
        cls.done = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.at, self.strays = STARTED, False
        self.refusals: list[str] = []
        self.looked: dict[str, tuple[object, ...]] = {}
        self.plan = self.begun()
        self.length = self.plan.history.count()
        self.stored = rows_of_all()
        self.texts = self.texts_of_all()

    def begun(self) -> Plan:
        """The draft that a life begins with."""
        raise NotImplementedError

    def teardown(self) -> None:
        try:
            if not connection.needs_rollback:
                self.settle_constraints()
                assert verify().bad == []
        finally:
            transaction.set_rollback(True)
            self.run.__exit__(None, None, None)

    def attempt(self, call, **told) -> bool:
        """Let it happen, as the views do; where it is refused nothing has changed. Whether it was done."""
        try:
            call(at=self.at, **told)
        except Refused as refusal:
            self.refusals.append(str(refusal))
            assert rows_of_all() == self.stored
            return False
        self.settle_constraints()
        self.done[f"{call.__module__.rpartition('.')[2]}.{call.__name__}"] += 1
        self.plan = Plan.objects.get(pk=self.plan.pk)
        self.stored = rows_of_all()
        return True

    def settle_constraints(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")

    def texts_of_all(self) -> dict[tuple[str, int], tuple[str, str]]:
        """Every version of the terms that was put before anybody, by kind and number, with its digest."""
        return {
            (name, number): (text, digest)
            for name in ("agreements", "amendments", "approvals")
            for number, text, digest in getattr(self.plan, name).values_list("number", "text", "sha256")
        }

    def step(self, position: int) -> Milestone | None:
        return self.plan.milestones.filter(position=position).first()

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        """A draft is written within days: once its first step lies behind, nothing of it can be proposed any more."""
        self.at += timedelta(days=1 if self.plan.status == Plan.Status.DRAFT and not self.strays else days)
        self.attempt(advance.advance)

    @when("draft")
    @rule()
    def propose(self):
        self.attempt(proposal.propose, plan=self.plan, by=self.manager)

    @when("proposed")
    @rule()
    def take_back(self):
        self.attempt(proposal.take_back, plan=self.plan, by=self.manager)

    @when("active", "paused", "in_review")
    @rule(position=st.integers(1, 3))
    def claim(self, position):
        if step := self.step(position):
            self.attempt(milestone.claim, milestone=step, by=self.rep, evidence="A call")

    @when("active", "paused", "in_review")
    @rule(position=st.integers(1, 3))
    def verify(self, position):
        if step := self.step(position):
            self.attempt(milestone.verify, milestone=step, by=self.manager)

    @when("active")
    @rule()
    def pause(self):
        self.attempt(pause.pause, plan=self.plan, by=self.manager, reason="Project")

    @when("paused")
    @rule()
    def resume(self):
        self.attempt(pause.resume, plan=self.plan, by=self.manager)

    @invariant()
    def every_refusal_is_a_sentence(self):
        assert all(refusal.endswith(".") for refusal in self.refusals)

    @holds
    def a_pause_runs_exactly_while_the_plan_is_paused(self):
        running = self.plan.pauses.filter(ends_on=None).count()
        assert running == (1 if self.plan.status == Plan.Status.PAUSED else 0)

    @holds
    def a_rep_has_one_open_plan_at_most(self):
        assert Plan.objects.open().filter(rep=self.rep).count() <= 1

    @holds
    def closed_and_outcome_go_together(self):
        assert Outcome.objects.filter(plan=self.plan).exists() == (not self.plan.is_open)
        waiting = self.plan.milestones.filter(status__in=[Milestone.Status.AHEAD, Milestone.Status.REACHED])
        assert self.plan.is_open or not waiting.exists()

    @holds
    def steps_come_in_order_inside_the_plan(self):
        days = list(self.plan.milestones.order_by("position").values_list("due_on", flat=True))
        assert days == sorted(set(days))
        assert not days or days[-1] <= self.plan.ends_on

    @holds
    def every_version_stays_as_it_was(self):
        now = self.texts_of_all()
        assert self.texts.items() <= now.items()
        self.texts = now

    @holds
    def history_grows_without_gaps(self):
        numbers = list(self.plan.history.order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= self.length
        self.length = len(numbers)
