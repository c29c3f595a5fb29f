"""Who reads what was promised in a check-in."""

from collections.abc import Collection

from coaching.models import CheckIn
from plans.models import Commitment, Plan
from salesgym.people.models import User


def is_read_by(user: User, commitment: Commitment) -> bool:
    """Whoever may open the talk; and the mentor of the rep's running plan, where the promise is their own.

    Two queries at most.
    """
    talks = CheckIn.objects.filter(promises__commitment=commitment)
    if CheckIn.objects.visible_to(user).filter(pk__in=talks).exists():
        return True
    if user.pk != commitment.promised_by_id:
        return False
    return Plan.objects.working().filter(mentor=user, rep__in=talks.values("rep")).exists()


def mentoring_pairs(rep_ids: Collection[int]) -> set[tuple[int, int]]:
    """(mentor id, rep id) for everybody who mentors the open plan of one of these reps today. One query."""
    mentored = Plan.objects.open().filter(rep__in=rep_ids, mentor__isnull=False)
    return {(mentor, rep) for mentor, rep in mentored.values_list("mentor", "rep") if mentor is not None}
