"""The mail that offers a second mentor to a rep and their managers."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, kind_of, may_open_plan, why
from plans.emails.matter import Matter, matter_of, prefetch
from plans.models import Mentorship
from salesgym.kinds import Group


def _letter(matter: Matter) -> Letter:
    pairing = matter.mentorship
    assert pairing is not None and pairing.offered is not None  # noqa: S101, PT018 - asked by `_is_wanted` before
    words = {"mentor": pairing.mentor.first_name, "instead": pairing.offered.first_name, "rep": matter.rep}
    return Letter(
        subject=_("Somebody could help as a mentor too"),
        eyebrow=str(matter.plan.skill),
        title=_("Ask %(instead)s as well?") % words,
        text=_(
            "%(mentor)s has been quiet for a while. They stay the mentor until %(instead)s says yes, and are thanked then."
        )
        % words,
        button=_("Open the plan"),
        url=f"{matter.page}#people",
    )


def _is_wanted(matter: Matter) -> bool:
    """Not once somebody was asked, or the pairing has ended."""
    pairing = matter.mentorship
    return (
        pairing is not None
        and pairing.status == Mentorship.Status.ACCEPTED
        and pairing.offered is not None
        and matter.is_party
        and matter.plan.is_working
    )


def _context(matter: Matter) -> dict[str, Any]:
    return {**asdict(_letter(matter)), "why": why(matter)}


KINDS = (
    kind_of(
        "coaching.second_mentor_offered",
        gettext_lazy("A second mentor is offered"),
        Group.WAITS,
        matter_of=matter_of,
        prefetch=prefetch,
        context=_context,
        wanted=_is_wanted,
        may_open=may_open_plan,
    ),
)
