"""The notices about events of a plan: one function for each kind, which says who receives it. Steps have their own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plans.models import Agreement, Event, FocusQuestion, Mentorship, Plan
from plans.queries.people import managers_of
from salesgym.notices.actions import notice
from salesgym.people.models import User


def to_sign_by_rep(plan: Plan, agreement: Agreement, *, at: datetime) -> None:
    give(
        "plans.agreement_to_sign",
        plan,
        to=[plan.rep],
        title=(
            _("%(manager)s proposes a plan: %(focus)s. Read it, add your side, then answer")
            if plan.is_formal
            else _("%(manager)s proposes a plan: %(focus)s. Read it, add your side, then sign")
        )
        % {"manager": agreement.proposed_by.first_name, "focus": plan.skill},
        url=reverse("plans:proposal", args=[plan.pk]),
        occurrence=f"agreement{agreement.number}",
        at=at,
    )


def to_sign_by_manager(plan: Plan, agreement: Agreement, *, at: datetime) -> None:
    """Tell everybody who may sign for the managers today, deputies too, that the rep has signed their answer."""
    to_sign = "plans:acknowledgement" if plan.is_formal else "plans:agreement"
    give(
        "plans.agreement_to_sign",
        plan,
        to=managers_of(plan.rep),
        title=(
            _("%(rep)s has answered, your turn")
            if plan.is_formal
            else _("%(rep)s signed the agreement, your turn")
        )
        % {"rep": plan.rep.first_name},
        url=reverse(to_sign, args=[plan.pk]),
        occurrence=f"agreement{agreement.number}",
        at=at,
    )


def changes_suggested(plan: Plan, *, at: datetime) -> None:
    give(
        "plans.changes_suggested",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s suggests a change to the plan") % {"rep": plan.rep.first_name},
        url=reverse("plans:proposal", args=[plan.pk]),
        occurrence=at.isoformat(),
        at=at,
    )


def taken_back(plan: Plan, by: User, *, at: datetime) -> None:
    """Tell the rep, once for each version of the plan. It links to Today, as reps may not open drafts."""
    give(
        "plans.taken_back",
        plan,
        to=[plan.rep],
        title=_("%(manager)s took the plan back to change it. You will read it again before it starts")
        % {"manager": by.first_name},
        url=reverse("coaching:today"),
        occurrence=f"version{plan.version}",
        at=at,
    )


def started(plan: Plan, *, at: datetime) -> None:
    """Tell the rep and their managers, once in the plan's life."""
    day = _day(plan.starts_on)
    give(
        "plans.started",
        plan,
        to=[plan.rep, *managers_of(plan.rep)],
        title=(
            _("%(focus)s starts on %(day)s")
            if plan.is_formal
            else _("Both signed. %(focus)s starts on %(day)s")
        )
        % {"focus": plan.skill, "day": day},
        url=page_of(plan),
        occurrence="",
        at=at,
    )


def mentor_invited(mentorship: Mentorship, *, at: datetime) -> None:
    plan = mentorship.plan
    give(
        "plans.mentor_invited",
        plan,
        to=[mentorship.mentor],
        title=_("%(asker)s asks you to be %(rep)s's mentor for %(focus)s")
        % {"asker": mentorship.invited_by.first_name, "rep": plan.rep.first_name, "focus": plan.skill},
        url=reverse("plans:mentor_invitation", args=[mentorship.pk]),
        occurrence="",
        at=at,
        refs={"mentorship": mentorship.pk},
    )


def mentor_answered(mentorship: Mentorship, *, at: datetime) -> None:
    """Tell the rep and their managers whether the person who was asked says yes, apart from that person."""
    plan = mentorship.plan
    if mentorship.status == Mentorship.Status.ACCEPTED:
        title = _("%(mentor)s says yes and is the mentor for %(focus)s")
    else:
        title = _("%(mentor)s cannot be the mentor for %(focus)s this time")
    give(
        "plans.mentor_answered",
        plan,
        to=[one for one in once([plan.rep, *managers_of(plan.rep)]) if one.pk != mentorship.mentor_id],
        title=title % {"mentor": mentorship.mentor.first_name, "focus": plan.skill},
        url=page_of(plan),
        occurrence=mentorship.status,
        at=at,
        refs={"mentorship": mentorship.pk},
    )


