"""What a check-in starts with: one thing that worked since the last one, else a question that looks for it."""

from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coaching.models import PracticeEntry
from coaching.pages import words
from coaching.pages.quick_replies import thanks
from coaching.queries.talk import Agenda
from plans.models import Milestone
from salesgym.numbers.pages.values import Sayers
from salesgym.people.models import User


def what_worked(agenda: Agenda, rep: User, good: str, *, reader: User, say: Sayers) -> str:
    """One sentence with the way to go on. `good` is the best news of the numbers in words, "" without any."""
    is_rep = reader.pk == rep.pk
    told = (
        _step(agenda, say)
        or good
        or _kept(agenda, rep, is_rep=is_rep)
        or _thanked(agenda, reader)
        or _noticed(agenda)
    )
    said = {"told": told, "name": rep.first_name}
    if not told:
        if is_rep:
            return _("What went better than last time, however small? You say it first.")
        return _("What went better than last time, however small? Let %(name)s say it first.") % said
    return _("%(told)s Say how you did it.") % said if is_rep else _("%(told)s Ask how.") % said


def _step(agenda: Agenda, say: Sayers) -> str:
    """Second step done on 22 October: 26% meeting to opportunity."""
    if agenda.opened is None or agenda.numbers is None:
        return ""
    plan = agenda.opened.plan
    for step in reversed(agenda.numbers.steps):
        day = _reached_on(step)
        if day is not None and day >= agenda.since:
            said = {
                "done": words.step_done(step.position),
                "day": words.day_and_month(day),
                "step": words.step_name(plan, step, say).rstrip("."),
            }
            return _("%(done)s on %(day)s: %(step)s.") % said
    return ""


def _reached_on(step: Milestone) -> date | None:
    return step.verified_on or step.reached_on if step.is_reached and not step.is_claimed else None


def _kept(agenda: Agenda, rep: User, *, is_rep: bool) -> str:
    """Lena kept a promise on 21 October: role-play the call."""
    kept = [
        one.commitment
        for one in agenda.promises
        if one.commitment.promised_by_id == rep.pk and one.commitment.delivered_on is not None
    ]
    newest = max(kept, key=lambda one: (one.delivered_on or agenda.since, one.pk), default=None)
    if newest is None or newest.delivered_on is None:
        return ""
    said = {
        "name": rep.first_name,
        "day": words.day_and_month(newest.delivered_on),
        "what": newest.what.rstrip("."),
    }
    if is_rep:
        return _("You kept your promise on %(day)s: %(what)s.") % said
    return _("%(name)s kept a promise on %(day)s: %(what)s.") % said


def _thanked(agenda: Agenda, reader: User) -> str:
    """Sofia said thank you on 22 October."""
    for reply in agenda.quick_replies:
        if not thanks(reply.body):
            continue
        said = {
            "name": reply.by.partition(" ")[0],
            "day": words.day_and_month(localtime(reply.at).date()),
        }
        if reply.by_id == reader.pk:
            return _("You said thank you on %(day)s.") % said
        return _("%(name)s said thank you on %(day)s.") % said
    return ""


def _noticed(agenda: Agenda) -> str:
    """After Second question ladder on 22 October: “It opened two budgets.”"""
    if agenda.opened is None:
        return ""
    for one in agenda.opened.workouts:
        if one.on >= agenda.since and one.note and one.feeling >= PracticeEntry.Feeling.GOOD:
            said = {"drill": one.drill, "day": words.day_and_month(one.on), "note": one.note}
            return _("After %(drill)s on %(day)s: “%(note)s”") % said
    return ""
