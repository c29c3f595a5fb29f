"""The demo's bar "See this as", and why a page does not exist for somebody: one rule by kind of address."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.queries.eyes import Eyes, Part
from salesgym.people.models import User

PARTS = {
    Part.MANAGER: gettext_lazy("manager"),
    Part.REP: gettext_lazy("rep"),
    Part.MENTOR: gettext_lazy("mentor"),
    Part.HR: gettext_lazy("HR"),
}

# How a route begins, and who may open what stands there. The first one that fits says it.
RULES: tuple[tuple[str, Promise], ...] = (
    ("plans/new/", gettext_lazy("Plans are begun by people who manage a team.")),
    (
        "plans/<int:pk>/draft/",
        gettext_lazy("A draft is open to the rep's manager alone; the rep reads it once it is proposed."),
    ),
    (
        "plans/<int:pk>/focus/",
        gettext_lazy("A question about the focus is open to the rep who was asked, and to nobody else."),
    ),
    (
        "plans/<int:pk>/worth/",
        gettext_lazy("What a plan is worth in money is open to its rep and their manager, and to no mentor."),
    ),
    (
        "plans/<int:pk>/proposal/",
        gettext_lazy("A proposal is open to the rep and their manager; a mentor sees the plan once it runs."),
    ),
    (
        "plans/<int:pk>/agreement/",
        gettext_lazy("An agreement is open to the two who sign it: the rep and their manager."),
    ),
    (
        "plans/<int:pk>/change/",
        gettext_lazy("New dates are open to the two who sign them: the rep and their manager."),
    ),
    (
        "plans/<int:pk>/sheets/",
        gettext_lazy("A pair's sheets are open to the rep and their mentor, and to nobody else."),
    ),
    (
        "plans/<int:pk>/override/ask/",
        gettext_lazy("HR is asked about an outcome by the rep's manager."),
    ),
    ("plans/<int:pk>/appeal/", gettext_lazy("An appeal is written by the person whose plan it is.")),
    (
        "plans/<int:pk>/statements/",
        gettext_lazy("What a rep adds to the record of a formal plan is read by them, their managers and HR."),
    ),
    (
        "plans/<int:pk>/weeks/",
        gettext_lazy("The typed weeks of a formal plan are read by its rep, their managers and HR."),
    ),
    (
        "plans/",
        gettext_lazy(
            "A plan is open to its rep and their manager, and while it runs to its mentor, without reasons and money."
        ),
    ),
    (
        "formal/plans/<int:pk>/override/",
        gettext_lazy("An override is for an HR partner of the team who has no other part in the plan."),
    ),
    (
        "formal/plans/<int:pk>/appeal/",
        gettext_lazy("An appeal is answered by an HR partner of the team who has no other part in the plan."),
    ),
    (
        "formal/",
        gettext_lazy(
            "Formal plans are open to an HR partner who covers the rep and takes no part, and to the rep's manager where they write one."
        ),
    ),
    ("milestones/", gettext_lazy("A step is open to those who may open its plan.")),
    ("steps/", gettext_lazy("A step is open to those who may open its plan.")),
    ("files/", gettext_lazy("A file is open to those who may read the step or the promise that it belongs to.")),
    ("scores/", gettext_lazy("How sure a rep feels is theirs to say; their mentor reads it, and nobody else.")),
    ("costs/", gettext_lazy("What somebody new costs is typed by HR or a site admin.")),
    ("evidence/", gettext_lazy("What a rep keeps for themselves is theirs alone until they share it.")),
    ("questions/", gettext_lazy("What a step means is open to the two who sign: the rep and their manager.")),
    ("rewards/", gettext_lazy("A reward is open to those who may open its plan.")),
    ("promises/", gettext_lazy("A promise is open to those who may open its plan.")),
    ("comments/", gettext_lazy("A comment is open to those who may open its plan.")),
    ("check-ins/ask/", gettext_lazy("Whoever is in a team can ask for a talk.")),
    ("check-ins/<int:pk>/", gettext_lazy("A check-in is open to the two who talk, and to nobody else.")),
    ("check-ins/", gettext_lazy("The week of check-ins is for people who manage a team.")),
    ("people/<int:pk>/check-ins/", gettext_lazy("Check-ins are open to the two who talk: the rep and their manager.")),
    ("people/<int:person>/check-ins/", gettext_lazy("A check-in is open to the two who talk, and to nobody else.")),
    ("wishes/", gettext_lazy("A rep asks for a plan, and their manager alone reads it.")),
    ("invitations/<int:pk>/", gettext_lazy("An invitation to mentor is open to the person who was asked.")),
    ("invitations/", gettext_lazy("Invitations to SalesGym are for site admins.")),
    ("roles/", gettext_lazy("What good looks like in a role is open to its people and their managers.")),
    ("people/team/", gettext_lazy("The team is open to people who manage one.")),
    ("people/import/", gettext_lazy("People are brought in by site admins.")),
    (
        "people/<int:pk>/numbers/",
        gettext_lazy("A rep's numbers are open to that rep and to the manager of their team."),
    ),
    (
        "people/<int:pk>/",
        gettext_lazy(
            "A person's pages are open to them, to the manager of their team, and while a plan runs to its mentor."
        ),
    ),
    (
        "deals/",
        gettext_lazy("A deal in coaching is open to its rep, to their manager, and while a plan runs to its mentor."),
    ),
    ("desk/", gettext_lazy("The desk is for people who mentor somebody.")),
    ("board/", gettext_lazy("The board is for people who manage a team.")),
    ("teams/", gettext_lazy("The overview is for people whose teams have teams below them, and for HR.")),
    ("signals/", gettext_lazy("Early signals are for the manager of the team, and for nobody else.")),
    ("numbers/team/", gettext_lazy("A team's numbers are open to the people who manage it.")),
    (
        "numbers/imports/",
        gettext_lazy("A file of numbers is open to the person who brought it and to site admins."),
    ),
    (
        "numbers/deals/<int:pk>/",
        gettext_lazy("A deal is open to its owner, to the manager of their team and to site admins."),
    ),
    ("numbers/", gettext_lazy("Numbers are brought in by people who manage a team and by site admins.")),
    ("practice/", gettext_lazy("Practice is logged by reps whose plan runs.")),
    ("inbox/", gettext_lazy("An inbox is open to its owner alone.")),
    ("delivery/", gettext_lazy("The mails are watched over by site admins.")),
    ("set-up/", gettext_lazy("Set-up is for site admins.")),
    ("first-steps/", gettext_lazy("The first steps are for site admins.")),
    ("start/", gettext_lazy("The first start is for site admins.")),
)  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One person whose eyes are offered."""

    pk: int
    first_name: str
    part: str
    is_current: bool


@dataclass(frozen=True)
class NoPage:
    """What the demo says where a page does not exist for somebody, or is not theirs to open."""

    title: str
    rule: str
    former: User | None


def choices(offered: Sequence[Eyes], reader: User) -> list[Choice]:
    """The people of the bar; one of them may be the reader."""
    return [
        Choice(one.person.pk, one.person.first_name, str(PARTS[one.part]), one.person.pk == reader.pk)
        for one in offered
    ]


def rule_of(route: str) -> str:
    """Who may open pages of this route, in one sentence."""
    for begins, rule in RULES:
        if route.startswith(begins):
            return str(rule)
    return _("What somebody may not see does not exist for them.")


def no_page(reader: User, *, route: str, is_seen: bool, former: User | None) -> NoPage:
    """For a page that the reader may not open. `is_seen`: they know that it is there, and somebody else decides."""
    if is_seen:
        title = _("This page is not open to %(name)s") % {"name": reader.first_name}
    else:
        title = _("For %(name)s this page does not exist") % {"name": reader.first_name}
    return NoPage(title, rule_of(route), former)
