"""Notes about a check-in that only their writer reads."""

from datetime import datetime

from django.db import transaction

from coaching.models import CheckIn, PrivateNote
from salesgym.people.models import User


@transaction.atomic
def save(*, talk: CheckIn, by: User, text: str, at: datetime) -> None:
    """Keep this text in place of what was there; without text the note goes. Possible at any time, also later."""
    if not text:
        PrivateNote.objects.filter(check_in=talk, author=by).delete()
        return
    PrivateNote.objects.update_or_create(check_in=talk, author=by, defaults={"text": text, "saved_at": at})
