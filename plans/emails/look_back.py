"""The mail about one more look at the number of a closed plan."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.pages.look_back import held_words, slipped_words
from salesgym.kinds import Group


@mail(
    "plans.gain_looked_at",
    gettext_lazy("Whether a gain lasts after the plan"),
    group=Group.PROGRESS,
    wanted=lambda matter: matter.is_party and matter.look is not None,
)
def gain_looked_at(matter: Matter) -> Letter:
    """That the gain held, or that it slipped back and what helps. The figure is for the mail itself, not its subject."""
    look = matter.look
    assert look is not None  # noqa: S101 - `wanted` has seen it
    words = held_words if look.is_held else slipped_words
    said = words(look, matter.say, is_rep=matter.is_rep)
    return Letter(
        subject=_("Your gain, looked at once more") if matter.is_rep else _("A gain, looked at once more"),
        eyebrow=str(matter.plan.skill),
        title=_("It held") if look.is_held else _("It slipped back a little"),
        # A rep is asked, a manager told.
        text=said if matter.is_rep else f"{said}.",
        button=_("Open the plan"),
        url=f"{matter.page}#lasting",
    )
