"""How long until the target can be told from luck, how many peers hold it, and what speaks against it, in words."""

from decimal import Decimal
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.calculations.drawing.peer_dots import Drawing
from plans.calculations.targets.problem import Problem
from plans.calculations.timeline.steps import MOST_WEEKS
from plans.pages.big_picture.money import Slots, Voice, today_words
from plans.pages.scale import scale_of
from plans.queries.big_picture import Known, Place
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.pages.sure import Worked, not_yet
from salesgym.numbers.pages.values import things

SLACK = 1e-9
HALF, TENTH = 0.5, 0.1
# Under the bar, in hundredths of it, the first week and the end of the plan need so much room.
ROOM_FOR_TWO = 60


def weeks_of(place: Place) -> int | None:
    """Whole weeks to be 8 in 10 sure; None where it cannot be told or is not known."""
    told = place.telling
    return ceil(told.weeks - SLACK) if told and told.can_be_told else None


def pace(known: Known) -> str:
    """19 meetings a week; 10 a week today."""
    facts = known.facts
    if isinstance(facts.start, Counted) and facts.metric.denominator:
        each = facts.trials_a_week or 0.0
        words = f"{each:.0f}" if each >= 10 else f"{each:.1f}".removesuffix(".0")
        unit = things(facts.metric)
        return _("%(number)s %(unit)s a week") % {"number": words, "unit": unit}
    return _("%(number)s today") % {"number": today_words(known)}


def telling_slots(known: Known, place: Place, voice: Voice) -> Slots:
    """The card of the weeks at this place."""
    weeks = weeks_of(place)
    longest = max(known.weeks, weeks or 0)
    lead, rest = _weeks_words(known, place, weeks)
    return {
        "weeks_lead": lead,
        "weeks_rest": rest,
        "weeks_fit": _fit_words(known, weeks, voice),
        "weeks_least": _least_words(place, weeks),
        "has_weeks": weeks is not None,
        "told_at": round(100 * (weeks or 0) / longest),
        "plan_at": round(100 * known.weeks / longest),
        "has_week_one": 100 * known.weeks >= ROOM_FOR_TWO * longest,
    }


def _weeks_words(known: Known, place: Place, weeks: int | None) -> tuple[str, str]:
    told = place.telling
    if told is None:
        return "", not_yet(place.why_not_told) if place.why_not_told else ""
    if told.is_expected:
        return _("Nothing to tell"), _(
            "That much is expected to come back without help: see how this is worked out."
        )
    if weeks is None:
        return _("Not at this volume:"), _("even two years do not tell it from luck, at %(pace)s") % {
            "pace": pace(known)
        }
    lead = ngettext("%(count)s week", "%(count)s weeks", weeks) % {"count": weeks}
    return lead, _("to be 8 in 10 sure, at %(pace)s") % {"pace": pace(known)}


