"""What happened to a plan, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, cast

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plans.models import Event, History, Outcome, Signature
from plans.pages.pause import moved_words
from plans.pages.review import state_words
from plans.pages.status import changed_words
from salesgym.people.pages.sentence import Sentence, sentence

SOMEBODY = gettext_lazy("SalesGym")
EVENTS = {event.value: event for event in Event}
# Where the words of a person stand in what an event keeps.
SAID = ("reason", "reasons", "evidence", "changes", "answer")
# The steps of the wizard by the names that a saved draft keeps.
STEPS = {
    "focus": gettext_lazy("Focus"),
    "reason": gettext_lazy("Reason"),
    "big_picture": gettext_lazy("Big picture"),
    "milestones": gettext_lazy("Steps"),
    "people": gettext_lazy("People and rewards"),
}

# What the rep promised is told otherwise than what we did, where a manager marks it.
OF_THE_REP = {
    Event.SUPPORT_DELIVERED: gettext_lazy("%(who)s marked a promise of the rep as kept: %(what)s"),
    Event.SUPPORT_GIVEN_UP: gettext_lazy("%(who)s closed the plan with a promise of the rep open: %(what)s"),
}
# The rep of a formal plan may answer that they do not agree, or not at all, and the plan runs all the same.
OF_A_FORMAL_PLAN = {
    Event.AGREEMENT_SIGNED: gettext_lazy("%(who)s signed the plan"),
    # Who has said what to it stands in the lines before, for those who read terms.
    Event.PLAN_STARTED: gettext_lazy("The plan begins"),
    Event.PLAN_BEGINS_LATER: gettext_lazy("%(who)s let the plan begin later; every date moved along"),
    Event.PLAN_AMENDED: gettext_lazy("The new dates hold from now on"),
    Event.AMENDMENT_DECLINED: gettext_lazy("%(who)s does not agree to the new dates"),
}
SIGNED_AN_ANSWER = {
    Signature.Answer.AGREE: gettext_lazy('%(who)s signed "I agree"'),
    Signature.Answer.DISAGREE: gettext_lazy('%(who)s signed "I do not agree"'),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; the names in `text` are links. `url` leads to the check-in it is about, where the reader
    may open it.
    """

    icon: str
    text: Sentence
    said: str
    at: datetime
    is_reward: bool
    url: str = ""


def entries(rows: Iterable[History], *, sees_terms: bool, is_rep: bool = False) -> list[Entry]:
    """These rows as lines of the timeline, one for a day on which somebody saved the same draft several times.

    What was said with them is for those who see the terms, small chances not for the rep.
    """
    return [
        _entry(*same, sees_terms=sees_terms, is_rep=is_rep) for _key, same in groupby(rows, key=_told_with)
    ]


def _told_with(row: History) -> object:
    """What rows that share one line have in common."""
    if row.event == Event.DRAFT_SAVED:
        return row.actor_id, localtime(row.at).date()
    return row.pk


def _entry(row: History, *before: History, sees_terms: bool, is_rep: bool) -> Entry:
    """One line for this row and those before it that are of the same day and draft."""
    event = EVENTS[row.event]
    detail = row.detail
    said = {
        "who": row.actor.name if row.actor else SOMEBODY,
        "number": detail.get("position") or detail.get("number") or detail.get("milestone", ""),
        "what": detail.get("what") or detail.get("reward") or detail.get("name", ""),
        "note": detail.get("note", ""),
        "drill": detail.get("drill", _("a drill")),
        "changed": changed_words(detail, is_rep=is_rep) if event is Event.STATUS_CHANGED else "",
    }
    return Entry(
        icon=event.icon,
        text=sentence(str(_words(row, event)), said, **_people(row)),
        said=_said(event, [row.detail for row in (row, *before)], sees_terms=sees_terms, is_rep=is_rep),
        at=row.at,
        is_reward=event.noun == "reward",
        url=_talk_url(row),
    )


def _words(row: History, event: Event) -> str | Promise:
    if row.plan.is_formal and event in OF_A_FORMAL_PLAN:
        return SIGNED_AN_ANSWER.get(row.detail.get("says"), OF_A_FORMAL_PLAN[event])
    is_of_rep = row.detail.get("of_rep") and row.actor_id != row.plan.rep_id
    return OF_THE_REP.get(event, event.words) if is_of_rep else event.words


def _talk_url(row: History) -> str:
    talk = row.detail.get("check_in")
    if talk not in vars(row).get("seen_talks", ()):
        return ""
    return reverse("coaching:check_in", args=[row.plan.rep_id, talk])


def _people(row: History) -> dict[str, int | None]:
    """Whom the words name, as far as they exist for the reader: who acted, and who was asked to be the mentor."""
    people = {"who": row.actor_id}
    if row.event in {Event.MENTOR_ASKED, Event.MENTOR_TAKEN_BACK}:
        people["what"] = row.detail.get("mentor")
    return {key: pk if pk in vars(row)["seen"] else None for key, pk in people.items()}


def _said(
    event: Event, details: Sequence[Mapping[str, object]], *, sees_terms: bool, is_rep: bool = False
) -> str:
    """What was said or chosen with it, for those who may read it.

    Why a plan matters to the rep stands on its own page alone.
    """
    detail = details[0]
    if event is Event.PLAN_REVIEWED:
        return state_words(detail, is_rep=is_rep)
    if event is Event.PLAN_RESUMED:
        return moved_words(int(str(detail.get("working_days") or 0)))
    if event is Event.OWN_FIGURE_SAVED or not (
        sees_terms or event.noun in {"milestone", "mentor", "programme"}
    ):
        return ""
    if event is Event.PLAN_CLOSED and detail.get("result") in Outcome.Result:
        return _outcome(detail)
    if event is Event.DRAFT_OPENED and detail.get("result") in Outcome.Result:
        said = {"focus": detail["focus"], "result": Outcome.Result(str(detail["result"])).label}
        return _("After the last plan: %(focus)s, %(result)s") % said
    if event is Event.DRAFT_SAVED:
        steps = {
            str(STEPS[name]): None for one in reversed(details) if (name := str(one.get("step"))) in STEPS
        }
        return ", ".join(steps)
    if event is Event.PROGRAMME_CHANGED:
        return ", ".join(_drill(one) for one in cast("list[dict[str, Any]]", detail.get("drills", [])))
    return next((str(detail[name]) for name in SAID if detail.get(name)), "")


def _outcome(detail: Mapping[str, object]) -> str:
    said = {"result": Outcome.Result(str(detail["result"])).label, "next": detail.get("next", "")}
    if detail.get("clause"):
        return (
            _(
                "Outcome: %(result)s. The progress clause was honored: the plan was extended once, then its steps decided."
            )
            % said
        )
    if detail.get("next"):
        return _("Outcome: %(result)s. Agreed next: %(next)s") % said
    return _("Outcome: %(result)s") % said


def _drill(one: Mapping[str, Any]) -> str:
    times = one["times_a_week"]
    return ngettext("%(drill)s once a week", "%(drill)s %(times)s times a week", times) % {
        "drill": one["drill"],
        "times": times,
    }
