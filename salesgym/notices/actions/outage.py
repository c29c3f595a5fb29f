"""Notes that the mail server does not answer, and that it answers again."""

from datetime import datetime

from salesgym.notices.models import Outage, Outbox

ERROR_LENGTH = Outage._meta.get_field("error").max_length or 300


def is_noted() -> bool:
    """Whether the mail server did not answer when somebody tried last."""
    return Outage.objects.exists()


def note(*, error: str, at: datetime) -> None:
    """The mail server does not answer: since now, unless that was known before."""
    Outage.objects.bulk_create(
        [Outage(since=at, error=error[:ERROR_LENGTH])],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["error"],
    )


def end(*, at: datetime) -> None:
    """The mail server answers again: mail that it had put off goes now, not at the end of its pause."""
    Outage.objects.all().delete()
    Outbox.objects.put_off().filter(due_at__gt=at).update(due_at=at)
