"""What a site admin who leads no team does until the first plan is signed, with a tick at what is done."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.pages.board.first_steps import First, Step
from coaching.queries.admin_steps import AdminSteps, TeamName

MOST_NAMED = 3


def steps(found: AdminSteps) -> First:
    """The list, in the order in which one step makes the next one possible."""
    return First((_people(found), _leaders(found), _invited(found), _numbers(found), _signed()), None)


def _people(found: AdminSteps) -> Step:
    url = reverse("people:start_people" if found.is_alone else "people:import_people")
    text = _("Everybody with their team, from a file or one by one.")
    return Step(_("Bring your people"), text, not found.is_alone and found.has_teams, url, _("Add people"))


def _leaders(found: AdminSteps) -> Step:
    missing = found.leaderless
    is_done = found.has_teams and not missing
    text = _leaderless(missing) if missing else _("A manager for each team, who opens plans with its people.")
    url = reverse("admin:people_team_changelist")
    if len(missing) == 1:
        url = reverse("admin:people_team_change", args=[missing[0].pk])
    return Step(_("Say who leads whom"), text, is_done, url if missing else "", _("Name a manager"))


def _leaderless(teams: Sequence[TeamName]) -> str:
    """No manager yet: Harbor, North, South and 2 more."""
    names = ", ".join(team.name for team in teams[:MOST_NAMED])
    more = len(teams) - MOST_NAMED
    text = _("No manager yet: %(names)s and %(more)s more.") if more > 0 else _("No manager yet: %(names)s.")
    return text % {"names": names, "more": more}


def _invited(found: AdminSteps) -> Step:
    is_done = found.has_managers and not found.uninvited
    text = _("Each gets a link, chooses a password and finds their board.")
    if found.uninvited:
        text = ngettext(
            "%(count)s manager waits for a link that works.",
            "%(count)s managers wait for a link that works.",
            found.uninvited,
        ) % {"count": found.uninvited}
    url = reverse("people:invitations") if found.uninvited else ""
    return Step(_("Invite your managers"), text, is_done, url, _("Invite them"))


def _numbers(found: AdminSteps) -> Step:
    text = _("The export of your CRM, as it is. Managers can bring it as well.")
    return Step(
        _("Bring your numbers"), text, found.has_numbers, reverse("numbers:upload"), _("Bring a file")
    )


def _signed() -> Step:
    text = _("A manager and a rep agree on it; only those on a plan read it. Then this list is gone.")
    return Step(_("The first plan is signed"), text, False)
