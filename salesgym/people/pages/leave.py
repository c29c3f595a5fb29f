"""Leave ahead in words: its days, and who has a manager's rights meanwhile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from salesgym.people.models import Leave
from salesgym.people.pages.sentence import sentence


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One leave, and the sentence about its deputy: "" without one."""

    leave: Leave
    deputy: str


def leave_lines(leaves: Iterable[Leave], *, is_own: bool) -> list[LeaveLine]:
    """These with their deputies, for the person themself or for somebody who reads of them."""
    return [LeaveLine(leave, _deputy(leave, is_own=is_own)) for leave in leaves]


def _deputy(leave: Leave, *, is_own: bool) -> str:
    if leave.deputy is None:
        return ""
    words = (
        _("%(name)s has your rights as a manager") if is_own else _("%(name)s has their rights as a manager")
    )
    return sentence(words, {"name": leave.deputy.name}, name=leave.deputy_id)
