"""Mails about new dates of a signed plan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, mail
from plans.emails.matter import Matter
from plans.models import Amendment
from salesgym.kinds import Group
from salesgym.notices.emails import absolute


def _waits(matter: Matter) -> bool:
    return matter.is_rep and matter.amendment is not None and matter.amendment.is_open


def _is_answered(matter: Matter) -> bool:
    told = {Amendment.Answer.SIGNED, Amendment.Answer.DECLINED}
    return matter.manages and matter.amendment is not None and matter.amendment.answer in told


@mail("plans.amendment_to_sign", gettext_lazy("New dates wait for you"), group=Group.WAITS, wanted=_waits)
def amendment_to_sign(matter: Matter) -> Letter:
    """For the rep: what waits, and the manager's reason in their own words."""
    amendment = _of(matter)
    text = (
        _(
            "Say that you have them, and in a second answer whether you agree. Until you do, today's dates hold."
        )
        if matter.plan.is_formal
        else _("Until you sign, what you both signed holds. You can also say what you would rather have.")
    )
    return Letter(
        subject=_("New dates for you to read"),
        eyebrow=str(matter.plan.skill),
        title=_("New dates for you to read"),
        text=text,
        quote=amendment.reason,
        quote_by=str(amendment.proposed_by),
        button=_("Read the new dates"),
        url=_page(matter),
    )


@mail(
    "plans.amendment_answered",
    gettext_lazy("New dates are answered"),
    group=Group.PEOPLE,
    wanted=_is_answered,
)
def amendment_answered(matter: Matter) -> Letter:
    """For a manager: signed, or what the rep would rather have. The rep of a formal plan agrees, or does not."""
    amendment, is_formal = _of(matter), matter.plan.is_formal
    if amendment.answer == Amendment.Answer.SIGNED:
        title = _("%(rep)s agrees to the new dates") if is_formal else _("%(rep)s signed the new dates")
        title %= {"rep": matter.rep}
        text = _("They hold from now on. The earlier text stays to be read.")
    elif is_formal:
        title = _("%(rep)s does not agree to the new dates") % {"rep": matter.rep}
        text = _("The dates of today stay. Talk it through, then propose what fits you both.")
    else:
        title = _("%(rep)s would rather have other dates") % {"rep": matter.rep}
        text = _("What was signed holds. Talk it through, then propose what fits you both.")
    return Letter(
        subject=_("New dates are answered"),
        eyebrow=str(matter.plan.skill),
        title=title,
        text=text,
        quote=amendment.comment,
        quote_by=str(matter.plan.rep) if amendment.comment else "",
        button=_("Open the dates"),
        url=_page(matter),
    )


def _of(matter: Matter) -> Amendment:
    amendment = matter.amendment
    assert amendment is not None  # noqa: S101 - matter_of has refused mails whose amendment is gone
    return amendment


def _page(matter: Matter) -> str:
    return absolute(reverse("plans:amend_plan", args=[matter.plan.pk]))
