"""What the frame around every page shows: where one can go, who waits, who one is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.queries.shell import FrameFacts
from plans.models import Plan
from salesgym.people.models import User

PLANS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the rail or the tab bar."""

    label: str
    icon: str
    url: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True, slots=True)
class PlanLink:
    """One plan in the rail, by its rep."""

    name: str
    initials: str
    tone: str
    url: str
    is_current: bool


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
    url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the frame prints. A URL is "" where its link is not shown."""

    links: list[Link]
    plans: list[PlanLink]
    tabs: list[Link]
    more: list[Link]
    me: Me
    unread: int
    new_plan_url: str
    log_url: str
    set_up: SetUp | None
    find_url: str


def shell(user: User, facts: FrameFacts, *, path: str, stopped_at: str) -> Shell:
    """The frame of the page at this path. `stopped_at` is the step at which a first start waits, "" without one."""
    links = _links(user, facts, path)
    tabs = _tabs(facts, path) if facts.is_rep and not facts.is_manager else []
    return Shell(
        links=links,
        plans=_plans(facts, path),
        tabs=tabs,
        more=_behind_the_tabs(links, tabs),
        me=Me(user.name, user.initials, user.tone, _role_line(user, facts), reverse("people:me")),
        unread=facts.unread,
        new_plan_url=reverse("plans:start_plan") if facts.is_manager else "",
        log_url=_log_url(facts),
        set_up=_set_up(user, stopped_at),
        find_url=reverse("people:find") if facts.is_manager or user.is_site_admin else "",
    )


def _link(path: str, label: str, icon: str, url: str, count: int = 0, exact: bool = False) -> Link:
    is_current = path == url if exact else path.startswith(url)
    return Link(label, icon, url, is_current, count)


def _links(user: User, facts: FrameFacts, path: str) -> list[Link]:
    links = []
    if facts.is_manager:
        links.append(_link(path, _("Team board"), "users-round", reverse("coaching:board"), facts.needs))
    if facts.has_teams_below or user.is_hr_partner:
        links.append(_link(path, _("Teams"), "network", reverse("coaching:team_overview")))
    if facts.is_rep:
        links += _rep_links(user, facts, path)
    if facts.is_mentor:
        links.append(
            _link(path, _("Mentor's desk"), "hand-heart", reverse("coaching:mentor_desk"), facts.invitations)
        )
    links.append(_link(path, _("Inbox"), "inbox", reverse("notices:inbox"), facts.unread))
    if facts.is_manager:
        links.append(
            _link(path, _("Early signals"), "activity", reverse("numbers:early_signals"), len(facts.signals))
        )
        links.append(_link(path, _("Team numbers"), "table-2", reverse("numbers:team_numbers")))
    if facts.is_manager or user.is_site_admin:
        url = reverse("numbers:upload")
        is_current = path.startswith((url, "/numbers/imports/"))
        links.append(Link(_("Import numbers"), "file-up", url, is_current))
    if user.is_site_admin:
        links.append(_link(path, _("People"), "user-round-cog", reverse("people:invitations")))
        links.append(_link(path, _("Set-up"), "settings", reverse("admin:index")))
        links.append(_link(path, _("Delivery"), "send", reverse("notices:delivery")))
    return links


def _rep_links(user: User, facts: FrameFacts, path: str) -> list[Link]:
    links = [_link(path, _("Today"), "house", reverse("coaching:today"))]
    if facts.own_plan:
        links.append(_link(path, _("My plan"), "footprints", _own_plan_url(facts)))
    links.append(_link(path, _("My numbers"), "chart-line", reverse("numbers:rep_numbers", args=[user.pk])))
    return links


def _tabs(facts: FrameFacts, path: str) -> list[Link]:
    """Four tabs for a rep on a phone; the log button stands in their middle."""
    plan_url = _own_plan_url(facts) if facts.own_plan else reverse("coaching:today")
    third = (
        _link(path, _("Desk"), "hand-heart", reverse("coaching:mentor_desk"))
        if facts.is_mentor
        else _link(path, _("Inbox"), "inbox", reverse("notices:inbox"))
    )
    return [
        _link(path, _("Today"), "house", reverse("coaching:today")),
        Link(_("My plan"), "footprints", plan_url, bool(facts.own_plan) and path.startswith(plan_url)),
        third,
        _link(path, _("Me"), "circle-user-round", reverse("people:me")),
    ]


def _behind_the_tabs(links: list[Link], tabs: list[Link]) -> list[Link]:
    """What a phone's four tabs have no room for. The page Me leads there."""
    shown = {tab.url for tab in tabs}
    return [link for link in links if link.url not in shown] if tabs else []


def _own_plan_url(facts: FrameFacts) -> str:
    return reverse("coaching:plan_page", args=[facts.own_plan.pk]) if facts.own_plan else ""


def _log_url(facts: FrameFacts) -> str:
    """Where practice is logged; "" while the plan rests or is over, which asks for none."""
    runs = facts.own_plan and facts.own_plan.status == Plan.Status.ACTIVE
    return reverse("coaching:log_practice") if runs else ""


def _plans(facts: FrameFacts, path: str) -> list[PlanLink]:
    links = []
    for plan in facts.plans[:PLANS_SHOWN]:
        url = reverse("coaching:plan_page", args=[plan.pk])
        links.append(PlanLink(plan.name, plan.initials, plan.tone, url, path.startswith(url)))
    return links


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
