"""Whether talks of a rep with their manager are planned."""

from datetime import datetime

from coaching.models import CheckIn, Rhythm
from coaching.models.check_in_kind import CheckInKind
from salesgym.people.models import User


def are_planned(rep: User, since: datetime) -> bool:
    """A rhythm of theirs goes on, or a talk stands after this moment. Two queries at most."""
    if Rhythm.objects.running().filter(rep=rep, kind=CheckInKind.LINE).exists():
        return True
    return CheckIn.objects.line().filter(rep=rep, planned_for__gte=since, called_off_at=None).exists()
