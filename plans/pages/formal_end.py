"""How a formal plan ends, in words: what its agreement says of it, and what stands between it and "not met"."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.calculations.decision import BLOCKS, Rule, Why
from plans.calculations.formal_end import FormalEnd
from plans.models import Override

WHO_OVERRIDES = gettext_lazy(
    "An HR partner with no other part in this plan may override this, with a reason that both of you read."
)


def signed_words(*, is_extension: bool, has_room: bool) -> list[str]:
    """What the agreement of a formal plan says of its end besides met and met in part."""
    if is_extension:
        further = _("This plan extends an earlier one, so now the steps alone decide. It is extended once.")
    elif has_room:
        further = _(
            "Extended: once, by six weeks at most and 180 days in all, by a plan of its own that goes on with these weeks. Then the steps alone decide."
        )
    else:
        further = _(
            "A formal plan and its extension take 180 days at most. This one leaves too few of them, so the steps alone decide."
        )
    return [
        _("Not met: less than that. What may follow stands under what happens at the end."),
        further,
        _(
            "Before not met, the company has delivered 80 of 100 of what it promises here, late or not, and the manager has left out no check-in."
        ),
        _(
            "Not met is shown to the employee first. It is final at 9:00 on their next working day, and can be taken back until then."
        ),
        _(
            "An HR partner with no other part in this plan may override what stands against not met, with a reason that the employee reads. What the steps say is never overridden."
        ),
    ]


def why_words(why: Why, formal: FormalEnd) -> str:
    """Why a result is not possible today, for the reasons that formal plans alone have; "" for the others."""
    if why is Why.PROGRESS:
        # A formal plan may run without an answer of its rep, so that "both signed" would not always be true.
        return _(
            "Progress looks likely, and by its text the plan goes on while it continues: choose met, met in part or extended."
        )
    if why is Why.NO_DAYS_LEFT:
        return _("A formal plan and its extension take 180 days at most, and too few of them are left.")
    if why is Why.NOT_OVER:
        return _("Not met is possible once the plan has come to its end, and not before.")
    if why is Why.SUPPORT:
        return _support(formal)
    if why is Why.CHECK_INS:
        return ngettext(
            "A planned check-in was not held by the manager's doing, so not met is not possible.",
            "%(count)s planned check-ins were not held by the manager's doing, so not met is not possible.",
            formal.missed,
        ) % {"count": formal.missed}
    return ""


def missing_words(why: Why, formal: FormalEnd, *, real: str) -> str:
    """What stands against "not met", as an override keeps it; `real` is the chance in words."""
    if why is Why.PROGRESS:
        return _("Progress looked likely, %(chance)s.") % {"chance": real}
    if why is Why.SUPPORT:
        said = {"kept": formal.kept.kept, "made": formal.kept.made}
        return _("The company had delivered %(kept)s of %(made)s promises.") % said
    text = ngettext(
        "A check-in was not held by the manager's doing.",
        "%(count)s check-ins were not held by the manager's doing.",
        formal.missed,
    )
    return text % {"count": formal.missed}


def standing_blocks(rule: Rule) -> list[Override.Block]:
    """What stands against "not met" today and may be overridden; nothing where the steps, or the calendar, refuse it."""
    found = rule.reasons_against("not_met")
    if any(why not in BLOCKS for why in found):
        return []
    return [Override.Block(why.value) for why in found]


def _support(formal: FormalEnd) -> str:
    said = {"kept": formal.kept.kept, "made": formal.kept.made, "more": formal.still_to_deliver}
    text = ngettext(
        "We have delivered %(kept)s of %(made)s promises. Not met takes 80 of 100: one more, late or not.",
        "We have delivered %(kept)s of %(made)s promises. Not met takes 80 of 100: %(more)s more, late or not.",
        formal.still_to_deliver,
    )
    return text % said
