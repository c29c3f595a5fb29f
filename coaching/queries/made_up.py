"""Since when what comes by the clock has to be made up for, after nothing planned for a while."""

from datetime import datetime, timedelta

from salesgym.notices.models import Heartbeat

MAKES_UP_FOR = timedelta(hours=36)
# What is older would not be on the delivery page any more. Whoever puts an old backup into use is not told of its weeks.
LONGEST = timedelta(days=28)


def planned_until(part: Heartbeat.Part, *, at: datetime) -> datetime:
    """The moment after which this planner may have missed something: when it ran last, or a day and a half ago if that is
    earlier, for whoever came into a role since.
    """
    ran = Heartbeat.objects.filter(name=part).values_list("at", flat=True).first()
    return max(min(ran or at, at - MAKES_UP_FOR), at - LONGEST)
