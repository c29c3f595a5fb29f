"""The states of an imported file, from upload to import: what each step does and when it is allowed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from salesgym.handoff import hand_off
from salesgym.numbers.actions.imports import (
    comparing,
    file_owners,
    lacks,
    moved_owners,
    reading,
    staging,
    stopping,
    taking_back,
    taking_in,
    taking_out,
    telling,
    upload,
    watching,
)
from salesgym.numbers.actions.imports.size import is_small
from salesgym.numbers.actions.imports.states import NotDecided, save_moved, waiting
from salesgym.numbers.actions.imports.work import MOST_ATTEMPTS, Work, WorkLost, claim
from salesgym.numbers.calculations.importing.columns import saved as saved_layout
from salesgym.numbers.calculations.importing.columns.settling import missing
from salesgym.numbers.calculations.importing.columns.wide import is_wide_column
from salesgym.numbers.calculations.importing.lacks import undecided
from salesgym.numbers.calculations.importing.layout import METRIC_COLUMN, Layout
from salesgym.numbers.calculations.importing.stored import (
    Decisions,
    decisions_from_json,
    decisions_to_json,
    look_from_json,
)
from salesgym.numbers.calculations.importing.trouble import Unreadable
from salesgym.numbers.calculations.importing.vocabulary.columns import Role
from salesgym.numbers.models import Import, Source
from salesgym.numbers.pages.imports.ended import Ended
from salesgym.numbers.pages.imports.trouble import sentence
from salesgym.numbers.pages.imports.undo import why_not
from salesgym.numbers.queries.imports.dates import moves_too_far
from salesgym.numbers.queries.imports.undoing import stays
from salesgym.people.actions import invitation, membership
from salesgym.people.models import Organization, Team, User

TASK = "salesgym.numbers.tasks.work_on_import"


def go_on(*, import_id: int, at: datetime) -> None:
    """Do the next step of this file: at once where it is small, else by a Celery task."""
    file = Import.objects.get(pk=import_id)
    if not file.is_working:
        return
    if is_small(file):
        work(import_id=import_id, at=at)
    else:
        hand_off(TASK, import_id=import_id)


def work(*, import_id: int, at: datetime) -> None:
    """Do the steps of this file until a person has to decide or it is imported. Repeats change nothing."""
    held = claim(import_id)
    if held is None:
        return
    try:
        file = _file(import_id)
        if file.attempts > MOST_ATTEMPTS:
            stopping.refuse(held, _given_up(file), at=at)
            return
        while file.is_working:
            _step(file, held, at=at)
            file = _file(import_id)
    except WorkLost:
        stopping.clear_dropped(import_id)
    except Unreadable as problem:
        stopping.refuse(held, sentence(problem.trouble, problem.details), problem, at=at)
    except DatabaseError as error:
        stopping.after_database_error(held, error, at=at)
    finally:
        held.release()


def answer(*, import_id: int, decisions: Decisions) -> Import:
    """Store a person's answers on how the file is read.

    It is compared next, or read again where encoding or header changed. NotWaiting, NotDecided.
    """
    with transaction.atomic():
        file = waiting(import_id, Import.State.ASKING, Import.State.READY)
        before = decisions_from_json(file.decisions)
        name = " ".join(decisions.source_name.split())[:80]
        if not name:
            raise NotDecided(_("Name where the file comes from, for example CRM."))
        _check_roles(file, decisions.layout)
        layout = decisions.layout
        if missing(layout.kind, layout.roles, is_without_id=layout.is_without_id):
            raise NotDecided(
                _("Say which columns hold what is needed. What is missing stands beside the question.")
            )
        is_read_again = (decisions.encoding, decisions.header_line) != (before.encoding, before.header_line)
        file.kind = decisions.layout.kind.value
        file.decisions = decisions_to_json(replace(decisions, source_name=name, questions=()))
        file.state = Import.State.READING if is_read_again else Import.State.STAGING
        if not is_read_again:
            file.source = _source(file.kind, name)
        save_moved(file)
    return file


def decide(*, import_id: int, owners: Mapping[str, int | None], take_other: bool, by: User | None) -> Import:
    """Store a person's answers on owners and numbers of other sources, also for the source, and compare again.

    `owners` are all answers so far: an owner that was answered before and is missing here is open again.
    """
    with transaction.atomic():
        file = waiting(import_id, Import.State.READY)
        decisions = decisions_from_json(file.decisions)
        before = decisions.owners
        # Check only new answers: earlier ones stay valid, even if the file is read differently by now.
        fresh = {key: pk for key, pk in owners.items() if key not in before or before[key] != pk}
        if not file_owners.may_be(file, fresh, by=by):
            raise NotDecided(
                _("Choose from the list: an owner of the file, and a person whose numbers you may bring.")
            )
        file.decisions = decisions_to_json(replace(decisions, owners=owners, take_other=take_other))
        file.save(update_fields=["decisions"])
        if file.source is not None:
            file_owners.remember(file.source, owners, before=before)
        comparing.compare(file)
    return file


def invite_owner(
    *,
    import_id: int,
    owner_key: str,
    name: str,
    email: str,
    team: Team | None,
    by: User,
    at: datetime,
) -> Import:
    """Add and invite a person whom the file names, and compare again. Other owners stay as they were decided."""
    with transaction.atomic():
        file = waiting(import_id, Import.State.READY)
        if User.objects.filter(email=email.lower()).exists():
            raise NotDecided(_("Somebody has this address already. Match the name to that person instead."))
        person = User.objects.create_user(
            email=email, name=name, time_zone=Organization.objects.current().time_zone
        )
        if team is not None:
            membership.move(person=person, team=team, on=_today(at))
        invitation.invite(person=person, by=by, at=at)
        decided = decisions_from_json(file.decisions)
        owners = {**decided.owners, owner_key: person.pk}
        return decide(import_id=import_id, owners=owners, take_other=decided.take_other, by=by)


def confirm(*, import_id: int, by: User | None = None) -> Import:
    """Confirm the preview, so that the file is imported next. `by` is told in their inbox when it is in.

    NotWaiting where it was confirmed before, NotDecided where it cannot go in as it is decided so far.
    """
    with transaction.atomic():
        file = waiting(import_id, Import.State.READY)
        check(file)
        file.state, file.confirmed_by = Import.State.TAKING_IN, by
        save_moved(file, "confirmed_by")
    return file


def check(file: Import) -> None:
    """Raise NotDecided where something that the file cannot tell is open, or where its source's dates may not move."""
    if undecided(lacks.found(file), decisions_from_json(file.decisions).chosen):
        raise NotDecided(_("Something about this file is to be decided first. It stands on its page."))
    if moves_too_far(file):
        raise NotDecided(
            _(
                "Another file of this source ends more than a week after this one: its deals would move into the"
                " future. Leave the dates as they are in the file."
            )
        )


