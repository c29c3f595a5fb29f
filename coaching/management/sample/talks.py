"""The sample's check-ins: rhythms set, talks held and confirmed, promises made and kept, at the times they happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from coaching.actions import check_in, help_rating, planning, rhythm, talk_promise, topic
from coaching.management.sample.cast import TIME_ZONE
from coaching.management.sample.life import Diary, moment
from coaching.management.sample.talk_stories import TALKS
from coaching.management.sample.talk_story import How, Talk, Talks, Vow
from coaching.models import CheckIn, CheckInKind, TalkPromise
from salesgym.numbers.calculations.weeks.calendar import monday
from salesgym.people.models import User

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
# A rhythm is set so many days before its first talk.
SET_BEFORE = 3
NEWEST_TOPIC = timedelta(minutes=90)


@dataclass(frozen=True)
class Told:
    """The check-ins of one person, with everybody in them, the sample's now and its days, the newest first."""

    talks: Talks
    people: Mapping[str, User]
    now: datetime

    @property
    def rep(self) -> User:
        return self.people[self.talks.rep]

    @property
    def lead(self) -> User:
        return self.people[self.talks.lead]

    @property
    def step(self) -> timedelta:
        return A_WEEK * self.talks.weeks

    def begins(self, day: date) -> datetime:
        return moment(day, *self.talks.hour)

    def next_day(self) -> date:
        """The first day whose hour has not passed."""
        day = monday(self.now.date()) + timedelta(days=self.talks.weekday) - self.step
        while self.begins(day) <= self.now:
            day += self.step
        return day


def put(diary: Diary, rep: str, people: Mapping[str, User], *, since: datetime | None, now: datetime) -> None:
    """Put into the diary what happens around this person's check-ins after `since`."""
    now = now.astimezone(ZoneInfo(TIME_ZONE))
    told = next((Told(talks, people, now) for talks in TALKS if talks.rep == rep), None)
    if told is None:
        return
    for at, happening in _happenings(told):
        if since is None or at > since:
            diary.put(at, happening)


def _happenings(told: Told) -> list[tuple[datetime, partial[None]]]:
    """Everything around these check-ins with its time, the oldest first."""
    now = told.now
    days = [told.next_day() - told.step * (place + 1) for place in range(len(told.talks.told))]
    first = days[-1] if days else told.next_day()
    happens = [(min(moment(first - A_DAY * SET_BEFORE, 10), now - NEWEST_TOPIC), partial(_set, told, first))]
    happens += [(moment(day - A_DAY * SET_BEFORE, 9), partial(_plan_ahead, told)) for day in days[:-1]]
    for day, talk in zip(days, told.talks.told, strict=True):
        happens += _of_talk(told, day, talk)
    happens += [
        (min(moment(now.date() - A_DAY, 16, 5 * place), now - NEWEST_TOPIC), partial(_add_topic, told, *line))
        for place, line in enumerate(told.talks.topics)
    ]
    happens.append((now - NEWEST_TOPIC, partial(_plan_ahead, told)))
    return sorted(happens, key=lambda one: one[0])


def live(rep: str, people: Mapping[str, User], *, until: datetime, now: datetime) -> None:
    """Live this person's check-ins up to this time, apart from any plan."""
    diary = Diary(until=until)
    put(diary, rep, people, since=None, now=now)
    diary.live()


def _of_talk(told: Told, day: date, talk: Talk) -> list[tuple[datetime, partial[None]]]:
    """What happens on the day of a talk and with the promises of it."""
    if talk.how in {How.DUE, How.NOT_HELD}:
        return []
    on = day + A_DAY if talk.how is How.MOVED else day
    happens = [(told.begins(on) + timedelta(minutes=25), partial(_hold, told, day, talk))]
    if talk.how is How.MOVED:
        happens.append((told.begins(day) - A_DAY, partial(_move, told, day)))
    kept = ((vow, vow.kept) for vow in talk.vows if vow.kept is not None)
    happens += [(moment(on + A_DAY * after, 16, 30), partial(_keep, told, day, vow)) for vow, after in kept]
    return happens


def _set(told: Told, first: date, at: datetime) -> None:
    talks = told.talks
    rhythm.set_rhythm(
        rep=told.rep,
        by=told.lead,
        weeks=talks.weeks,
        first_on=first,
        hour=time(*talks.hour),
        minutes=talks.minutes,
        at=at,
    )


def _plan_ahead(told: Told, at: datetime) -> None:
    """As beat does, for this rhythm alone."""
    running = told.rep.rhythms.filter(kind=CheckInKind.LINE, ended_at=None)
    planning.plan_rhythms(list(running.values_list("pk", flat=True)), at=at)


def _of_day(told: Told, day: date) -> CheckIn:
    return CheckIn.objects.line().get(rep=told.rep, slot_on=day)


def _move(told: Told, day: date, at: datetime) -> None:
    talk = _of_day(told, day)
    later = time(*told.talks.hour)
    planning.move(talk=talk, by=told.lead, day=day + A_DAY, hour=later, sequence=talk.sequence, at=at)


def _hold(told: Told, day: date, said: Talk, at: datetime) -> None:
    talk = _of_day(told, day)
    hold(talk, by=told.lead, notes=said.notes, begins=talk.planned_for, at=at)
    for vow in said.vows:
        promise(talk, vow, told.people[vow.by], lead=told.lead, at=at)
    check_in.confirm(talk=talk, by=told.lead, at=at)
    if said.how is not How.REP_ASKED:
        check_in.confirm(talk=talk, by=told.rep, at=at)
    if said.helped:
        help_rating.rate(talk=talk, helped=said.helped, more="", promises_came=None, at=at)


def hold(talk: CheckIn, *, by: User, notes: str, begins: datetime, at: datetime) -> None:
    """The talk begins, something is written down, and it ends after about its minutes."""
    check_in.start(talk=talk, by=by, at=begins)
    check_in.save_notes(talk=talk, by=by, text=notes, version=talk.notes_version, at=at)
    check_in.end(talk=talk, by=by, at=min(begins + timedelta(minutes=talk.minutes - 2 + talk.pk % 6), at))


def promise(talk: CheckIn, vow: Vow, owner: User, *, lead: User, at: datetime) -> None:
    """Write this promise down; what a rep promises is promised to who leads."""
    talk_promise.promise(
        talk=talk,
        owner=owner,
        to=lead if owner.pk == talk.rep_id else talk.rep,
        what=vow.what,
        cue=vow.cue,
        due_on=talk.planned_for.date() + A_DAY * vow.due,
        at=at,
    )


def _keep(told: Told, day: date, vow: Vow, at: datetime) -> None:
    made = TalkPromise.objects.select_related("check_in__plan").get(
        check_in=_of_day(told, day), commitment__what=vow.what
    )
    talk_promise.keep(promise=made, by=told.people[vow.by], at=at)


def _add_topic(told: Told, who: str, text: str, at: datetime) -> None:
    topic.add(rep=told.rep, kind=CheckInKind.LINE, by=told.people[who], text=text, at=at)
