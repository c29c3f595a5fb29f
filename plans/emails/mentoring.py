"""Mails about the mentor of a plan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.emails.letter import Letter, anybody, mail
from plans.emails.matter import Matter, Refs
from plans.models import Mentorship
from salesgym.kinds import Group
from salesgym.notices.emails import absolute
from salesgym.people.models import User


def _is_asked(matter: Matter) -> bool:
    asked = matter.mentorship
    return (
        asked is not None
        and asked.status == Mentorship.Status.ASKED
        and asked.mentor_id == matter.reader.pk
        and matter.plan.is_open
    )


def _may_open_invitation(recipient: User, refs: Refs) -> bool:
    return Mentorship.objects.filter(plan_id=int(refs["plan"]), mentor=recipient).exists()


@mail(
    "plans.mentor_invited",
    gettext_lazy("You are asked to mentor"),
    group=Group.WAITS,
    wanted=_is_asked,
    may_open=_may_open_invitation,
)
def mentor_invited(matter: Matter) -> Letter:
    """Who asks, for which rep and skill, how much time it takes, and what they wrote with it."""
    asked = matter.mentorship
    assert asked is not None  # noqa: S101 - matter_of has refused mails whose invitation is gone
    words = {"asker": asked.invited_by.first_name, "rep": matter.rep}
    return Letter(
        subject=_("Would you be a mentor?"),
        eyebrow=str(matter.plan.skill),
        title=_("%(asker)s asks you to be %(rep)s's mentor") % words,
        text=_("About half an hour a week: look at workouts, answer a comment, share how you do it."),
        quote=asked.message,
        quote_by=str(asked.invited_by) if asked.message else "",
        button=_("Read and answer"),
        url=absolute(reverse("plans:mentor_invitation", args=[asked.pk])),
    )


@mail(
    "plans.mentor_answered",
    gettext_lazy("A mentor has answered"),
    group=Group.PEOPLE,
    wanted=lambda matter: matter.is_party and matter.plan.is_open,
)
def mentor_answered(matter: Matter) -> Letter:
    """Yes or no with the mentor's own words; after a no, that somebody else can be asked."""
    asked = matter.mentorship
    assert asked is not None  # noqa: S101 - matter_of has refused mails whose invitation is gone
    words = {"mentor": asked.mentor.first_name}
    said_yes = asked.status == Mentorship.Status.ACCEPTED
    return Letter(
        # The same after a yes and a no.
        subject=_("A mentor has answered"),
        eyebrow=str(matter.plan.skill),
        title=_("%(mentor)s said yes") % words if said_yes else _("%(mentor)s cannot this time") % words,
        text=_("%(mentor)s now sees the steps, the workouts and the conversation.") % words
        if said_yes
        else _("Somebody else can be asked from the plan's page."),
        quote=asked.answer,
        quote_by=str(asked.mentor) if asked.answer else "",
        button=_("Open the plan"),
        url=matter.page,
    )


@mail(
    "plans.mentor_thanked",
    gettext_lazy("Another mentor goes on from here"),
    group=Group.PEOPLE,
    wanted=lambda matter: (
        not matter.is_mentor
        and matter.mentorship is not None
        and matter.mentorship.mentor_id == matter.reader.pk
    ),
    may_open=anybody,
)
def mentor_thanked(matter: Matter) -> Letter:
    """Thanks for the time that was given; who follows is not theirs to know any more."""
    words = {"rep": matter.rep}
    return Letter(
        subject=_("Thank you for helping as a mentor"),
        eyebrow=str(matter.plan.skill),
        title=_("Thank you for helping %(rep)s") % words,
        text=_(
            "Somebody else goes on from here, so your half hour a week is your own again. What you wrote stays."
        ),
        button=_("See what you gave"),
        url=absolute(reverse("coaching:mentees")),
    )
