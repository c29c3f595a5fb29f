"""Mails about when a check-in is: planned, moved, called off, tomorrow, missed, and a rep who asks for one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.models import CheckIn, CheckInState, TalkRequest
from coaching.pages.check_ins import words
from coaching.pages.check_ins.addresses import person_url, talk_url
from coaching.pages.check_ins.missed import missed_and_next
from coaching.queries.slots import led_today
from plans.emails.letter import Letter, kind_of
from plans.queries.people import managing_pairs
from salesgym.kinds import Attachment, Group, Kind
from salesgym.notices.emails import absolute
from salesgym.people.models import User

Refs = Mapping[str, int | str]
Batch = Sequence[tuple[User, Refs]]
TEMPLATE = "check_in"


@dataclass(frozen=True, slots=True)
class Told:
    """A talk as it stands now, who reads of it, and the change of its time that the mail tells of."""

    talk: CheckIn
    reader: User
    sequence: int
    at: datetime
    # False for who led it before, or leads it no more as they do not manage the rep today.
    is_side: bool = True

    @property
    def is_newest(self) -> bool:
        """Of a time that has changed once more only the last mail is sent."""
        return self.talk.sequence == self.sequence

    @property
    def stands(self) -> bool:
        return self.is_newest and self.is_side and self.talk.called_off_at is None

    @property
    def is_ahead(self) -> bool:
        return self.stands and self.talk.state(self.at) is CheckInState.PLANNED

    @property
    def length(self) -> str:
        minutes = self.talk.minutes
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


@dataclass(frozen=True, slots=True)
class _Talks:
    """The talks of these mails by id, and those of them whose leader leads them today."""

    talks: Mapping[int, CheckIn]
    led: set[int]


def _prefetch(items: Batch, at: datetime) -> _Talks:
    """The same number of queries for any number of mails."""
    people = ("rep", "led_by", "called_off_by", "rhythm")
    talks = CheckIn.objects.select_related(*people).in_bulk({int(refs["talk"]) for _person, refs in items})
    return _Talks(talks, led_today(talks.values()))


def _told(recipient: User, refs: Refs, at: datetime, loaded: _Talks | None) -> Told | None:
    """None for a talk that is gone, or of which the recipient is no side any more but for their calendar."""
    found = _prefetch([(recipient, refs)], at) if loaded is None else loaded
    talk = found.talks.get(int(refs["talk"]))
    is_former = bool(refs.get("former"))
    if talk is None or (recipient.pk in {talk.rep_id, talk.led_by_id}) == is_former:
        return None
    is_side = not is_former and (recipient.pk == talk.rep_id or talk.pk in found.led)
    return Told(talk, recipient, int(refs["sequence"]), at, is_side)


def _may_open(recipient: User, refs: Refs) -> bool:
    return CheckIn.objects.visible_to(recipient).filter(pk=refs["talk"]).exists()


def _letter(told: Told, title: str, text: str, *, button: str = "", why: str = "") -> Letter:
    name = words.other(told.talk, told.reader)
    return Letter(
        # What stands on a lock screen says with whom and nothing of what became of it.
        subject=_("Check-in with %(name)s") % {"name": name},
        title=title,
        text=text,
        button=button or _("See the check-in"),
        url=absolute(talk_url(told.talk)),
        quote=why,
        quote_by=told.talk.called_off_by.name if why and told.talk.called_off_by else "",
    )


def _planned(told: Told) -> Letter:
    text = _("%(length)s. Add what you want to talk about: it stands on the agenda for both of you.")
    return _letter(told, words.planned(told.talk, told.reader), text % {"length": told.length})


def _moved(told: Told) -> Letter:
    text = _("%(length)s. If the new time does not fit, move it on its page.") % {"length": told.length}
    return _letter(told, words.planned(told.talk, told.reader), text)


def _called_off(told: Told) -> Letter:
    talk = told.talk
    if not told.is_side:
        return _for_the_calendar(told)
    by = talk.called_off_by or talk.led_by
    return _letter(
        told,
        words.called_off(talk, told.reader, by),
        _("What either of you wanted to talk about waits for the next one."),
        button=_("See what is planned"),
        why=talk.called_off_why,
    )


def _for_the_calendar(told: Told) -> Letter:
    if told.is_side and told.talk.called_off_at is None:
        return _letter(
            told,
            words.planned(told.talk, told.reader),
            _("For your calendar, %(length)s.") % {"length": told.length},
        )
    title = _("No longer planned: %(talk)s") % {"talk": words.planned(told.talk, told.reader)}
    return _letter(told, title, _("This takes it out of your calendar."), button=_("See what is planned"))


def _calendar_is_wanted(told: Told) -> bool:
    """Whoever leads a talk no more loses it, whatever became of it since."""
    return told.is_newest or not told.is_side


def _tomorrow(told: Told) -> Letter:
    return _letter(
        told,
        words.near(told.talk, told.reader, told.at),
        _("The agenda is filled in. Look at it for a minute, and add what is missing."),
    )


def _missed(told: Told) -> Letter:
    return _letter(
        told,
        words.missed(told.talk, told.reader),
        missed_and_next(told.talk, told.reader),
    )


def _kind(
    name: str,
    label: Any,
    group: Group,
    letter: Callable[[Told], Letter],
    *,
    wanted: Callable[[Told], bool],
    is_calendar: bool = False,
) -> Kind:
    def files(told: Told) -> tuple[Attachment, ...]:
        if not is_calendar:
            return ()
        # Imported with the first invitation: the library of calendars takes longer to load than Django.
        from coaching.emails.calendar import invitation

        return (invitation(told.talk, at=told.at, is_out=not told.is_side),)

    return kind_of(
        name,
        label,
        group,
        matter_of=_told,
        prefetch=_prefetch,
        context=lambda told: asdict(letter(told)),
        wanted=wanted,
        may_open=_may_open,
        template=TEMPLATE,
        attachments=files,
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A rep's request that still waits, and who reads it."""

    request: TalkRequest
    reader: User


