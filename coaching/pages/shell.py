"""What the frame around every page shows: where one can go, who waits, who one is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.pages import places
from coaching.pages.board import desk_needs
from coaching.pages.board.need import Need
from coaching.pages.places import Place, Reader
from coaching.queries.shell import FrameFacts
from plans.models import Plan
from salesgym.people.models import User
from salesgym.people.pages.sentence import Sentence, listed

# The last tab of a phone's bar is the way to everything else.
TABS = 3


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the rail or the tab bar."""

    label: str
    icon: str
    url: str
    is_current: bool
    count: int = 0
    note: str = ""
    mark: str = ""
    # Whether the rail shows it: such a page is listed among the others only where there is no rail.
    is_in_rail: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a phone: two tabs or fewer on each side of the round button, which some do not have.

    Where it has several `choices` the button opens their list, the one that it is about first.
    """

    before: Sequence[Link]
    button: Link | None
    after: Sequence[Link]
    choices: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class SetUp:
    """The way back into a first start that is not finished."""

    text: str
    label: str
    url: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Me:
    """The reader at the foot of the rail."""

    name: str
    initials: str
    tone: str
    role_line: str
    link: Link


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for a rep as a mentor, whom they mentor, and the way to the desk."""

    lines: Sequence[Need]
    mentees: Sentence
    url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the frame prints.

    `parts` are the pages that stand together with this one behind an entry of the rail; `more` all pages that the bar
    of a phone has no room for; `desk` is None where no mentor reads, or one whose desk is their home.
    """

    links: Sequence[Link]
    find: Link
    inbox: Link
    has_unread: bool
    me: Me
    bar: Bar
    more: Sequence[Link]
    parts: Sequence[Link]
    desk: Desk | None
    set_up: SetUp | None
    # Where a site admin of a copy releases its mail, on every page but that one; "" elsewhere.
    held_url: str


def shell(user: User, facts: FrameFacts, *, path: str, stopped_at: str) -> Shell:
    """The frame of the page at this path. `stopped_at` is the step at which a first start waits, "" without one."""
    reader = Reader(user, facts)
    rail, behind = places.rail(reader), places.behind(reader)
    here = places.current([*rail, places.find(), places.inbox(), places.me()], path)
    tabs = _tabs(reader, rail)
    return Shell(
        links=[_link(place, here) for place in rail],
        find=_link(places.find(), here),
        inbox=_link(places.inbox(), here),
        has_unread=facts.has_unread,
        me=_me(reader, here),
        bar=_bar(reader, tabs, here),
        more=_more(rail, behind, tabs, path),
        parts=_parts([*rail, *behind], path),
        desk=_desk(reader),
        set_up=_set_up(user, stopped_at),
        held_url=_held_url(facts, path),
    )


def _held_url(facts: FrameFacts, path: str) -> str:
    url = reverse("notices:delivery")
    return url if facts.is_copy and path != url else ""


def pages(user: User, facts: FrameFacts) -> list[Place]:
    """Every page that this person can choose from anywhere: entries, their parts, and what is behind them."""
    reader = Reader(user, facts)
    entries = [*places.rail(reader), *places.behind(reader)]
    parts = [part for place in entries for part in place.parts]
    found = {place.url: place for place in [*entries, *parts, places.inbox(), places.me()]}
    return list(found.values())


def log_url(facts: FrameFacts) -> str:
    """Where practice is logged; "" while the plan rests or is over, which asks for none."""
    runs = facts.own_plan and facts.own_plan.status == Plan.Status.ACTIVE
    return reverse("coaching:log_practice") if runs else ""


def _link(place: Place, here: Place | None, *, is_in_rail: bool = False) -> Link:
    is_current = here is not None and here.url == place.url
    return Link(
        place.label, place.icon, place.url, is_current, place.count, place.note, place.mark, is_in_rail
    )


def _tabs(reader: Reader, rail: Iterable[Place]) -> list[Place]:
    """The tabs of a phone but the last one. Who has few pages finds the others by name."""
    tabs = [place for place in rail if not place.is_for_desks][:TABS]
    return tabs if len(tabs) == TABS else [*tabs, places.find()]


def _bar(reader: Reader, tabs: Sequence[Place], here: Place | None) -> Bar:
    links = [_link(place, here) for place in tabs]
    in_bar = {place.url for place in [*tabs, places.find(), places.inbox()]}
    label, icon = (
        (_("More"), "menu") if reader.is_manager or reader.is_admin else (_("Me"), "circle-user-round")
    )
    is_behind = here is not None and here.url not in in_bar
    last = Link(label, icon, reverse("people:me"), is_behind)
    middle = (len(links) + 1) // 2
    return Bar(links[:middle], _button(reader), [*links[middle:], last], _choices(reader))


def _choices(reader: Reader) -> list[Link]:
    """What a manager begins from anywhere; everybody else has one thing, which the button does at once."""
    if not reader.is_manager:
        return []
    plan = Link(_("New plan"), "footprints", reverse("plans:start_plan"), is_current=False)
    talk = Link(_("Plan a check-in"), "calendar-plus", reverse("coaching:plan_check_in"), is_current=False)
    note = Link(_("Note"), "pencil", reverse("coaching:take_note"), is_current=False)
    return [note, plan, talk]


def _button(reader: Reader) -> Link | None:
    """What one does most, under the thumb."""
    if reader.is_manager:
        return Link(_("New plan"), "plus", reverse("plans:start_plan"), is_current=False)
    url = log_url(reader.facts)
    if not url and reader.is_only_mentor:
        desk = f"{reverse('coaching:mentor_desk')}#mentees"
        return Link(_("Score a role-play"), "clipboard-check", desk, is_current=False)
    return Link(_("Log a workout"), "plus", url, is_current=False) if url else None


def _more(rail: Sequence[Place], behind: Sequence[Place], tabs: Sequence[Place], path: str) -> list[Link]:
    """What the bar has no room for. The page Me leads there."""
    in_bar = {place.url for place in tabs}
    here = places.current([*rail, *behind], path)
    listed = [_link(place, here, is_in_rail=True) for place in rail if place.url not in in_bar]
    return [*listed, *(_link(place, here) for place in behind)]


def _parts(entries: Iterable[Place], path: str) -> list[Link]:
    """The pages beside this one, where it is one of several behind an entry."""
    beside = places.current([place for place in entries if place.parts], path)
    if beside is None:
        return []
    here = places.current([*beside.parts], path)
    return [_link(part, here) for part in beside.parts]


def _desk(reader: Reader) -> Desk | None:
    if not reader.is_mentor_too:
        return None
    desk = reader.facts.desk
    return Desk(desk_needs.lines(desk), listed(desk.mentees), reverse("coaching:mentor_desk"))


def _me(reader: Reader, here: Place | None) -> Me:
    user = reader.user
    return Me(user.name, user.initials, user.tone, _role_line(user, reader.facts), _link(places.me(), here))


def _set_up(user: User, step: str) -> SetUp | None:
    if not step or not user.is_site_admin:
        return None
    if step == "numbers":
        text = _("Bring your numbers in, then go on to your board.")
        return SetUp(text, _("On to my board"), "", is_last=True)
    text = _("Your set-up waits at step 2 of 4: your people.")
    return SetUp(text, _("Go on"), reverse("people:start"), is_last=False)


def _role_line(user: User, facts: FrameFacts) -> str:
    """Manager, Harbor SMB"""
    if facts.is_manager:
        names = [team.name for team in facts.teams]
        return _("Manager, %(team)s") % {"team": names[0]} if len(names) == 1 else _("Manager")
    if facts.is_member:
        return _("Rep, %(team)s") % {"team": facts.team_name}
    if user.is_hr_partner:
        return _("HR partner")
    return _("Site admin") if user.is_site_admin else ""
