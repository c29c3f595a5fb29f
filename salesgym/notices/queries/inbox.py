"""A person's inbox."""

from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from salesgym import kinds
from salesgym.notices.models import Notice

if TYPE_CHECKING:
    from salesgym.people.models import User

PAGE_SIZE = 30


def unread_count(user: "User") -> int:
    """How many notices this person has not opened."""
    return Notice.objects.of(user.pk).unread().count()


def page(user: "User", number: str | int) -> Page[Notice]:
    """One page of this person's notices, newest first."""
    notices = Notice.objects.of(user.pk).order_by("-at", "-id")
    return Paginator(notices, PAGE_SIZE).get_page(number)


def may_open(notice: Notice, user: "User") -> bool:
    """Whether this person may open the page of the notice today; rights may have ended since it came."""
    kind = kinds.find(notice.kind)
    return kind is None or kind.may_open is None or kind.may_open(user, notice.ref_ids)