def mentor_thanked(mentorship: Mentorship, *, at: datetime) -> None:
    """Thank the mentor who is followed by another one; their own page still shows what they gave."""
    plan = mentorship.plan
    give(
        "plans.mentor_thanked",
        plan,
        to=[mentorship.mentor],
        title=_("Thank you for helping %(rep)s. Somebody else goes on from here")
        % {"rep": plan.rep.first_name},
        url=reverse("coaching:mentees"),
        occurrence="",
        at=at,
        refs={"mentorship": mentorship.pk},
    )


def focus_asked(question: FocusQuestion, *, at: datetime) -> None:
    plan = question.plan
    give(
        "plans.focus_asked",
        plan,
        to=[plan.rep],
        title=_("%(manager)s asks you one thing: which skill would you pick next?")
        % {"manager": question.asked_by.first_name},
        url=reverse("plans:answer_focus", args=[plan.pk]),
        # A question that was taken back and asked again is a new row, so the rep gets a new notice.
        occurrence=f"question{question.pk}",
        at=at,
        refs={"question": question.pk},
    )


def focus_answered(question: FocusQuestion, *, at: datetime) -> None:
    plan = question.plan
    give(
        "plans.focus_answered",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s has answered which skill to pick") % {"rep": plan.rep.first_name},
        url=reverse("plans:wizard_focus", args=[plan.pk]),
        occurrence=f"question{question.pk}",
        at=at,
        refs={"question": question.pk},
    )


def evidence_shared(plan: Plan, *, at: datetime) -> None:
    """Tell the managers, once for each time that the rep shares something."""
    give(
        "plans.evidence_shared",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s shared evidence of their own with the plan") % {"rep": plan.rep.first_name},
        url=reverse("plans:plan_evidence", args=[plan.pk]),
        occurrence=at.isoformat(),
        at=at,
    )


def review_due(plan: Plan, *, at: datetime) -> None:
    """Tell the managers, once for each time that the plan comes into review."""
    give(
        "plans.review_due",
        plan,
        to=managers_of(plan.rep),
        title=_("%(rep)s's plan is ready for its outcome, due %(day)s")
        % {"rep": plan.rep.first_name, "day": _day(plan.review_due_on)},
        url=reverse("plans:close_plan", args=[plan.pk]),
        occurrence=again(plan, Event.PLAN_RUNS_ON),
        at=at,
    )


def closed(plan: Plan, *, at: datetime) -> None:
    give(
        "plans.closed",
        plan,
        to=[plan.rep],
        title=_("Your plan %(focus)s has its outcome") % {"focus": plan.skill or ""},
        url=page_of(plan),
        occurrence="",
        at=at,
    )


def again(plan: Plan, taken_back: Event, **about: int) -> str:
    """Which time it is that something happens, for its occurrence: "" the first time, "2" once it was taken back."""
    named = {f"detail__{name}": pk for name, pk in about.items()}
    before = plan.history.filter(event=taken_back, **named).count()
    return str(before + 1) if before else ""


def _day(day: date | None) -> str:
    return date_format(day, "l j F") if day else ""


def page_of(plan: Plan) -> str:
    """The address of the plan's page."""
    return reverse("coaching:plan_page", args=[plan.pk])


def once(people: Iterable[User]) -> list[User]:
    """Everybody once, in the order they come in."""
    return list({person.pk: person for person in people}.values())


def give(
    kind: str,
    plan: Plan,
    *,
    to: Iterable[User],
    title: str,
    url: str,
    occurrence: str,
    at: datetime,
    refs: Mapping[str, int] | None = None,
) -> None:
    """Give a notice about the plan; what has the same kind, refs and occurrence is told each person once."""
    notice.give(
        kind,
        to=list(to),
        refs={"plan": plan.pk, **(refs or {})},
        occurrence=occurrence,
        title=title,
        url=url,
        at=at,
    )
