"""A person's inbox."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from salesgym import hooks, kinds
from salesgym.notices.models import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesgym.people.models import User

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What a notice is about, and whose words it tells of: "Sofia to Marcus" and how they begin. Each may be "".

    `person` is the id of whom it is about, where that is somebody else than the reader: their name leads to them.
    """

    about: str
    who: str = ""
    words: str = ""
    person: int | None = None


def unread_count(user: "User") -> int:
    """How many notices this person has not opened."""
    return Notice.objects.of(user.pk).unread().count()


def page(user: "User", number: str | int) -> Page[Notice]:
    """One page of this person's notices, newest first."""
    notices = Notice.objects.of(user.pk).order_by("-at", "-id")
    return Paginator(notices, PAGE_SIZE).get_page(number)


def told(user: "User", notices: "Sequence[Notice]") -> dict[int, Told]:
    """What these notices are about and the words they tell of, by their ids, as far as this person may read them."""
    found: dict[int, Told] = {}
    for words in hooks.notice_words:
        found |= words(user, notices)
    return found


def may_open(notice: Notice, user: "User") -> bool:
    """Whether this person may open the page of the notice today; rights may have ended since it came."""
    kind = kinds.find(notice.kind)
    return kind is None or kind.may_open is None or kind.may_open(user, notice.ref_ids)
