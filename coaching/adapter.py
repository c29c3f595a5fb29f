"""What coaching adds to hooks: what an inbox tells of, with whom the demo begins, and who reads what a talk promised."""

from collections.abc import Mapping, Sequence

from coaching.actions.comment import BATCH
from coaching.pages import demo_cast as cast_pages
from coaching.pages import inbox as pages
from coaching.queries import demo_cast, inbox, talk_promise
from plans.models import Commitment
from salesgym.notices.models import Notice
from salesgym.notices.queries.inbox import Told
from salesgym.people.models import User


def notice_words(user: User, notices: Sequence[Notice]) -> dict[int, Told]:
    """The plan that each notice is about, and how the comment that it tells of begins, in two queries at most."""
    plans = inbox.plans_of(user, {notice.ref_ids["plan"] for notice in notices if "plan" in notice.ref_ids})
    about = {notice.pk: plans.get(notice.ref_ids.get("plan", 0)) for notice in notices}
    times = {
        notice.pk: inbox.Stretch(notice.ref_ids["plan"], *inbox.quarter(notice.at, BATCH))
        for notice in notices
        if notice.kind == "coaching.comment" and about[notice.pk]
    }
    said = inbox.said_in(user, times.values())
    return {
        pk: pages.told(user, plan, said.get(times[pk]) if pk in times else None)
        for pk, plan in about.items()
        if plan is not None
    }


def sample_people() -> Mapping[int, str]:
    """A sentence about each of the sample's people with whom a look at it begins."""
    return cast_pages.sentences(demo_cast.first_people())


def can_read_talk_promise(user: User, commitment: Commitment) -> bool:
    """The two sides of the talk, and the mentor of the rep's running plan what they promised themselves."""
    return talk_promise.is_read_by(user, commitment)
