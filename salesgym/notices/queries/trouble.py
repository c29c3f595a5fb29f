"""What goes wrong with mail: for the health page, the delivery page and the mark on Set-up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Q

from salesgym.notices.models import Outage, Outbox

State = Outbox.State
# So long mail that was lost is news.
NEWS_FOR = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Since when the mail server does not answer and what it said last; how much mail was lost in the last day."""

    silent_since: datetime | None
    error: str
    dead: int
    unknown: int
    expired: int

    @property
    def is_any(self) -> bool:
        return self.silent_since is not None or self.dead + self.unknown + self.expired > 0


def trouble(*, at: datetime) -> Trouble:
    """What goes wrong now. Two queries."""
    silence = Outage.objects.first()
    lost = Outbox.objects.lost_since(at - NEWS_FOR).aggregate(
        **{
            str(state): Count("id", filter=Q(state=state))
            for state in (State.DEAD, State.UNKNOWN, State.EXPIRED)
        }
    )
    return Trouble(
        silent_since=silence.since if silence else None, error=silence.error if silence else "", **lost
    )


def is_any(*, lost_since: datetime) -> Q:
    """The same as a condition of another query; `lost_since` is NEWS_FOR ago."""
    return Q(Exists(Outage.objects.all())) | Q(Exists(Outbox.objects.lost_since(lost_since)))
