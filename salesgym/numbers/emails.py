"""The kinds of notice of numbers, and their mails, written from current data when they are sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from salesgym.kinds import LIFE_OF_REMINDERS, Group, Kind, Policy, Rendered
from salesgym.notices.emails import absolute, render
from salesgym.numbers.models import EarlySignal, Import
from salesgym.numbers.pages.signals import words
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.permissions import can_import
from salesgym.numbers.queries.stale import StaleTeam, stale_by_person
from salesgym.people.models import Organization, User

Refs = Mapping[str, int]
Loaded = Mapping[int, list[StaleTeam]]
Signals = Mapping[int, EarlySignal]
METRIC = ("metric", "metric__numerator", "metric__denominator")


def stale_prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Loaded:
    """The teams with old numbers, by the id of the person who is to bring newer ones."""
    return {person.pk: teams for person, teams in stale_by_person(at=at).items()}


def stale_is_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Loaded) -> bool:
    """Whether the numbers are still old, and importing them is still this person's task."""
    return recipient.pk in loaded


def stale_numbers(recipient: User, refs: Refs, at: datetime, *, loaded: Loaded) -> Rendered:
    """The mail that names teams with old numbers, and links to the import of newer ones."""
    teams = loaded.get(recipient.pk)
    if not teams:
        raise LookupError("every number is up to date")
    context = {"teams": teams, "url": absolute(reverse("numbers:upload"))}
    return render("stale_numbers", recipient=recipient, kind="numbers.stale", context=context)


def signal_prefetch(items: Sequence[tuple[User, Refs]], at: datetime) -> Signals:
    """Those of these signals that still wait, are bad news, and whose reps are not on leave; by id."""
    waiting = EarlySignal.objects.waiting().filter(pk__in={refs["signal"] for _person, refs in items})
    there = waiting.filter(is_good=False).exclude(rep__in=User.objects.on_leave())
    return {signal.pk: signal for signal in there.select_related("rep", *METRIC)}


def signal_is_wanted(recipient: User, refs: Refs, at: datetime, *, loaded: Signals) -> bool:
    """Whether the signal still waits, and this person still manages the rep."""
    return refs["signal"] in loaded and may_open_signal(recipient, refs)


def may_open_signal(recipient: User, refs: Refs) -> bool:
    """Whether this person manages the signal's rep today, so that the notice may still lead to it."""
    return EarlySignal.objects.visible_to(recipient).filter(pk=refs["signal"]).exists()


def early_signal(recipient: User, refs: Refs, at: datetime, *, loaded: Signals) -> Rendered:
    """Which number of which rep drifted from where it usually is, and three things to do before judging it."""
    signal = loaded.get(refs["signal"])
    if signal is None:
        raise LookupError("this signal no longer waits")
    say = Sayers(Organization.objects.current().currency)
    context = {
        "signal": signal,
        "title": words.title(signal, say),
        "text": words.short(signal, say),
        "since": words.since(signal),
        "moves": words.moves(signal),
        "url": absolute(f"{reverse('numbers:early_signals')}#signal-{signal.pk}"),
    }
    return render("early_signal", recipient=recipient, kind="numbers.early_signal", context=context)


def may_open_import(recipient: User, refs: Refs) -> bool:
    """Whether this person may still import numbers: a manager, a deputy or a site admin."""
    return can_import(recipient)


def may_open_file(recipient: User, refs: Refs) -> bool:
    """Whether this person may still open the page of this file."""
    return can_import(recipient) and Import.objects.visible_to(recipient).filter(pk=refs["import"]).exists()


KINDS = (
    Kind(
        name="numbers.stale",
        label=_("Numbers you bring are older than eight days"),
        policy=Policy.AT_LEAST_ONCE,
        render=stale_numbers,
        still_wanted=stale_is_wanted,
        prefetch=stale_prefetch,
        may_open=may_open_import,
        group=Group.WAITS,
        lifetime=LIFE_OF_REMINDERS,
    ),
    Kind(
        name="numbers.early_signal",
        label=_("A rep's number drifted from where it usually is"),
        policy=Policy.AT_LEAST_ONCE,
        render=early_signal,
        still_wanted=signal_is_wanted,
        prefetch=signal_prefetch,
        may_open=may_open_signal,
        group=Group.PROGRESS,
    ),
    Kind(
        name="numbers.import_ended",
        label=_("A file of numbers that you brought is in, or taken back"),
        policy=Policy.AT_MOST_ONCE,
        may_open=may_open_file,
        group=Group.PROGRESS,
        by_email=False,
    ),
)
