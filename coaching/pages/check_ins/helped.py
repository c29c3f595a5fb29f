"""What reps say together of a manager's check-ins, and what a rep is told of who reads their own answer."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from coaching.models import FEWEST_REPS, CheckIn, CheckInKind, HelpRating
from coaching.queries.help_rating import Together

Helped = HelpRating.Helped

HELPED = {
    Helped.NO: ngettext_lazy(
        "Did it help? Mostly no, from %(reps)s rep.", "Did it help? Mostly no, from %(reps)s reps.", "reps"
    ),
    Helped.A_LITTLE: ngettext_lazy(
        "Did it help? A little, from %(reps)s rep.", "Did it help? A little, from %(reps)s reps.", "reps"
    ),
    Helped.YES: ngettext_lazy(
        "Did it help? Mostly yes, from %(reps)s rep.", "Did it help? Mostly yes, from %(reps)s reps.", "reps"
    ),
    Helped.A_LOT: ngettext_lazy(
        "Did it help? A lot, from %(reps)s rep.", "Did it help? A lot, from %(reps)s reps.", "reps"
    ),
}
CAME: dict[Helped, Promise] = {
    Helped.NO: gettext_lazy("What was promised came: mostly not."),
    Helped.A_LITTLE: gettext_lazy("What was promised came: in part."),
    Helped.YES: gettext_lazy("What was promised came: mostly."),
    Helped.A_LOT: gettext_lazy("What was promised came: in time and of use."),
}


def who_reads(talk: CheckIn) -> str:
    """Who reads what the rep says of this talk: of a mentor's nobody else, of a manager's whoever led it, as a sum."""
    if talk.kind == CheckInKind.PAIR:
        return _("Only you see your answer.")
    return _(
        "Only you see your answer. %(name)s reads a sum from %(fewest)s or more different reps: "
        "never whose it is, and never when it was given."
    ) % {"name": talk.led_by.first_name, "fewest": FEWEST_REPS}


def helped_words(found: Together | None) -> list[str]:
    """One sentence on help and one on promises, in the word nearest to the mean; those without enough reps are left out."""
    if found is None:
        return []
    said = [str(HELPED[_nearest(found.mean)] % {"reps": found.reps})]
    return said if found.came is None else [*said, str(CAME[_nearest(found.came)])]


def _nearest(mean: float) -> Helped:
    return Helped(int(mean + 0.5))
