"""What a rep asked for and what came of it, as their day tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.pages import words
from plans.models import PlanWish
from salesgym.people.models import User


@dataclass(frozen=True, slots=True)
class WishWords:
    """A card of Today. `quote` is the answer in a sentence; a URL is "" where its button is not shown."""

    icon: str
    title: str
    text: str
    quote: str = ""
    take_back_url: str = ""
    ask_url: str = ""


def wish_words(wish: PlanWish, managers: Sequence[User]) -> WishWords:
    """`managers` are who manages the rep today, the first of whom is named while nobody has answered."""
    said = {"focus": wish.skill, "day": words.full_day(localtime(wish.asked_at).date())}
    if wish.is_open:
        said["name"] = managers[0].first_name if managers else ""
        return WishWords(
            "message-circle",
            _("You asked for a plan: %(focus)s") % said,
            _("%(name)s reads it and answers here. You asked on %(day)s.") % said
            if managers
            else _("Whoever manages your team next answers here. You asked on %(day)s.") % said,
            take_back_url=reverse("plans:take_back_wish", args=[wish.pk]),
        )
    said["name"] = wish.answered_by.first_name if wish.answered_by else ""
    if wish.plan_id is not None:
        return WishWords(
            "pencil",
            _("%(name)s writes the plan you asked for: %(focus)s") % said,
            _("It appears here once it is ready. You read every word before anything starts."),
        )
    return WishWords(
        "message-circle",
        _("%(name)s has answered: %(focus)s") % said,
        _("You asked on %(day)s. Talk about it whenever you like.") % said,
        quote=wish.answer,
        ask_url=reverse("plans:ask_for_plan"),
    )
