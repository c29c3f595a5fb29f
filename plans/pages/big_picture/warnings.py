"""What speaks against a place of the slider, in words, each with one click that mends it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.targets.problem import TargetProblem
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.pages.big_picture.money import today_words
from plans.pages.big_picture.slots import WarningSlots
from plans.pages.big_picture.telling import pace, weeks_of
from plans.pages.scale import WordedScale
from plans.queries.big_picture import Known, Place
from salesgym.numbers.calculations.statistics.measured import Counted


def warning_slots(known: Known, place: Place, scale: WordedScale) -> WarningSlots:
    """The three warnings; the words of one that does not hold are empty."""
    unfair_words, aim_words, aim = _target_warning(known, place, scale)
    short_words, last_words, last = _length_warning(known, place, scale)
    is_noisy = place.judged.problem is not None and not place.is_unfair
    return WarningSlots(
        unfair=bool(unfair_words),
        unfair_words=unfair_words,
        aim_words=aim_words,
        aim=aim,
        can_aim=bool(aim),
        no_aim=bool(unfair_words) and not aim,
        short=bool(short_words),
        short_words=short_words,
        last_words=last_words,
        last=last,
        can_last=bool(last),
        no_last=bool(short_words) and not last,
        noisy=is_noisy,
        noisy_words=_noisy_words(known, place, scale) if is_noisy else "",
    )


def _noisy_words(known: Known, place: Place, scale: WordedScale) -> str:
    words = {"problem": _problem_words(known, place, scale)}
    return _("%(problem)s No target on this slider does better: these weeks hold too few chances.") % words


def _target_warning(known: Known, place: Place, scale: WordedScale) -> tuple[str, str, str]:
    """Why the target is unfair, and the words and the value of the button with a fairer one; empty where it is fair."""
    if not place.is_unfair:
        return "", "", ""
    problem = _problem_words(known, place, scale)
    fair = scale.say.target(place.fair) if place.fair is not None else ""
    if place.fair is None or not fair:
        return _("%(text)s No place on this slider is fair.") % {"text": problem}, "", ""
    return problem, _("Use %(target)s") % {"target": fair}, f"{scale.shown(place.fair).normalize():f}"


def _problem_words(known: Known, place: Place, scale: WordedScale) -> str:
    judged = place.judged
    words = {
        "target": scale.say.target(place.target),
        "of": len(known.peers),
        "window": _window_words(known),
        "tries": round(10 * ((judged.luck if judged.problem is TargetProblem.LUCK else judged.misses) or 0)),
    }
    if judged.problem is TargetProblem.RARE:
        return (
            _(
                "Fewer than 1 in 10 of %(of)s peers are likely to hold %(target)s. A fair target is one that at least 1 in 10 of them hold."
            )
            % words
        )
    if judged.problem is TargetProblem.LUCK:
        return (
            _(
                "Over %(window)s, luck alone reaches %(target)s in %(tries)s of 10 tries, with nothing changed."
            )
            % words
        )
    return (
        _(
            "Over %(window)s, even a rep like the best tenth of peers misses %(target)s in %(tries)s of 10 tries."
        )
        % words
    )


def _window_words(known: Known) -> str:
    facts, weeks = known.facts, known.plan.window_weeks
    if isinstance(facts.start, Counted) and facts.trials_a_week and facts.metric.denominator:
        return ngettext(
            "the last week (about %(count)s %(unit)s)",
            "the last %(weeks)s weeks (about %(count)s %(unit)s)",
            weeks,
        ) % {
            "weeks": weeks,
            "count": round(facts.trials_a_week * weeks),
            "unit": facts.metric.denominator.unit or facts.metric.denominator.name.lower(),
        }
    return ngettext("the last week", "the last %(weeks)s weeks", weeks) % {"weeks": weeks}


def _length_warning(known: Known, place: Place, scale: WordedScale) -> tuple[str, str, str]:
    """Why the plan is too short, and the words and the value of the button that makes it longer; empty where it is not."""
    weeks, telling = weeks_of(place), place.telling
    if telling is None or telling.is_expected or (weeks is not None and weeks <= known.weeks):
        return "", "", ""
    text = _short_words(known, place, weeks, scale)
    if weeks is None or weeks > MOST_WEEKS:
        return text, "", ""
    return text, _("Make the plan %(weeks)s weeks") % {"weeks": weeks}, str(weeks)


def _short_words(known: Known, place: Place, weeks: int | None, scale: WordedScale) -> str:
    words = {
        "pace": pace(known, scale),
        "today": today_words(known, scale),
        "target": scale.say.target(place.target),
        "weeks": weeks,
        "plan": known.weeks,
    }
    if weeks is None:
        return (
            _(
                "At %(pace)s a real change from %(today)s to %(target)s cannot be told from luck, however long the plan."
            )
            % words
        )
    if weeks > MOST_WEEKS:
        return (
            _(
                "At %(pace)s a real change from %(today)s to %(target)s takes about %(weeks)s weeks to tell from luck, longer than a plan may be."
            )
            % words
        )
    return (
        _(
            "At %(pace)s a real change from %(today)s to %(target)s takes about %(weeks)s weeks to tell from luck; this plan is %(plan)s."
        )
        % words
    )
