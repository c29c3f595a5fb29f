"""Who may take practice back, change a comment, or do what with a check-in. The rules of plans are in plans.permissions."""

from coaching.models import CheckIn, CheckInKind, Comment, PracticeEntry, TalkPromise, Topic
from plans.models import Plan
from plans.permissions import can_comment, is_mentor, is_rep, manages
from salesgym.people.models import Membership, User
from salesgym.people.permissions import can_manage_by_id


def can_undo(user: User, entry: PracticeEntry) -> bool:
    """Only the rep who logged a workout may take it back."""
    return entry.rep_id == user.pk


def can_change_comment(user: User, comment: Comment) -> bool:
    """Only the writer may edit or withdraw a comment, while they may comment on its plan."""
    return comment.author_id == user.pk and can_comment(user, comment.plan)


def can_see_confidence(user: User, plan: Plan) -> bool:
    """How sure the rep feels is for the rep and, while the plan works, for a mentor who does not manage them: what was
    said since they accepted.
    """
    if is_rep(user, plan):
        return True
    return plan.is_working and is_mentor(user, plan) and not manages(user, plan)


def leads(user: User, talk: CheckIn) -> bool:
    """Whether the user is the other side of this talk: who manages the rep today, deputies included, or the mentor.

    Who planned it and manages the rep no more does not. At most one query.
    """
    if user.pk == talk.rep_id:
        return False
    if talk.kind == CheckInKind.PAIR:
        return user.pk == talk.led_by_id and talk.plan is not None and talk.plan.mentor_id == user.pk
    return can_manage_by_id(user, talk.rep_id)


def is_in_talk(user: User, talk: CheckIn) -> bool:
    """The two sides of a talk: its rep, and who leads it."""
    return user.pk == talk.rep_id or leads(user, talk)


def can_hold_talk(user: User, talk: CheckIn) -> bool:
    """Either side may move or call off a talk, start and end it, write its notes and promises, and confirm for
    themselves. The actions refuse what the state of the talk does not allow.
    """
    return is_in_talk(user, talk)


def can_answer_talk(user: User, talk: CheckIn) -> bool:
    """Where the rep saw a talk differently, who leads it answers."""
    return bool(talk.seen_differently) and leads(user, talk)


def can_rate_talk(user: User, talk: CheckIn) -> bool:
    """Only the rep says whether a talk helped."""
    return user.pk == talk.rep_id


def can_remove_topic(user: User, topic: Topic) -> bool:
    """Only who put a line on the agenda takes it off."""
    return topic.added_by_id == user.pk


def can_keep_promise(user: User, promise: TalkPromise) -> bool:
    """Either side of the talk says that something promised there was done, and so does who promised it."""
    return user.pk == promise.commitment.promised_by_id or is_in_talk(user, promise.check_in)


def can_give_up_promise(user: User, promise: TalkPromise) -> bool:
    """Whom it was promised to releases a promise that is not needed any more, and so does who leads the talk today."""
    return may_release(user, promise, is_lead=False) or may_release(
        user, promise, is_lead=leads(user, promise.check_in)
    )


def may_release(user: User, promise: TalkPromise, *, is_lead: bool) -> bool:
    """The same where it is known whether they lead its talk today. Nobody releases their own promise."""
    made = promise.commitment
    return user.pk != made.promised_by_id and (is_lead or user.pk == made.promised_to_id)


def can_plan_talk(user: User, rep: User) -> bool:
    """Who manages the rep today plans a talk and sets how often they talk."""
    return user.pk != rep.pk and can_manage_by_id(user, rep.pk)


def can_ask_for_talk(user: User) -> bool:
    """Whoever is in a team today; the action refuses a second request while one waits."""
    return Membership.objects.today().filter(person=user).exists()