def cancel(*, import_id: int) -> Import:
    """Drop a file that is not imported yet. It has changed nothing."""
    with transaction.atomic():
        file = waiting(import_id, *Import.WAITING)
        file.state, file.work_token = Import.State.CANCELLED, None
        file.save(update_fields=["state", "work_token"])
        staging.clear(file)
        upload.forget(file)
    return file


def _step(file: Import, held: Work, *, at: datetime) -> None:
    if file.state == Import.State.READING:
        reading.read(file, held)
    elif file.state == Import.State.STAGING:
        staging.stage(file, held, on=_today(at))
        with transaction.atomic():
            held.beat(file.read)
            _take_time(file)
            comparing.compare(file)
            held.advance(Import.State.READY)
    elif file.state == Import.State.TAKING_IN:
        _take_in(file, held, at=at)
    else:
        _take_back(file, held, at=at)


def _take_in(file: Import, held: Work, *, at: datetime) -> None:
    with transaction.atomic():
        # Lock the file's row until the end, so that nobody drops or takes over the file meanwhile.
        held.beat(0)
        _take_time(file)
        with watching.watched(file, by=file.confirmed_by or file.imported_by, at=at):
            is_in = taking_in.take_in(file, at=at)
        if not is_in:
            changed = _("Numbers changed since you looked. Here is what the file would change now.")
            held.advance(Import.State.READY, trouble=changed)
            telling.tell(file, Ended.LOOK_AGAIN, at=at)
            return
        if file.source is not None:
            _remember_layout(file)
        held.advance(Import.State.DONE, imported_at=at, trouble="")
        taking_out.count_again(file, at=at)
        moved_owners.count_again(file, at=at)
        telling.tell(file, Ended.IN, at=at)


def _take_back(file: Import, held: Work, *, at: datetime) -> None:
    with transaction.atomic():
        held.beat(0)
        _take_time(file)
        taking_in.lock_numbers()
        # Somebody may have built on these numbers since the undo was asked for.
        if obstacle := stays(file):
            stopping.keep_in(file, held, why_not(obstacle), at=at)
            return
        held.advance(Import.State.UNDONE)
        with watching.watched(file, by=file.undone_by, at=at):
            taking_back.take_back(file, at=at)
        telling.tell(file, Ended.OUT, at=at)


def _given_up(file: Import) -> str:
    """Why a file is given up whose workers died again and again."""
    if file.state == Import.State.UNDOING:
        return _("The undo stopped several times. Nothing was changed. Try again, or ask your site admin.")
    return _("This file stopped the work on it several times. Export it again, or a part of it.")


def _take_time(file: Import) -> None:
    """For large files raise the statement timeout above that of pages, within the task's time limit."""
    if not is_small(file):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '200s'")


def _remember_layout(file: Import) -> None:
    """Store the layout on the source, so that its next file is read like this one."""
    source = Source.objects.get(imports=file)
    look = look_from_json(file.look)
    saved = saved_layout.to_saved(look, decisions_from_json(file.decisions).layout)
    source.layout = {**saved, "encoding": look.encoding}
    source.save(update_fields=["layout"])


def _check_roles(file: Import, layout: Layout) -> None:
    """Raise NotDecided for roles that the page does not offer, such as ones from a forged request."""
    known = {*Role, *(METRIC_COLUMN + key for key in reading.metric_names().values())}
    if len(layout.roles) != len(look_from_json(file.look).columns) or not all(
        role in known or is_wide_column(role) for role in layout.roles
    ):
        raise NotDecided(_("Choose for each column what it means from its list."))


def _source(kind: str, name: str) -> Source:
    """The source of this name, ignoring case: with two spellings the same deals would be stored twice."""
    known = Source.objects.filter(kind=kind, name__iexact=name).order_by("pk").first()
    return known or Source.objects.get_or_create(kind=kind, name=name)[0]


def _file(import_id: int) -> Import:
    return Import.objects.select_related("source", "imported_by").get(pk=import_id)


def _today(at: datetime) -> date:
    return Organization.objects.current().day(at)
