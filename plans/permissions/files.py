"""Who may read and add what hangs on steps and promises, and what a rep keeps for themselves."""

from datetime import datetime

from plans.models import Attachment, Commitment, Evidence, Milestone
from plans.models.attachment import Thing
from plans.permissions.plan import can_ask_for_plan, is_mentor, is_party, manages, talks
from salesgym import hooks
from salesgym.people.models import User
from salesgym.people.permissions import can_manage_by_id


def can_read_promise(user: User, commitment: Commitment) -> bool:
    """The two parties of its plan, and the mentor who made it; what was promised in a talk, whom its app names."""
    plan = commitment.plan
    if plan is None:
        return any(reads(user, commitment) for reads in hooks.commitment_readers)
    return is_party(user, plan) or (is_mentor(user, plan) and user.pk == commitment.promised_by_id)


def can_keep_evidence(user: User) -> bool:
    """Whoever is in a team today, and whoever has kept some: what is theirs stays in their hands."""
    return can_ask_for_plan(user) or Evidence.objects.of(user).exists()


def can_read_evidence(user: User, evidence: Evidence) -> bool:
    """The rep alone; from the day it is shared the two parties of its plan, and not the mentor."""
    return user.pk == evidence.rep_id or (evidence.plan is not None and is_party(user, evidence.plan))


def can_read_files(user: User, thing: Thing) -> bool:
    """Whoever reads the step, the promise or the evidence: of a step rep, manager and mentor."""
    if isinstance(thing, Milestone):
        return talks(user, thing.plan)
    return can_read_promise(user, thing) if isinstance(thing, Commitment) else can_read_evidence(user, thing)


def takes_files(thing: Thing) -> bool:
    """On a plan once both have signed and until it closes; of a talk always; on evidence until it is shared."""
    if isinstance(thing, Evidence):
        return not thing.is_shared
    return thing.plan is None or thing.plan.is_working


def can_add_file(user: User, thing: Thing) -> bool:
    """Whoever reads its files, while it takes new ones."""
    return takes_files(thing) and can_read_files(user, thing)


def can_remove_file(user: User, attachment: Attachment, *, at: datetime) -> bool:
    """Whoever added it for 15 minutes, and who manages the rep at any time; of evidence its rep until it is shared.

    The caller has asked `can_read_files`. At most two queries for each loaded step or promise.
    """
    if attachment.removed_at is not None:
        return False
    thing = attachment.thing
    if isinstance(thing, Evidence):
        return user.pk == thing.rep_id and not thing.is_shared
    if user.pk == attachment.added_by_id and attachment.is_fresh(at):
        return True
    if thing.plan is not None:
        return manages(user, thing.plan)
    known: dict[int, bool] = vars(thing).setdefault("_managed_by", {})
    if user.pk not in known:
        sides = (thing.promised_to_id, thing.promised_by_id) if isinstance(thing, Commitment) else ()
        known[user.pk] = any(pk != user.pk and can_manage_by_id(user, pk) for pk in sides if pk is not None)
    return known[user.pk]
