"""What the area adds to the hook of a check-in."""

from datetime import datetime

from coaching.areas.deals.pages import talk as pages
from coaching.areas.deals.pages.tab import DEALS
from coaching.areas.deals.queries.talk import deals_to_talk_about
from coaching.queries.talk import TalkDeal
from salesgym.people.models import User


def talk_deals(reader: User, rep: User, at: datetime) -> list[TalkDeal]:
    """See `hooks.talk_deals`: nothing while the area is off for the reader. One query."""
    return pages.lines(deals_to_talk_about(reader, rep), at=at) if reader.has_area(DEALS) else []
