"""What was found, ready to print: people, plans, things to do, pages, drills, each with its one address."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.models import PairLine
from coaching.pages import pair_sheet, shell
from coaching.pages.board.need import shortened
from coaching.queries.find import FindFacts
from coaching.queries.shell import FrameFacts
from plans.models import Drill, Plan
from salesgym.people.models import User
from salesgym.people.pages.directory import role_line
from salesgym.people.queries.directory import PlacedPerson


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `person` is set for people alone, `icon` for all others."""

    name: str
    line: str
    url: str
    icon: str = ""
    person: User | None = None
    # What else one calls it.
    also: str = ""

    def has(self, words: Iterable[str]) -> bool:
        """Whether each word is a part of the name, or of what else one calls it."""
        text = f"{self.name} {self.also}".casefold()
        return all(word.casefold() in text for word in words)

    def is_called(self, words: str) -> bool:
        """Whether these words are the whole name; of a person the first name is enough."""
        names = {self.name, *([self.person.first_name] if self.person else [])}
        return words.casefold() in {name.casefold() for name in names}


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind."""

    title: str
    hits: Sequence[Hit]


def groups(words: str, facts: FindFacts, frame: FrameFacts, user: User) -> list[Group]:
    """What was found for these words. Without words, all that this person can do and open."""
    asked = words.split()
    found = [
        Group(_("People"), [_person(one) for one in facts.people]),
        Group(_("Plans"), [_plan(plan) for plan in facts.plans]),
        Group(_("Sheets of a pair"), [_sheet(line) for line in facts.sheets]),
        Group(_("Do"), [hit for hit in _actions(user, frame) if hit.has(asked)]),
        Group(_("Pages"), [hit for hit in _pages(user, frame) if hit.has(asked)]),
        Group(_("Skills and drills"), [_drill(drill) for drill in facts.drills]),
    ]
    return [group for group in found if group.hits]


def called_so(words: str, found: Iterable[Group]) -> str:
    """The address of the one thing that has exactly this name; "" where none has, or several."""
    hits = [hit.url for group in found for hit in group.hits if hit.is_called(words)]
    return hits[0] if len(hits) == 1 else ""


def _person(one: PlacedPerson) -> Hit:
    url = reverse("coaching:person", args=[one.user.pk])
    return Hit(one.user.name, role_line(one), url, person=one.user)


def _plan(plan: Plan) -> Hit:
    url = reverse("coaching:plan_page", args=[plan.pk])
    name = _("%(focus)s of %(name)s") % {"focus": plan.skill, "name": plan.rep.name}
    return Hit(name, _("Open plan") if plan.is_open else _("Closed plan"), url, "footprints")


def _sheet(line: PairLine) -> Hit:
    return Hit(shortened(line.text), pair_sheet.week_of(line), pair_sheet.url_of(line), "notebook-pen")


def _drill(drill: Drill) -> Hit:
    return Hit(drill.name, str(drill.skill), reverse("coaching:drill", args=[drill.pk]), "dumbbell")


def _pages(user: User, frame: FrameFacts) -> list[Hit]:
    listed = [Hit(place.label, place.note, place.url, place.icon) for place in shell.pages(user, frame)]
    hears = Hit(
        _("What I want to hear about"), "", reverse("notices:preferences"), "bell", also=_("notifications")
    )
    return [*listed, hears]


def _of_managers() -> list[Hit]:
    talk = reverse("coaching:plan_check_in")
    return [
        Hit(_("Start a plan"), "", reverse("plans:start_plan"), "plus", also=_("new plan")),
        Hit(_("Plan a check-in"), "", talk, "calendar-plus", also=_("talk, one on one, meeting")),
        Hit(_("Write a note"), "", reverse("coaching:take_note"), "pencil", also=_("private, for me")),
    ]


def _actions(user: User, frame: FrameFacts) -> list[Hit]:
    """What this person can do from anywhere. A new one is one line here."""
    log_url = shell.log_url(frame)
    may_ask = frame.is_member and (frame.own_plan is None or frame.own_plan.status == Plan.Status.CLOSED)
    offered = [
        log_url and Hit(_("Log a workout"), "", log_url, "circle-check", also=_("log practice, drill")),
        *(_of_managers() if frame.is_manager else ()),
        frame.is_rep
        and frame.is_member
        and Hit(
            _("Ask for a talk"),
            "",
            reverse("coaching:person_check_ins", args=[user.pk]),
            "calendar-plus",
            also=_("check-in, one on one, meeting"),
        ),
        may_ask and Hit(_("Ask for a plan"), "", reverse("plans:ask_for_plan"), "message-circle"),
        frame.is_rep
        and Hit(_("Type a week of my numbers"), "", reverse("numbers:type_week", args=[user.pk]), "pencil"),
        user.is_site_admin and Hit(_("Invite people"), "", reverse("people:send_invitations"), "send"),
        user.is_site_admin
        and Hit(_("Type what somebody new costs"), "", reverse("plans:cost_figures"), "sliders-horizontal"),
        Hit(
            _("Add leave"),
            "",
            f"{reverse('people:me')}#leave",
            "tree-palm",
            also=_("holiday, vacation, away"),
        ),
        Hit(_("Change my password"), "", reverse("account_change_password"), "key-round"),
    ]
    return [hit for hit in offered if isinstance(hit, Hit)]
