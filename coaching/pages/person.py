"""The tab Plan of somebody without a plan to read: what there is, and the one way on that fits the reader."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages.board.needs import answer_url
from coaching.queries.person import PersonSeen
from coaching.queries.wishes import Wish
from plans.models import Plan
from salesgym.people.permissions import Reading


@dataclass(frozen=True, slots=True)
class NoPlan:
    """What stands in place of a plan, with one button at most: `url` is "" without one."""

    title: str
    text: str
    url: str = ""
    button: str = ""


def no_plan(seen: PersonSeen, *, plan: Plan | None, wish: Wish | None, can_ask: bool) -> NoPlan:
    """`plan` is a draft that the reader may write, `wish` the plan that this person asks for."""
    if seen.reading is not Reading.PARTY:
        return _by_name(seen)
    return _own(wish, can_ask=can_ask) if seen.is_own else _managed(seen, plan, wish)


def _by_name(seen: PersonSeen) -> NoPlan:
    """The same whether there is a plan or not."""
    return NoPlan(
        _("Plans are read by those who work on them"),
        _("What %(name)s agrees stays between them, their managers and their mentor.")
        % {"name": seen.person.first_name},
    )


def _managed(seen: PersonSeen, plan: Plan | None, wish: Wish | None) -> NoPlan:
    said = {"name": seen.person.first_name}
    if plan is not None:
        return NoPlan(
            _("A draft waits for you"),
            _("Managers alone see it. %(name)s reads it once it is proposed.") % said,
            reverse("coaching:plan_page", args=[plan.pk]),
            _("Go on with the draft"),
        )
    if wish is not None:
        return NoPlan(
            _("%(name)s asks for a plan: %(focus)s") % {**said, "focus": wish.focus},
            _("Answer with a draft that begins there, or with a sentence."),
            answer_url(wish),
            _("Answer"),
        )
    return NoPlan(
        _("No plan yet"),
        _("Choose with %(name)s one thing to get better at. A first draft takes about ten minutes.") % said,
        reverse("plans:start_plan", query={"rep": seen.person.pk}),
        _("Start a plan"),
    )


def _own(wish: Wish | None, *, can_ask: bool) -> NoPlan:
    if wish is not None:
        return NoPlan(
            _("You asked for a plan: %(focus)s") % {"focus": wish.focus},
            _("The answer appears on Today."),
            reverse("coaching:today"),
            _("Go to Today"),
        )
    if not can_ask:
        return NoPlan(_("No plan"), _("Plans are for people in a team, and you are in none today."))
    return NoPlan(
        _("No plan yet"),
        _("You and your manager choose one thing to get better at. You read every word before it starts."),
        reverse("plans:ask_for_plan"),
        _("Ask for a plan"),
    )
