"""Any order of what people may do leaves a coaching plan that makes sense."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from plans.actions import agreement, milestone, outcome, put_right
from plans.actions import history as history_actions
from plans.calculations.timeline.later_start import weeks_later
from plans.models import Event, Outcome, Plan
from tests.factories.plans import left_open
from tests.plans.lives import OneLife, as_the_suite, holds, when
from tests.plans.racing import managed_plan

pytestmark = pytest.mark.django_db


class Life(OneLife):
    """One coaching plan."""

    def begun(self) -> Plan:
        plan = managed_plan()
        self.rep, self.manager = plan.rep, plan.manager
        history_actions.record(plan=plan, actor=plan.manager, event=Event.DRAFT_OPENED, at=self.at)
        return plan

    @initialize(names=st.sampled_from([(), (True,), (True, False), (True, False)]), strays=st.booleans())
    def begin(self, names, strays):
        """Most lives are signed ones: half of them begin there."""
        self.propose()
        for by_rep in names:
            self.sign(by_rep=by_rep)
        self.strays = strays

    @when("proposed")
    @rule(by_rep=st.booleans())
    def sign(self, by_rep):
        self.attempt(agreement.sign, plan=self.plan, by=self.rep if by_rep else self.manager)

    @when("proposed")
    @rule(by_rep=st.booleans())
    def sign_late(self, by_rep):
        day = self.plan.starts_on
        day += timedelta(weeks=weeks_later(day, on=self.at.date()))
        by = self.rep if by_rep else self.manager
        self.attempt(agreement.sign, plan=self.plan, by=by, begins_on=day)

    @when("active", "paused", "in_review")
    @rule(position=st.integers(1, 3), reason=st.sampled_from(["", "Another step was meant."]))
    def put_right(self, position, reason):
        step = self.plan.milestones.get(position=position)
        self.attempt(put_right.take_back_verification, milestone=step, by=self.manager, reason=reason)

    @when("active", "paused", "in_review")
    @rule(position=st.integers(1, 3))
    def send_back(self, position):
        step = self.plan.milestones.get(position=position)
        self.attempt(milestone.send_back, milestone=step, by=self.manager, reason="One more")

    @when("proposed", "active", "paused", "in_review")
    @rule(
        result=st.sampled_from(["met", "met_in_part", "not_met", "withdrawn", "left"]),
        next_step=st.sampled_from(["further_help", "new_focus", "other_role", "leaving"]),
        sure=st.integers(0, 3),
        leaves=st.booleans(),
    )
    def close(self, result, next_step, sure, leaves):
        if sure == 3:
            self.attempt(
                outcome.close,
                plan=self.plan,
                by=self.manager,
                result=result,
                reasons="Talked through.",
                next_step=next_step,
                given_up=left_open(self.plan) if leaves else (),
            )

    @holds
    def a_running_plan_has_both_names(self):
        if self.plan.is_working:
            newest = self.plan.agreements.order_by("-number").first()
            assert newest.signatures.count() == 2
            assert self.plan.activated_at is not None

    @holds
    def what_follows_is_help(self):
        ended = Outcome.objects.filter(plan=self.plan).first()
        assert ended is None or ended.next_step in {"", "further_help", "new_focus"}


def test_any_life_keeps_the_rules():
    run_state_machine_as_test(Life, settings=as_the_suite(15, 20))
    assert {"proposal.propose", "agreement.sign"} <= set(Life.done)
