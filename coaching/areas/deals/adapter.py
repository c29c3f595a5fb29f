"""What the area adds to check-ins and digests."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from coaching.areas.deals.pages import digest as digest_pages
from coaching.areas.deals.pages import talk as pages
from coaching.areas.deals.pages.tab import DEALS
from coaching.areas.deals.queries.digest import decided_between
from coaching.areas.deals.queries.talk import deals_to_talk_about
from coaching.queries.digest import DigestLine
from coaching.queries.talk import TalkDeal
from salesgym.people.models import AreaSwitch, User


def talk_deals(reader: User, rep: User, at: datetime) -> list[TalkDeal]:
    """See `hooks.talk_deals`: nothing while the area is off for the reader. One query."""
    return pages.lines(deals_to_talk_about(reader, rep), at=at) if reader.has_area(DEALS) else []


def digest_lines(
    rep_ids: Collection[int], since: datetime, until: datetime
) -> Mapping[int, Sequence[DigestLine]]:
    """See `hooks.digest_lines`: deals in coaching that were won or lost; nothing while the area is off. Two queries."""
    if not AreaSwitch.is_area_on(DEALS):
        return {}
    return digest_pages.lines(decided_between(rep_ids, since=since, until=until))
