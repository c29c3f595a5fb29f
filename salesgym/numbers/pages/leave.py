"""Leave in words, beside a week or a number."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from salesgym.numbers.calculations.weeks.rates import Week


def leave_in_words(week: Week) -> str:
    """What a page says beside a week: on leave 2 of 5 days. Empty where the person had no leave in it."""
    if not week.away.days:
        return ""
    if week.away.is_whole_week:
        return _("on leave all week")
    words = ngettext(
        "on leave %(days)s of %(count)s day", "on leave %(days)s of %(count)s days", week.away.of
    )
    return words % {"days": week.away.days, "count": week.away.of}