def _fit_words(known: Known, weeks: int | None, voice: Voice) -> str:
    if weeks is None:
        return ""
    left = known.weeks - weeks
    told = {"weeks": known.weeks, "left": left, "name": voice.name}
    if left < 0:
        return _("The plan is %(weeks)s weeks.") % told
    if not left:
        return _("A %(weeks)s-week plan is as long as it takes.") % told
    fair = (
        _("fair to you, and to the number")
        if voice.is_own
        else _("fair to %(name)s, and to the number") % told
    )
    spare = ngettext("%(left)s week", "%(left)s weeks", left) % told
    return _("A %(weeks)s-week plan leaves %(spare)s to spare: %(fair)s.") % {
        **told,
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


def telling_worked(known: Known, place: Place) -> Worked:
    """The weeks with this rep's own numbers: what is compared with what, and how sure."""
    facts, scale = known.facts, scale_of(known.facts.metric, known.numbers.say)
    told = {"today": today_words(known), "target": scale.say.target(place.target)}
    lines = [
        _("A real change from %(today)s to %(target)s, seen with 8 in 10, a lucky one with 1 in 10.") % told
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


def peer_slots(known: Known, place: Place, drawing: Drawing | None) -> Slots:
    """The card of the peers at this place."""
    at = place.judged.peers_at
    if at is None or drawing is None:
        return {}
    scale = scale_of(known.facts.metric, known.numbers.say)
    told = {"target": scale.say.target(place.target)}
    holds = (
        _("peers in the same role hold %(target)s or less.")
        if known.lower_is_better
        else _("peers in the same role hold %(target)s or more.")
    )
    x = drawing.line_x(float(place.target), at)
    return {
        "peers_lead": _("%(at)s of %(of)s") % {"at": at, "of": len(known.peers)},
        "peers_rest": f"{holds % told} {_reach_words(at, len(known.peers))}",
        "peers_on": at,
        "line_x": x,
        "line_words_x": min(max(x, 40.0), 380.0),
    }


def _reach_words(at: int, of: int) -> str:
    if not at:
        return _("Nobody does yet.")
    if at < of * TENTH:
        return _("Nearly nobody does.")
    return _("Most of them do.") if at > of * HALF else _("A stretch, and within reach.")


def peers_worked(known: Known) -> Worked:
    """How the peers' numbers came about."""
    counted = isinstance(known.facts.start, Counted | Rate)
    lines = [
        _(
            "%(count)s active people with the same job, past their first weeks, with 8 or more weeks of numbers; names are not shown."
        )
        % {"count": len(known.peers)}
    ]
    if counted:
        lines.append(
            _(
                "Each number is drawn toward all of them together, the more the fewer chances it rests on: a lucky week is no level."
            )
        )
    return Worked(tuple(lines), _("Empirical Bayes: Efron and Morris (1975).") if counted else "")


def warning_slots(known: Known, place: Place) -> Slots:
    """What speaks against this place, each with one click that mends it."""
    is_noisy = place.judged.problem is not None and not place.is_unfair
    return {
        **_target_warning(known, place),
        **_length_warning(known, place),
        "noisy": is_noisy,
        "noisy_words": _noisy_words(known, place) if is_noisy else "",
    }


def _noisy_words(known: Known, place: Place) -> str:
    told = {"problem": _problem_words(known, place)}
    return _("%(problem)s No target on this slider does better: these weeks hold too few chances.") % told


def _target_warning(known: Known, place: Place) -> Slots:
    problem = place.judged.problem if place.is_unfair else None
    scale = scale_of(known.facts.metric, known.numbers.say)
    text = _problem_words(known, place) if problem else ""
    fair = scale.say.target(place.fair) if problem and place.fair is not None else ""
    if problem and not fair:
        text = _("%(text)s No place on this slider is fair.") % {"text": text}
    return {
        "unfair": bool(problem),
        "unfair_words": text,
        "aim_words": _("Use %(target)s") % {"target": fair} if fair else "",
        "aim": f"{scale.shown(place.fair).normalize():f}" if fair and place.fair is not None else "",
        "can_aim": bool(fair),
        "no_aim": bool(problem) and not fair,
    }


def _problem_words(known: Known, place: Place) -> str:
    judged, scale = place.judged, scale_of(known.facts.metric, known.numbers.say)
    told = {
        "target": scale.say.target(place.target),
        "at": judged.peers_at or 0,
        "of": len(known.peers),
        "window": _window_words(known),
        "tries": round(10 * ((judged.luck if judged.problem is Problem.LUCK else judged.misses) or 0)),
    }
    if judged.problem is Problem.RARE:
        return (
            _(
                "%(at)s of %(of)s peers hold %(target)s. A fair target is one that at least 1 in 10 of them hold."
            )
            % told
        )
    if judged.problem is Problem.LUCK:
        return (
            _(
                "Over %(window)s, luck alone reaches %(target)s in %(tries)s of 10 tries, with nothing changed."
            )
            % told
        )
    return (
        _(
            "Over %(window)s, even a rep like the best tenth of peers misses %(target)s in %(tries)s of 10 tries."
        )
        % told
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


def _length_warning(known: Known, place: Place) -> Slots:
    weeks, told = weeks_of(place), place.telling
    is_short = told is not None and not told.is_expected and (weeks is None or weeks > known.weeks)
    can_last = is_short and weeks is not None and weeks <= MOST_WEEKS
    return {
        "short": is_short,
        "short_words": _short_words(known, place, weeks) if is_short else "",
        "last_words": _("Make the plan %(weeks)s weeks") % {"weeks": weeks} if can_last else "",
        "last": str(weeks) if can_last else "",
        "can_last": can_last,
        "no_last": is_short and not can_last,
    }


def _short_words(known: Known, place: Place, weeks: int | None) -> str:
    scale = scale_of(known.facts.metric, known.numbers.say)
    told = {
        "pace": pace(known),
        "today": today_words(known),
        "target": scale.say.target(place.target),
        "weeks": weeks,
        "plan": known.weeks,
    }
    if weeks is None:
        return (
            _(
                "At %(pace)s a real change from %(today)s to %(target)s cannot be told from luck, however long the plan."
            )
            % told
        )
    if weeks > MOST_WEEKS:
        return (
            _(
                "At %(pace)s a real change from %(today)s to %(target)s takes about %(weeks)s weeks to tell from luck, longer than a plan may be."
            )
            % told
        )
    return (
        _(
            "At %(pace)s a real change from %(today)s to %(target)s takes about %(weeks)s weeks to tell from luck; this plan is %(plan)s."
        )
        % told
    )
