"""Any order of what people, HR and the clock may do leaves a formal plan that keeps its rules."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from plans.actions import (
    acknowledgement,
    advance,
    agreement,
    amendment,
    announced_outcome,
    approval,
    draft,
    outcome,
    override,
    statement,
)
from plans.actions.amendment import NewTerms
from plans.calculations.chain import text_sha256
from plans.documents.agreement import text_of
from plans.models import Plan
from plans.permissions import can_close, can_sign
from plans.queries.calendar import local_day
from tests.factories.plans import CommitmentFactory, left_open
from tests.plans.formal_around import AroundIt
from tests.plans.formal_lives import may_be_not_met, prepared, standing, takes_part
from tests.plans.lives import as_the_suite, when

pytestmark = pytest.mark.django_db
WHYS = ("Two deeper questions in each meeting.", "Fewer, better meetings.")
STAGES = [
    *("draft", "sent", "changed", "approved", "proposed", "received", "shown", "ended", "extended"),
    *["active"] * 3,
    *["review"] * 4,
]
PEOPLE = st.sampled_from(["rep", "manager", "other", "mentor", "hr"])
OFTEN_HR = st.sampled_from(["rep", "manager", "other", "mentor", *["hr"] * 4])


class FormalLife(AroundIt):
    """What may happen to a formal plan."""

    @initialize(
        stage=st.sampled_from(STAGES),
        kept=st.sampled_from([0, 1, 2, 2]),
        real=st.sampled_from([None, 0.69, 0.7, 0.7]),
        misses=st.sampled_from([False, False, True]),
        strays=st.sampled_from([False, False, True]),
    )
    def begin(self, stage, kept, real, misses, strays):
        """Lives begin at every stage, each reached by what leads there; who takes part tries first what is HR's."""
        self.begin_first(stage, kept, misses=misses)
        if stage == "changed":
            self.write_draft(WHYS[1])
            self.approve("hr", "right")
        if stage == "extended":
            self.close("extended", True)
            self.begin_first("active", kept)
        if stage in {"review", "shown", "ended"}:
            self.come_to_its_end(stage, real)
        self.strays = strays

    def come_to_its_end(self, stage, real):
        if real is not None:
            self.judged(real)
        self.announce("leaving")
        if stage == "review":
            self.take_outcome_back()
            return
        for by in ("rep", "manager", "hr"):
            self.give_override(by, True)
        self.announce("leaving")
        if stage == "ended":
            self.night("before")
            self.night("at")

    def begin_first(self, stage, kept, *, misses=False):
        places = ("draft", "sent", "approved", "proposed", "received", "active", "review")
        steps = (
            lambda: (self.send_to_hr(True), self.propose()),
            lambda: [self.approve(by, "right") for by in ("mentor", "manager", "hr")],
            self.propose,
            self.receive,
            lambda: [self.sign(by, "disagree") for by in ("other", "rep", "hr", "manager")],
            lambda: (self.deliver(kept), misses and self.plan_talk(14), self.to_the_end()),
        )
        last = {"shown": "review", "ended": "review", "extended": "review", "changed": "sent"}.get(
            stage, stage
        )
        for step in steps[: places.index(last)]:
            step()

    def to_the_end(self):
        self.at += timedelta(days=(self.plan.ends_on - local_day(self.at)).days + 1)
        self.attempt(advance.advance)

    # Before the plan runs.

    @when("draft")
    @rule(why=st.sampled_from(WHYS))
    def write_draft(self, why):
        told = {
            "reason": draft.Reason(causes=["technique"], evidence="54 of 247.", tried="Joint calls."),
            "why": why,
        }
        seen = [draft.Seen(date(2025, 12, 11), "The demo came first.", "call")]
        version, headline = self.plan.version, self.plan.headline
        self.attempt(draft.save_reason, plan=self.plan, by=self.manager, version=version, headline=headline, seen=seen, **told)  # fmt: skip

    @when("draft")
    @rule(has_reasons=st.booleans())
    def send_to_hr(self, has_reasons):
        reasons = approval.Reasons(*["The season is short.", "It is no luck."][: 2 * has_reasons])
        self.attempt(approval.submit, plan=self.plan, by=self.manager, reasons=reasons)

    @when("draft")
    @rule(by=OFTEN_HR, what=st.sampled_from(["right", "right", "old text", "old digest"]))
    def approve(self, by, what):
        by, asked = self.person(by), self.plan.approvals.order_by("number")
        if not asked:
            return
        read, digest = (0 if what == old else len(asked) - 1 for old in ("old text", "old digest"))
        sha256 = asked[digest].sha256
        if self.attempt(approval.approve, approval=asked[read], by=by, sha256=sha256):
            assert sha256 == text_sha256(text_of(self.plan, number=self.plan.agreements.count() + 1))
            assert not takes_part(by, self.plan)

    @when("draft")
    @rule(by=OFTEN_HR)
    def return_text(self, by):
        if asked := self.plan.approvals.order_by("-number").first():
            by = self.person(by)
            if self.attempt(approval.send_back, approval=asked, by=by, comment="Name the days."):
                assert not takes_part(by, self.plan)

    @when("draft")
    @rule()
    def take_back_from_hr(self):
        self.attempt(approval.take_back, plan=self.plan, by=self.manager)

    @when("proposed")
    @rule()
    def receive(self):
        self.attempt(acknowledgement.receive, plan=self.plan, by=self.rep)

    @when("proposed")
    @rule(by=PEOPLE, answer=st.sampled_from(["agree", "disagree"]))
    def sign(self, by, answer):
        by = self.person(by)
        said = {"answer": answer, "comment": "Half of it was ours."} if by == self.rep else {}
        later = self.plan.starts_on
        while later is not None and later < local_day(self.at):
            later += timedelta(weeks=1)
        begins_on = later if later != self.plan.starts_on else None
        if self.attempt(agreement.sign, plan=self.plan, by=by, begins_on=begins_on, **said):
            assert by in {self.rep, self.manager}

    @when("proposed")
    @rule(witness=PEOPLE)
    def decline_witnessed(self, witness):
        told = {"declined_on": local_day(self.at), "witness": self.person(witness)}
        if can_sign(self.manager, self.plan):
            self.attempt(acknowledgement.decline, plan=self.plan, by=self.manager, **told)

    @when("proposed")
    @rule()
    def run_unanswered(self):
        self.attempt(acknowledgement.run_unanswered, plan=self.plan, by=self.manager)

    # While it runs.

    @when("active", "paused")
    @rule(weeks=st.integers(0, 14))
    def propose_dates(self, weeks):
        new = NewTerms(self.plan.ends_on + timedelta(weeks=weeks), {})

        def propose(*, at):
            read = amendment.written(plan=self.plan, new=new, by=self.manager, at=at)
            amendment.propose(
                plan=self.plan, new=new, reason="A fair.", sha256=read.sha256, by=self.manager, at=at
            )

        self.attempt(propose)

    @when("active", "paused")
    @rule(act=st.sampled_from(["receive", "sign", "sign", "decline", "take_back"]))
    def answer_dates(self, act):
        if waiting := self.plan.amendments.order_by("-number").first():
            told = {"sign": {"sha256": waiting.sha256}, "decline": {"comment": "A week more."}}.get(act, {})
            by = self.manager if act == "take_back" else self.rep
            self.attempt(getattr(amendment, act), amendment=waiting, by=by, **told)

    # How it ends.

    @rule(by=PEOPLE)
    def state(self, by):
        by, closed_at = self.person(by), self.plan.closed_at
        is_open = self.plan.proposed_at is not None and self.plan.status != Plan.Status.DRAFT
        is_late = closed_at is not None and self.at > closed_at + timedelta(days=30)
        is_done = self.attempt(statement.add, plan=self.plan, by=by, text=f"On {self.at}.")
        assert is_done == (by == self.rep and is_open and not is_late)

    @when("active", "paused", "in_review")
    @rule(result=st.sampled_from(["met", "met_in_part", "extended", "withdrawn", "left"]), sure=st.booleans())
    def close(self, result, sure):
        if not sure or not can_close(self.manager, self.plan):
            return
        told = {"result": result, "reasons": "Talked through.", "given_up": left_open(self.plan)}
        if self.attempt(outcome.close, plan=self.plan, by=self.manager, **told) and result == "extended":
            assert self.plan.predecessor_id is None
            self.follow(self.plan.successor)

    def follow(self, plan):
        """Go on with the draft that extends the plan, to which a promise and a word about its mentor are added."""
        CommitmentFactory(plan=plan)
        plan.no_mentor_reason = "The whole team is new."
        plan.save()
        self.live_on(plan)

    @when("in_review")
    @rule(next_step=st.sampled_from(["", "further_help", "new_focus", "other_role", "leaving"]))
    def announce(self, next_step):
        told = {"reasons": "Talked through.", "next_step": next_step, "given_up": left_open(self.plan)}
        is_possible = next_step != "" and may_be_not_met(self.plan, self.at)
        assert (
            self.attempt(announced_outcome.announce, plan=self.plan, by=self.manager, **told) == is_possible
        )

    @when("in_review")
    @rule()
    def take_outcome_back(self):
        self.attempt(announced_outcome.take_back, plan=self.plan, by=self.manager)

    @when("in_review")
    @rule(moment=st.sampled_from(["before", "at", "days later"]))
    def night(self, moment):
        """The morning comes, or is a minute away."""
        shown = self.plan.announced_outcomes.waiting().first()
        if shown is None:
            return
        on = {"before": timedelta(minutes=-1), "at": timedelta(), "days later": timedelta(days=3)}[moment]
        self.at = max(self.at, shown.final_from + on)
        is_over = self.at >= shown.final_from
        self.attempt(advance.advance)
        shown.refresh_from_db()
        assert shown.is_waiting != is_over

    @when("in_review")
    @rule()
    def ask_for_override(self):
        self.attempt(override.ask, plan=self.plan, by=self.manager, why=f"The client left by {self.at}.")

    @when("in_review")
    @rule(by=OFTEN_HR, all_of_it=st.booleans())
    def give_override(self, by, all_of_it):
        by = self.person(by)
        blocks = standing(self.plan, self.at) if all_of_it else ["progress"]
        if self.attempt(override.give, plan=self.plan, by=by, blocks=blocks, reason="The client left."):
            assert not takes_part(by, self.plan)

    @when("in_review")
    @rule(by=OFTEN_HR)
    def refuse_override(self, by):
        by = self.person(by)
        if self.attempt(override.decline, plan=self.plan, by=by, reason="Not yet."):
            assert not takes_part(by, self.plan)

    @when("closed")
    @rule()
    def appeal(self):
        self.attempt(statement.appeal, plan=self.plan, by=self.rep, text="The leads came late.")

    @when("closed")
    @rule(by=OFTEN_HR)
    def answer_appeal(self, by):
        if written := self.plan.statements.appeals().first():
            by = self.person(by)
            if self.attempt(statement.answer, appeal=written, by=by, text="We looked at it."):
                assert not takes_part(by, self.plan)

    @rule(kind=st.sampled_from(["coaching", "formal"]))
    def open_another(self, kind):
        is_repeat = self.plan.version == 1 and kind == "formal"
        if self.plan.is_open and not is_repeat:
            assert not self.attempt(draft.open_draft, rep=self.rep, by=self.manager, kind=kind)


def test_any_life_of_a_formal_plan_keeps_the_rules():
    FormalLife.cast = prepared()
    run_state_machine_as_test(FormalLife, settings=as_the_suite(20, 15))
    assert {"approval.approve", "agreement.sign", "advance.advance"} <= set(FormalLife.done)
