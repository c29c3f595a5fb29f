"""Any order of what people may do leaves a plan that makes sense."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from plans.actions import advance, agreement, milestone, outcome, pause, proposal, put_right
from plans.calculations.timeline.later_start import weeks_later
from plans.models import Milestone, Outcome, Plan
from salesgym.errors import Refused
from tests.factories.plans import PlanFactory, left_open

pytestmark = pytest.mark.django_db
STARTED = datetime(2025, 12, 29, 9, tzinfo=UTC)


class Life(RuleBasedStateMachine):
    """One plan in the hands of a rep, a manager and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = PlanFactory()
        self.rep, self.manager = self.plan.rep, self.plan.manager
        self.at = STARTED
        self.refusals: list[str] = []
        self.length = self.plan.history.count()

    def attempt(self, call, **kwargs) -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                call(at=self.at, **kwargs)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        except Refused as refusal:
            self.refusals.append(str(refusal))
        self.plan = Plan.objects.get(pk=self.plan.pk)

    @initialize(names=st.sampled_from([(), (True,), (True, False), (True, False)]))
    def begin(self, names):
        """Most lives are signed ones: half of them begin there."""
        self.propose()
        for by_rep in names:
            self.sign(by_rep=by_rep)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.at += timedelta(days=days)
        self.attempt(advance.advance)

    @rule()
    def propose(self):
        self.attempt(proposal.propose, plan=self.plan, by=self.manager)

    @rule()
    def take_back(self):
        self.attempt(proposal.take_back, plan=self.plan, by=self.manager)

    @rule(by_rep=st.booleans())
    def sign(self, by_rep):
        self.attempt(agreement.sign, plan=self.plan, by=self.rep if by_rep else self.manager)

    @rule(by_rep=st.booleans())
    def sign_late(self, by_rep):
        day = self.plan.starts_on
        day += timedelta(weeks=weeks_later(day, on=self.at.date()))
        by = self.rep if by_rep else self.manager
        self.attempt(agreement.sign, plan=self.plan, by=by, begins_on=day)

    @rule(position=st.integers(1, 3))
    def claim(self, position):
        step = self.plan.milestones.get(position=position)
        self.attempt(milestone.claim, milestone=step, by=self.rep, evidence="A call")

    @rule(position=st.integers(1, 3))
    def verify(self, position):
        self.attempt(milestone.verify, milestone=self.plan.milestones.get(position=position), by=self.manager)

    @rule(position=st.integers(1, 3), reason=st.sampled_from(["", "Another step was meant."]))
    def put_right(self, position, reason):
        step = self.plan.milestones.get(position=position)
        self.attempt(put_right.take_back_verification, milestone=step, by=self.manager, reason=reason)

    @rule(position=st.integers(1, 3))
    def send_back(self, position):
        step = self.plan.milestones.get(position=position)
        self.attempt(milestone.send_back, milestone=step, by=self.manager, reason="One more")

    @rule()
    def pause(self):
        self.attempt(pause.pause, plan=self.plan, by=self.manager, reason="Project")

    @rule()
    def resume(self):
        self.attempt(pause.resume, plan=self.plan, by=self.manager)

    @rule(
        result=st.sampled_from(["met", "met_in_part", "not_met", "withdrawn", "left"]),
        sure=st.integers(0, 3),
        leaves=st.booleans(),
    )
    def close(self, result, sure, leaves):
        if sure == 3:
            self.attempt(
                outcome.close,
                plan=self.plan,
                by=self.manager,
                result=result,
                reasons="Talked through.",
                next_step="further_help",
                given_up=left_open(self.plan) if leaves else (),
            )

    @invariant()
    def every_refusal_is_a_sentence(self):
        assert all(refusal.endswith(".") for refusal in self.refusals)

    @invariant()
    def a_running_plan_has_both_names(self):
        if self.plan.is_working:
            newest = self.plan.agreements.order_by("-number").first()
            assert newest.signatures.count() == 2
            assert self.plan.activated_at is not None

    @invariant()
    def a_pause_runs_exactly_while_the_plan_is_paused(self):
        running = self.plan.pauses.filter(ends_on=None).count()
        assert running == (1 if self.plan.status == Plan.Status.PAUSED else 0)

    @invariant()
    def closed_and_outcome_go_together(self):
        assert Outcome.objects.filter(plan=self.plan).exists() == (not self.plan.is_open)
        waiting = self.plan.milestones.filter(status__in=[Milestone.Status.AHEAD, Milestone.Status.REACHED])
        assert self.plan.is_open or not waiting.exists()

    @invariant()
    def steps_come_in_order_inside_the_plan(self):
        days = list(self.plan.milestones.order_by("position").values_list("due_on", flat=True))
        assert days == sorted(set(days))
        assert days[-1] <= self.plan.ends_on

    @invariant()
    def history_grows_without_gaps(self):
        numbers = list(self.plan.history.order_by("seq").values_list("seq", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= self.length
        self.length = len(numbers)


def test_any_life_keeps_the_rules():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