@dataclass(frozen=True, slots=True)
class _Requests:
    """The requests of these mails that wait, and who manages whom today."""

    waiting: Mapping[int, TalkRequest]
    managing: set[tuple[int, int]]


def _load_requests(items: Batch, at: datetime) -> _Requests:
    ids = {int(refs["request"]) for _person, refs in items}
    waiting = TalkRequest.objects.open().select_related("rep").in_bulk(ids)
    return _Requests(waiting, managing_pairs({one.rep_id for one in waiting.values()}))


def _asked(recipient: User, refs: Refs, at: datetime, loaded: _Requests | None) -> Asked | None:
    found = _load_requests([(recipient, refs)], at) if loaded is None else loaded
    request = found.waiting.get(int(refs["request"]))
    if request is None or (recipient.pk, request.rep_id) not in found.managing:
        return None
    return Asked(request, recipient)


def _asks(asked: Asked) -> dict[str, Any]:
    rep = asked.request.rep
    title = _("%(name)s asks for a talk") % {"name": rep.first_name}
    return asdict(
        Letter(
            subject=_("Somebody asks for a talk"),
            title=title,
            text=_("Choose a time, and both of you have it in the calendar."),
            button=_("Plan it"),
            url=absolute(person_url(rep.pk)),
            quote=asked.request.about,
            quote_by=rep.name,
        )
    )


def _may_open_request(recipient: User, refs: Refs) -> bool:
    return TalkRequest.objects.managed_by(recipient).filter(pk=refs["request"]).exists()


KINDS = (
    _kind(
        "coaching.check_in_planned", gettext_lazy("A check-in is planned"), Group.PEOPLE,
        _planned, wanted=lambda told: told.is_ahead, is_calendar=True,
    ),
    _kind(
        "coaching.check_in_moved", gettext_lazy("A check-in is moved"), Group.PEOPLE,
        _moved, wanted=lambda told: told.is_ahead, is_calendar=True,
    ),
    _kind(
        "coaching.check_in_called_off", gettext_lazy("A check-in is called off"), Group.PEOPLE,
        _called_off, wanted=lambda told: told.is_newest, is_calendar=True,
    ),
    _kind(
        "coaching.check_in_tomorrow", gettext_lazy("A check-in is tomorrow"), Group.WAITS,
        _tomorrow, wanted=lambda told: told.is_ahead,
    ),
    _kind(
        "coaching.check_in_missed", gettext_lazy("A check-in was missed"), Group.WAITS,
        _missed, wanted=lambda told: told.is_side and told.talk.state(told.at) is CheckInState.MISSED,
    ),
    kind_of(
        "coaching.talk_asked", gettext_lazy("Somebody asks for a talk"), Group.WAITS,
        matter_of=_asked, prefetch=_load_requests, context=_asks, wanted=lambda asked: True,
        may_open=_may_open_request, template="talk_asked",
    ),
    # Nobody is told in the inbox what they have done themselves, and their calendar still has it.
    replace(
        _kind(
            "coaching.check_in_calendar", gettext_lazy("Check-ins that you plan, move or call off, for your calendar"),
            Group.PEOPLE, _for_the_calendar, wanted=_calendar_is_wanted, is_calendar=True,
        ),
        in_app=False,
    ),
)  # fmt: skip
