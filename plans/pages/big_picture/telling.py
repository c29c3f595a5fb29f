"""How long until the target can be told from luck, in words."""

from decimal import Decimal
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.pages.big_picture.money import Voice, today_words
from plans.pages.big_picture.slots import TellingSlots
from plans.pages.scale import WordedScale
from plans.queries.big_picture import Known, Place
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import things

SLACK = 1e-9
# Under the bar, in hundredths of it, the first week and the end of the plan need so much room.
ROOM_FOR_TWO = 60


def weeks_of(place: Place) -> int | None:
    """Whole weeks to be 8 in 10 sure; None where it cannot be told or is not known."""
    telling = place.telling
    return ceil(telling.weeks - SLACK) if telling and telling.can_be_told else None


def pace(known: Known, scale: WordedScale) -> str:
    """19 meetings a week; 10 a week today."""
    facts = known.facts
    if isinstance(facts.start, Counted) and facts.metric.denominator:
        each = facts.trials_a_week or 0.0
        words = f"{each:.0f}" if each >= 10 else f"{each:.1f}".removesuffix(".0")
        unit = things(facts.metric)
        return _("%(number)s %(unit)s a week") % {"number": words, "unit": unit}
    return _("%(number)s today") % {"number": today_words(known, scale)}


def telling_slots(known: Known, place: Place, voice: Voice, scale: WordedScale) -> TellingSlots:
    """The card of the weeks at this place."""
    weeks = weeks_of(place)
    longest = max(known.weeks, weeks or 0)
    lead, rest = _weeks_words(known, place, weeks, scale)
    return TellingSlots(
        weeks_lead=lead,
        weeks_rest=rest,
        weeks_fit=_fit_words(known, weeks, voice),
        weeks_least=_least_words(place, weeks),
        has_weeks=weeks is not None,
        told_at=round(100 * (weeks or 0) / longest),
        plan_at=round(100 * known.weeks / longest),
        has_week_one=100 * known.weeks >= ROOM_FOR_TWO * longest,
    )


def _weeks_words(known: Known, place: Place, weeks: int | None, scale: WordedScale) -> tuple[str, str]:
    telling = place.telling
    if telling is None:
        return "", not_yet(place.why_not_told) if place.why_not_told else ""
    if telling.is_expected:
        return _("Nothing to tell"), _(
            "That much is expected to come back without help: see how this is worked out."
        )
    if weeks is None:
        return _("Not at this volume:"), _("even two years do not tell it from luck, at %(pace)s") % {
            "pace": pace(known, scale)
        }
    lead = ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    return lead, _("to be 8 in 10 sure, at %(pace)s") % {"pace": pace(known, scale)}


def _fit_words(known: Known, weeks: int | None, voice: Voice) -> str:
    if weeks is None:
        return ""
    left = known.weeks - weeks
    words = {"weeks": known.weeks, "left": left, "name": voice.name}
    if left < 0:
        return _("The plan is %(weeks)s weeks.") % words
    if not left:
        return _("A %(weeks)s-week plan is as long as it takes.") % words
    fair = (
        _("fair to you, and to the number")
        if voice.is_own
        else _("fair to %(name)s, and to the number") % words
    )
    spare = ngettext("%(left)s week", "%(left)s weeks", left) % words
    return _("A %(weeks)s-week plan leaves %(spare)s to spare: %(fair)s.") % {
        **words,
        "spare": spare,
        "fair": fair,
    }


def _least_words(place: Place, weeks: int | None) -> str:
    least = place.telling.at_least if place.telling else None
    if least is None or weeks is None:
        return ""
    whole = ceil(least - SLACK)
    if whole >= weeks:
        return ""
    return ngettext(
        "At least %(count)s week, were the start known exactly.",
        "At least %(count)s weeks, were the start known exactly.",
        whole,
    ) % {"count": whole}


def telling_worked(known: Known, place: Place, scale: WordedScale) -> Worked:
    """The weeks with this rep's own numbers: what is compared with what, and how sure."""
    facts = known.facts
    words = {"today": today_words(known, scale), "target": scale.say.target(place.target)}
    lines = [
        _("A real change from %(today)s to %(target)s, seen with 8 in 10, a lucky one with 1 in 10.") % words
    ]
    if isinstance(facts.start, Counted):
        before = facts.start_with_peers or facts.start
        lines.append(
            _("The start: %(won)s of %(tried)s, with the peers beside it as good as %(trials)s, %(rate)s.")
            % {
                "won": f"{facts.start.successes:,.0f}",
                "tried": f"{facts.start.trials:,.0f}",
                "trials": f"{before.trials:,.0f}",
                "rate": scale.say.target(Decimal(str(round(known.unchanged, 3)))),
            }
        )
    elif isinstance(facts.start, Rate):
        lines.append(
            _("The start: %(events)s in %(weeks)s weeks worked, spread %(times)s times as wide as chance.")
            % {
                "events": f"{facts.start.events:,.0f}",
                "weeks": f"{facts.start.weeks:.1f}".removesuffix(".0"),
                "times": f"{facts.start.dispersion:.1f}".removesuffix(".0"),
            }
        )
    lines.append(_("The start is an estimate itself, so more weeks are needed than the least that could do."))
    return Worked(
        tuple(lines), _("Two samples of unequal size: Fleiss, Levin and Paik, 4.2; Gu et al. for counts.")
    )
