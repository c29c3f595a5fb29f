"""The head of every page about one person: their name, the tabs, and on a page below a tab the way back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from salesgym import hooks
from salesgym.people.models import User
from salesgym.people.permissions import Reading


@dataclass(frozen=True, slots=True)
class TabKind:
    """One tab: its name, its name over one's own page, its URL name, and for each who may open it what is on it.

    `area` is the area that it belongs to, if any: it is gone where that is switched off.
    """

    key: str
    label: Promise
    own: Promise
    route: str
    about: Mapping[Reading, Promise]
    area: str = ""


PLAN, NUMBERS, CHECK_INS, RECORD = "plan", "numbers", "check_ins", "record"
_OF_THE_PLAN = gettext_lazy("Steps, workouts, conversation")
# In the order of the page. A page that is added gets its tab by a line here, one of an area by `hooks.person_tabs`.
TABS = (
    TabKind(
        PLAN,
        gettext_lazy("Plan"),
        gettext_lazy("My plan"),
        "coaching:person",
        {Reading.PARTY: _OF_THE_PLAN, Reading.MENTOR: _OF_THE_PLAN},
    ),
    TabKind(
        NUMBERS,
        gettext_lazy("Numbers"),
        gettext_lazy("My numbers"),
        "numbers:rep_numbers",
        {Reading.PARTY: gettext_lazy("From outreach to revenue, week by week")},
    ),
    TabKind(
        CHECK_INS,
        gettext_lazy("Check-ins"),
        gettext_lazy("My check-ins"),
        "coaching:person_check_ins",
        {Reading.PARTY: gettext_lazy("The next talk, those before, what was promised")},
    ),
    TabKind(
        RECORD,
        gettext_lazy("Record"),
        gettext_lazy("My record"),
        "coaching:person_record",
        {Reading.PARTY: gettext_lazy("Agreement, history, leave"), Reading.MENTOR: gettext_lazy("History")},
    ),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as it is printed."""

    label: str
    about: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on top. `title` is the name, for people themselves the name of the tab.

    `good_url` leads to what good looks like in their role, for those who read it; else "".
    On a page below a tab `trail` has the ways back as (words, URL) and `here` is its own name; on a tab both are empty.
    """

    person: User
    title: str
    line: str
    tabs: Sequence[Tab]
    trail: Sequence[tuple[str, str]]
    here: str
    good_url: str = ""


def head(
    person: User,
    *,
    reader: User,
    tab: str,
    reading: Reading = Reading.PARTY,
    line: str | None = None,
    here: str = "",
) -> Head:
    """The head of a page on this tab; with `here`, the page's name, of one below it.

    `line` stands under the name of a tab, without one what the person does here (`job_role` is read then).
    """
    is_own = person.pk == reader.pk
    kinds = kinds_for(reader)
    kind = next(one for one in kinds if one.key == tab)
    tab_url = reverse(kind.route, args=[person.pk])
    name = (str(kind.own), tab_url) if is_own else (person.name, reverse("coaching:person", args=[person.pk]))
    # Marcus Bell > Record, over one's own pages My record.
    trail = [name] if is_own else [name, (str(kind.label), tab_url)]
    return Head(
        person=person,
        title=name[0],
        line=role_words(person) if line is None and not here else line or "",
        tabs=tabs(person, kinds, tab=tab, reading=reading),
        trail=trail if here else (),
        here=here,
        good_url=_good_url(person) if reading == Reading.PARTY and tab == NUMBERS else "",
    )


def _good_url(person: User) -> str:
    return reverse("people:role_guide", args=[person.job_role_id]) if person.job_role_id else ""


def kinds_for(reader: User) -> list[TabKind]:
    """Every tab there is for this reader, in order: those of areas that are on stand before the record, the last."""
    of_areas = [one for one in hooks.person_tabs if reader.has_area(one.area)]
    return [*TABS[:-1], *of_areas, TABS[-1]]


def tabs(person: User, kinds: Sequence[TabKind], *, tab: str, reading: Reading) -> list[Tab]:
    """Those of these tabs that somebody who reads so may open, this one marked."""
    return [
        Tab(str(one.label), str(one.about[reading]), reverse(one.route, args=[person.pk]), one.key == tab)
        for one in kinds
        if reading in one.about
    ]


def role_words(person: User) -> str:
    """SMB rep, joined in May 2026"""
    role = person.job_role.name if person.job_role else ""
    if person.joined_on is None:
        return role
    month = date_format(person.joined_on, "F Y")
    if not role:
        return _("Joined in %(month)s") % {"month": month}
    return _("%(role)s, joined in %(month)s") % {"role": role, "month": month}
