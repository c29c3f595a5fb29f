"""What happens around a formal plan while it runs: promises, check-ins, its judgement, and who manages and mentors."""

from datetime import time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from coaching.actions import check_in, planning
from plans.actions import commitment as promises
from plans.actions import mentor
from plans.models import Forecast
from plans.queries.calendar import local_day
from salesgym.people.actions import membership
from tests.factories.forecasts import give_forecast
from tests.factories.people import JOINED_ON
from tests.plans.formal_lives import KeepsFormalRules
from tests.plans.lives import rows_of_all, when


class AroundIt(KeepsFormalRules):
    """Help that is given or not, talks that are held or missed, and people who change."""

    @when("active", "paused", "in_review")
    @rule(real=st.sampled_from([0.1, 0.69, 0.7, 0.95]))
    def judged(self, real):
        """A night's run stores another chance that the plan has changed something."""
        if self.plan.is_working:
            Forecast.objects.filter(plan=self.plan).delete()
            give_forecast(self.plan, real=real)
            self.stored = rows_of_all()

    @when("active", "paused", "in_review")
    @rule(count=st.integers(1, 2))
    def deliver(self, count):
        for promise in self.plan.support.filter(delivered_on=None).exclude(promised_by=self.rep)[:count]:
            self.attempt(promises.deliver, commitment=promise, by=self.manager)

    @when("active", "paused", "in_review")
    @rule(days=st.integers(0, 3))
    def plan_talk(self, days):
        day = local_day(self.at) + timedelta(days=days)
        self.attempt(planning.plan_one, rep=self.rep, by=self.manager, day=day, hour=time(11))

    @when("active", "paused", "in_review")
    @rule(by_manager=st.booleans())
    def call_talk_off(self, by_manager):
        if talk := self.rep.check_ins.order_by("-planned_for").first():
            by = self.manager if by_manager else self.rep
            self.attempt(planning.call_off, talk=talk, by=by, sequence=talk.sequence)

    @when("active", "paused", "in_review")
    @rule(by_both=st.booleans())
    def hold_talk(self, by_both):
        if talk := self.rep.check_ins.order_by("-planned_for").first():
            for by in (self.manager, self.rep)[: 1 + by_both]:
                self.attempt(check_in.confirm, talk=talk, by=by)

    @rule()
    def manager_changes(self):
        """Another one takes over, and may come from HR; who went has no part in it any more."""
        gone, self.manager, self.cast = self.manager, self.cast.other, self.cast.with_other(self.manager)
        membership.appoint(person=self.manager, team=self.cast.team, on=JOINED_ON)
        membership.step_down(person=gone, team=self.cast.team, on=JOINED_ON)

    @when("active", "paused", "in_review")
    @rule()
    def mentor_accepts(self):
        if asked := self.plan.mentorships.filter(status="asked").first():
            self.attempt(mentor.accept, mentorship=asked)
