"""The peers beside the slider and as dots: their levels in words, never their names."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plans.calculations.drawing import peer_dots
from plans.calculations.drawing.peer_dots import Drawing
from plans.calculations.drawing.slider import Slider
from plans.pages.big_picture.money import today_words
from plans.pages.big_picture.slots import PeerSlots
from plans.pages.scale import WordedScale
from plans.queries.big_picture import Known, Place
from salesgym.numbers.calculations.statistics.measured import Counted, Rate
from salesgym.numbers.pages.sure import Worked

# Words under the slider that are nearer to each other take two lines; three of few peers would point at somebody.
NEAR, FEW_PEERS = 24, 10
HALF, TENTH = 0.5, 0.1


def marks_of(known: Known, slider: Slider, scale: WordedScale) -> list[dict[str, Any]]:
    """What stands under the slider: today, the middle of the peers, and what three of them hold."""
    marks = [(known.facts.value, _("%(value)s today"), slider.today_at)]
    if known.peers:
        ordered = sorted(known.peers, reverse=not known.lower_is_better)
        marks.append((ordered[len(ordered) // 2], _("%(value)s middle rep"), -1))
        if len(ordered) >= FEW_PEERS:
            marks.append((ordered[2], _("%(value)s best three"), -1))
    found: list[dict[str, Any]] = []
    for value, words, at in marks:
        shown = scale.shown(Decimal(str(round(value, 4))))
        if at < 0 and not slider.low <= shown <= slider.high:
            continue
        place = slider.at(shown) if at < 0 else at
        said = today_words(known, scale) if at >= 0 else level_words(value, scale)
        upper = [mark["at"] for mark in found if not mark["is_low"]]
        lower = [mark["at"] for mark in found if mark["is_low"]]
        is_low = any(abs(place - one) < NEAR for one in upper)
        if is_low and any(abs(place - one) < NEAR for one in lower):
            continue
        found.append({"words": words % {"value": said}, "at": place, "is_low": is_low})
    return found


def dots_of(known: Known, target: Decimal) -> Drawing | None:
    """The peers as dots, with the rep's own and the target among them; None where no peer is known."""
    if not known.peers:
        return None
    return peer_dots.build(
        known.peers,
        own=known.facts.value,
        target=float(target),
        lower_is_better=known.lower_is_better,
    )


def peer_ends(known: Known, scale: WordedScale) -> tuple[str, str]:
    """The lowest and the highest of the peers, in words."""
    if not known.peers:
        return "", ""
    return level_words(min(known.peers), scale), level_words(max(known.peers), scale)


def level_words(value: float, scale: WordedScale) -> str:
    """One peer's number, no finer than it is known: 28%, 2.4."""
    level = Decimal(str(round(value, 4)))
    return scale.say.to(level, 0) if scale.is_ratio else scale.say.target(level)


def peer_rows(known: Known, scale: WordedScale) -> list[list[str]]:
    """How many peers hold each level, without names."""
    ordered = sorted(known.peers, reverse=not known.lower_is_better)
    counted = Counter(level_words(value, scale) for value in ordered)
    return [[level, str(count)] for level, count in counted.items()]


def peer_slots(known: Known, place: Place, drawing: Drawing | None, scale: WordedScale) -> PeerSlots | None:
    """The card of the peers at this place; None where nobody is known beside the rep."""
    found = place.at_target
    if found is None or drawing is None:
        return None
    at, of = found.likely, found.peers
    x = drawing.line_x(float(place.target), at)
    return PeerSlots(
        peers_lead=_("%(at)s of %(of)s") % {"at": at, "of": of}
        if at
        else _("None of %(of)s peers") % {"of": of},
        peers_rest=_peers_words(known, place, at, of, scale),
        peers_on=at,
        line_x=x,
        line_words_x=min(max(x, 40.0), 380.0),
    )


def _peers_words(known: Known, place: Place, at: int, of: int, scale: WordedScale) -> str:
    words = {"target": scale.say.target(place.target)}
    if not at:
        nobody = _("is likely to be at %(target)s.") % words
        return " ".join(part for part in (nobody, _held_words(place)) if part)
    holds = (
        _("peers in the same role are likely to hold %(target)s or less.")
        if known.lower_is_better
        else _("peers in the same role are likely to hold %(target)s or more.")
    )
    return " ".join(part for part in (holds % words, _reach_words(at, of), _held_words(place)) if part)


def _held_words(place: Place) -> str:
    """Changes of this size ever held by people in this role: 1 of 40."""
    if place.lifts_held is None:
        return ""
    held, of = place.lifts_held
    said = {"held": held, "of": of}
    return _("Changes of this size ever held for as long by people in this role: %(held)s of %(of)s.") % said


def _reach_words(at: int, of: int) -> str:
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
    lines.append(
        _(
            "How many are likely to be at the target is the sum of each one's chance to be there, as a whole number."
        )
    )
    if counted:
        lines.append(
            _(
                "Each number is drawn toward all of them together, the more the fewer chances it rests on: a lucky week is no level."
            )
        )
    return Worked(tuple(lines), _("Empirical Bayes: Efron and Morris (1975).") if counted else "")
