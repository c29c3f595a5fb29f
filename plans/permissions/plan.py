"""Who may do what with a plan. Each answer is about today and about the plan's state as it was loaded."""

from datetime import datetime, timedelta

from plans.models import Commitment, LookBack, Mentorship, Plan, Reward
from plans.models.statement import DAYS_AFTER_THE_END
from salesgym.people.models import Membership, User
from salesgym.people.permissions import can_manage_by_id


def manages(user: User, plan: Plan) -> bool:
    """Whether the user is the rep's manager today, or deputy of one. One query per loaded plan and person."""
    if user.pk not in _known(plan):
        remember_manages(plan, user, can_manage_by_id(user, plan.rep_id))
    return _known(plan)[user.pk]


def remember_manages(plan: Plan, user: User, answer: bool) -> None:
    """Keep the answer of `manages` on this loaded plan, for a query that loaded the answer with the plan.

    The answer decides what this person may do, so it must be exactly whether `User.objects.managed_by(user)`
    has the plan's rep.
    """
    _known(plan)[user.pk] = answer


def _known(plan: Plan) -> dict[int, bool]:
    known: dict[int, bool] = vars(plan).setdefault("_managed_by", {})
    return known


def can_compare_money(user: User, rep: User) -> bool:
    """Whether the user may read what lies in money between this rep and the middle of their role: who manages the rep
    does, in the wizard and beside the numbers; the rep does not. One query for another person."""
    return user.pk != rep.pk and can_manage_by_id(user, rep.pk)


def is_rep(user: User, plan: Plan) -> bool:
    """Whether the user is the rep whom the plan is for."""
    return user.pk == plan.rep_id


def is_mentor(user: User, plan: Plan) -> bool:
    """Whether the user is the plan's mentor now; a former mentor has no rights."""
    return plan.mentor_id is not None and user.pk == plan.mentor_id


def is_party(user: User, plan: Plan) -> bool:
    """The two parties to an agreement are the rep and those who manage the rep today."""
    return is_rep(user, plan) or manages(user, plan)


def can_ask_for_plan(user: User) -> bool:
    """Whoever is in a team today; the action refuses those who have a plan."""
    return Membership.objects.today().filter(person=user).exists()


def can_edit_draft(user: User, plan: Plan) -> bool:
    """A manager, until the plan is proposed and again after it was taken back."""
    return plan.status == Plan.Status.DRAFT and manages(user, plan)


def can_propose(user: User, plan: Plan) -> bool:
    """Whoever may edit the draft."""
    return can_edit_draft(user, plan)


def can_discard_draft(user: User, plan: Plan) -> bool:
    """Whoever may edit the draft."""
    return can_edit_draft(user, plan)


def can_take_back(user: User, plan: Plan) -> bool:
    """A manager, from the proposal until both have signed."""
    return plan.status == Plan.Status.PROPOSED and manages(user, plan)


def can_answer(user: User, plan: Plan) -> bool:
    """Whether the user may write the rep's own side of a proposal: how they see it, what they would change."""
    return plan.status == Plan.Status.PROPOSED and is_rep(user, plan)


def can_sign(user: User, plan: Plan) -> bool:
    """Either party, from the proposal until both have signed; the action refuses a second signature."""
    return plan.is_open_for_signing and is_party(user, plan)


def can_amend(user: User, plan: Plan) -> bool:
    """A manager may propose other dates while the plan runs or is paused; not of one that counts by the earlier rule."""
    return plan.is_amendable and manages(user, plan)


def can_answer_amendment(user: User, plan: Plan) -> bool:
    """Only the rep signs new dates or says what they would rather have, until the plan closes."""
    return plan.is_working and is_rep(user, plan)


def is_rep_of_terms(user: User, plan: Plan) -> bool:
    """The rep, from the proposal until the plan closes: they say that a step is vague, and share their own evidence."""
    return is_rep(user, plan) and (plan.is_working or plan.status == Plan.Status.PROPOSED)


def can_add_to_record(user: User, plan: Plan) -> bool:
    """The rep of a formal plan, from its proposal on and after its end. Statement and appeal each have days of their own."""
    is_shown = plan.proposed_at is not None and plan.status != Plan.Status.DRAFT
    return plan.is_formal and is_shown and is_rep(user, plan)


def can_add_statement(user: User, plan: Plan, *, at: datetime) -> bool:
    """Whoever adds to the record, until 30 days after the plan has ended."""
    is_in_time = plan.closed_at is None or at <= plan.closed_at + timedelta(days=DAYS_AFTER_THE_END)
    return is_in_time and can_add_to_record(user, plan)


def can_answer_step(user: User, plan: Plan) -> bool:
    """A manager, while the rep may ask what a step means."""
    return can_close(user, plan)


def can_claim(user: User, plan: Plan) -> bool:
    """Only the rep, once both have signed and until the plan closes, also while it is paused."""
    return plan.is_working and is_rep(user, plan)


def can_verify(user: User, plan: Plan) -> bool:
    """Only a manager, once both have signed and until the plan closes. They may also send the step back."""
    return plan.is_working and manages(user, plan)


def can_deliver(user: User, plan: Plan) -> bool:
    """Only managers, from the signing on, also after the plan has closed."""
    return plan.activated_at is not None and manages(user, plan)


def can_deliver_reward(user: User, reward: Reward) -> bool:
    """A manager, or the person who gives it where they may open the plan."""
    plan = reward.milestone.plan
    gives_it = user.pk == reward.given_by_id and plan.activated_at is not None
    return can_deliver(user, plan) or (gives_it and (is_rep(user, plan) or is_mentor(user, plan)))


