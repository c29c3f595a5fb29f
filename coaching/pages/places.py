"""Where somebody can go: the entries of their rail, and what lies behind them. A new entry is one line in `rail`."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries.shell import FrameFacts
from salesgym.people.models import User

MOST_IN_RAIL = 7
# Pages of what belongs to a plan, which do not stand below its address.
OF_PLANS = ("/deals/", "/steps/", "/promises/")


@dataclass(frozen=True, slots=True)
class Place:
    """One page that an entry leads to.

    `holds` are beginnings of addresses that belong to it, besides its own. `parts` are the pages that stand together
    behind the one entry, itself the first. `note` says what to know before going there. `mark` says what is wrong there.
    `is_for_desks`: the bar of a phone leaves it out.
    """

    label: str
    icon: str
    url: str
    holds: tuple[str, ...] = ()
    parts: tuple["Place", ...] = ()
    count: int = 0
    note: str = ""
    mark: str = ""
    is_for_desks: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """The beginnings of all addresses that belong here."""
        return (self.url, *self.holds, *(part.url for part in self.parts))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their flags, and their roles today."""

    user: User
    facts: FrameFacts

    @property
    def is_manager(self) -> bool:
        return self.facts.is_manager

    @property
    def is_rep(self) -> bool:
        return self.facts.is_rep

    @property
    def is_only_rep(self) -> bool:
        return self.is_rep and not self.is_manager

    @property
    def has_plan(self) -> bool:
        return self.facts.own_plan is not None

    @property
    def is_only_mentor(self) -> bool:
        """A mentor whose desk is their home: what waits for others stands in the queue of the board, or on Today."""
        return self.facts.is_mentor and not self.is_manager and not self.is_rep

    @property
    def is_mentor_too(self) -> bool:
        return self.facts.is_mentor and not self.is_only_mentor

    @property
    def sees_teams(self) -> bool:
        return self.facts.has_teams_below or self.user.is_hr_partner

    @property
    def has_hr_desk(self) -> bool:
        return self.user.is_hr_partner and self.user.has_area("formal")

    @property
    def is_admin(self) -> bool:
        return self.user.is_site_admin

    @property
    def is_only_admin(self) -> bool:
        has_work = self.is_manager or self.is_rep or self.facts.is_mentor or self.user.is_hr_partner
        return self.is_admin and not has_work


def rail(reader: Reader) -> list[Place]:
    """The entries of this person's rail, the most important first, at most MOST_IN_RAIL."""
    offered = [
        reader.is_manager and _board(reader),
        reader.is_only_rep and _today(reader),
        reader.is_only_mentor and _desk(reader),
        reader.is_only_mentor and _mentees(),
        reader.is_manager and _check_ins(),
        reader.is_manager and _team(),
        reader.is_manager and _numbers(),
        reader.has_hr_desk and _hr_desk(),
        reader.sees_teams and _teams(),
        reader.user.is_hr_partner and not reader.has_hr_desk and _formal_plans(),
        reader.is_rep and reader.is_manager and _today(reader),
        reader.has_plan and _my_plan(reader),
        reader.is_only_rep and _my_numbers(reader),
        reader.is_only_admin and _set_up(reader),
        reader.is_only_admin and _people(),
        reader.is_only_admin and _files(),
        reader.is_admin
        and not reader.is_only_admin
        and _set_up(reader, holds=(*_people().addresses, *_files().addresses)),
    ]
    return [place for place in offered if isinstance(place, Place)][:MOST_IN_RAIL]


def behind(reader: Reader) -> list[Place]:
    """Pages of theirs that have no entry in the rail."""
    offered = [
        reader.is_mentor_too and _desk(reader),
        reader.is_mentor_too and _mentees(),
        reader.is_rep and reader.is_manager and _my_numbers(reader),
        reader.is_admin and not reader.is_only_admin and _people(),
        reader.is_admin and not reader.is_only_admin and not reader.is_manager and _files(),
    ]
    return [place for place in offered if isinstance(place, Place)]


def current(places: list[Place], path: str) -> Place | None:
    """The place to which this address belongs: of several the one that says most of it."""
    fits = {
        place.url: max((len(one) for one in place.addresses if path.startswith(one)), default=0)
        for place in places
    }
    best = max(places, key=lambda place: fits[place.url], default=None)
    return best if best is not None and fits[best.url] else None


def inbox() -> Place:
    """What has happened, behind the bell."""
    return Place(_("Inbox"), "bell", reverse("notices:inbox"))


