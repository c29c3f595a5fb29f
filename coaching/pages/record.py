"""What was agreed with a person, as their Record lists it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages.check_ins.addresses import person_url
from coaching.queries.person import Kept
from plans.models import Outcome, Plan
from plans.pages.acknowledgement import runs_as
from plans.pages.formal_record import Line, all_lines


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement of one plan: its focus, how it stands, and where it and the plan's history are read.

    `talks` counts its check-ins, "" without one that the reader may open; `evidence` what its rep has shared of their own;
    `record` is everything that was said and decided about a formal plan.
    """

    plan: int
    focus: str
    standing: str
    url: str
    history_url: str
    talks: str = ""
    talks_url: str = ""
    evidence: str = ""
    evidence_url: str = ""
    record: Sequence[Line] = ()


def agreements(kept: Kept, *, rep: str, is_own: bool) -> list[Agreed]:
    """A line for each plan that has an agreement, in their order."""
    return [
        Agreed(
            plan.pk,
            str(plan.skill),
            _standing(plan),
            reverse("plans:agreement", args=[plan.pk]),
            reverse("coaching:plan_history", args=[plan.pk]),
            _talks(vars(plan)["talks_held"], vars(plan)["talks_missed"]),
            person_url(plan.rep_id),
            _evidence(vars(plan)["shared"]),
            reverse("plans:plan_evidence", args=[plan.pk]),
            all_lines(kept.said.get(plan.pk, ()), rep=rep, is_rep=is_own),
        )
        for plan in kept.agreed
    ]


def _talks(held: int, missed: int) -> str:
    """Six check-ins held, one missed"""
    if not held and not missed:
        return ""
    words = ngettext("%(count)s check-in held", "%(count)s check-ins held", held) % {"count": held}
    return _("%(held)s, %(missed)s missed") % {"held": words, "missed": missed} if missed else words


def _evidence(shared: int) -> str:
    """2 pieces of evidence shared"""
    if not shared:
        return ""
    said = ngettext("%(count)s piece of evidence shared", "%(count)s pieces of evidence shared", shared)
    return said % {"count": shared}


def _standing(plan: Plan) -> str:
    """Signed by both on 14 September 2026. Outcome on 4 December 2026: met"""
    outcome: Outcome | None = getattr(plan, "outcome", None)
    said = {"result": outcome.get_result_display(), "ended": _day(outcome.decided_at)} if outcome else {}
    if plan.activated_at is not None:
        said["day"] = _day(plan.activated_at)
        return _begun(plan, said) if plan.is_formal else _signed(said)
    said["day"] = _day(vars(plan)["agreed_at"])
    if outcome:
        return _("Proposed on %(day)s. Outcome on %(ended)s: %(result)s") % said
    if plan.is_formal:
        return _("Proposed on %(day)s, not begun yet") % said
    return _("Proposed on %(day)s, not signed by both yet") % said


def _begun(plan: Plan, said: dict[str, Any]) -> str:
    """Of a formal plan, which runs without an answer, too."""
    runs = runs_as(vars(plan)["without_answer"])
    if runs and "result" in said:
        return _("Begun on %(day)s. %(runs)s Outcome on %(ended)s: %(result)s") % {**said, "runs": runs}
    if runs:
        return _("Begun on %(day)s. %(runs)s") % {**said, "runs": runs}
    if "result" in said:
        return _("Begun on %(day)s. Outcome on %(ended)s: %(result)s") % said
    return _("Begun on %(day)s") % said


def _signed(said: dict[str, Any]) -> str:
    if "result" in said:
        return _("Signed by both on %(day)s. Outcome on %(ended)s: %(result)s") % said
    return _("Signed by both on %(day)s") % said


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j F Y")
