"""One plan whole, as its own pages and the plan page need it."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet

from plans.models import (
    Agreement,
    Commitment,
    Diagnosis,
    Mentorship,
    Milestone,
    Outcome,
    Plan,
    ProgrammeItem,
    SelfAssessment,
    Signature,
)
from plans.queries.acknowledgement import READ_WITH as ANSWERED_WITH
from plans.queries.days_off import WAITS, waiting_weeks
from plans.queries.observation import OBSERVED, Observed, observed, observed_of
from plans.queries.step_question import Asked, of_terms, read
from salesgym.people.models import User

# What hangs on a plan once and comes with its row.
READ_WITH = (
    "rep", "manager", "mentor", "mentor_wish", "skill", "metric", "metric__numerator", "diagnosis",
    "self_assessment", "basis", "outcome__decided_by", "outcome__next_skill", "predecessor",
)  # fmt: skip


@dataclass(frozen=True)
class PlanWhole:
    """A plan with everything that hangs on it, as its two parties may read it. `found.whole` gives one.

    `agreement` is the newest, with its `signatures`; `earlier` are those that it replaced, the newest first. `real` is the
    stored chance that the plan has changed something, None where it is not known. `questions` are those about the steps of
    the newest agreement, `earlier_questions` those about the steps of the others. `observations` come by their day.
    """

    plan: Plan
    milestones: tuple[Milestone, ...]
    programme: tuple[ProgrammeItem, ...]
    support: tuple[Commitment, ...]
    diagnosis: Diagnosis | None
    self_assessment: SelfAssessment | None
    agreement: Agreement | None
    earlier: tuple[Agreement, ...]
    signatures: tuple[Signature, ...]
    mentorship: Mentorship | None
    outcome: Outcome | None
    real: Decimal | None
    questions: tuple[Asked, ...] = ()
    earlier_questions: tuple[Asked, ...] = ()
    observations: tuple[Observed, ...] = ()

    @property
    def rep_signature(self) -> Signature | None:
        return self._signature(Signature.Party.REP)

    @property
    def manager_signature(self) -> Signature | None:
        return self._signature(Signature.Party.MANAGER)

    @property
    def step_now(self) -> Milestone | None:
        """The step being climbed: the first that is still ahead."""
        return next((step for step in self.milestones if step.status == Milestone.Status.AHEAD), None)

    @property
    def people(self) -> set[int | None]:
        """The ids of everybody whose name stands on its pages; None for what nobody is named for."""
        plan = self.plan
        ids = {plan.rep_id, plan.manager_id, plan.mentor_id, plan.mentor_wish_id}
        ids.add(self.mentorship.mentor_id if self.mentorship else None)
        ids |= {promise.promised_by_id for promise in self.support}
        ids |= {step.reward.given_by_id for step in self.milestones if hasattr(step, "reward")}
        ids |= {signature.signer_id for signature in self.signatures}
        return ids

    def has_signed(self, user: User) -> bool:
        """True where the party that this person stands for has signed."""
        party = Signature.Party.REP if user.pk == self.plan.rep_id else Signature.Party.MANAGER
        return self._signature(party) is not None

    def _signature(self, party: str) -> Signature | None:
        return next((one for one in self.signatures if one.party == party), None)


def whole_of(plan: Plan) -> PlanWhole:
    """The plan, read by `with_what_hangs_on`, and all else that hangs on it, in five queries.

    It guards nothing: whoever gives it a plan has asked whether this person may see the terms.
    """
    signed = Prefetch("signatures", Signature.objects.select_related("signer").order_by("signed_at"))
    told = plan.agreements.annotate(asked=of_terms(OuterRef("pk")))
    told = told.select_related("proposed_by", *ANSWERED_WITH)
    agreements = list(told.prefetch_related(signed).order_by("-number"))
    asked = [tuple(read(vars(agreement)["asked"])) for agreement in agreements]
    newest = agreements[0] if agreements else None
    steps = plan.milestones.select_related("metric", "reward__given_by", "verified_by").order_by("position")
    return PlanWhole(
        plan=plan,
        milestones=tuple(steps),
        programme=tuple(plan.programme.select_related("drill").order_by("position")),
        support=tuple(plan.support.select_related("promised_by").order_by("due_on", "pk")),
        diagnosis=getattr(plan, "diagnosis", None),
        self_assessment=getattr(plan, "self_assessment", None),
        agreement=newest,
        earlier=tuple(agreements[1:]),
        signatures=tuple(newest.signatures.all()) if newest else (),
        mentorship=vars(plan).get("pairing"),
        outcome=getattr(plan, "outcome", None),
        real=vars(plan).get("real"),
        questions=asked[0] if asked else (),
        earlier_questions=tuple(one for each in asked[1:] for one in each),
        observations=tuple(observed_of(plan)),
    )


def with_what_hangs_on(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """These plans with what hangs on each once; of two pairings the one that runs before the invitation that waits."""
    running = Q(mentorships__status__in=[Mentorship.Status.ASKED, Mentorship.Status.ACCEPTED])
    paired = plans.annotate(
        pairing=FilteredRelation("mentorships", condition=running),
        real=F("forecast__real"),
        **{OBSERVED: observed(), WAITS: waiting_weeks()},
    )
    named = paired.select_related(*READ_WITH, "pairing__mentor")  # type: ignore[misc] # annotated
    return named.order_by("pairing__pk")
