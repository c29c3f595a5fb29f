"""The notices about new dates of a signed plan: to the rep, who answers, and to their managers, who hear it."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from plans.actions.announcement import give
from plans.models import Amendment
from plans.queries.people import managers_of


def to_sign(amendment: Amendment, *, at: datetime) -> None:
    plan = amendment.plan
    give(
        "plans.amendment_to_sign",
        plan,
        to=[plan.rep],
        title=(
            _("%(manager)s proposes new dates for %(focus)s. Read them, then answer")
            if plan.is_formal
            else _(
                "%(manager)s proposes new dates for %(focus)s. Read them, then sign or say what you would rather have"
            )
        )
        % {"manager": amendment.proposed_by.first_name, "focus": plan.skill},
        url=reverse("plans:amend_plan", args=[plan.pk]),
        occurrence="",
        at=at,
        refs={"amendment": amendment.pk},
    )


def answered(amendment: Amendment, *, at: datetime) -> None:
    """Tell whoever manages the rep today whether the new dates hold."""
    plan = amendment.plan
    is_signed = amendment.answer == Amendment.Answer.SIGNED
    if plan.is_formal:
        title = (
            _("%(rep)s agrees to the new dates: they hold from now on")
            if is_signed
            else _("%(rep)s does not agree to the new dates")
        )
    else:
        title = (
            _("%(rep)s signed the new dates: they hold from now on")
            if is_signed
            else _("%(rep)s would rather have other dates")
        )
    give(
        "plans.amendment_answered",
        plan,
        to=managers_of(plan.rep),
        title=title % {"rep": plan.rep.first_name},
        url=reverse("plans:amend_plan", args=[plan.pk]),
        occurrence="",
        at=at,
        refs={"amendment": amendment.pk},
    )
