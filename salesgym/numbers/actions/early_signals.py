"""Early signals: finds them, follows them to their end, tells managers, stores notes of talks."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from salesgym.errors import Refused
from salesgym.handoff import hand_off
from salesgym.notices.actions import notice
from salesgym.notices.actions.notice import Item
from salesgym.numbers.calculations.statistics.early_signal import Drift, Ending
from salesgym.numbers.calculations.statistics.signals import Side
from salesgym.numbers.calculations.weeks.calendar import ends_on
from salesgym.numbers.models import EarlySignal
from salesgym.numbers.pages.signals import words
from salesgym.numbers.pages.values import Sayers
from salesgym.numbers.queries.signals import early_signals
from salesgym.numbers.queries.signals.early_signals import CORRECTED, NEW_LEVEL, Finding
from salesgym.people.models import Organization, User

KIND = "numbers.early_signal"
TASK = "salesgym.numbers.tasks.find_early_signals"
BATCH = 100
# Only one transaction at a time may search a rep's numbers: two would find the same drift twice. The
# advisory lock is the pair of the hash of this name and the rep's id.
FINDING, MOST_LOCK = "early_signals", 2**31
PLACES = Decimal("0.0001")
SAID = ("value", "usual", "usual_low", "usual_high")


class TalkedAlready(Refused):
    """Somebody else has noted a talk about this signal already."""


def find(*, rep_ids: Collection[int], at: datetime) -> int:
    """Search these reps' leading numbers again; returns how many signals are new. Repeats change nothing.

    A fixed number of queries for each hundred reps. Managers get a notice of new signals that are bad news.
    """
    organization = Organization.objects.current()
    on = organization.day(at)
    ids = sorted(set(rep_ids))
    return sum(
        _find(
            ids[start : start + BATCH],
            until=on,
            organization=organization,
            at=at,
        )
        for start in range(0, len(ids), BATCH)
    )


def find_or_share_out(*, rep_ids: Sequence[int], at: datetime) -> int:
    """As `find`; more than a hundred reps are split over several tasks, and the answer is 0.

    No task searches more than a hundred reps, so that none reaches its time limit.
    """
    if len(rep_ids) <= BATCH:
        return find(rep_ids=rep_ids, at=at)
    for start in range(0, len(rep_ids), BATCH):
        hand_off(TASK, rep_ids=list(rep_ids[start : start + BATCH]))
    return 0


def follow_roles(*, role_ids: Collection[int], at: datetime) -> int:
    """Search those reps of these roles again who have an open signal: it says a usual range, which follows from the role."""
    open_signals = EarlySignal.objects.open().filter(rep__job_role__in=role_ids)
    rep_ids = open_signals.order_by("rep").values_list("rep", flat=True).distinct()
    return find_or_share_out(rep_ids=list(rep_ids), at=at)


def look_at_every_team() -> int:
    """Start a task for each team that has members today; returns how many teams."""
    teams = early_signals.reps_by_team()
    for rep_ids in teams:
        hand_off(TASK, rep_ids=rep_ids)
    return len(teams)


@transaction.atomic
def talk(*, signal: EarlySignal, by: User, note: str, at: datetime) -> EarlySignal:
    """Store that a manager talked about the signal, and their note; it no longer waits. TalkedAlready."""
    known = EarlySignal.objects.select_for_update().select_related("rep").get(pk=signal.pk)
    if known.talked_at is not None:
        name = known.talked_by.first_name if known.talked_by else ""
        raise TalkedAlready(
            _("%(name)s has noted a talk about this already. You find it under past signals.")
            % {"name": name}
        )
    known.talked_by, known.talked_at, known.note = by, at, note
    known.save(update_fields=["talked_by", "talked_at", "note"])
    return known


@transaction.atomic
def _find(rep_ids: Sequence[int], *, until: date, organization: Organization, at: datetime) -> int:
    _wait_for_other_finders(rep_ids)
    reps = early_signals.watched_reps(rep_ids)
    if not reps:
        return 0
    budget = float(organization.false_alarms_a_year)
    findings = early_signals.look_again(reps, until=until, false_alarms_a_year=budget)
    _follow(findings)
    new = [_row(finding, drift, at) for finding in findings for drift in finding.look.found]
    EarlySignal.objects.bulk_create(new, ignore_conflicts=True)
    _tell(reps, say=Sayers(organization.currency), at=at)
    return len(new)


def _wait_for_other_finders(rep_ids: Sequence[int]) -> None:
    """Lock these reps until the transaction ends, in the order of their ids, which prevents deadlocks."""
    locks = sorted({pk % MOST_LOCK for pk in rep_ids})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s), rep) FROM unnest(%s::int[]) AS rep", [FINDING, locks]
        )


def _follow(findings: Sequence[Finding]) -> None:
    """Store which known drifts ended, and the newest values of those that last.

    A signal that corrected numbers no longer support is deleted; if somebody talked about it, it is ended.
    """
    gone, ended = [], []
    for finding in findings:
        for drift in finding.look.withdrawn:
            signal = finding.signal_of(drift)
            if signal.talked_at is None:
                gone.append(signal.pk)
            else:
                ended.append(_ended(signal, ends_on(signal.week), CORRECTED))
        ended += [_over(finding.signal_of(drift), drift.ending) for drift in finding.look.ended]
    if gone:
        EarlySignal.objects.filter(pk__in=gone, talked_at=None).delete()
    if ended:
        EarlySignal.objects.bulk_update(ended, ["ended_on", "inputs"])
    fresh = [
        signal
        for finding in findings
        for drift in finding.look.lasting
        if (signal := finding.signal_of(drift)) and _freshened(finding, drift, signal)
    ]
    if fresh:
        EarlySignal.objects.bulk_update(fresh, [*SAID, "inputs"])


def _freshened(finding: Finding, drift: Drift, signal: EarlySignal) -> bool:
    """Set the newest values on the row of a drift that lasts; True where something changed."""
    if not finding.weeks or not finding.weeks[0].starts_on <= drift.since <= finding.weeks[-1].starts_on:
        return False
    fields = _fields(finding, drift)
    changed = {name for name, value in fields.items() if getattr(signal, name) != value}
    for name in changed:
        setattr(signal, name, fields[name])
    return bool(changed)


def _fields(finding: Finding, drift: Drift) -> dict[str, Any]:
    """What a row says: the last four weeks beside what every page calls usual, and what the alarm was worked out from."""
    reading = finding.reading(drift)
    fields: dict[str, Any] = {"inputs": early_signals.inputs_of(drift, reading)}
    if finding.usual is not None:
        figure = reading.value if finding.figure is None else finding.figure
        said = (figure, finding.usual.level, finding.usual.low, finding.usual.high)
        fields |= dict(zip(SAID, map(_stored, said), strict=True))
    return fields


def _over(signal: EarlySignal, ending: Ending | None) -> EarlySignal:
    if ending is None:
        raise ValueError("this drift still lasts")
    return _ended(signal, ending.on, NEW_LEVEL if ending.has_settled else "")


def _ended(signal: EarlySignal, on: date, how: str) -> EarlySignal:
    signal.ended_on = on
    if how:
        signal.inputs["ending"] = how
    return signal


def _row(finding: Finding, drift: Drift, at: datetime) -> EarlySignal:
    return EarlySignal(
        rep_id=finding.rep_id,
        metric=finding.metric,
        side=drift.side.value,
        is_good=(drift.side is Side.ABOVE) != finding.metric.lower_is_better,
        since=drift.since,
        week=drift.week,
        found_at=at,
        ended_on=drift.ending.on if drift.ending else None,
        **_fields(finding, drift),
    )


def _stored(value: float) -> Decimal:
    return Decimal(value).quantize(PLACES)


def _tell(rep_ids: Collection[int], *, say: Sayers, at: datetime) -> None:
    """Tell managers once of each waiting signal that is bad news; not while its rep is on leave."""
    waiting = list(
        EarlySignal.objects.waiting()
        .filter(rep__in=rep_ids, is_good=False)
        .exclude(rep__in=User.objects.on_leave())
        .select_related("rep", "metric")
    )
    if not waiting:
        return
    managers = early_signals.managers_of({signal.rep_id for signal in waiting})
    people = User.objects.active().in_bulk({pk for several in managers.values() for pk in several})
    items = [
        Item(
            to=people[pk],
            title=words.title(signal, say),
            url=f"{reverse('numbers:early_signals')}#signal-{signal.pk}",
            refs={"signal": signal.pk},
        )
        for signal in waiting
        for pk in sorted(managers.get(signal.rep_id, set()))
        if pk in people
    ]
    notice.give_many(KIND, items, at=at)