def find() -> Place:
    """People, plans, drills, pages and what one can do, by a word of their names."""
    return Place(_("Find"), "search", reverse("coaching:find"))


def me() -> Place:
    """Settings, leave and everything that has no entry of its own."""
    return Place(_("Me"), "circle-user-round", reverse("people:me"), holds=("/me/",))


def _board(reader: Reader) -> Place:
    return Place(
        _("Board"), "layout-list", reverse("coaching:board"), ("/desk/", "/wishes/"), count=reader.facts.needs
    )


def _today(reader: Reader) -> Place:
    count = 0 if reader.is_manager else reader.facts.desk.count
    return Place(
        _("Today"), "house", reverse("coaching:today"), ("/practice/", "/desk/", "/drills/"), count=count
    )


def _desk(reader: Reader) -> Place:
    count = reader.facts.desk.count if reader.is_only_mentor else 0
    label = _("Desk") if reader.is_only_mentor else _("Mentor's desk")
    return Place(
        label, "hand-heart", reverse("coaching:mentor_desk"), ("/plans/", "/invitations/"), count=count
    )


def _mentees() -> Place:
    return Place(_("Mentees"), "sprout", reverse("coaching:mentees"))


def _team() -> Place:
    return Place(_("Team"), "users-round", reverse("people:team"), ("/people/", "/plans/", *OF_PLANS))


def _check_ins() -> Place:
    return Place(_("Check-ins"), "calendar-check", reverse("coaching:check_ins"))


def _numbers() -> Place:
    parts = (
        Place(_("Team numbers"), "table-2", reverse("numbers:team_numbers")),
        Place(_("Early signals"), "activity", reverse("numbers:early_signals")),
        *_files().parts,
    )
    return Place(
        _("Numbers"), "chart-line", reverse("numbers:team_numbers"), ("/numbers/", "/numbers/imports/"), parts
    )


def _files() -> Place:
    """The numbers of somebody who manages nobody: what comes in, and what has not."""
    parts = (
        Place(_("Import numbers"), "file-up", reverse("numbers:upload"), ("/numbers/imports/",)),
        Place(_("Missing weeks"), "calendar-x", reverse("numbers:gaps")),
    )
    return Place(_("Numbers"), "chart-line", reverse("numbers:upload"), ("/numbers/imports/",), parts)


def _hr_desk() -> Place:
    # What reps add to the record of a plan is read at the address of the plan.
    return Place(_("HR desk"), "file-text", reverse("formal:desk"), ("/formal/", "/plans/"))


def _formal_plans() -> Place:
    """Where HR switches formal plans on."""
    return Place(_("Formal plans"), "file-text", reverse("formal:hr_texts"), ("/formal/",))


def _teams() -> Place:
    return Place(_("Teams"), "network", reverse("coaching:team_overview"))


def _my_plan(reader: Reader) -> Place:
    plan = reader.facts.own_plan
    if plan is None:
        raise ValueError("Without a plan there is no entry for it.")
    url = reverse("coaching:plan_page", args=[plan.pk])
    return Place(_("My plan"), "footprints", url, (f"/people/{reader.user.pk}/", *OF_PLANS))


def _my_numbers(reader: Reader) -> Place:
    url = reverse("numbers:rep_numbers", args=[reader.user.pk])
    # Without a plan the person's own page and Record belong to no other entry.
    own = () if reader.has_plan else (reverse("coaching:person", args=[reader.user.pk]),)
    return Place(_("My numbers"), "chart-line", url, holds=own)


def _people() -> Place:
    parts = (
        Place(_("Invitations"), "mail", reverse("people:invitations")),
        Place(_("Import people"), "file-up", reverse("people:import_people")),
        Place(_("Delivery"), "send", reverse("notices:delivery")),
    )
    # The home of a site admin until the first plan is signed: most of its steps are pages of this entry.
    holds = (reverse("coaching:admin_steps"),)
    return Place(_("People and teams"), "users-round", reverse("people:invitations"), holds, parts)


def _set_up(reader: Reader, holds: tuple[str, ...] = ()) -> Place:
    mark = _("Mail does not go out as it should") if reader.facts.has_mail_trouble else ""
    return Place(
        _("Set-up"), "sliders-horizontal", reverse("admin:index"), holds,
        note=mark or _("Better on a desk"), mark=mark, is_for_desks=True,
    )  # fmt: skip
