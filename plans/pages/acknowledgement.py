"""The two answers of a rep to a formal plan in words, and how it runs where there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Agreement, Milestone, Plan, Receipt, Signature
from plans.pages.figures import in_words, step_figure, step_words
from plans.queries.plan import PlanWhole
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Act:
    """One of the acts on a formal plan: whether it is done, a sentence of it, and what was said with it."""

    is_done: bool
    text: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the plan at a glance: its label, what it says, and what stands small below."""

    label: str
    lines: list[str]
    more: Sequence[str] = ()


class Answers(Protocol):
    """A plan with its newest text and the names under it."""

    @property
    def plan(self) -> Plan: ...
    @property
    def agreement(self) -> Agreement | None: ...
    @property
    def rep_signature(self) -> Signature | None: ...
    @property
    def manager_signature(self) -> Signature | None: ...


def acts(found: Answers) -> list[Act]:
    """Received, answered, signed for the company: those that are done."""
    done = [received(found), answered(found), signed(found)]
    return [act for act in done if act.is_done]


def received(whole: Answers) -> Act:
    """Whether the rep has the text. It says no more."""
    receipt: Receipt | None = getattr(whole.agreement, "receipt", None)
    if receipt is None:
        return Act(is_done=False, text="")
    return Act(True, received_words(whole.plan.rep.first_name, receipt.received_at))


def answered(whole: Answers) -> Act:
    """What the rep says to it; or what was written down in its place."""
    signature = whole.rep_signature
    if signature is None:
        words = without_answer(whole.plan, whole.agreement)
        return Act(is_done=bool(words), text=words)
    words = answer_words(whole.plan.rep.first_name, signature.signed_at, signature.answer)
    return Act(True, words, signature.comment)


def signed(whole: Answers) -> Act:
    """The manager's name, for the company."""
    signature = whole.manager_signature
    if signature is None:
        return Act(is_done=False, text="")
    return Act(True, signed_words(str(signature.signer), signature.signed_at), signature.comment)


def received_words(name: str, at: datetime) -> str:
    said = {"when": _moment(at), "name": name}
    return _("Received by %(name)s, %(when)s. It says that the plan was handed over, nothing more.") % said


def answer_words(name: str, at: datetime, answer: str) -> str:
    words = (
        _('%(name)s signed "I do not agree", %(when)s.')
        if answer == Signature.Answer.DISAGREE
        else _('%(name)s signed "I agree", %(when)s.')
    )
    return words % {"name": name, "when": _moment(at)}


def signed_words(name: str, at: datetime) -> str:
    return _("%(name)s signed for the company, %(when)s.") % {"name": name, "when": _moment(at)}


def declined_words(name: str, on: date, *, by: str, witness: str) -> str:
    """Of a plan that its rep did not take, as a manager wrote down."""
    said = {"name": name, "day": date_format(on, "j F Y"), "by": by, "witness": witness}
    return (
        _(
            "%(name)s did not take it on %(day)s: %(by)s wrote this down, and %(witness)s was there. It runs as signed."
        )
        % said
    )


def unanswered_words(name: str, at: datetime, *, by: str) -> str:
    """Of a plan that was received and not answered, as a manager wrote down."""
    said = {"name": name, "day": date_format(localtime(at), "j F Y"), "by": by}
    return (
        _(
            "%(name)s has received it and gave no answer. %(by)s wrote this down on %(day)s: it runs as signed."
        )
        % said
    )


def without_answer(plan: Plan, agreement: Agreement | None) -> str:
    """How a formal plan runs under which the rep's name does not stand, in a sentence; "" where nothing was written down.

    The agreement is read with `plans.queries.acknowledgement.READ_WITH`.
    """
    declined, unanswered = (getattr(agreement, name, None) for name in ("declined", "unanswered"))
    name = plan.rep.first_name
    if declined is not None:
        told = {"by": str(declined.recorded_by), "witness": str(declined.witness)}
        return declined_words(name, declined.declined_on, **told)
    if unanswered is not None:
        return unanswered_words(name, unanswered.recorded_at, by=str(unanswered.recorded_by))
    return ""


def runs_as(without_answer: str) -> str:
    """The same in short, for `plans.queries.acknowledgement.without_answer`; "" for a plan that was answered."""
    if without_answer == "declined":
        return _("Declined, which is written down with a witness. It runs as signed.")
    return _("Received, and not answered. It runs as signed.") if without_answer else ""


def facts(whole: PlanWhole, say: Sayers, *, is_rep: bool) -> list[Fact]:
    """The plan at a glance, above the answers: focus, steps with their days, our promises, and the sentence that holds."""
    plan = whole.plan
    start, target = (in_words(value, plan.metric, say) for value in (plan.baseline, plan.target))
    way = _("%(metric)s, %(start)s to %(target)s") % {"metric": plan.metric, "start": start, "target": target}
    steps = [
        _("%(step)s by %(day)s") % {"step": _step(step, say), "day": date_format(step.due_on, "j F Y")}
        for step in whole.milestones
    ]
    ours = [promise for promise in whole.support if promise.promised_by_id != plan.rep_id]
    count = ngettext(
        "%(count)s promise, with a name and a date",
        "%(count)s promises, each with a name and a date",
        len(ours),
    ) % {"count": len(ours)}
    return [
        Fact(_("Focus"), [str(plan.skill)], [way] if plan.metric else []),
        Fact(_("Steps"), steps),
        Fact(
            _("For you") if is_rep else _("For %(name)s") % {"name": plan.rep.first_name},
            [count] if ours else [_("No promises are written down.")],
            [promise.what for promise in ours],
        ),
        Fact(_("In writing"), [_("As long as there is progress there is a future here.")]),
    ]


def _step(step: Milestone, say: Sayers) -> str:
    is_figure = step.measure == Milestone.Measure.METRIC
    return step_figure(step, step.target, say) if is_figure else step_words(step, say)


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")