def can_deliver_support(user: User, commitment: Commitment) -> bool:
    """A manager, or the mentor or the rep who promised it."""
    plan = commitment.of_plan
    if not plan.is_working:
        return False
    is_own = user.pk == commitment.promised_by_id
    return manages(user, plan) or (is_own and (is_mentor(user, plan) or is_rep(user, plan)))


def can_put_right_milestone(user: User, plan: Plan) -> bool:
    """Whoever may verify a step may take a verification back."""
    return can_verify(user, plan)


def can_put_right_reward(user: User, reward: Reward) -> bool:
    """A manager, or the person who marked it as given, while they may give it."""
    marked_it = user.pk == reward.delivered_by_id and can_deliver_reward(user, reward)
    return can_deliver(user, reward.milestone.plan) or marked_it


def can_put_right_support(user: User, commitment: Commitment) -> bool:
    """A manager while the plan works, or the mentor or the rep who marked their own promise as kept."""
    marked_it = user.pk == commitment.delivered_by_id and can_deliver_support(user, commitment)
    return (commitment.of_plan.is_working and manages(user, commitment.of_plan)) or marked_it


def can_pause(user: User, plan: Plan) -> bool:
    """A manager, while the plan is running: neither paused nor in review."""
    return plan.status == Plan.Status.ACTIVE and manages(user, plan)


def can_resume(user: User, plan: Plan) -> bool:
    """A manager, while the plan is paused."""
    return plan.status == Plan.Status.PAUSED and manages(user, plan)


def can_close(user: User, plan: Plan) -> bool:
    """Only a manager may give the outcome of a signed plan, or withdraw a proposal. A draft is discarded instead."""
    return plan.is_open and plan.status != Plan.Status.DRAFT and manages(user, plan)


def can_confirm_weeks(user: User, plan: Plan) -> bool:
    """Rep and managers of a formal plan until it closes, each what the other side typed; the action refuses the rest."""
    return plan.is_formal and plan.is_working and is_party(user, plan)


def can_copy(user: User, plan: Plan) -> bool:
    """A manager, once the plan has ended. A draft that was discarded holds nothing to use again."""
    return not plan.is_open and not plan.is_discarded and manages(user, plan)


def can_see_terms(user: User, plan: Plan) -> bool:
    """Agreement, reasons and outcome are for the two parties, not for the mentor."""
    return is_party(user, plan)


def can_see_worth(user: User, plan: Plan) -> bool:
    """What the plan is worth in money is for the two parties, not for the mentor."""
    return is_party(user, plan)


def can_set_costs(user: User) -> bool:
    """What somebody new costs is typed by HR, or in the set-up."""
    return user.is_site_admin or user.is_hr_partner


def can_save_own_figure(user: User, plan: Plan) -> bool:
    """Only the rep may save their own figure, from the proposal until the plan closes."""
    return is_rep_of_terms(user, plan)


def can_comment(user: User, plan: Plan) -> bool:
    """Rep, manager and mentor, from the proposal until the plan closes."""
    return plan.status not in {Plan.Status.DRAFT, Plan.Status.CLOSED} and talks(user, plan)


def talks(user: User, plan: Plan) -> bool:
    """Rep, manager and mentor: whoever comments while the plan takes comments."""
    return is_mentor(user, plan) or is_party(user, plan)


def can_log_practice(user: User, plan: Plan) -> bool:
    """Only the rep, once both have signed and until the plan closes, also while it is paused."""
    return plan.is_working and is_rep(user, plan)


def can_score(user: User, plan: Plan) -> bool:
    """Rep, manager and mentor may score a role-play or a call, once both have signed and until the plan closes."""
    return plan.is_working and (is_mentor(user, plan) or is_party(user, plan))


def can_read_scores(user: User, plan: Plan) -> bool:
    """Rep and manager from the signing on, also after the plan has closed; the mentor while the plan works."""
    if plan.activated_at is None:
        return False
    return is_party(user, plan) or (plan.is_working and is_mentor(user, plan))


def can_change_programme(user: User, plan: Plan) -> bool:
    """Only the rep may change their programme, from the proposal until the plan closes."""
    return is_rep_of_terms(user, plan)


def can_take_up_workout(user: User, look: LookBack) -> bool:
    """Only the rep, where a look at their closed plan found a slip."""
    return look.is_slipped and user.pk == look.plan.rep_id


def can_invite_mentor(user: User, plan: Plan) -> bool:
    """Either party, once the plan runs and while it has no mentor."""
    return plan.is_working and plan.mentor_id is None and is_party(user, plan)


def can_ask_next_mentor(user: User, plan: Plan) -> bool:
    """Either party, once the plan runs: somebody was offered in place of who cannot, or has not answered."""
    return plan.is_working and is_party(user, plan)


def can_end_mentoring(user: User, plan: Plan) -> bool:
    """Rep, manager and mentor may each end the pairing."""
    if not plan.is_open or plan.mentor_id is None:
        return False
    return is_mentor(user, plan) or is_party(user, plan)


def can_take_back_invitation(user: User, plan: Plan) -> bool:
    """Either party, until the plan closes."""
    return plan.is_open and is_party(user, plan)


def can_answer_invitation(user: User, mentorship: Mentorship) -> bool:
    """Nobody but the person who was asked."""
    return mentorship.status == Mentorship.Status.ASKED and user.pk == mentorship.mentor_id
