"""Who reads what was promised in a check-in."""

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
