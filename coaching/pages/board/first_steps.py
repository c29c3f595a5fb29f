"""What a manager, or a site admin who leads nobody, does until the first plan is signed, with a tick at what is done."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries.first_steps import FirstSteps, SetUpSteps
from plans.pages.first_plans import Offered, offered
from salesgym.numbers.pages.values import Sayers


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `url` is "" where it is for somebody else, or not yet possible."""

    title: str
    text: str
    is_done: bool
    url: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class First:
    """The steps in their order, which of them is next, and the plans worth starting."""

    steps: tuple[Step, ...]
    plans: Offered | None

    @property
    def next(self) -> Step | None:
        return next((step for step in self.steps if not step.is_done), None)


def first(found: FirstSteps, *, people_url: str, say: Sayers) -> First:
    """The list of a manager who may add people at `people_url`; "" where a site admin does that."""
    steps = (*_brought(found, people_url), *_planned(found))
    return First(steps, offered(found.plans, say) if found.plans is not None else None)


def set_up(found: SetUpSteps) -> First:
    """The list of a site admin who leads nobody: what managers and reps need before they can begin."""
    return First((*_joined(found), *_handed_on(found)), None)


def _joined(found: SetUpSteps) -> tuple[Step, ...]:
    people_url = reverse("people:start_people" if found.is_alone else "people:import_people")
    return (
        Step(
            _("Bring your people"),
            _("From a file or one by one."),
            not found.is_alone,
            people_url,
            _("Add people"),
        ),
        Step(
            _("Say who leads each team"),
            _("In the file of people, or for each team in Set-up."),
            found.has_managers,
            reverse("admin:people_team_changelist"),
            _("Open the teams"),
        ),
        Step(
            _("Invite them"),
            _("They read nothing before they have joined."),
            found.has_invited,
            "" if found.is_alone else reverse("people:invitations"),
            _("Invitations"),
        ),
    )


def _handed_on(found: SetUpSteps) -> tuple[Step, ...]:
    return (
        Step(
            _("Bring your numbers"),
            _("The export of your CRM, as it is. A manager can do it as well."),
            found.has_numbers,
            reverse("numbers:upload"),
            _("Bring a file"),
        ),
        Step(
            _("Have a first plan signed"),
            _("A manager opens it on their board, and both sign. Then this list is gone."),
            False,
        ),
    )


def _brought(found: FirstSteps, people_url: str) -> tuple[Step, ...]:
    from_where = _("From a file or one by one.") if people_url else _("A site admin adds them.")
    return (
        Step(_("Bring your people"), from_where, found.has_people, people_url, _("Add people")),
        Step(
            _("Bring your numbers"),
            _("The export of your CRM, as it is."),
            found.has_numbers,
            reverse("numbers:upload"),
            _("Bring a file"),
        ),
        Step(
            _("Look at the board"),
            _("Everybody's number and where it goes."),
            found.has_people and found.has_numbers,
            "#reps" if found.has_people else "",
            _("Look"),
        ),
    )


def _planned(found: FirstSteps) -> tuple[Step, ...]:
    return (
        Step(
            _("Open a plan"),
            _("One person, one thing to get better at."),
            found.open_plan is not None,
            reverse("plans:start_plan"),
            _("New plan"),
        ),
        Step(
            _("Have it signed"),
            _("It starts once you both have signed. Then this list is gone."),
            False,
            reverse("coaching:plan_page", args=[found.open_plan]) if found.open_plan else "",
            _("Open the plan"),
        ),
    )
